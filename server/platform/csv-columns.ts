// How the cells of the organisation's own registers are read (interfaces.md §3): each reader gives a
// value or the code of what is wrong with the text. A reader never guesses and never trims.

import { isLocalDate } from '../kernel/calendar.ts';
import { decimalText, parseDecimal } from '../kernel/decimal.ts';

export type Cell = string | number | boolean | null;

/** A value, or the code of a fault with the arguments of its sentence. */
export type Read<T extends Cell> =
  | { readonly value: T }
  | { readonly code: string; readonly args?: Readonly<Record<string, string | number>> };

export type Reader<T extends Cell> = (text: string) => Read<T>;

/** A column: whether it must be filled, what an empty field means, and how a filled one is read. */
export type Column<T extends Cell> = {
  readonly required: boolean;
  readonly empty: T;
  readonly read: Reader<T>;
};

export function required<T extends Cell>(read: Reader<T>): Column<T> {
  // What stands for an empty field is never seen: a required one that is empty is a fault.
  return { required: true, empty: null as T, read };
}

export function optional<T extends Cell, E extends T | null>(
  read: Reader<T>,
  empty: E,
): Column<T | E> {
  return { required: false, empty, read };
}

const CODE = /^[\p{L}\p{Nd}\-_.]{1,40}$/u;
const EMAIL = /^[^\s@<>"(),:;[\]\\]+@[^\s@<>"(),:;[\]\\]+\.[^\s@<>"(),:;[\]\\]+$/;
const PERCENT = /^\d{1,3}(?:\.\d{1,2})?$/;

/** A code of ours: 1–40 letters, digits, `-` `_` `.`; case and accent tell codes apart. */
export const code: Reader<string> = (text) => {
  const composed = text.normalize('NFC');
  return CODE.test(composed) ? { value: composed } : { code: 'import.code' };
};

/** Free text in one column of the database. */
export function text(longest: number): Reader<string> {
  return (given) =>
    given.length <= longest
      ? { value: given }
      : { code: 'import.too-long', args: { longest, length: given.length } };
}

/** One of the words of a list. */
export function oneOf<const W extends string>(words: readonly W[]): Reader<W> {
  return (given) => {
    const word = words.find((each) => each === given);
    return word === undefined
      ? { code: 'import.one-of', args: { words: words.join(', ') } }
      : { value: word };
  };
}

export const yesNo: Reader<boolean> = (given) => {
  if (given === 'yes') return { value: true };
  return given === 'no' ? { value: false } : { code: 'import.yes-no' };
};

export const day: Reader<string> = (given) =>
  isLocalDate(given) ? { value: given } : { code: 'import.date' };

/** A whole number, both ends allowed. */
export function whole(least: number, most: number): Reader<number> {
  return (given) => {
    const value = /^\d{1,9}$/.test(given) ? Number(given) : Number.NaN;
    return value >= least && value <= most
      ? { value }
      : { code: 'import.whole', args: { least, most } };
  };
}

/** A decimal number with a dot, kept as text with exactly `places` decimals; zero or more. */
export function decimal(places: number): Reader<string> {
  return (given) => {
    const value = parseDecimal(given);
    if (value === null || value.units < 0n || !/^\d/.test(given)) return { code: 'import.number' };
    if (value.scale > places) return { code: 'import.decimals', args: { places } };
    if (decimalText(value).length > 12 + value.scale) return { code: 'import.number' };
    const units = value.units * 10n ** BigInt(places - value.scale);
    return { value: decimalText({ units, scale: places }) };
  };
}

/** A percentage above 0 and at most 100, as hundredths of a per cent: `60.5` is 6050. */
export const percent: Reader<number> = (given) => {
  const hundredths = toHundredths(given);
  return hundredths === null ? { code: 'import.percent' } : { value: hundredths };
};

/** Hundredths of a per cent, or null: a dot, at most two decimals, above 0 and at most 100. */
function toHundredths(given: string): number | null {
  if (!PERCENT.test(given)) return null;
  const hundredths = Math.round(Number(given) * 100);
  return hundredths > 0 && hundredths <= 100_00 ? hundredths : null;
}

/** An e-mail address. Capitals don't tell addresses apart, so it is kept in small letters. */
export const email: Reader<string> = (given) =>
  EMAIL.test(given) && given.length <= 254
    ? { value: given.normalize('NFC').toLowerCase() }
    : { code: 'import.email' };
