// Customer invoices as pages and documents: the list within one's reach, one invoice, and the way of
// each of its kronor.

import type { Actor } from '../../../kernel/actor.ts';
import { notFound } from '../../../kernel/refusal.ts';
import { may, reachOf } from '../../../kernel/rule.ts';
import type { Text } from '../../../kernel/page.ts';
import type { Lang, Route } from '../../../http/route.ts';
import type { Texts } from '../../../http/texts.ts';
import type { Column } from '../../../platform/columns.ts';
import { csvOf } from '../../../platform/csv-export.ts';
import { EXCEL_TYPE, MAX_EXCEL_ROWS, sheetOf, workbookOf } from '../../../platform/excel.ts';
import { PDF_TYPE } from '../../../platform/pdf.ts';
import { paths as inventoryPaths } from '../../inventory/paths.ts';
import { paths as supplierPaths } from '../../invoices/paths.ts';
import { customerInvoiceWorkbook } from '../documents/workbook.ts';
import { INVOICE_EXPORT } from '../pages/export.ts';
import type { InvoiceLinks, InvoiceListRow, TraceFacts } from '../pages/facts.ts';
import { INVOICES_ON_PAGE, invoiceListPage } from '../pages/invoice-list.ts';
import { invoicePage } from '../pages/invoice.ts';
import { tracePage } from '../pages/trace.ts';
import { paths } from '../paths.ts';
import { pdfOfInvoice } from '../press.ts';
import { seeCustomerInvoices, seeMonths } from '../policy.ts';
import {
  DocumentQuestion,
  InvoiceListForm,
  InvoiceQuestion,
  LineQuestion,
} from '../schema/pages.ts';
import { languageOf, type BillingPageParts, type PageQueries } from './deps.ts';

type Deps = Pick<BillingPageParts, 'texts' | 'pdf'> & { readonly queries: PageQueries };

export function customerInvoiceRoutes(deps: Deps) {
  return (route: Route): void => {
    listRoutes(route, deps);
    documentRoutes(route, deps);
    invoiceRoutes(route, deps);
  };
}

function listRoutes(route: Route, { queries, texts }: Deps): void {
  route.get(paths.invoices(), {
    rule: seeCustomerInvoices,
    input: InvoiceListForm,
    handle: async ({ input, actor, reply }) => {
      const reach = reachOf(seeCustomerInvoices, actor);
      const facts = await queries.list(reach, input, INVOICES_ON_PAGE);
      await reply.page('billing/invoices', invoiceListPage(facts));
    },
  });

  route.get(paths.invoicesCsv(), {
    rule: seeCustomerInvoices,
    input: InvoiceListForm,
    handle: async ({ input, actor, reply, lang }) => {
      const rows = queries.stream(reachOf(seeCustomerInvoices, actor), input);
      await reply.bytes({
        body: csvOf(exportColumns(texts, lang), rows),
        type: 'text/csv; charset=utf-8',
        filename: `${texts.t(lang, 'billing:export.file')}.csv`,
      });
    },
  });

  route.get(paths.invoicesExcel(), {
    rule: seeCustomerInvoices,
    input: InvoiceListForm,
    handle: async ({ input, actor, reply, lang }) => {
      const rows: InvoiceListRow[] = [];
      for await (const row of queries.stream(reachOf(seeCustomerInvoices, actor), input)) {
        rows.push(row);
        if (rows.length === MAX_EXCEL_ROWS) break;
      }
      const name = texts.t(lang, 'billing:invoices.title');
      await reply.bytes({
        body: await workbookOf([sheetOf(name, exportColumns(texts, lang), rows)]),
        type: EXCEL_TYPE,
        filename: `${texts.t(lang, 'billing:export.file')}.xlsx`,
      });
    },
  });
}

function exportColumns(texts: Texts, lang: Lang): Column<InvoiceListRow>[] {
  const t = (text: Text) => texts.t(lang, text);
  return INVOICE_EXPORT.map(({ header, kind, value }) => ({
    header: t(header),
    kind,
    value: (row) => value(row, t),
  }));
}

function documentRoutes(route: Route, { queries, texts, pdf }: Deps): void {
  route.get(paths.invoicePdf(':number'), {
    rule: seeCustomerInvoices,
    input: DocumentQuestion,
    target: ({ number }) => queries.targetOf(number),
    handle: async ({ input, reply, lang }) => {
      const view = await found(queries.findView(input.number));
      await reply.bytes({
        body: await pdfOfInvoice(view, lang, { texts, pdf }),
        type: PDF_TYPE,
        ...(input.show === 'yes' ? {} : { filename: `${view.number}.pdf` }),
      });
    },
  });

  route.get(paths.invoiceExcel(':number'), {
    rule: seeCustomerInvoices,
    input: InvoiceQuestion,
    target: ({ number }) => queries.targetOf(number),
    handle: async ({ input, reply, lang }) => {
      const view = await found(queries.findView(input.number));
      await reply.bytes({
        body: await workbookOf(customerInvoiceWorkbook(view, languageOf(texts, lang))),
        type: EXCEL_TYPE,
        filename: `${view.number}.xlsx`,
      });
    },
  });
}

function invoiceRoutes(route: Route, { queries }: Deps): void {
  route.get(paths.invoice(':number'), {
    rule: seeCustomerInvoices,
    input: InvoiceQuestion,
    target: ({ number }) => queries.targetOf(number),
    handle: async ({ input, actor, reply }) => {
      const facts = await found(queries.invoiceFacts(input.number));
      await reply.page('billing/invoice', invoicePage(facts, linksFor(actor)));
    },
  });

  route.get(paths.line(':number', ':ordinal'), {
    rule: seeCustomerInvoices,
    input: LineQuestion,
    target: ({ number }) => queries.targetOf(number),
    handle: async ({ input, actor, reply }) => {
      const facts = await found(queries.findTrace(input.number, input.ordinal));
      await reply.page('billing/trace', tracePage(seenBy(actor, facts), linksFor(actor)));
    },
  });
}

/** Links lead only to what one may see. */
function linksFor(actor: Actor): InvoiceLinks {
  const seesFiles = may(seeMonths, actor);
  return {
    subscription: (id) => inventoryPaths.show(id),
    supplierInvoice: (id) => (seesFiles ? supplierPaths.show(id) : null),
  };
}

/** The lines around one's own in a supplier's file are other people's. */
function seenBy(actor: Actor, facts: TraceFacts): TraceFacts {
  if (facts.bytes === null || may(seeMonths, actor)) return facts;
  const excerpt = facts.bytes.excerpt.filter((line) => line.marked);
  return { ...facts, bytes: { ...facts.bytes, excerpt } };
}

async function found<T>(asked: Promise<T | null>): Promise<T> {
  const answer = await asked;
  if (answer === null) throw notFound();
  return answer;
}
