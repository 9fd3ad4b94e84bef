// The door of invoices: suppliers' invoices from the bytes that came to an invoice that is ready for a
// billing month.

import type { Month } from '../../kernel/calendar.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/database.ts';
import { invoiceApi } from './api/api.ts';
import { createExpectedCommands } from './commands/expected.ts';
import { createIntakeCommands } from './commands/intake.ts';
import { createReceiveCommands } from './commands/receive.ts';
import { rematchInvoices } from './commands/rematch.ts';
import { acceptDifference, type Acceptance } from './commands/settle.ts';
import { createWaitingCommands } from './commands/waiting.ts';
import type { InvoicesDeps, Parts } from './deps.ts';
import { createCallQueries } from './queries/calls.ts';
import { createToldQueries } from './queries/told.ts';
import { createExcerptQueries } from './queries/excerpts.ts';
import { createMonthQueries } from './queries/month.ts';
import { supplierInvoiceMenu, supplierInvoiceRoutes } from './routes/pages.ts';
import { createStore } from './store/store.ts';
import { pickUpOf, type WatchedFolder } from './watched.ts';
import type { InvoiceId } from './types.ts';

export function createInvoices(deps: InvoicesDeps) {
  const store = createStore(deps.db);
  const parts: Parts = { ...deps, store };
  const queries = createMonthQueries(parts);
  const commands = {
    ...createReceiveCommands(parts),
    acceptDifference: (acceptance: Acceptance) => acceptDifference(parts, acceptance),
  };
  return {
    ...commands,
    ...queries,
    ...createExcerptQueries(parts),
    api: invoiceApi({
      ...deps,
      store,
      commands,
      calls: { ...createCallQueries(parts), ...createToldQueries(parts) },
    }),
    /** The room's pages, and what the menu has of them. */
    routes: supplierInvoiceRoutes(parts, commands),
    menu: supplierInvoiceMenu,
    /** Watches a folder of the suppliers' files. */
    pickUp: (watched: WatchedFolder) => pickUpOf(parts, commands, watched),
    /** The steps of the intake, for its process. */
    intake: createIntakeCommands(parts),
    /** What the process does while an invoice waits. */
    waiting: createWaitingCommands(parts),
    /** Invoices that have not come, and the watch over them. */
    expected: createExpectedCommands(parts, queries),
    /** Looks again at lines after a register was mended; checks are run again. */
    rematch: (ids: readonly InvoiceId[], tx: Tx) => rematchInvoices(parts, ids, tx),
    /** A month takes the invoices. Refuses where one of them is not ready any longer. */
    markBooked: async (ids: readonly InvoiceId[], month: Month, tx: Tx): Promise<void> => {
      const booked = await store.invoices.markBooked(ids, month, tx);
      if (booked !== ids.length) throw new Refusal('conflict', 'invoice.state');
    },
    /** A month that was cancelled lets go of what it took. */
    release: (month: Month, tx: Tx) => store.invoices.release(month, tx),
    /** The names of the format definitions: what a supplier's specification may be. */
    definitionNames: store.findings.definitionNames,
  };
}

export type Invoices = ReturnType<typeof createInvoices>;
