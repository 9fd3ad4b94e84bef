// Days as numbers and back, each worked out once: a month asks for the same few hundred days many
// thousand times.

import * as calendar from '../../../kernel/calendar.ts';
import type { LocalDate } from '../../../kernel/calendar.ts';

const numbers = new Map<LocalDate, number>();
const dates = new Map<number, LocalDate>();

/** Whole days since 1970-01-01. */
export function dayNumber(date: LocalDate): number {
  const known = numbers.get(date);
  if (known !== undefined) return known;
  const number = calendar.dayNumber(date);
  numbers.set(date, number);
  return number;
}

export function dateOfDayNumber(number: number): LocalDate {
  const known = dates.get(number);
  if (known !== undefined) return known;
  const date = calendar.dateOfDayNumber(number);
  dates.set(number, date);
  return date;
}
