// How documents write what the catalogue can't: periods, numbers of payment, addresses.

import {
  firstDayOf,
  lastDayOf,
  monthOf,
  type LocalDate,
  type Month,
} from '../../../kernel/calendar.ts';
import type { Party } from './view.ts';

/** The catalogue in one language. */
export type Words = (key: string, args?: Readonly<Record<string, string | number>>) => string;

export type DocumentLang = 'sv' | 'en';

/** `oktober 2026`. */
export function monthText(of: Month, words: Words): string {
  return `${words(`documents:months.${of.slice(5)}`)} ${of.slice(0, 4)}`;
}

/** A whole month by its name, one day alone, else `2026-10-12–2026-10-31`. */
export function periodText(from: LocalDate, to: LocalDate, words: Words): string {
  if (from === to) return from;
  const whole = from === firstDayOf(monthOf(from)) && to === lastDayOf(monthOf(from));
  return whole ? monthText(monthOf(from), words) : `${from}–${to}`;
}

/** `5040332` → `504-0332`: the last four digits stand apart. */
export function bankgiroText(bankgiro: string): string {
  const digits = bankgiro.replaceAll(/\D/g, '');
  return `${digits.slice(0, -4)}-${digits.slice(-4)}`;
}

/** `2120980004` → `212098-0004`; anything else as it is. */
export function organisationNumberText(number: string): string {
  return /^\d{10}$/.test(number) ? `${number.slice(0, 6)}-${number.slice(6)}` : number;
}

/** `82030` → `820 30`. */
export function postalLine(party: Party): string | null {
  const code = party.postalCode ?? '';
  const spaced = /^\d{5}$/.test(code) ? `${code.slice(0, 3)}\u00a0${code.slice(3)}` : code;
  const line = [spaced, party.city ?? ''].filter((part) => part !== '').join('  ');
  return line === '' ? null : line;
}

/** The lines of an address, as they stand in the window of an envelope. */
export function addressLines(party: Party, reference: string | null): string[] {
  const address = (party.address ?? '').split('\n');
  const lines = [party.name, reference ?? '', ...address, postalLine(party) ?? ''];
  return lines.map((line) => line.trim()).filter((line) => line !== '');
}
