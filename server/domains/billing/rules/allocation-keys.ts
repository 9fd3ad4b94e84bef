// Rule 5 of interfaces.md §4: what an allocation rule's key says, which rule fits a line that names no
// service, and whom it makes pay.

import { covers, type LocalDate } from '../../../kernel/calendar.ts';
import { parseDecimal, roundDecimal } from '../../../kernel/decimal.ts';
import { ore, type Ore } from '../../../kernel/money.ts';
import type { AllocationKey, FrozenAllocationRule, Successor } from '../types.ts';

/** All of it, in hundredths of a per cent. */
export const WHOLE = 10_000;

/**
 * Reads `one:4110`, `percent:4110=60|4200=40`, `fixed:4110=100.00|rest=4200` or `pro-rata`.
 * Null for anything else: percentages that do not sum to 100, more than two decimals, no code.
 */
export function parseAllocationKey(text: string): AllocationKey | null {
  const [kind, rest = ''] = splitOnce(text.trim(), ':');
  if (kind === 'pro-rata' && rest === '') return { kind };
  if (kind === 'one' && rest.trim() !== '') {
    return { kind: 'shares', shares: [{ code: rest.trim(), share: WHOLE }] };
  }
  if (kind === 'percent') {
    const shares = rest.includes('=') ? parseShares(rest) : null;
    return shares === null ? null : { kind: 'shares', shares };
  }
  return kind === 'fixed' ? parseFixed(rest) : null;
}

/** Reads `4200` or `4200=60|4300=40`; null where the percentages do not sum to 100. */
export function parseShares(text: string): readonly Successor[] | null {
  if (/^[^=|]+$/.test(text.trim())) return [{ code: text.trim(), share: WHOLE }];
  const shares: Successor[] = [];
  for (const piece of text.split('|')) {
    const [code, percent = ''] = splitOnce(piece.trim(), '=');
    const share = parsePercent(percent);
    if (code === '' || share === null) return null;
    shares.push({ code, share });
  }
  const total = shares.reduce((sum, each) => sum + each.share, 0);
  return total === WHOLE ? shares : null;
}

/** `33.34` as hundredths of a per cent; null where it has more decimals or is not 0–100. */
export function parsePercent(text: string): number | null {
  const hundredths = parseHundredths(text);
  return hundredths === null || hundredths > WHOLE ? null : hundredths;
}

/** The percentages and amounts of a key as text again, as the register writes it. */
export function allocationKeyText(key: AllocationKey): string {
  switch (key.kind) {
    case 'pro-rata':
      return 'pro-rata';
    case 'shares':
      if (key.shares.length === 1) return `one:${key.shares[0]?.code ?? ''}`;
      return `percent:${key.shares.map(({ code, share }) => `${code}=${hundredthsText(share)}`).join('|')}`;
    case 'fixed': {
      const amounts = key.amounts.map(
        ({ code, amountOre }) => `${code}=${hundredthsText(amountOre)}`,
      );
      return `fixed:${[...amounts, ...(key.rest === null ? [] : [`rest=${key.rest}`])].join('|')}`;
    }
  }
}

/** What the rule asks of a line. */
export type RuledLine = {
  readonly supplier: string;
  readonly account: string | null;
  readonly groups: readonly string[];
  readonly text: string;
};

/**
 * The rule in force on a day with the most fields that match; ties to the latest `from`, then the
 * first in file order. Null where none fits.
 */
export function allocationRuleFor(
  line: RuledLine,
  rules: readonly FrozenAllocationRule[],
  on: LocalDate,
): FrozenAllocationRule | null {
  let best: FrozenAllocationRule | null = null;
  for (const rule of rules) {
    if (!covers(rule, on) || !fits(rule, line)) continue;
    if (best === null || comesBefore(rule, best)) best = rule;
  }
  return best;
}

/** `fixed`: each its amount in order until |net| is used up, the rest to `rest`; null without one. */
export function fixedAmounts(
  net: Ore,
  key: Extract<AllocationKey, { kind: 'fixed' }>,
): readonly { readonly owner: string; readonly weight: number }[] | null {
  let left = Math.abs(net);
  const amounts: { owner: string; weight: number }[] = [];
  for (const { code, amountOre } of key.amounts) {
    const taken = Math.min(left, amountOre);
    if (taken > 0) amounts.push({ owner: code, weight: taken });
    left -= taken;
  }
  if (left === 0) return amounts;
  return key.rest === null ? null : [...amounts, { owner: key.rest, weight: left }];
}

function parseFixed(text: string): AllocationKey | null {
  const amounts: { code: string; amountOre: Ore }[] = [];
  let rest: string | null = null;
  for (const piece of text.split('|')) {
    const [code, value = ''] = splitOnce(piece.trim(), '=');
    if (code === '' || value === '') return null;
    if (code === 'rest') {
      if (rest !== null) return null;
      rest = value;
      continue;
    }
    const amount = parseHundredths(value);
    if (amount === null) return null;
    amounts.push({ code, amountOre: ore(amount) });
  }
  return { kind: 'fixed', amounts, rest };
}

function fits(rule: FrozenAllocationRule, line: RuledLine): boolean {
  if (rule.supplier !== null && rule.supplier !== line.supplier) return false;
  if (rule.account !== null && rule.account !== line.account) return false;
  const { match } = rule;
  if (match === null) return true;
  return line.text.startsWith(match) || line.groups.some((group) => group.startsWith(match));
}

function comesBefore(left: FrozenAllocationRule, right: FrozenAllocationRule): boolean {
  const fields = stated(left) - stated(right);
  if (fields !== 0) return fields > 0;
  if (left.from !== right.from) return left.from > right.from;
  return left.position < right.position;
}

function stated(rule: FrozenAllocationRule): number {
  return [rule.supplier, rule.account, rule.match].filter((field) => field !== null).length;
}

/** A plain number with at most two decimals, times a hundred; null for anything else or out of bounds. */
function parseHundredths(text: string): number | null {
  const value = parseDecimal(text);
  if (value === null || value.units < 0n || value.scale > 2) return null;
  const hundredths = Number(roundDecimal(value, 2).units);
  return Number.isSafeInteger(hundredths) ? hundredths : null;
}

function hundredthsText(hundredths: number): string {
  const fraction = String(hundredths % 100).padStart(2, '0');
  const whole = String(Math.floor(hundredths / 100));
  return fraction === '00' ? whole : `${whole}.${fraction}`;
}

function splitOnce(text: string, by: string): [string, string?] {
  const at = text.indexOf(by);
  return at < 0 ? [text] : [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}
