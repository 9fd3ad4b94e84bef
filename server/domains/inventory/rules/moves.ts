// Changing the owner from a day: what ran on that day ends the day before, the new shares begin.

import { addDays, type LocalDate } from '../../../kernel/calendar.ts';
import { ALLOWED, notAllowed, type Verdict } from '../../../kernel/verdict.ts';
import { WHOLE_SHARE, type Ownership } from '../types.ts';
import { percentText } from './shares.ts';

export type NewShare = {
  /** Code of a cost centre or a customer. */
  readonly owner: string;
  /** Hundredths of a per cent. */
  readonly share: number;
  readonly holderEmail: string | null;
  readonly holderText: string | null;
};

/** Until further notice, from a day. */
export type OwnerMove = { readonly from: LocalDate; readonly shares: readonly NewShare[] };

/** The new shares are at least one, each owner once, and 100 per cent together. */
export function mayShare(shares: readonly NewShare[]): Verdict {
  const owners = new Set(shares.map(({ owner }) => owner));
  if (owners.size !== shares.length) return notAllowed('invalid', 'ownership.owner-twice');
  const sum = shares.reduce((total, { share }) => total + share, 0);
  return sum === WHOLE_SHARE && shares.every(({ share }) => share > 0)
    ? ALLOWED
    : notAllowed('invalid', 'ownership.sum', { args: { sum: percentText(sum) } });
}

/**
 * What is planned to begin on the day or later stands in the way: such a plan is changed by itself
 * first, never overwritten in passing.
 */
export function mayMove(periods: readonly Ownership[], { from }: OwnerMove): Verdict {
  const later = periods.find((period) => period.from >= from);
  if (later === undefined) return ALLOWED;
  const args = { owner: later.owner, from: later.from };
  return notAllowed('conflict', 'ownership.overlap', { args });
}

/** The periods that end because of the move, with their new last day. */
export function endedBy(
  periods: readonly Ownership[],
  { from }: OwnerMove,
): { readonly ownership: Ownership; readonly to: LocalDate }[] {
  return periods
    .filter((period) => period.from < from && (period.to === null || period.to >= from))
    .map((ownership) => ({ ownership, to: addDays(from, -1) }));
}
