// All pages of this room, and what the menu has of it.

import { lastDayOf } from '../../../kernel/calendar.ts';
import type { Nav } from '../../../http/nav.ts';
import type { Route } from '../../../http/route.ts';
import type { SupplierInvoice } from '../../invoices/types.ts';
import type { MonthRoom } from '../commands/deps.ts';
import type { createBookingCommands } from '../commands/booking.ts';
import type { createPlacingCommands } from '../commands/placing.ts';
import type { createPostedCommands } from '../commands/posted.ts';
import type { createStartingCommands } from '../commands/starting.ts';
import type { LeftOut } from '../pages/month-facts.ts';
import { paths } from '../paths.ts';
import { seeCustomerInvoices, seeMonths } from '../policy.ts';
import { createInvoiceQueries } from '../queries/customer-invoices.ts';
import { createInvoiceFactQueries } from '../queries/invoice-facts.ts';
import { createMonthPageQueries } from '../queries/month-page.ts';
import { createRedListPageQueries } from '../queries/red-list-page.ts';
import { createTraceQueries } from '../queries/trace.ts';
import { customerInvoiceRoutes } from './customer-invoices.ts';
import type { BillingPageParts, PageQueries } from './deps.ts';
import { ledgerRoutes } from './ledger.ts';
import { monthRoutes, type MonthCommands } from './months.ts';
import { printBatchRoutes } from './print-batch.ts';
import { redListRoutes } from './red-list.ts';

export type PageCommands = MonthCommands &
  ReturnType<typeof createPlacingCommands> &
  ReturnType<typeof createPostedCommands> &
  Pick<ReturnType<typeof createBookingCommands>, 'receiveReceipt'> &
  Pick<ReturnType<typeof createStartingCommands>, 'expectedOf'>;

/** The room's pages, once it is known what compose gives them. */
export function billingRoutes(room: MonthRoom, commands: PageCommands, parts: BillingPageParts) {
  const queries = pageQueries(room, commands, parts);
  const { inventory, catalogue, ledger, months } = room;
  const deps = { ...parts, queries, commands, inventory, catalogue, ledger, months };
  return (route: Route): void => {
    customerInvoiceRoutes(deps)(route);
    printBatchRoutes(deps)(route);
    redListRoutes(deps)(route);
    ledgerRoutes(deps)(route);
    monthRoutes(deps)(route);
  };
}

function pageQueries(
  room: MonthRoom,
  { expectedOf }: Pick<PageCommands, 'expectedOf'>,
  { invoices, askNames, journal }: BillingPageParts,
): PageQueries {
  const list = createInvoiceQueries(room);
  return {
    ...list,
    ...createInvoiceFactQueries({ ...room, customerInvoices: list }),
    ...createTraceQueries({
      ...room,
      customerInvoices: list,
      sourceOfLine: invoices.sourceOfLine,
      askNames,
    }),
    ...createMonthPageQueries({
      ...room,
      journal,
      expectedOf,
      askNames,
      askReferences: invoices.referencesOf,
      askLeftOut: async (month) => (await invoices.heldInvoices(lastDayOf(month))).flatMap(leftOut),
    }),
    ...createRedListPageQueries({ ...room, askNames, askReferences: invoices.referencesOf }),
  };
}

function leftOut(invoice: SupplierInvoice): LeftOut[] {
  const { id, supplier, invoiceNumber, state, refusal, netOre } = invoice;
  if (state !== 'waiting' && state !== 'refused') return [];
  return [{ id, supplier, number: invoiceNumber, state, code: refusal?.code ?? null, netOre }];
}

export function billingMenu(nav: Nav): void {
  nav.add({
    group: 'economy',
    key: 'billing:invoices.title',
    icon: 'receipt-text',
    href: paths.invoices(),
    rule: seeCustomerInvoices,
    order: 10,
  });
  nav.add({
    group: 'economy',
    key: 'billing:months.title',
    icon: 'calendar-check',
    href: paths.months(),
    rule: seeMonths,
    order: 30,
  });
}
