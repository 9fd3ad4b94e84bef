// What goes by post: the page, all invoices in one file, and the mark that they were posted.

import type { Month } from '../../../kernel/calendar.ts';
import { notFound } from '../../../kernel/refusal.ts';
import { may } from '../../../kernel/rule.ts';
import type { Route } from '../../../http/route.ts';
import { PDF_TYPE } from '../../../platform/pdf.ts';
import type { createPostedCommands } from '../commands/posted.ts';
import { printBatchDocument } from '../documents/print-batch.ts';
import { addressLines } from '../documents/words.ts';
import type { CustomerInvoiceView } from '../documents/view.ts';
import type { PrintBatchFacts } from '../pages/facts.ts';
import { printBatchPage } from '../pages/print-batch.ts';
import { paths } from '../paths.ts';
import { runMonths, seeMonths } from '../policy.ts';
import type { InvoiceForPost } from '../queries/customer-invoices.ts';
import { MonthQuestion } from '../schema/pages.ts';
import type { MonthStore } from '../store/months.ts';
import { languageOf, type BillingPageParts, type PageQueries } from './deps.ts';

type Deps = Pick<BillingPageParts, 'texts' | 'pdf' | 'askNames'> & {
  readonly queries: PageQueries;
  readonly months: Pick<MonthStore, 'find'>;
  readonly commands: ReturnType<typeof createPostedCommands>;
};

export function printBatchRoutes({ queries, months, commands, texts, pdf, askNames }: Deps) {
  /** Each whole, for print; there is at least one, or nothing is found. */
  const viewsOf = async (
    month: Month,
  ): Promise<[CustomerInvoiceView, ...CustomerInvoiceView[]]> => {
    const views: CustomerInvoiceView[] = [];
    for (const { number } of await queries.forPost(month)) {
      const view = await queries.findView(number);
      if (view !== null) views.push(view);
    }
    const [first, ...rest] = views;
    if (first === undefined) throw notFound();
    return [first, ...rest];
  };

  /** When the last of them was posted, and who said so; null while one waits. */
  const postedOf = async (
    batch: readonly InvoiceForPost[],
  ): Promise<PrintBatchFacts['printed']> => {
    const [last] = batch;
    if (last?.printedAt == null || batch.some(({ printedAt }) => printedAt === null)) return null;
    const names = await askNames(last.printedBy === null ? [] : [last.printedBy]);
    return { at: last.printedAt, by: names.get(last.printedBy ?? '') ?? '' };
  };

  return (route: Route): void => {
    route.get(paths.printBatchPdf(':month'), {
      rule: seeMonths,
      input: MonthQuestion,
      handle: async ({ input: { month }, reply, lang }) => {
        const invoices = await viewsOf(month);
        const batch = { month, frozenAt: invoices[0].frozenAt, invoices };
        const document = printBatchDocument(batch, languageOf(texts, lang));
        await reply.bytes({ body: await pdf.render('print-batch', document), type: PDF_TYPE });
      },
    });

    route.get(paths.printBatch(':month'), {
      rule: seeMonths,
      input: MonthQuestion,
      handle: async ({ input: { month }, actor, reply }) => {
        if ((await months.find(month)) === null) throw notFound();
        const batch = await queries.forPost(month);
        const page = printBatchPage({
          month,
          invoices: batch.map(({ number, recipient, payableOre }) => ({
            number,
            customer: recipient.code,
            name: recipient.name,
            address: addressLines(recipient, null).slice(1).join(', '),
            payableOre,
          })),
          printed: await postedOf(batch),
          mayPrint: may(runMonths, actor),
        });
        await reply.page('billing/print-batch', page);
      },
    });

    route.post(paths.printing(':month'), {
      rule: runMonths,
      input: MonthQuestion,
      handle: async ({ input, actor, reply }) => {
        await commands.markPosted(input.month, actor);
        reply.seeOther(paths.printBatch(input.month));
      },
    });
  };
}
