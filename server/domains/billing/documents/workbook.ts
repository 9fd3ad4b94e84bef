// A customer invoice as Excel sheets: by service, every line, and the sums, from the same groups as
// the page and the PDF.

import { addSums, groupLines, type ColumnSums } from './grouping.ts';
import { customerInvoiceDocument } from './customer-invoice.ts';
import type { CustomerInvoiceLine, CustomerInvoiceView, InvoicedService } from './view.ts';
import type { DocumentLang, Words } from './words.ts';

type Value = string | number | null;
type ColumnKind = 'text' | 'code' | 'day' | 'amount' | 'number';

/** What `platform/excel.ts` makes a file of; amounts are whole öre. */
export type WorkbookSheet = {
  readonly name: string;
  readonly columns: readonly { readonly header: string; readonly kind: ColumnKind }[];
  readonly rows: readonly (readonly Value[])[];
  readonly foot: readonly Value[] | null;
};

/** The three sheets of an invoice. */
export function customerInvoiceWorkbook(
  view: CustomerInvoiceView,
  language: { words: Words; lang: DocumentLang },
): WorkbookSheet[] {
  return [
    servicesSheet(view, language.words),
    linesSheet(view, language.words),
    sumsSheet(view, language),
  ];
}

function servicesSheet(view: CustomerInvoiceView, words: Words): WorkbookSheet {
  const groups = groupLines(view);
  const rows = groups.flatMap((centre) =>
    centre.services.map(({ service, sums }) => [
      centre.code,
      centre.name,
      service?.identifier ?? words('documents:invoice.noService'),
      service?.holder ?? null,
      service?.plan ?? null,
      ...amounts(sums),
    ]),
  );
  const sums = addSums(groups.map((group) => group.sums));
  return {
    name: words('documents:workbook.services'),
    columns: columns(words, [
      ['costCentre', 'code'],
      ['costCentreName', 'text'],
      ['identifier', 'code'],
      ['holder', 'text'],
      ['plan', 'text'],
      ...(['fee', 'traffic', 'other', 'net', 'previous', 'change'] as const).map(
        (name) => [name, 'amount'] as const,
      ),
    ]),
    rows,
    foot: [words('documents:invoice.sum'), null, null, null, null, ...amounts(sums)],
  };
}

function amounts(sums: ColumnSums): Value[] {
  const { feeOre, trafficOre, otherOre, netOre, previousOre, changeOre } = sums;
  return [feeOre, trafficOre, otherOre, netOre, previousOre, changeOre];
}

function linesSheet(view: CustomerInvoiceView, words: Words): WorkbookSheet {
  const services = new Map(view.services.map((each) => [each.subscriptionId, each]));
  return {
    name: words('documents:workbook.lines'),
    columns: columns(words, [
      ['line', 'code'],
      ['costCentre', 'code'],
      ['subscription', 'code'],
      ['identifier', 'code'],
      ['holder', 'text'],
      ['text', 'text'],
      ['class', 'text'],
      ['from', 'day'],
      ['to', 'day'],
      ['amount', 'amount'],
      ['vatRate', 'number'],
      ['corrects', 'text'],
    ]),
    rows: view.lines.map((line) =>
      lineRow(line, services.get(line.subscriptionId ?? '') ?? null, words),
    ),
    foot: [
      words('documents:invoice.sum'),
      ...Array.from({ length: 8 }, () => null),
      view.netOre,
      null,
      null,
    ],
  };
}

function lineRow(
  line: CustomerInvoiceLine,
  service: InvoicedService | null,
  words: Words,
): Value[] {
  return [
    line.lineId,
    line.costCentre,
    line.subscriptionId,
    service?.identifier ?? null,
    service?.holder ?? null,
    line.text,
    words(`documents:invoice.class.${line.class}`),
    line.periodFrom,
    line.periodTo,
    line.netOre,
    line.vatRate,
    line.corrects === null ? null : (line.corrects.number ?? line.corrects.month),
  ];
}

function sumsSheet(
  view: CustomerInvoiceView,
  language: { words: Words; lang: DocumentLang },
): WorkbookSheet {
  const { words } = language;
  const document = customerInvoiceDocument(view, language);
  return {
    name: words('documents:workbook.summary'),
    columns: columns(words, [
      ['label', 'text'],
      ['value', 'text'],
      ['ore', 'amount'],
    ]),
    rows: [
      [document.title, document.subtitle, null],
      ...document.facts.map((fact) => [fact.label, fact.value, null]),
      ...(document.payment?.facts ?? []).map((fact) => [fact.label, fact.value, null]),
      ...document.totals.map((total) => [total.label, null, total.ore]),
    ],
    foot: [document.payable.label, null, document.payable.ore],
  };
}

function columns(words: Words, named: readonly (readonly [string, ColumnKind])[]) {
  return named.map(([name, kind]) => ({ header: words(`documents:workbook.${name}`), kind }));
}
