// The door of billing: suppliers' lines and own charges in, customer invoices and the ledger's facts
// out, month by month.

import type { Actor } from '../../kernel/actor.ts';
import type { Month } from '../../kernel/calendar.ts';
import { address } from '../../kernel/listing.ts';
import { may } from '../../kernel/rule.ts';
import type { Importable, Uses } from '../../platform/csv-import.ts';
import { billingApi, type BillingApiParts } from './api/calls.ts';
import { createBookingCommands } from './commands/booking.ts';
import { createDecidingCommands } from './commands/deciding.ts';
import type { MonthDeps, MonthRoom } from './commands/deps.ts';
import { createFreezingCommands } from './commands/freezing.ts';
import { createMakingCommands } from './commands/making.ts';
import { createMindingCommands } from './commands/minding.ts';
import { createPlacingCommands } from './commands/placing.ts';
import { createPostedCommands } from './commands/posted.ts';
import { createStartingCommands } from './commands/starting.ts';
import { createTelling } from './commands/telling.ts';
import { createInputReader, createStampReader, createVersionReader } from './freeze.ts';
import { createFrozenUse } from './frozen-use.ts';
import { brokenInvariants } from './invariants.ts';
import { defineAllocationRuleImport } from './import/allocation-rules.ts';
import type { BillingPageParts } from './routes/deps.ts';
import { straightPercent } from './rules/straight-through.ts';
import { billingMenu, billingRoutes } from './routes/pages.ts';
import type { Lang } from '../../http/route.ts';
import { paths } from './paths.ts';
import { seeCustomerInvoices } from './policy.ts';
import { pdfOfInvoice, type Press } from './press.ts';
import { createInvoiceQueries } from './queries/customer-invoices.ts';
import { createCostQueries } from './queries/costs.ts';
import { createAllocationRuleStore } from './store/allocation-rules.ts';
import { createFreezeStore } from './store/freezes.ts';
import { createInvoiceStore } from './store/invoices.ts';
import { createMonthStore } from './store/months.ts';
import { createRedListStore } from './store/red-list.ts';
import { createShareStore } from './store/shares.ts';
import { createMonthWork } from './work.ts';

export type BillingDeps = MonthDeps & {
  /** Who else is asked before a row of this room is removed. */
  readonly uses: readonly Uses[];
};

export function createBilling(deps: BillingDeps) {
  const room = furnish(deps);
  const tell = createTelling(deps);
  const starting = createStartingCommands(room, tell);
  const making = createMakingCommands(room, tell);
  const booking = createBookingCommands(room, tell);
  const frozenUse = createFrozenUse(room.freezes);
  const kinds: readonly Importable[] = [
    defineAllocationRuleImport({
      store: room.rules,
      directory: deps.directory,
      catalogue: deps.catalogue,
      uses: [frozenUse, ...deps.uses],
    }),
  ];
  const byPeople = {
    ...starting,
    ...createPlacingCommands(room, tell),
    ...createDecidingCommands(room, tell),
    ...createPostedCommands(room, tell),
    receiveReceipt: booking.receiveReceipt,
  };
  return {
    ...byPeople,
    ...createFreezingCommands(room, tell),
    ...making,
    ...booking,
    ...createMindingCommands(room, tell, { ...starting, ...making, ...booking }),
    /** The CSV kinds of this room. */
    kinds,
    /** Which rows of a register a month stands on: those are neither removed nor renamed. */
    frozenUse,
    findMonth: room.months.find,
    listMonths: room.months.list,
    freezesOf: room.freezes.freezesOf,
    redListOf: room.redList.list,
    straightPercent,
    waiversOf: room.months.waivers,
    partsOf: room.customerInvoices.parts,
    /** Shares of supplier lines, for the page and the call of their invoice. */
    sharesOfLines: room.shares.ofLines,
    /** A made invoice as PDF; null where there is none. */
    invoicePdf: async (number: string, lang: Lang, press: Press): Promise<Buffer | null> => {
      const view = await createInvoiceQueries(room).findView(number);
      return view === null ? null : pdfOfInvoice(view, lang, press);
    },
    ...createCostQueries(deps.db),
    /** Where a cost centre's invoices are listed; null for who may not see them. */
    hrefOfInvoices: (code: string, actor: Actor): string | null =>
      may(seeCustomerInvoices, actor, { costCentres: [code] })
        ? address(paths.invoices(), { q: code })
        : null,
    /** The pages of this room. */
    routes: (parts: BillingPageParts) => billingRoutes(room, byPeople, parts),
    menu: billingMenu,
    /** The calls of this room. */
    api: (parts: BillingApiParts) => billingApi(room, { ...byPeople, ...booking }, parts),
    /** What must hold of months, invoices and the ledger; of one month or of all. */
    brokenInvariants: (month: Month | null = null) => brokenInvariants(deps.db, month),
  };
}

export type Billing = ReturnType<typeof createBilling>;

function furnish(deps: BillingDeps): MonthRoom {
  const { db } = deps;
  const rules = createAllocationRuleStore(db);
  const freezes = createFreezeStore(db);
  const redList = createRedListStore(db);
  return {
    ...deps,
    rules,
    freezes,
    redList,
    months: createMonthStore(db),
    shares: createShareStore(db),
    customerInvoices: createInvoiceStore(db),
    readInputs: createInputReader({ ...deps, rules }),
    readVersions: createVersionReader({ ...deps, rules }),
    readStamp: createStampReader({ ...deps, rules }),
    work: createMonthWork({ freezes, redList }),
  };
}
