// The list of suppliers' invoices.

import { sum, ZERO_ORE } from '../../../kernel/money.ts';
import { may } from '../../../kernel/rule.ts';
import type { Route } from '../../../http/route.ts';
import { invoiceListPage } from '../pages/list.ts';
import { paths } from '../paths.ts';
import { changeInvoices, seeInvoices } from '../policy.ts';
import { InvoiceListQuery } from '../schema.ts';
import type { PageDeps } from './deps.ts';

const INVOICES_ON_PAGE = 50;

export function listRoutes({ parts, queries }: PageDeps) {
  return (route: Route): void => {
    route.get(paths.index(), {
      rule: seeInvoices,
      input: InvoiceListQuery,
      handle: async ({ input, actor, reply }) => {
        const { after, ...query } = input;
        const [page, counts, months, suppliers] = await Promise.all([
          queries.listInvoices(query, { size: INVOICES_ON_PAGE, after }),
          queries.countInvoices(query),
          queries.invoiceMonths(),
          parts.catalogue.allSuppliers(),
        ]);
        const shown = query.state === null ? [...counts.values()] : [counts.get(query.state)];
        await reply.page(
          'invoices/index',
          invoiceListPage({
            ...page,
            query,
            total: shown.reduce((all, each) => all + (each?.count ?? 0), 0),
            netOre: sum(shown.map((each) => each?.netOre ?? ZERO_ORE)),
            states: new Map([...counts].map(([state, { count }]) => [state, count])),
            months,
            suppliers: new Map(suppliers.map(({ code, name }) => [code, name])),
            mayChange: may(changeInvoices, actor),
          }),
        );
      },
    });
  };
}
