// Amounts and days straight from bytes. What is not one is said, never guessed.

import { ExactOre, type AmountVerdict } from '../exact.ts';
import type { DateFormat, FileEncoding, FormatDefinition } from './definition.ts';

const ZERO = 48;
const NINE = 57;
const PLUS = 43;
const MINUS = 45;
const TOO_MANY_KRONOR = 10_000_000_000_000;
const MAX_DECIMALS = 14;
const POWERS = Array.from({ length: 15 }, (_, power) => 10 ** power);

/** Bytes of a text in an encoding; windows-1252 is latin1 for everything that separates. */
export function encode(text: string, encoding: FileEncoding): Buffer {
  return Buffer.from(text, encoding === 'utf-8' ? 'utf8' : 'latin1');
}

/** Reads amounts by a definition's signs into one exact amount. */
export class AmountReader {
  readonly amount = new ExactOre();
  private digits = 0;
  private readonly decimalByte: number;
  private readonly thousands: readonly Buffer[];

  constructor(definition: Pick<FormatDefinition, 'decimalSign' | 'thousands' | 'encoding'>) {
    this.decimalByte = definition.decimalSign.charCodeAt(0);
    this.thousands = definition.thousands.map((sign) => encode(sign, definition.encoding));
  }

  /** Kronor from `from` to `to`. The amount is in `amount` when the answer is `read`. */
  read(bytes: Buffer, from: number, to: number): AmountVerdict {
    const negative = bytes[from] === MINUS;
    const start = negative || bytes[from] === PLUS ? from + 1 : from;
    const sign = this.readDigits(bytes, start, to);
    const whole = this.digits;
    if (sign === to) return sign === start ? 'not-a-number' : this.set(whole, negative, 0);
    if (bytes[sign] !== this.decimalByte) return this.readGrouped(bytes, from, to);
    if (to - start < 2) return 'not-a-number';
    const end = this.readDigits(bytes, sign + 1, Math.min(to, sign + 1 + MAX_DECIMALS));
    if (end < to && !areZeros(bytes, end, to)) return 'not-a-number';
    return this.set(whole, negative, end - sign - 1);
  }

  /** Reads digits into `digits`; returns where they end. */
  private readDigits(bytes: Buffer, from: number, to: number): number {
    let value = 0;
    let at = from;
    for (; at < to; at += 1) {
      const digit = (bytes[at] ?? 0) - ZERO;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
    }
    this.digits = value;
    return at;
  }

  /** Whole kronor and, in `digits`, so many decimals. */
  private set(whole: number, negative: boolean, decimals: number): AmountVerdict {
    if (whole >= TOO_MANY_KRONOR) return 'too-large';
    const { amount } = this;
    const fraction = decimals === 0 ? 0 : this.digits;
    if (decimals <= 2) {
      amount.ore = whole * 100 + fraction * (POWERS[2 - decimals] ?? 1);
      amount.parts = 0;
    } else {
      const perOre = POWERS[decimals - 2] ?? 1;
      const ore = Math.floor(fraction / perOre);
      amount.ore = whole * 100 + ore;
      amount.parts = (fraction - ore * perOre) * (POWERS[MAX_DECIMALS - decimals] ?? 1);
    }
    if (negative) amount.negate();
    return 'read';
  }

  /** `1 054,01`: groups of three after the first; any other place for a sign is not a number. */
  private readGrouped(bytes: Buffer, from: number, to: number): AmountVerdict {
    for (const sign of this.thousands) {
      const text = bytes.toString('latin1', from, to);
      const [whole = '', decimals, ...more] = text.split(String.fromCharCode(this.decimalByte));
      const groups = whole.split(sign.toString('latin1'));
      if (more.length > 0 || groups.length < 2 || !areGroups(groups)) continue;
      const plain = groups.join('') + (decimals === undefined ? '' : `.${decimals}`);
      return this.amount.read(plain);
    }
    return 'not-a-number';
  }
}

function areZeros(bytes: Buffer, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (bytes[at] !== ZERO) return false;
  return true;
}

function areGroups([first = '', ...rest]: readonly string[]): boolean {
  return /^[+-]?\d{1,3}$/.test(first) && rest.every((group) => /^\d{3}$/.test(group));
}

const LAYOUTS: Readonly<
  Record<DateFormat, { year: number; month: number; day: number; length: number }>
> = {
  'YYYY-MM-DD': { year: 0, month: 5, day: 8, length: 10 },
  'DD.MM.YYYY': { year: 6, month: 3, day: 0, length: 10 },
  'DD-MM-YYYY': { year: 6, month: 3, day: 0, length: 10 },
  YYYYMMDD: { year: 0, month: 4, day: 6, length: 8 },
};
const SEPARATORS: Readonly<Record<DateFormat, readonly [number, string][]>> = {
  'YYYY-MM-DD': [
    [4, '-'],
    [7, '-'],
  ],
  'DD.MM.YYYY': [
    [2, '.'],
    [5, '.'],
  ],
  'DD-MM-YYYY': [
    [2, '-'],
    [5, '-'],
  ],
  YYYYMMDD: [],
};
const NOT_A_DAY = -1;

/** Reads days by a definition's format, as whole numbers 20261031: their order is the order of time. */
export class DayReader {
  private readonly layout: { year: number; month: number; day: number; length: number };
  private readonly separators: readonly (readonly [number, number])[];
  private readonly lastBytes = Buffer.alloc(10);
  private lastDay = NOT_A_DAY;

  constructor(format: DateFormat) {
    this.layout = LAYOUTS[format];
    this.separators = SEPARATORS[format].map(([at, sign]) => [at, sign.charCodeAt(0)] as const);
  }

  /** The day from `from` to `to`; -1 for what is not a day that exists. */
  read(bytes: Buffer, from: number, to: number): number {
    if (to - from !== this.layout.length) return NOT_A_DAY;
    if (this.lastDay !== NOT_A_DAY && this.isLast(bytes, from)) return this.lastDay;
    const day = this.compute(bytes, from);
    if (day !== NOT_A_DAY) {
      this.lastDay = day;
      bytes.copy(this.lastBytes, 0, from, to);
    }
    return day;
  }

  private isLast(bytes: Buffer, from: number): boolean {
    for (let i = 0; i < this.layout.length; i += 1) {
      if (bytes[from + i] !== this.lastBytes[i]) return false;
    }
    return true;
  }

  private compute(bytes: Buffer, from: number): number {
    if (!this.separators.every(([at, sign]) => bytes[from + at] === sign)) return NOT_A_DAY;
    const year = digits(bytes, from + this.layout.year, 4);
    const month = digits(bytes, from + this.layout.month, 2);
    const day = digits(bytes, from + this.layout.day, 2);
    if (year < 1 || month < 1 || month > 12 || day < 1) return NOT_A_DAY;
    return day > daysIn(year, month) ? NOT_A_DAY : year * 10_000 + month * 100 + day;
  }
}

/** 20261031 as `2026-10-31`. */
export function dayText(day: number): string {
  const text = String(day).padStart(8, '0');
  return `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`;
}

function digits(bytes: Buffer, from: number, count: number): number {
  let value = 0;
  for (let i = from; i < from + count; i += 1) {
    const byte = bytes[i] ?? 0;
    if (byte < ZERO || byte > NINE) return NOT_A_DAY;
    value = value * 10 + (byte - ZERO);
  }
  return value;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}
