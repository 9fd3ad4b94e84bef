// Decimals as XML Schema writes them, and XPath's own rounding, so that a rule of the published
// schematron means here what it means there.

import { parseDecimal, ZERO_DECIMAL, type Decimal } from '../../../kernel/decimal.ts';

/** Reads an xs:decimal: `12`, `+12.50`, `.5`, `12.`, with white space around it. Null for anything else. */
export function toDecimal(text: string): Decimal | null {
  const plain = text
    .trim()
    .replace(/^([+-]?)\./, '$10.')
    .replace(/\.$/, '');
  return parseDecimal(plain);
}

/** A VAT rate in per cent, below a thousand; none is 0. Null for what is no rate. */
export function toRate(text: string): number | null {
  const value = text === '' ? ZERO_DECIMAL : toDecimal(text);
  if (value === null) return null;
  const rate = rateOf(value);
  return Math.abs(rate) < 1000 ? rate : null;
}

/** A rate as a number: it is compared and counted in hundredths. */
export function rateOf({ units, scale }: Decimal): number {
  return Number(units) / 10 ** scale;
}

/** XPath's `round(x * 100) div 100`: to two decimals, a half towards positive infinity. */
export function roundAsXPath(value: Decimal): Decimal {
  if (value.scale <= 2) return value;
  return {
    units: floorDivide(2n * value.units + power(value.scale - 2), 2n * power(value.scale - 2)),
    scale: 2,
  };
}

/** XPath's `round(x)`: to a whole number, a half towards positive infinity. */
export function roundWholeAsXPath(value: Decimal): bigint {
  if (value.scale === 0) return value.units;
  return floorDivide(2n * value.units + power(value.scale), 2n * power(value.scale));
}

export function absolute(value: Decimal): Decimal {
  return value.units < 0n ? { units: -value.units, scale: value.scale } : value;
}

function power(scale: number): bigint {
  return 10n ** BigInt(scale);
}

function floorDivide(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  return numerator % denominator !== 0n && numerator < 0n ? quotient - 1n : quotient;
}
