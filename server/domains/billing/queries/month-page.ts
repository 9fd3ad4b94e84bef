// What the month's pages show: the month and its process, with everything that stands around them.

import type { Actor } from '../../../kernel/actor.ts';
import { addMonths, monthOf, type Month } from '../../../kernel/calendar.ts';
import { toOre, type Ore } from '../../../kernel/money.ts';
import { may } from '../../../kernel/rule.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Database } from '../../../platform/database.ts';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import type { Directory } from '../../directory/directory.ts';
import type { Journal } from '../../journal/journal.ts';
import type { AskNames } from '../../journal/types.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { Processes } from '../../processes/processes.ts';
import { processIdOf } from '../flow.ts';
import type { LeftOut, MonthFacts, MonthListFacts, SupplierSum } from '../pages/month-facts.ts';
import { startMonths } from '../policy.ts';
import type { FreezeStore } from '../store/freezes.ts';
import type { InvoiceStore } from '../store/invoices.ts';
import type { MonthStore } from '../store/months.ts';
import type { RedListStore } from '../store/red-list.ts';
import type { FrozenMonth } from '../types.ts';
import type { BillingMonth, Expected } from '../types/process.ts';
import type { MonthWork } from '../work.ts';
import { monthMay } from './month-may.ts';
import { namesOf } from './names.ts';
import { firstOf, withFacts, type AskReferences } from './red-list-page.ts';

export type MonthPageDeps = {
  readonly db: Database;
  readonly clock: Clock;
  readonly months: MonthStore;
  readonly freezes: Pick<FreezeStore, 'freezesOf'>;
  readonly redList: Pick<RedListStore, 'list' | 'placers'>;
  readonly customerInvoices: Pick<InvoiceStore, 'parts'>;
  readonly work: Pick<MonthWork, 'inputsOf'>;
  readonly processes: Pick<Processes, 'find'>;
  readonly journal: Pick<Journal, 'ofSubject'>;
  readonly ledger: Pick<Ledger, 'exportsOf'>;
  readonly catalogue: Pick<Catalogue, 'allSuppliers'>;
  readonly directory: Pick<Directory, 'settings' | 'namesOfOwners'>;
  readonly expectedOf: (month: BillingMonth) => Promise<Expected[]>;
  /** Suppliers' invoices that wait for somebody or were refused, issued in a month or undated. */
  readonly askLeftOut: (month: Month) => Promise<readonly LeftOut[]>;
  /** What lines of the red list said of their service. */
  readonly askReferences: AskReferences;
  readonly askNames: AskNames;
};

const MONTHS_SHOWN = 60;
const MONTHS_COMPARED = 2;
const EVENTS_SHOWN = 30;
const RED_LINES_SHOWN = 5;

export function createMonthPageQueries(deps: MonthPageDeps) {
  const { db, clock, months, redList, directory, askNames } = deps;

  return {
    /** Everything that the month's page shows to this actor; null where there is no such month. */
    monthFacts: async (of: Month, actor: Actor): Promise<MonthFacts | null> => {
      const month = await months.find(of);
      if (month === null) return null;
      const red = await redList.list(month, null);
      const timeline = await deps.journal.ofSubject(`billing-month:${of}`, EVENTS_SHOWN);
      const placers = await redList.placers(month);
      const frozen = await frozenOf(month, deps);
      const names = new Map(
        (await deps.catalogue.allSuppliers()).map(({ code, name }) => [code, name]),
      );
      const supplierName = (code: string) => names.get(code) ?? code;
      const difference = await differenceOf(month, deps);
      return {
        month,
        process: await deps.processes.find(processIdOf(month.month, month.run)),
        nameOf: await namesOf([month.startedBy, ...timeline.map((entry) => entry.actor)], askNames),
        suppliers: frozen === null ? [] : suppliersOf(frozen, supplierName),
        lines: frozen?.lines.length ?? 0,
        ...(await sharesOf(db, month)),
        collected: await collectedOf(db, month, (await directory.settings()).clearingCostCentre),
        invoices: await invoicesOf(db, of),
        parts: await deps.customerInvoices.parts(of),
        vouchers: await vouchersOf(of, deps),
        expected: month.state === 'waiting' ? await deps.expectedOf(month) : [],
        supplierName,
        waivers: await months.waivers(of, month.run),
        leftOut: await deps.askLeftOut(of),
        red,
        firstRed: await withFacts(firstOf(red, RED_LINES_SHOWN), frozen, deps.askReferences),
        difference,
        ownerNames: await directory.namesOfOwners(
          (difference?.owners ?? []).map(({ owner }) => owner),
        ),
        before: await earlier(of, deps),
        timeline,
        may: monthMay(month, { actor, isPlacer: placers.includes(actor.id), red }),
        checkedAt: clock.now(),
        toPrint: await toPrint(db, of),
      };
    },

    /** The months, the newest first, and the one that this actor may start. */
    monthListFacts: async (actor: Actor): Promise<MonthListFacts> => {
      const list = await months.list(null, MONTHS_SHOWN);
      return {
        months: list,
        nameOf: await namesOf(
          list.map((month) => month.startedBy),
          askNames,
        ),
        startable: may(startMonths, actor) ? startable(list, monthOf(clock.today())) : null,
      };
    },
  };
}

export type MonthPageQueries = ReturnType<typeof createMonthPageQueries>;

/** The month after the last one, or last month where there is none; never one that has not begun. */
function startable(list: readonly BillingMonth[], today: Month): Month | null {
  const last = list.find((month) => month.state !== 'cancelled');
  const next = last === undefined ? addMonths(today, -1) : addMonths(last.month, 1);
  return next <= today ? next : null;
}

async function frozenOf(month: BillingMonth, { work }: MonthPageDeps): Promise<FrozenMonth | null> {
  return month.freezeId === null ? null : work.inputsOf(month.freezeId);
}

function suppliersOf(frozen: FrozenMonth, nameOf: (code: string) => string): SupplierSum[] {
  const supplierOf = new Map(frozen.invoices.map(({ id, supplier }) => [id, supplier]));
  const sums = new Map<string, number>();
  for (const { invoiceId, netOre } of frozen.lines) {
    const supplier = supplierOf.get(invoiceId) ?? '';
    sums.set(supplier, (sums.get(supplier) ?? 0) + netOre);
  }
  return [...sums].map(([supplier, netOre]) => ({
    supplier,
    name: nameOf(supplier),
    invoices: frozen.invoices.filter((invoice) => invoice.supplier === supplier).length,
    netOre: toOre(netOre),
  }));
}

async function sharesOf(
  db: Database,
  { freezeId }: BillingMonth,
): Promise<{ shares: number; sharedOre: Ore }> {
  const row = await db.row<{ shares: number; netOre: unknown }>(
    `SELECT COUNT(*) AS shares, COALESCE(SUM(net_ore), 0) AS netOre
     FROM month_shares WHERE freeze_id = ?`,
    [freezeId ?? 0],
  );
  return { shares: row?.shares ?? 0, sharedOre: toOre(row?.netOre ?? 0) };
}

/** What a named person has put on the agreed collecting cost centre. */
async function collectedOf(
  db: Database,
  { freezeId }: BillingMonth,
  code: string | null,
): Promise<MonthFacts['collected']> {
  if (code === null || freezeId === null) return null;
  const row = await db.row<{ netOre: unknown }>(
    `SELECT COALESCE(SUM(net_ore), 0) AS netOre FROM month_shares
     WHERE freeze_id = ? AND owner = ? AND rule = 'placement'`,
    [freezeId, code],
  );
  return { code, netOre: toOre(row?.netOre ?? 0) };
}

async function invoicesOf(db: Database, month: Month): Promise<MonthFacts['invoices']> {
  const row = await db.row<{ count: number; made: unknown; madeOre: unknown }>(
    `SELECT COUNT(*) AS count, COALESCE(SUM(made_at IS NOT NULL), 0) AS made,
       COALESCE(SUM(IF(made_at IS NULL, 0, net_ore)), 0) AS madeOre
     FROM customer_invoices WHERE month = ?`,
    [month],
  );
  return {
    count: row?.count ?? 0,
    made: Number(row?.made ?? 0),
    madeOre: toOre(row?.madeOre ?? 0),
  };
}

/** Null before numbering; else how many go by post and are not posted. */
async function toPrint(db: Database, month: Month): Promise<number | null> {
  const row = await db.row<{ all: number; waiting: unknown }>(
    `SELECT COUNT(*) AS \`all\`, SUM(channel = 'post' AND printed_at IS NULL) AS waiting
     FROM customer_invoices WHERE month = ? AND made_at IS NOT NULL`,
    [month],
  );
  return row === null || row.all === 0 ? null : Number(row.waiting);
}

async function vouchersOf(
  month: Month,
  { ledger }: MonthPageDeps,
): Promise<MonthFacts['vouchers']> {
  const file = (await ledger.exportsOf(month)).at(-1);
  if (file === undefined) return null;
  return {
    count: file.vouchers,
    sentAt: file.sentAt,
    acceptedAt: file.state === 'accepted' ? file.receiptAt : null,
  };
}

async function differenceOf(
  { month, run, freeze }: BillingMonth,
  { freezes }: MonthPageDeps,
): Promise<MonthFacts['difference']> {
  const all = await freezes.freezesOf(month, run);
  return all.find((each) => each.ordinal === freeze)?.difference ?? null;
}

async function earlier(of: Month, { months }: MonthPageDeps): Promise<MonthFacts['before']> {
  const list = await months.list(of, MONTHS_COMPARED);
  return list.filter(({ state }) => state === 'closed');
}
