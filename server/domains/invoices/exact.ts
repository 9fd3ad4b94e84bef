// Suppliers' amounts exactly, without an object for each: whole öre and what is left below an öre, two
// safe integers. Rule 1 of interfaces.md §4 turns a running sum of them into öre, once a row.

import type { Decimal } from '../../kernel/decimal.ts';
import { ore, type Ore } from '../../kernel/money.ts';

/** Parts of an öre that are told apart: amounts may have fourteen decimals. */
export const PARTS_PER_ORE = 1_000_000_000_000;
const DECIMALS_BELOW_ORE = 12;

/** No single amount of a supplier is above this (interfaces.md §6). */
export const MAX_AMOUNT_ORE = 10_000_000_000_000;
/** No invoice is above this. */
export const MAX_INVOICE_ORE = 1_000_000_000_000_000;
/** The largest number of whole kronor digits that is read at all; more is too large, not unreadable. */
const MAX_KRONOR_DIGITS = 13;

const ZERO = 48;
const NINE = 57;
const PLUS = 43;
const MINUS = 45;
const DOT = 46;
/** Sign, ten digits, the decimal sign and two digits. */
const MAX_PLAIN_LENGTH = 14;

/** How reading an amount went. `too-large` is a number, but above what is read. */
export type AmountVerdict = 'read' | 'not-a-number' | 'too-large';

/** A mutable exact amount, made once and read into again and again: value = ore + parts ÷ 10^12 öre. */
export class ExactOre {
  ore = 0;
  parts = 0;

  clear(): void {
    this.ore = 0;
    this.parts = 0;
  }

  set(other: ExactOre): void {
    this.ore = other.ore;
    this.parts = other.parts;
  }

  negate(): void {
    this.ore = this.ore === 0 ? 0 : -this.ore;
    this.parts = this.parts === 0 ? 0 : -this.parts;
  }

  add(other: ExactOre): void {
    this.ore += other.ore;
    this.parts += other.parts;
    if (this.parts >= PARTS_PER_ORE) {
      this.parts -= PARTS_PER_ORE;
      this.ore += 1;
    } else if (this.parts <= -PARTS_PER_ORE) {
      this.parts += PARTS_PER_ORE;
      this.ore -= 1;
    }
  }

  /** Rounded half away from zero to whole öre. */
  rounded(): Ore {
    const { ore: whole, parts } = this;
    if (parts === 0) return ore(whole);
    const low = parts < 0 ? parts + PARTS_PER_ORE : parts;
    const floor = parts < 0 ? whole - 1 : whole;
    const half = PARTS_PER_ORE / 2;
    if (low === half) return ore(floor >= 0 ? floor + 1 : floor);
    return ore(low > half ? floor + 1 : floor);
  }

  /** As kronor with fourteen decimals. */
  toDecimal(): Decimal {
    return {
      units: BigInt(this.ore) * BigInt(PARTS_PER_ORE) + BigInt(this.parts),
      scale: DECIMALS_BELOW_ORE + 2,
    };
  }

  /**
   * Reads kronor from text: sign, digits, at most one decimal sign. `12`, `12.5`, `.5`, `12.` are
   * numbers, as in XML Schema; spaces, exponents and an empty text are not.
   */
  read(text: string, decimalSign = '.'): AmountVerdict {
    const plain = decimalSign === '.' ? plainOre(text) : NaN;
    if (Number.isNaN(plain)) return this.readAny(text, decimalSign);
    this.ore = plain;
    this.parts = 0;
    return 'read';
  }

  private readAny(text: string, decimalSign: string): AmountVerdict {
    const first = text.charCodeAt(0);
    const start = first === MINUS || first === PLUS ? 1 : 0;
    const sign = text.indexOf(decimalSign, start);
    const kronor = text.slice(start, sign === -1 ? undefined : sign);
    const decimals = sign === -1 ? '' : text.slice(sign + 1);
    if (kronor.length + decimals.length === 0) return 'not-a-number';
    if (!isDigits(kronor) || !isDigits(decimals)) return 'not-a-number';
    return this.fromDigits(kronor.replace(/^0+(?=\d)/, ''), decimals, first === MINUS);
  }

  private fromDigits(kronor: string, decimals: string, negative: boolean): AmountVerdict {
    if (kronor.length > MAX_KRONOR_DIGITS) return 'too-large';
    const fraction = decimals.length > 2 ? decimals.replace(/0+$/, '') : decimals;
    if (fraction.length > DECIMALS_BELOW_ORE + 2) return 'not-a-number';
    this.ore = Number(kronor) * 100 + Number(fraction.slice(0, 2).padEnd(2, '0'));
    this.parts =
      fraction.length > 2 ? Number(fraction.slice(2).padEnd(DECIMALS_BELOW_ORE, '0')) : 0;
    if (negative) this.negate();
    return 'read';
  }
}

/** The usual amount, up to ten digits and two decimals: `-1234.50`, as öre. NaN for any other text. */
export function plainOre(text: string): number {
  const dot = text.length - 3;
  if (text.charCodeAt(dot) !== DOT || text.length > MAX_PLAIN_LENGTH) return NaN;
  const isNegative = text.charCodeAt(0) === MINUS;
  const start = isNegative ? 1 : 0;
  if (dot <= start) return NaN;
  const size = 100 * digitsIn(text, start, dot) + digitsIn(text, dot + 1, text.length);
  return isNegative && size !== 0 ? -size : size;
}

function digitsIn(text: string, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i += 1) {
    const digit = text.charCodeAt(i) - ZERO;
    if (digit < 0 || digit > 9) return NaN;
    value = value * 10 + digit;
  }
  return value;
}

function isDigits(text: string): boolean {
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code < ZERO || code > NINE) return false;
  }
  return true;
}

/**
 * Rule 1: per invoice and VAT rate in file order, öre = rounded(running sum) − rounded(sum before).
 * `key` is whatever tells the rates of one invoice apart.
 */
export class RunningRounding {
  private readonly sums = new Map<number, { readonly exact: ExactOre; rounded: number }>();

  /** The row's öre; the exact amount is added to the running sum. */
  next(key: number, amount: ExactOre): Ore {
    let sum = this.sums.get(key);
    if (sum === undefined) {
      sum = { exact: new ExactOre(), rounded: 0 };
      this.sums.set(key, sum);
    }
    sum.exact.add(amount);
    const rounded = sum.exact.rounded();
    const share = rounded - sum.rounded;
    sum.rounded = rounded;
    return ore(share);
  }
}
