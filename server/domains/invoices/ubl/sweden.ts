// The Swedish rules of Peppol BIS Billing 3 (SE-R-001…013). Old real invoices break the newer ones: on
// the way in each is a notice, once, and the invoice goes on.

import { hasLuhnDigit } from '../../../kernel/numbers.ts';
import { rateOf } from './decimals.ts';
import type { PaymentMeans, UblDocument } from './document.ts';

/** What an invoice breaks: the rule's id and what stood there. */
export type Warning = { readonly rule: string; readonly found: string };

/** The Swedish rules that a document breaks, in the order of their numbers, each once. */
export function brokenInSweden(document: UblDocument): Warning[] {
  if (document.seller.country !== 'SE') return [];
  const warnings = [
    ...brokenByVatNumber(document),
    ...brokenByRegistration(document),
    ...brokenByRate(document),
    ...document.paymentMeans.flatMap((means) => [...brokenByPayment(means, document)]),
  ];
  const once = new Map(warnings.map((warning) => [warning.rule, warning]));
  return [...once.values()].sort((a, b) => (a.rule < b.rule ? -1 : 1));
}

function* brokenByVatNumber({ seller }: UblDocument): Generator<Warning> {
  const number = vatNumber(seller);
  if (number === null) return;
  if (number.length !== 14) yield { rule: 'SE-R-001', found: number };
  if (!isNumeric(number.slice(2, 14))) yield { rule: 'SE-R-002', found: number };
}

function* brokenByRegistration({ seller }: UblDocument): Generator<Warning> {
  const found = seller.registrationNumber;
  if (found === null) return;
  if (!isNumeric(found)) yield { rule: 'SE-R-003', found };
  if (found.trim().length !== 10) yield { rule: 'SE-R-004', found };
  if (!/^\d+$/.test(found.trim()) || !hasLuhnDigit(found.trim().slice(0, 10))) {
    yield { rule: 'SE-R-013', found };
  }
  for (const { scheme, number } of seller.taxSchemes) {
    if (isVat(scheme)) continue;
    if (number.trim().toLocaleUpperCase('sv') !== 'GODKÄND FÖR F-SKATT') {
      yield { rule: 'SE-R-005', found: number };
    }
  }
}

function* brokenByRate({ seller, categories, taxTotals }: UblDocument): Generator<Warning> {
  if (vatNumber(seller) === null) return;
  const stated = taxTotals
    .flatMap(({ subtotals }) => subtotals)
    .filter(({ category }) => category === 'S')
    .map(({ percent }) => (percent === null ? NaN : rateOf(percent)));
  const used = categories.filter(({ category }) => category === 'S').map(({ rate }) => rate);
  const strange = [...stated, ...used].find((rate) => ![25, 12, 6].includes(rate));
  if (strange !== undefined) yield { rule: 'SE-R-006', found: String(strange) };
}

function* brokenByPayment(means: PaymentMeans, { buyer }: UblDocument): Generator<Warning> {
  const { code } = means;
  if (code === '50' || code === '56') yield { rule: 'SE-R-011', found: code };
  if (code === '31' && buyer.country === 'SE') yield { rule: 'SE-R-012', found: code };
  if (code === '30' && means.account !== null) {
    yield* brokenByAccount(means.account.trim(), means.branch ?? '');
  }
}

/** What a plusgiro or bankgiro account must look like. */
const ACCOUNTS: Readonly<Record<string, { numeric: string; length: string; lengths: RegExp }>> = {
  'SE:PLUSGIRO': { numeric: 'SE-R-007', length: 'SE-R-010', lengths: /^.{2,8}$/ },
  'SE:BANKGIRO': { numeric: 'SE-R-008', length: 'SE-R-009', lengths: /^.{7,8}$/ },
};

function* brokenByAccount(account: string, branch: string): Generator<Warning> {
  const rules = ACCOUNTS[branch];
  if (rules === undefined) return;
  if (!isNumeric(account)) yield { rule: rules.numeric, found: account };
  if (!rules.lengths.test(account)) yield { rule: rules.length, found: account };
}

/** The seller's VAT number when it is a Swedish one. */
function vatNumber(seller: UblDocument['seller']): string | null {
  const number = seller.taxSchemes.find(({ scheme }) => isVat(scheme))?.number ?? '';
  return number.startsWith('SE') ? number : null;
}

function isVat(scheme: string): boolean {
  return scheme.trim().toUpperCase() === 'VAT';
}

/** What XPath's number() makes a number of. */
function isNumeric(text: string): boolean {
  return /^\s*-?(\d+(\.\d*)?|\.\d+)\s*$/.test(text);
}
