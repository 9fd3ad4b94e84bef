// What follows from an invoice's number: the OCR number that a payer writes, and the day to pay.

import { addDays, type LocalDate } from '../../../kernel/calendar.ts';
import type { OcrMethod } from '../types.ts';

/** `2026000017`: digits only, so that it can be the OCR number's root. Sequence from 1 per year. */
export function invoiceNumber(year: number, sequence: number): string {
  return `${String(year)}${String(sequence).padStart(6, '0')}`;
}

/** `V2026000017`: the house's own voucher number, told apart from an invoice's at sight. */
export function voucherNumber(year: number, sequence: number): string {
  return `V${invoiceNumber(year, sequence)}`;
}

/** The number with a Luhn check digit, and with a length digit before it by `luhn-length`. */
export function ocrOf(number: string, method: OcrMethod): string {
  if (!/^\d+$/.test(number)) throw new RangeError(`not digits: ${number}`);
  const root = method === 'luhn' ? number : `${number}${String((number.length + 2) % 10)}`;
  return `${root}${String(luhnDigit(root))}`;
}

/** The digit that makes a row of digits pass Luhn's test. */
export function luhnDigit(digits: string): number {
  let total = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = Number(digits[digits.length - 1 - i]);
    const weighted = i % 2 === 0 ? digit * 2 : digit;
    total += weighted > 9 ? weighted - 9 : weighted;
  }
  return (10 - (total % 10)) % 10;
}

/** The last day to pay. */
export function dueOn(issuedOn: LocalDate, termsDays: number): LocalDate {
  return addDays(issuedOn, termsDays);
}
