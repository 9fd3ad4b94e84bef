// All calls of this room, put together from its own parts and what compose gives.

import { lastDayOf } from '../../../kernel/calendar.ts';
import { notFound } from '../../../kernel/refusal.ts';
import type { Api } from '../../../http/route.ts';
import type { Texts } from '../../../http/texts.ts';
import { workbookOf } from '../../../platform/excel.ts';
import type { Pdf } from '../../../platform/pdf.ts';
import type { Invoices } from '../../invoices/invoices.ts';
import type { MonthRoom } from '../commands/deps.ts';
import { customerInvoiceWorkbook } from '../documents/workbook.ts';
import { processIdOf } from '../flow.ts';
import { pdfOfInvoice } from '../press.ts';
import { createInvoiceCalls } from '../queries/calls.ts';
import { createInvoiceQueries, type InvoiceQueries } from '../queries/customer-invoices.ts';
import { languageOf } from '../routes/deps.ts';
import { customerInvoiceApi } from './customer-invoices.ts';
import type { BillingCalls, CustomerInvoiceDocuments } from './deps.ts';
import { ledgerExportApi } from './ledger-exports.ts';
import { monthApi } from './months.ts';

export type BillingApiParts = {
  readonly texts: Texts;
  readonly pdf: Pdf;
  readonly invoices: Pick<Invoices, 'heldInvoices'>;
};

export type CallCommands = BillingCalls['commands'] & Pick<BillingCalls['queries'], 'expectedOf'>;

/** The room's calls, once it is known what compose gives them. */
export function billingApi(room: MonthRoom, commands: CallCommands, parts: BillingApiParts) {
  const pages = createInvoiceQueries(room);
  const calls: BillingCalls = {
    commands,
    queries: {
      findMonth: room.months.find,
      listMonths: room.months.list,
      redListOf: room.redList.list,
      findProcess: ({ month, run }) => room.processes.find(processIdOf(month, run)),
      expectedOf: commands.expectedOf,
      heldInvoices: (month) => parts.invoices.heldInvoices(lastDayOf(month)),
    },
    invoices: { ...createInvoiceCalls(room), targetOf: pages.targetOf },
    ledger: room.ledger,
    documents: createDocuments(pages, parts),
    texts: parts.texts,
  };
  return (api: Api): void => {
    monthApi(calls)(api);
    customerInvoiceApi(calls)(api);
    ledgerExportApi(calls)(api);
  };
}

/** Documents as another system gets them: in Swedish, whatever it says it reads. */
function createDocuments(
  { findView }: Pick<InvoiceQueries, 'findView'>,
  { texts, pdf }: BillingApiParts,
): CustomerInvoiceDocuments {
  const language = languageOf(texts, 'sv');
  const viewOf = async (number: string) => {
    const view = await findView(number);
    if (view === null) throw notFound();
    return view;
  };
  return {
    pdf: async (number) => pdfOfInvoice(await viewOf(number), 'sv', { texts, pdf }),
    xlsx: async (number) => workbookOf(customerInvoiceWorkbook(await viewOf(number), language)),
  };
}
