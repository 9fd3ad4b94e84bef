// Exact decimals for amounts that a supplier writes with more digits than an öre has. A decimal is
// a whole number of units of 10^-scale; nothing here ever becomes a floating point number.

import { divideRounded, ore, type Ore } from './money.ts';

/** value = units × 10^-scale. */
export type Decimal = { readonly units: bigint; readonly scale: number };

const PLAIN = /^([+-]?)(\d+)(?:\.(\d+))?$/;

/** Reads `-12.3450`. Null for anything else, also for exponents, spaces and an empty text. */
export function parseDecimal(text: string): Decimal | null {
  const match = PLAIN.exec(text);
  if (match === null) return null;
  const fraction = match[3] ?? '';
  const size = BigInt(`${match[2] ?? '0'}${fraction}`);
  return { units: match[1] === '-' ? -size : size, scale: fraction.length };
}

export const ZERO_DECIMAL: Decimal = { units: 0n, scale: 0 };

/** The same value with another number of decimals; only ever more of them. */
function rescale(value: Decimal, scale: number): bigint {
  return value.units * 10n ** BigInt(scale - value.scale);
}

export function addDecimals(left: Decimal, right: Decimal): Decimal {
  const scale = Math.max(left.scale, right.scale);
  return { units: rescale(left, scale) + rescale(right, scale), scale };
}

export function subtractDecimals(left: Decimal, right: Decimal): Decimal {
  return addDecimals(left, negateDecimal(right));
}

export function multiplyDecimals(left: Decimal, right: Decimal): Decimal {
  return { units: left.units * right.units, scale: left.scale + right.scale };
}

export function negateDecimal(value: Decimal): Decimal {
  return { units: -value.units, scale: value.scale };
}

/** Below zero, zero or above zero, as `left` is less than, equal to or more than `right`. */
export function compareDecimals(left: Decimal, right: Decimal): number {
  const scale = Math.max(left.scale, right.scale);
  const difference = rescale(left, scale) - rescale(right, scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** left ÷ right rounded half away from zero to `scale` decimals. `right` is not zero. */
export function divideDecimals(left: Decimal, right: Decimal, scale: number): Decimal {
  const shift = BigInt(scale + right.scale);
  const numerator = left.units * 10n ** shift;
  const denominator = right.units * 10n ** BigInt(left.scale);
  return { units: divideRounded(numerator, denominator), scale };
}

/** The value rounded half away from zero to whole öre, taken as kronor. */
export function roundToOre(kronor: Decimal): Ore {
  return ore(Number(roundDecimal(kronor, 2).units));
}

/** The value rounded half away from zero to `scale` decimals. */
export function roundDecimal(value: Decimal, scale: number): Decimal {
  if (value.scale <= scale) return { units: rescale(value, scale), scale };
  return { units: divideRounded(value.units, 10n ** BigInt(value.scale - scale)), scale };
}

/** The value as plain text, `-12.30`, with all its decimals. */
export function decimalText(value: Decimal): string {
  const negative = value.units < 0n;
  const digits = (negative ? -value.units : value.units).toString().padStart(value.scale + 1, '0');
  const whole = digits.slice(0, digits.length - value.scale);
  const fraction = value.scale === 0 ? '' : `.${digits.slice(digits.length - value.scale)}`;
  return `${negative ? '-' : ''}${whole}${fraction}`;
}
