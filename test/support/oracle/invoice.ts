// A supplier's invoice as its files say it: legal totals from the e-invoice, lines from the
// specification where there is one, else from the e-invoice. Nothing of registers here.

import { fraction, ore, type Fraction } from './exact.ts';
import { all, text, xmlRoot, type Element } from './xml.ts';

export type Source = {
  readonly file: string;
  readonly line: number;
  readonly byteFrom: number;
  readonly byteTo: number;
};

/** A line before any rule: what stands in the file. Empty texts are what it does not say. */
export type RawLine = {
  readonly text: string;
  /** All that a charge code or an allocation rule may match: groups and text. */
  readonly labels: readonly string[];
  readonly account: string;
  /** References in the order in which they are tried; the supplier's own id and the number. */
  readonly reference: { readonly id: string; readonly number: string };
  readonly from: string;
  readonly to: string;
  readonly kronor: Fraction;
  /** Of a rounding line: what it is, whatever the running sum has below an öre. */
  readonly wholeOre?: bigint;
  readonly category: string;
  readonly rate: string;
  readonly source: Source;
};

export type QuarantinedRow = Source & { readonly code: string };

export type VatGroup = {
  readonly category: string;
  readonly rate: string;
  readonly netOre: bigint;
  readonly vatOre: bigint;
};

export type RawInvoice = {
  readonly supplier: string;
  readonly number: string;
  readonly isCredit: boolean;
  readonly issuedOn: string;
  readonly from: string;
  readonly to: string;
  readonly netOre: bigint;
  readonly vatOre: bigint;
  readonly prepaidOre: bigint;
  readonly roundingOre: bigint;
  readonly payableOre: bigint;
  readonly vat: readonly VatGroup[];
  readonly lines: readonly RawLine[];
};

export type NamedFile = { readonly name: string; readonly bytes: Buffer };

/** Patterns are the supplier's, in order (rule 3). */
export function readEInvoice(
  file: NamedFile,
  supplier: string,
  patterns: readonly RegExp[],
): RawInvoice {
  const root = xmlRoot(file.bytes);
  const isCredit = root.name === 'CreditNote';
  const sign = fraction(isCredit ? '-1' : '1').top;
  const amount = (path: string): bigint => sign * ore(fraction(text(root, path) || '0'));
  const totals = 'LegalMonetaryTotal/';
  const objects = all(root, 'AdditionalDocumentReference').filter(isObject);
  const whole = objects.length === 1 ? text(objects[0] ?? root, 'ID') : '';
  const lineOf = (element: Element): RawLine =>
    eInvoiceLine(element, { file: file.name, sign, whole, patterns });
  return {
    supplier,
    number: text(root, 'ID'),
    isCredit,
    issuedOn: text(root, 'IssueDate'),
    from: text(root, 'InvoicePeriod/StartDate'),
    to: text(root, 'InvoicePeriod/EndDate'),
    netOre: amount(`${totals}TaxExclusiveAmount`),
    vatOre: amount('TaxTotal/TaxAmount'),
    prepaidOre: amount(`${totals}PrepaidAmount`),
    roundingOre: amount(`${totals}PayableRoundingAmount`),
    payableOre: amount(`${totals}PayableAmount`),
    vat: all(root, 'TaxTotal/TaxSubtotal').map((group) => ({
      category: text(group, 'TaxCategory/ID'),
      rate: text(group, 'TaxCategory/Percent') || '0',
      netOre: sign * ore(fraction(text(group, 'TaxableAmount'))),
      vatOre: sign * ore(fraction(text(group, 'TaxAmount'))),
    })),
    lines: [
      ...all(root, 'AllowanceCharge').map((each) => documentLevel(each, file.name, sign)),
      ...all(root, isCredit ? 'CreditNoteLine' : 'InvoiceLine').map(lineOf),
    ].sort((a, b) => a.source.byteFrom - b.source.byteFrom),
  };
}

type LineFacts = {
  readonly file: string;
  readonly sign: bigint;
  readonly whole: string;
  readonly patterns: readonly RegExp[];
};

function eInvoiceLine(element: Element, facts: LineFacts): RawLine {
  const name = text(element, 'Item/Name');
  const texts = [text(element, 'Note'), text(element, 'Item/Description'), name];
  const object = all(element, 'DocumentReference').find(isObject);
  const own = object === undefined ? '' : text(object, 'ID');
  const reference = own || facts.whole || byPatterns(texts, facts.patterns);
  return {
    text: name,
    labels: [name],
    account: '',
    reference: { id: reference, number: reference },
    from: text(element, 'InvoicePeriod/StartDate'),
    to: text(element, 'InvoicePeriod/EndDate'),
    kronor: signed(fraction(text(element, 'LineExtensionAmount')), facts.sign),
    category: text(element, 'Item/ClassifiedTaxCategory/ID'),
    rate: text(element, 'Item/ClassifiedTaxCategory/Percent') || '0',
    source: sourceOf(element, facts.file),
  };
}

/** An allowance lowers and a charge raises the sum; neither has a service. */
function documentLevel(element: Element, file: string, sign: bigint): RawLine {
  const reason = text(element, 'AllowanceChargeReason');
  const isCharge = text(element, 'ChargeIndicator') === 'true';
  return {
    text: reason,
    labels: [reason],
    account: '',
    reference: { id: '', number: '' },
    from: '',
    to: '',
    kronor: signed(fraction(text(element, 'Amount')), isCharge ? sign : -sign),
    category: text(element, 'TaxCategory/ID'),
    rate: text(element, 'TaxCategory/Percent') || '0',
    source: sourceOf(element, file),
  };
}

/** The texts in turn, in each the patterns in order; the whole of the first match. */
function byPatterns(texts: readonly string[], patterns: readonly RegExp[]): string {
  for (const each of texts) {
    for (const pattern of patterns) {
      const match = pattern.exec(each);
      if (match !== null) return match[0];
    }
  }
  return '';
}

function isObject(reference: Element): boolean {
  return text(reference, 'DocumentTypeCode') === '130';
}

function signed(amount: Fraction, sign: bigint): Fraction {
  return { top: amount.top * sign, bottom: amount.bottom };
}

function sourceOf({ line, byteFrom, byteTo }: Element, file: string): Source {
  return { file, line, byteFrom, byteTo };
}
