// The months that have been run, the newest first, and the one that can be started.

import type { Instant, Month } from '../../../kernel/calendar.ts';
import type { Ore } from '../../../kernel/money.ts';
import {
  crumbs,
  say,
  type Empty,
  type PageHead,
  type Status,
  type Text,
} from '../../../kernel/page.ts';
import { paths } from '../paths.ts';
import { straightPercent } from '../rules/straight-through.ts';
import type { MonthListFacts } from './month-facts.ts';
import { byWhom, monthStatus } from './month-steps.ts';

export type MonthListPage = PageHead & {
  readonly start: { readonly href: string; readonly month: Month; readonly says: Text } | null;
  readonly rows: readonly {
    readonly href: string;
    readonly month: Month;
    readonly status: Status;
    readonly startedAt: Instant;
    readonly by: Text;
    readonly netOre: Ore | null;
    readonly percent: number | null;
  }[];
  readonly empty: Empty | null;
};

export function monthListPage({ months, nameOf, startable }: MonthListFacts): MonthListPage {
  const title = say('billing:months.title');
  return {
    title,
    crumbs: crumbs(title),
    start:
      startable === null
        ? null
        : {
            href: paths.months(),
            month: startable,
            says: say('billing:months.start', { month: startable }),
          },
    rows: months.map((month) => ({
      href: paths.month(month.month),
      month: month.month,
      status: monthStatus(month.state),
      startedAt: month.startedAt,
      by: byWhom(month.startedBy, nameOf),
      netOre: month.sums.customerInvoicesOre,
      percent: straightPercent(month),
    })),
    empty:
      months.length > 0
        ? null
        : {
            icon: 'receipt-text',
            title: say('billing:months.empty.title'),
            says: say('billing:months.empty.says'),
            action: null,
          },
  };
}
