// What follows from an invoice's place in its series: its number, and the day to pay.

import { addDays, type LocalDate } from '../../../kernel/calendar.ts';

/** `2026000017`: digits only, so that it can be the OCR number's root. Sequence from 1 per year. */
export function invoiceNumber(year: number, sequence: number): string {
  return `${String(year)}${String(sequence).padStart(6, '0')}`;
}

/** The last day to pay. */
export function dueOn(issuedOn: LocalDate, termsDays: number): LocalDate {
  return addDays(issuedOn, termsDays);
}
