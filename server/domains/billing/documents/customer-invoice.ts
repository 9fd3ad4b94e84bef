// A customer invoice as a document: words in place, amounts still whole öre, nothing about how it is
// drawn. PDF and print batch are made from this, and from nothing else.

import { stockholm } from '../../../kernel/calendar.ts';
import type { Ore } from '../../../kernel/money.ts';
import { addSums, groupLines, type ColumnSums, type CostCentreGroup } from './grouping.ts';
import type { CustomerInvoiceLine, CustomerInvoiceView, Party } from './view.ts';
import {
  addressLines,
  bankgiroText,
  monthText,
  organisationNumberText,
  periodText,
  type DocumentLang,
  type Words,
} from './words.ts';

export type Fact = { readonly label: string; readonly value: string };
export type AmountRow = { readonly label: string; readonly ore: Ore };

export type DocumentLine = { readonly text: string; readonly detail: string; readonly netOre: Ore };
export type DocumentService = {
  readonly name: string;
  readonly detail: string;
  readonly lines: readonly DocumentLine[];
  readonly sums: ColumnSums;
};
export type DocumentCostCentre = {
  readonly heading: string;
  readonly services: readonly DocumentService[];
  readonly sums: ColumnSums;
};

export type InvoiceDocument = {
  readonly lang: DocumentLang;
  readonly title: string;
  readonly subtitle: string;
  /** Frozen day and time in Stockholm; the PDF's date too. */
  readonly madeOn: string;
  readonly madeAt: string;
  readonly made: string;
  readonly pageWord: string;
  readonly issuer: { readonly name: string; readonly lines: readonly string[] };
  readonly recipient: readonly string[];
  readonly facts: readonly Fact[];
  readonly note: string | null;
  readonly columns: {
    readonly service: string;
    readonly fee: string;
    readonly traffic: string;
    readonly other: string;
    readonly net: string;
    readonly previous: string | null;
    readonly change: string | null;
  };
  readonly costCentres: readonly DocumentCostCentre[];
  readonly sumWord: string;
  readonly sums: ColumnSums;
  readonly vat: {
    readonly heading: string;
    readonly columns: { readonly rate: string; readonly net: string; readonly vat: string };
    readonly rows: readonly { readonly rate: string; readonly netOre: Ore; readonly vatOre: Ore }[];
  } | null;
  readonly totals: readonly AmountRow[];
  readonly payable: AmountRow;
  readonly payment: { readonly heading: string; readonly facts: readonly Fact[] } | null;
  readonly footer: readonly Fact[];
};

/** The document of an invoice in the language of its words. */
export function customerInvoiceDocument(
  view: CustomerInvoiceView,
  { words, lang }: { words: Words; lang: DocumentLang },
): InvoiceDocument {
  const made = stockholm(view.frozenAt);
  const groups = groupLines(view);
  return {
    lang,
    title: `${words(`documents:invoice.title.${titleOf(view)}`)} ${view.number}`,
    subtitle: subtitleOf(view, words),
    madeOn: made.date,
    madeAt: made.time,
    made: words('documents:invoice.made', { date: made.date, time: made.time.replace(':', '.') }),
    pageWord: words('documents:page'),
    issuer: { name: view.issuer.name, lines: addressLines(view.issuer, null).slice(1) },
    recipient: addressLines(namedCustomer(view), view.reference),
    facts: factsOf(view, words),
    note: noteOf(view, words),
    columns: columnsOf(view, words),
    costCentres: groups.map((group) => costCentreOf(group, view, words)),
    sumWord: words('documents:invoice.sum'),
    sums: addSums(groups.map((group) => group.sums)),
    vat: vatOf(view, words),
    totals: totalsOf(view, words),
    payable: { label: words(`documents:invoice.payable.${payableOf(view)}`), ore: view.payableOre },
    payment: paymentOf(view, words),
    footer: footerOf(view, words),
  };
}

/** A negative sum is a credit invoice; one that names an original or corrects lines only, a change. */
export function titleOf(view: CustomerInvoiceView): 'invoice' | 'credit' | 'change' {
  const onlyCorrections =
    view.lines.length > 0 && view.lines.every((line) => line.corrects !== null);
  if (view.correctsNumber !== null || (view.kind !== 'internal' && onlyCorrections))
    return 'change';
  return view.payableOre < 0 ? 'credit' : 'invoice';
}

/** A cost centre is known by its code as much as by its name. */
export function namedCustomer({ kind, customer }: CustomerInvoiceView): Party {
  const named = kind !== 'internal' || customer.name.startsWith(customer.code);
  return named ? customer : { ...customer, name: `${customer.code} ${customer.name}` };
}

function payableOf(view: CustomerInvoiceView): 'charge' | 'pay' | 'back' {
  if (view.payableOre < 0) return 'back';
  return view.kind === 'internal' ? 'charge' : 'pay';
}

function subtitleOf(view: CustomerInvoiceView, words: Words): string {
  const month = monthText(view.month, words);
  const kind = words(`documents:invoice.kind.${view.kind}`);
  return `${month.slice(0, 1).toUpperCase()}${month.slice(1)} · ${kind}`;
}

function factsOf(view: CustomerInvoiceView, words: Words): Fact[] {
  const fact = (key: string, value: string | null): Fact[] =>
    value === null ? [] : [{ label: words(`documents:invoice.fact.${key}`), value }];
  const billed = view.kind !== 'internal';
  return [
    ...fact('number', view.number),
    ...fact('issued', view.issuedOn),
    ...fact('due', billed && view.payableOre > 0 ? view.dueOn : null),
    ...fact('customer', view.customer.code),
    ...fact('organisationNumber', formatted(view.customer.organisationNumber)),
    ...fact('vatNumber', billed ? view.customer.vatNumber : null),
    ...fact('reference', view.reference),
    ...fact('corrects', view.correctsNumber),
  ];
}

function noteOf(view: CustomerInvoiceView, words: Words): string | null {
  if (view.payableOre < 0) return words(`documents:invoice.note.back-${view.kind}`);
  return view.kind === 'internal' ? words('documents:invoice.note.internal') : null;
}

function columnsOf(view: CustomerInvoiceView, words: Words): InvoiceDocument['columns'] {
  const column = (key: string) => words(`documents:invoice.column.${key}`);
  const compared = view.previous !== null;
  return {
    service: column('service'),
    fee: column('fee'),
    traffic: column('traffic'),
    other: column('other'),
    net: column('net'),
    previous: compared ? column('previous') : null,
    change: compared ? column('change') : null,
  };
}

function costCentreOf(
  group: CostCentreGroup,
  view: CustomerInvoiceView,
  words: Words,
): DocumentCostCentre {
  return {
    heading: headingOf(group, view, words),
    sums: group.sums,
    services: group.services.map(({ service, lines, sums }) => ({
      name: service?.identifier ?? words('documents:invoice.noService'),
      detail: [service?.holder ?? '', service?.plan ?? '']
        .filter((part) => part !== '')
        .join(' · '),
      sums,
      lines: lines.map((line) => lineOf(line, view, words)),
    })),
  };
}

/** An external customer has no cost centres; its services stand under one plain heading. */
function headingOf(group: CostCentreGroup, view: CustomerInvoiceView, words: Words): string {
  if (view.kind === 'external' && group.code === view.customer.code) {
    return words('documents:invoice.services');
  }
  return group.name === group.code ? group.code : `${group.code} ${group.name}`;
}

function lineOf(line: CustomerInvoiceLine, view: CustomerInvoiceView, words: Words): DocumentLine {
  const details = [
    words(`documents:invoice.class.${line.class}`),
    periodText(line.periodFrom, line.periodTo, words),
    ...(view.vat.length > 1 ? [words('documents:invoice.vatRate', { rate: line.vatRate })] : []),
    ...(line.corrects === null ? [] : [correctsText(line.corrects, words)]),
  ];
  return { text: line.text, detail: details.join(' · '), netOre: line.netOre };
}

function correctsText(
  corrects: NonNullable<CustomerInvoiceLine['corrects']>,
  words: Words,
): string {
  const month = monthText(corrects.month, words);
  return corrects.number === null
    ? words('documents:invoice.correctsMonth', { month, line: corrects.lineId })
    : words('documents:invoice.corrects', {
        number: corrects.number,
        month,
        line: corrects.lineId,
      });
}

function vatOf(view: CustomerInvoiceView, words: Words): InvoiceDocument['vat'] {
  if (view.vat.length === 0) return null;
  return {
    heading: words('documents:invoice.vat.heading'),
    columns: {
      rate: words('documents:invoice.vat.rate'),
      net: words('documents:invoice.vat.net'),
      vat: words('documents:invoice.vat.amount'),
    },
    rows: view.vat.map(({ rate, netOre, vatOre }) => ({
      rate: words('documents:percent', { value: String(rate).replace('.', ',') }),
      netOre,
      vatOre,
    })),
  };
}

function totalsOf(view: CustomerInvoiceView, words: Words): AmountRow[] {
  const billed = view.vat.length > 0;
  const rounded = view.roundingOre !== 0;
  const total = (key: string, ore: Ore) => ({
    label: words(`documents:invoice.total.${key}`),
    ore,
  });
  return [
    ...(billed || rounded ? [total('net', view.netOre)] : []),
    ...view.vat.map(({ rate, vatOre }) => ({
      label: words('documents:invoice.total.vat', { rate: String(rate).replace('.', ',') }),
      ore: vatOre,
    })),
    ...(rounded ? [total('rounding', view.roundingOre)] : []),
  ];
}

/** How to pay; nobody pays an internal charge or a credit. */
function paymentOf(view: CustomerInvoiceView, words: Words): InvoiceDocument['payment'] {
  const { bankgiro } = view.issuer;
  if (view.kind === 'internal' || view.payableOre <= 0 || bankgiro === null) return null;
  const fact = (key: string, value: string) => ({
    label: words(`documents:invoice.payment.${key}`),
    value,
  });
  return {
    heading: words('documents:invoice.payment.heading'),
    facts: [
      fact('bankgiro', bankgiroText(bankgiro)),
      ...(view.ocr === null ? [] : [fact('ocr', view.ocr)]),
      fact('due', view.dueOn),
    ],
  };
}

function footerOf(view: CustomerInvoiceView, words: Words): Fact[] {
  const { issuer } = view;
  const fact = (key: string, value: string | null): Fact[] =>
    value === null ? [] : [{ label: words(`documents:invoice.footer.${key}`), value }];
  return [
    ...fact('organisationNumber', formatted(issuer.organisationNumber)),
    ...fact('vatNumber', issuer.vatNumber),
    ...fact('bankgiro', issuer.bankgiro === null ? null : bankgiroText(issuer.bankgiro)),
    ...fact('email', issuer.email),
  ];
}

function formatted(organisationNumber: string | null): string | null {
  return organisationNumber === null ? null : organisationNumberText(organisationNumber);
}
