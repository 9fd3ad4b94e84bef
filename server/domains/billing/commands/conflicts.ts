// A month that may not do something now: whoever asked is told where it is, so that one can look.

import type { Month } from '../../../kernel/calendar.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { paths } from '../paths.ts';

/** Does some work about a month; a conflict (409) that it is refused with gets the month's address. */
export async function aboutMonth<T>(month: Month, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind !== 'conflict') throw error;
    throw new Refusal(error.kind, error.code, { url: paths.month(month), ...error.details });
  }
}
