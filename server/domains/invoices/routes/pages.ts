// All pages of this room, and what the menu has of it.

import type { Nav } from '../../../http/nav.ts';
import type { Route } from '../../../http/route.ts';
import type { Parts } from '../deps.ts';
import { paths } from '../paths.ts';
import { seeInvoices } from '../policy.ts';
import { createPageQueries } from '../queries/pages.ts';
import { createSampleQueries } from '../queries/samples.ts';
import { createSourceQueries } from '../queries/sources.ts';
import { createToldQueries } from '../queries/told.ts';
import type { PageCommands, PageDeps } from './deps.ts';
import { formatRoutes } from './formats.ts';
import { invoiceRoutes } from './invoice.ts';
import { lineRoutes } from './lines.ts';
import { listRoutes } from './list.ts';
import { uploadRoutes } from './upload.ts';

/** The room's pages. `/new` stands before `/:id`. */
export function supplierInvoiceRoutes(parts: Parts, commands: PageCommands) {
  const queries = {
    ...createPageQueries(parts),
    ...createSourceQueries(parts),
    ...createSampleQueries(parts),
    ...createToldQueries(parts),
  };
  const deps: PageDeps = { parts, commands, queries };
  return (route: Route): void => {
    listRoutes(deps)(route);
    uploadRoutes(deps)(route);
    invoiceRoutes(deps)(route);
    lineRoutes(deps)(route);
    formatRoutes(deps)(route);
  };
}

export function supplierInvoiceMenu(nav: Nav): void {
  nav.add({
    group: 'economy',
    key: 'invoices:page.list.title',
    icon: 'inbox',
    href: paths.index(),
    rule: seeInvoices,
    order: 20,
  });
  nav.add({
    group: 'system',
    key: 'invoices:page.formats.title',
    icon: 'file-search',
    href: paths.formats(),
    rule: seeInvoices,
    order: 40,
  });
}
