// Days counted from the demonstration's month, so that the same story can be told of any month.

import {
  addDays,
  addMonths,
  lastDayOf,
  localDate,
  type LocalDate,
  type Month,
} from '../../server/kernel/calendar.ts';

export type Timeline = {
  /** The month that waits for approval when the demonstration starts. */
  readonly month: Month;
  /** The closed months behind it, the oldest first. */
  readonly closed: readonly Month[];
  /** A day in the month that lies so many months from the demonstration's; day 1 to 28. */
  readonly on: (months: number, day: number) => LocalDate;
  /** The last day of the month that lies so many months from the demonstration's. */
  readonly end: (months: number) => LocalDate;
};

const CLOSED_MONTHS = 3;

export function createTimeline(month: Month): Timeline {
  const closed = Array.from({ length: CLOSED_MONTHS }, (_, index) =>
    addMonths(month, index - CLOSED_MONTHS),
  );
  return {
    month,
    closed,
    on: (months, day) => localDate(`${addMonths(month, months)}-${String(day).padStart(2, '0')}`),
    end: (months) => lastDayOf(addMonths(month, months)),
  };
}

/** The calendar month before a day: the demonstration's month where none is fixed. */
export function monthBefore(today: LocalDate): Month {
  return addMonths(today.slice(0, 7) as Month, -1);
}

export function dayBefore(day: LocalDate): LocalDate {
  return addDays(day, -1);
}

export function dayAfter(day: LocalDate): LocalDate {
  return addDays(day, 1);
}
