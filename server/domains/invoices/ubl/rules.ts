// EN 16931's rules of calculation for the document as a whole (BR-CO-*, BR-*-08, BR-*-09), each as the
// published schematron writes it, with its slack. Of several broken rules the first in document order counts.

import {
  addDecimals,
  compareDecimals,
  multiplyDecimals,
  subtractDecimals,
  ZERO_DECIMAL,
  type Decimal,
} from '../../../kernel/decimal.ts';
import type { ExactOre } from '../exact.ts';
import { absolute, rateOf, roundAsXPath, roundWholeAsXPath } from './decimals.ts';
import type { Broken, TaxSubtotal, TaxTotal, UblDocument } from './document.ts';
import type { Place } from './parser.ts';

type Rule = (document: UblDocument) => Broken | null;

/** Names of VAT categories in the rules' ids: K is IC, L is IG, M is IP. */
const CATEGORY_RULES: Readonly<Record<string, string>> = {
  S: 'S',
  Z: 'Z',
  E: 'E',
  AE: 'AE',
  K: 'IC',
  G: 'G',
  O: 'O',
  L: 'IG',
  M: 'IP',
};
/** Categories that have rates: sums per rate, and a slack of one krona. */
const RATED = new Set(['S', 'L', 'M']);
const KRONA: Decimal = { units: 1n, scale: 0 };
const HUNDREDTH: Decimal = { units: 1n, scale: 2 };

/** ISO 3166-1 alpha-2, Greece's EL, Northern Ireland's XI and Kosovo's 1A. */
const COUNTRIES = new Set(
  (
    '1A AD AE AF AG AI AL AM AN AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BL BJ BM BN BO BR ' +
    'BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CX CY CZ DE DJ DK DM DO DZ EC EE ' +
    'EG EH EL ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK ' +
    'HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB ' +
    'LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ ' +
    'NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RO RS RU RW ' +
    'SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR ST SV SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT ' +
    'TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XI YE YT ZA ZM ZW'
  ).split(' '),
);

/** The first rule that the document breaks, lines apart, or null. */
export function brokenByDocument(document: UblDocument): Broken | null {
  const broken = [...RULES.map((rule) => rule(document)), ...brokenByTaxes(document)];
  return broken.reduce(firstInOrder, null);
}

/** Of two broken rules the one that stands first; the first named where they stand at one place. */
export function firstInOrder(left: Broken | null, right: Broken | null): Broken | null {
  if (left === null || right === null) return left ?? right;
  return right.place.byte < left.place.byte ? right : left;
}

const RULES: readonly Rule[] = [
  (d) =>
    d.hasTaxPointDate && d.period !== null && d.period.code !== null
      ? { rule: 'BR-CO-03', place: d.period.place }
      : null,
  (d) => {
    const strange = d.vatNumbers.find(({ number }) => !COUNTRIES.has(number.slice(0, 2)));
    return strange === undefined ? null : { rule: 'BR-CO-09', place: strange.place };
  },
  total('BR-CO-10', (d) => equal(d.totals.lineExtension, roundAsXPath(d.lineSum.toDecimal()))),
  total('BR-CO-11', (d) =>
    d.totals.allowances === null
      ? !d.hasAllowances
      : equal(d.totals.allowances, roundAsXPath(d.allowanceSum.toDecimal())),
  ),
  total('BR-CO-12', (d) =>
    d.totals.charges === null
      ? !d.hasCharges
      : equal(d.totals.charges, roundAsXPath(d.chargeSum.toDecimal())),
  ),
  total('BR-CO-13', isNetTotalRight),
  total('BR-CO-15', isGrossTotalRight),
  total('BR-CO-16', isPayableRight),
  (d) =>
    d.taxTotals.some(({ subtotals }) => subtotals.length > 0)
      ? null
      : { rule: 'BR-CO-18', place: d.place },
  (d) => {
    if (d.period === null) return null;
    const { from, to, code, place } = d.period;
    const hasDay = from !== null || to !== null;
    return hasDay === (code === null) ? null : { rule: 'BR-CO-19', place };
  },
  (d) => {
    const { payable, payablePlace } = d.totals;
    if (d.kind === 'credit-note' || payable === null || payable.units <= 0n) return null;
    if (d.dueOn !== null || d.hasPaymentTerms) return null;
    return { rule: 'BR-CO-25', place: payablePlace ?? d.place };
  },
  (d) =>
    d.seller.taxSchemes.some(({ scheme }) => scheme.trim().toUpperCase() === 'VAT') ||
    d.seller.identifiers.length > 0 ||
    d.seller.registrationNumber !== null
      ? null
      : { rule: 'BR-CO-26', place: d.place },
];

function total(rule: string, holds: (document: UblDocument) => boolean): Rule {
  return (d) => (holds(d) ? null : { rule, place: d.totals.place ?? d.place });
}

function isNetTotalRight({ totals }: UblDocument): boolean {
  const { lineExtension, taxExclusive, allowances, charges } = totals;
  if (lineExtension === null) return false;
  if (allowances === null && charges === null) return equal(taxExclusive, lineExtension);
  const net = subtractDecimals(
    addDecimals(lineExtension, charges ?? ZERO_DECIMAL),
    allowances ?? ZERO_DECIMAL,
  );
  return equal(taxExclusive, roundAsXPath(net));
}

/** The VAT total in the invoice's own currency counts; there may be one in the accounting currency. */
function isGrossTotalRight({ totals, taxTotals, currency }: UblDocument): boolean {
  const tax = taxTotals.find((each) => each.currency === currency)?.amount;
  if (tax === undefined || tax === null || totals.taxExclusive === null) return false;
  return equal(totals.taxInclusive, roundAsXPath(addDecimals(totals.taxExclusive, tax)));
}

function isPayableRight({ totals }: UblDocument): boolean {
  const { taxInclusive, payable, prepaid, rounding } = totals;
  if (taxInclusive === null || payable === null) return false;
  return equal(
    roundAsXPath(subtractDecimals(payable, rounding ?? ZERO_DECIMAL)),
    roundAsXPath(subtractDecimals(taxInclusive, prepaid ?? ZERO_DECIMAL)),
  );
}

function* brokenByTaxes(document: UblDocument): Generator<Broken | null> {
  for (const taxTotal of document.taxTotals) {
    if (!isTaxSumRight(taxTotal)) yield { rule: 'BR-CO-14', place: taxTotal.place };
    for (const subtotal of taxTotal.subtotals) {
      if (!isTaxRight(subtotal)) yield { rule: 'BR-CO-17', place: subtotal.place };
      yield* brokenByCategory(subtotal, document);
    }
  }
}

function isTaxSumRight({ amount, subtotals }: TaxTotal): boolean {
  if (subtotals.length === 0) return true;
  const sum = subtotals.reduce(
    (acc, { tax }) => addDecimals(acc, tax ?? ZERO_DECIMAL),
    ZERO_DECIMAL,
  );
  return equal(amount, roundAsXPath(sum));
}

/** BR-CO-17: taxable × rate within one krona; without a rate no tax. */
function isTaxRight({ taxable, tax, percent }: TaxSubtotal): boolean {
  if (tax === null) return false;
  if (percent === null || roundWholeAsXPath(percent) === 0n) return roundWholeAsXPath(tax) === 0n;
  return isTaxWithinKrona(taxable, tax, percent);
}

function isTaxWithinKrona(taxable: Decimal | null, tax: Decimal, percent: Decimal): boolean {
  if (taxable === null) return false;
  const expected = roundAsXPath(
    multiplyDecimals(multiplyDecimals(absolute(taxable), percent), HUNDREDTH),
  );
  return isWithinKrona(absolute(tax), expected);
}

function* brokenByCategory(subtotal: TaxSubtotal, document: UblDocument): Generator<Broken> {
  const name = CATEGORY_RULES[subtotal.category];
  if (name === undefined || !subtotal.isVat) return;
  const place: Place = subtotal.categoryPlace ?? subtotal.place;
  if (!isTaxableRight(subtotal, document)) yield { rule: `BR-${name}-08`, place };
  if (!isCategoryTaxRight(subtotal)) yield { rule: `BR-${name}-09`, place };
}

function isTaxableRight(
  { category, percent, taxable }: TaxSubtotal,
  document: UblDocument,
): boolean {
  if (taxable === null) return false;
  if (!RATED.has(category)) {
    if (document.lines === 0) return false;
    return equal(
      taxable,
      sumOf(document, (each) => each.category === category),
    );
  }
  // `every $rate in ()` holds: a rated category without a rate is another rule's fault.
  if (percent === null) return true;
  const rate = rateOf(percent);
  const isOfRate = (each: { category: string; rate: number }) =>
    each.category === category && each.rate === rate;
  if (category === 'S' && !document.categories.some(isOfRate)) return false;
  return isWithinKrona(taxable, sumOf(document, isOfRate));
}

function isCategoryTaxRight({ category, percent, taxable, tax }: TaxSubtotal): boolean {
  if (tax === null) return false;
  if (!RATED.has(category)) return tax.units === 0n;
  return percent !== null && isTaxWithinKrona(taxable, tax, percent);
}

function sumOf(
  document: UblDocument,
  counts: (each: { category: string; rate: number }) => boolean,
): Decimal {
  return document.categories
    .filter(counts)
    .reduce((acc, { sum }: { sum: ExactOre }) => addDecimals(acc, sum.toDecimal()), ZERO_DECIMAL);
}

function isWithinKrona(left: Decimal, right: Decimal): boolean {
  return compareDecimals(absolute(subtractDecimals(left, right)), KRONA) < 0;
}

function equal(left: Decimal | null, right: Decimal): boolean {
  return left !== null && compareDecimals(left, right) === 0;
}
