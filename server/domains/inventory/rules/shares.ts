// Who owns what when: the shares of a day sum to 100 per cent or there are none (interfaces.md §3).

import { addDays, type LocalDate } from '../../../kernel/calendar.ts';
import { WHOLE_SHARE } from '../types.ts';

export type SharePeriod = {
  readonly from: LocalDate;
  readonly to: LocalDate | null;
  readonly share: number;
};

export type WrongDays = {
  readonly from: LocalDate;
  /** The sum of those days, in hundredths of a per cent. */
  readonly sum: number;
};

/** The first day of each stretch of days on which there are owners whose shares are not the whole. */
export function wrongShares(periods: readonly SharePeriod[]): WrongDays[] {
  const steps = new Map<LocalDate, number>();
  const step = (day: LocalDate, by: number) => steps.set(day, (steps.get(day) ?? 0) + by);
  for (const { from, to, share } of periods) {
    if (to !== null && to < from) continue;
    step(from, share);
    if (to !== null) step(addDays(to, 1), -share);
  }
  const wrong: WrongDays[] = [];
  let sum = 0;
  for (const day of [...steps.keys()].sort()) {
    sum += steps.get(day) ?? 0;
    if (sum !== 0 && sum !== WHOLE_SHARE) wrong.push({ from: day, sum });
  }
  return wrong;
}

/** `6050` as `60.5`. */
export function percentText(hundredths: number): string {
  return String(hundredths / 100);
}
