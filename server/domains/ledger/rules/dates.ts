// The day on which a voucher is booked: never in a ledger period that is closed.

import {
  addMonths,
  firstDayOf,
  monthOf,
  type LocalDate,
  type Month,
} from '../../../kernel/calendar.ts';

/** The wished day, or the first day of the first open period where its month is closed. */
export function openDate(wished: LocalDate, closedThrough: Month | null): LocalDate {
  if (closedThrough === null || monthOf(wished) > closedThrough) return wished;
  return firstDayOf(addMonths(closedThrough, 1));
}
