// What goes by post: the page, all invoices in one file, and the mark that they were posted.

import type { Month } from '../../../kernel/calendar.ts';
import { notFound } from '../../../kernel/refusal.ts';
import { may } from '../../../kernel/rule.ts';
import type { Route } from '../../../http/route.ts';
import type { createPostedCommands } from '../commands/posted.ts';
import { printBatchDocument } from '../documents/print-batch.ts';
import { addressLines } from '../documents/words.ts';
import type { CustomerInvoiceView } from '../documents/view.ts';
import { printBatchPage } from '../pages/print-batch.ts';
import { paths } from '../paths.ts';
import { runMonths, seeMonths } from '../policy.ts';
import { MonthDocumentQuestion, MonthQuestion } from '../schema/pages.ts';
import { languageOf, PDF_TYPE, type BillingPageParts, type PageQueries } from './deps.ts';

type Deps = Pick<BillingPageParts, 'texts' | 'pdf' | 'askNames'> & {
  readonly queries: PageQueries;
  readonly commands: ReturnType<typeof createPostedCommands>;
};

export function printBatchRoutes({ queries, commands, texts, pdf, askNames }: Deps) {
  const batchOf = async (month: Month) => {
    const marks = await queries.forPost(month);
    const views: CustomerInvoiceView[] = [];
    for (const { number } of marks) {
      const view = await queries.findView(number);
      if (view !== null) views.push(view);
    }
    return { marks, views };
  };

  return (route: Route): void => {
    route.get(paths.printBatchPdf(':month'), {
      rule: seeMonths,
      input: MonthDocumentQuestion,
      handle: async ({ input, reply, lang }) => {
        const { views } = await batchOf(input.month);
        const first = views[0];
        if (first === undefined) throw notFound();
        const { month } = input;
        const batch = { month, frozenAt: first.frozenAt, invoices: views };
        const document = printBatchDocument(batch, languageOf(texts, lang));
        await reply.bytes({ body: await pdf.render('print-batch', document), type: PDF_TYPE });
      },
    });

    route.get(paths.printBatch(':month'), {
      rule: seeMonths,
      input: MonthQuestion,
      handle: async ({ input, actor, reply }) => {
        const { marks, views } = await batchOf(input.month);
        const last = marks.find((mark) => mark.printedAt !== null);
        const done = marks.every((mark) => mark.printedAt !== null);
        const names = await askNames(last?.printedBy == null ? [] : [last.printedBy]);
        const page = printBatchPage({
          month: input.month,
          invoices: views.map((view) => ({
            number: view.number,
            customer: view.customer.code,
            name: view.customer.name,
            address: addressLines(view.customer, null).slice(1).join(', '),
            payableOre: view.payableOre,
          })),
          printed:
            !done || last?.printedAt == null
              ? null
              : { at: last.printedAt, by: names.get(last.printedBy ?? '') ?? '' },
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
