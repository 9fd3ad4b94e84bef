// A red-list line that a person puts on an owner: its shares, the rule that would do the same from
// now on. The same split as in the month itself, so that a later freeze finds the same.

import { firstDayOf, monthOf } from '../../../kernel/calendar.ts';
import type {
  FrozenInvoice,
  FrozenLine,
  NewAllocationRule,
  RedListEntry,
  RedListReason,
  Share,
} from '../types.ts';
import type { OwnerBook } from './owners.ts';
import { split } from './split.ts';

/** Shares of lines on one owner, or why that owner cannot take them: unknown, closed, a circle. */
export function placedShares(
  entries: readonly RedListEntry[],
  owner: string,
  book: OwnerBook,
): { readonly shares: readonly Share[] } | { readonly reason: RedListReason } {
  const shares: Share[] = [];
  for (const { charge } of entries) {
    const result = split(charge.netOre, [{ owner, weight: 1 }], book);
    if ('reason' in result) return { reason: result.reason };
    const by = { rule: 'placement', allocationRuleId: null } as const;
    shares.push(...result.splits.map((each) => ({ charge, ...each, ...by })));
  }
  return { shares };
}

/** An allocation rule as narrow as the line: its supplier, its account, its text, from its month on. */
export function ruleForLine(
  line: FrozenLine,
  invoice: FrozenInvoice,
  owner: string,
): NewAllocationRule {
  return {
    supplier: invoice.supplier,
    account: line.account,
    match: beginningOf(line.text),
    key: `one:${owner}`,
    from: firstDayOf(monthOf(invoice.issuedOn)),
    to: null,
  };
}

/** As much as a rule's match may hold, in characters. */
const MOST_CHARACTERS = 200;

/** A rule matches what a text begins with: a long one is told by its beginning. */
function beginningOf(text: string): string | null {
  return text === '' ? null : Array.from(text).slice(0, MOST_CHARACTERS).join('');
}
