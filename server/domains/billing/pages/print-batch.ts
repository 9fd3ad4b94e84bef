// What goes by post: all in one file, and a person's word that it was printed and posted.

import type { Instant, Month } from '../../../kernel/calendar.ts';
import { sum, type Ore } from '../../../kernel/money.ts';
import {
  crumbs,
  say,
  status,
  type Empty,
  type PageHead,
  type Status,
  type Text,
} from '../../../kernel/page.ts';
import { paths } from '../paths.ts';
import type { PrintBatchFacts } from './facts.ts';

export type PrintBatchPage = PageHead & {
  readonly month: Month;
  readonly status: Status;
  readonly pdf: string;
  /** The form that says it is done; null where it is done, or is another's to say. */
  readonly printing: string | null;
  readonly printed: { readonly at: Instant; readonly by: string } | null;
  readonly caption: { readonly count: Text; readonly sum: Text };
  readonly rows: readonly {
    readonly href: string;
    readonly number: string;
    readonly customer: string;
    readonly name: string;
    readonly address: string;
    readonly payableOre: Ore;
  }[];
  readonly payableOre: Ore;
  readonly empty: Empty | null;
};

export function printBatchPage(facts: PrintBatchFacts): PrintBatchPage {
  const { month, invoices, printed } = facts;
  const title = say('billing:print.title', { month });
  const payableOre = sum(invoices.map((invoice) => invoice.payableOre));
  return {
    title,
    crumbs: crumbs(
      say('billing:print.crumb'),
      { href: paths.months(), says: say('billing:months.title') },
      { href: paths.month(month), says: say('billing:month', { month }) },
    ),
    month,
    status:
      printed === null
        ? status('wait', say('billing:print.waits'))
        : status('ok', say('billing:print.done')),
    pdf: paths.printBatchPdf(month),
    printing:
      printed === null && facts.mayPrint && invoices.length > 0 ? paths.printing(month) : null,
    printed,
    caption: {
      count: say('billing:print.count', { count: invoices.length }),
      sum: say('parts:money', { ore: payableOre }),
    },
    rows: invoices.map((invoice) => ({ ...invoice, href: paths.invoice(invoice.number) })),
    payableOre,
    empty:
      invoices.length > 0
        ? null
        : {
            icon: 'printer',
            title: say('billing:print.empty.title'),
            says: say('billing:print.empty.says'),
            action: null,
          },
  };
}
