// The fatal rules that are judged line by line, as the published schematrons of EN 16931 and Peppol BIS
// Billing 3 write them, slack included.

import { isLocalDate } from '../../../kernel/calendar.ts';
import {
  addDecimals,
  compareDecimals,
  multiplyDecimals,
  subtractDecimals,
  ZERO_DECIMAL,
  type Decimal,
} from '../../../kernel/decimal.ts';
import { plainOre } from '../exact.ts';
import { absolute, roundAsXPath, toDecimal } from './decimals.ts';
import type { Broken, UblDocument, UblLine } from './document.ts';

const SLACK: Decimal = { units: 2n, scale: 2 };
const ONE: Decimal = { units: 1n, scale: 0 };

/** The first rule in document order that a line breaks, or null. */
export function brokenByLine(line: UblLine, document: UblDocument): Broken | null {
  if (line.kind === 'document') return lackingReason(line, 'BR-CO-21', 'BR-CO-22');
  if (!(line.isVat && line.category !== '')) return { rule: 'BR-CO-04', place: line.place };
  if (!isNetRight(line)) return { rule: 'PEPPOL-EN16931-R120', place: line.place };
  return brokenByPeriod(line, document) ?? lackingReason(line, 'BR-CO-23', 'BR-CO-24');
}

function lackingReason(line: UblLine, allowance: string, charge: string): Broken | null {
  if (line.lacksReason === null) return null;
  return { rule: line.lacksReason === 'allowance' ? allowance : charge, place: line.place };
}

function brokenByPeriod(line: UblLine, document: UblDocument): Broken | null {
  const { periodFrom, periodTo, place } = line;
  if (line.hasPeriod && periodFrom === null && periodTo === null) {
    return { rule: 'BR-CO-20', place };
  }
  if (document.period === null) return null;
  // Days as text: their order is the order of time. What is no day is a row of quarantine, not of a rule.
  if (isBefore(periodFrom, document.period.from)) {
    return { rule: 'PEPPOL-EN16931-R110', place: { ...place, byte: line.periodFromByte } };
  }
  if (isBefore(document.period.to, periodTo)) {
    return { rule: 'PEPPOL-EN16931-R111', place: { ...place, byte: line.periodToByte } };
  }
  return null;
}

function isBefore(left: string | null, right: string | null): boolean {
  return left !== null && right !== null && left < right && isLocalDate(left) && isLocalDate(right);
}

/** R120: net = quantity × (price ÷ base quantity) + charges − allowances, give or take 0.02. */
function isNetRight(line: UblLine): boolean {
  return isPlainlyRight(line) || isExactlyRight(line);
}

/** A whole quantity that times any plain amount below ten million kronor is a safe integer. */
const WHOLE = /^\d{1,6}$/;
const MAX_PLAIN_ORE = 1_000_000_000;

/** The usual line: a whole quantity, amounts with two decimals, nothing else. All safe integers. */
function isPlainlyRight(line: UblLine): boolean {
  const { net, quantity, price } = line;
  if (net === null || quantity === null || price === null) return false;
  if (line.baseQuantity !== null || line.charges.length > 0 || line.allowances.length > 0) {
    return false;
  }
  const each = plainOre(price);
  if (!(Math.abs(each) < MAX_PLAIN_ORE)) return false;
  if (quantity === '1') return Math.abs(plainOre(net) - each) <= 2;
  return WHOLE.test(quantity) && Math.abs(plainOre(net) - Number(quantity) * each) <= 2;
}

/** Multiplied by the base quantity, so that nothing is ever divided. */
function isExactlyRight(line: UblLine): boolean {
  const net = decimalOr(line.net, ZERO_DECIMAL);
  const base = decimalOr(line.baseQuantity, ONE);
  const divisor = base.units === 0n ? ONE : base;
  const amount = multiplyDecimals(
    decimalOr(line.quantity, ONE),
    decimalOr(line.price, ZERO_DECIMAL),
  );
  const extra = subtractDecimals(sumOf(line.charges), sumOf(line.allowances));
  const difference = subtractDecimals(
    multiplyDecimals(subtractDecimals(net, extra), divisor),
    amount,
  );
  return compareDecimals(absolute(difference), multiplyDecimals(SLACK, absolute(divisor))) <= 0;
}

function sumOf(amounts: readonly string[]): Decimal {
  const sum = amounts.reduce(
    (total, amount) => addDecimals(total, decimalOr(amount, ZERO_DECIMAL)),
    ZERO_DECIMAL,
  );
  return roundAsXPath(sum);
}

function decimalOr(text: string | null, otherwise: Decimal): Decimal {
  return text === null ? otherwise : (toDecimal(text) ?? otherwise);
}
