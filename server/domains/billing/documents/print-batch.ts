// The invoices that go by post as one document, with a sheet first that says what the pile must hold.

import { stockholm, type Instant, type Month } from '../../../kernel/calendar.ts';
import { byCodeBytes, sum, type Ore } from '../../../kernel/money.ts';
import { customerInvoiceDocument, type InvoiceDocument } from './customer-invoice.ts';
import type { CustomerInvoiceView } from './view.ts';
import { monthText, type DocumentLang, type Words } from './words.ts';

export type PrintBatchDocument = {
  readonly lang: DocumentLang;
  readonly title: string;
  readonly issuer: string;
  readonly madeOn: string;
  readonly madeAt: string;
  readonly made: string;
  readonly intro: string;
  readonly columns: {
    readonly number: string;
    readonly customer: string;
    readonly recipient: string;
    readonly payable: string;
  };
  readonly countWord: string;
  readonly rows: readonly {
    readonly number: string;
    readonly customer: string;
    readonly recipient: string;
    readonly payableOre: Ore;
  }[];
  readonly payableOre: Ore;
  readonly invoices: readonly InvoiceDocument[];
};

type Batch = {
  readonly month: Month;
  /** The run's frozen instant. */
  readonly frozenAt: Instant;
  readonly invoices: readonly CustomerInvoiceView[];
};

/** The batch in order of invoice number. There is at least one invoice. */
export function printBatchDocument(
  { month, frozenAt, invoices }: Batch,
  { words, lang }: { words: Words; lang: DocumentLang },
): PrintBatchDocument {
  const ordered = [...invoices].sort((a, b) => byCodeBytes(a.number, b.number));
  const made = stockholm(frozenAt);
  const column = (key: string) => words(`documents:batch.${key}`);
  return {
    lang,
    title: words('documents:batch.title', { month: monthText(month, words) }),
    issuer: ordered[0]?.issuer.name ?? '',
    madeOn: made.date,
    madeAt: made.time,
    made: words('documents:invoice.made', { date: made.date, time: made.time.replace(':', '.') }),
    intro: words('documents:batch.intro'),
    columns: {
      number: column('number'),
      customer: column('customer'),
      recipient: column('recipient'),
      payable: column('payable'),
    },
    countWord: column('count'),
    rows: ordered.map(({ number, customer, payableOre }) => ({
      number,
      customer: customer.code,
      recipient: customer.name,
      payableOre,
    })),
    payableOre: sum(ordered.map((invoice) => invoice.payableOre)),
    invoices: ordered.map((invoice) => customerInvoiceDocument(invoice, { words, lang })),
  };
}
