// The only place where things are created and handed to each other. The web process, the worker, the
// commands and the tests all begin here.

import path from 'node:path';
import type { Config } from '../config/config.ts';
import { createAccess, type Access } from './domains/access/access.ts';
import { createBilling, type Billing } from './domains/billing/billing.ts';
import { DEFAULT_MONTH_POLICY } from './domains/billing/flow.ts';
import { createCatalogue } from './domains/catalogue/catalogue.ts';
import { createDirectory } from './domains/directory/directory.ts';
import { createImports } from './domains/imports/imports.ts';
import { createInventory } from './domains/inventory/inventory.ts';
import { createInvoices, type Invoices } from './domains/invoices/invoices.ts';
import { createLedger } from './domains/ledger/ledger.ts';
import { createJournal, type Journal } from './domains/journal/journal.ts';
import { createNotices, type Notices } from './domains/notices/notices.ts';
import { createProcesses, type Processes } from './domains/processes/processes.ts';
import { invoiceDocument, sharesOfLines } from './answers.ts';
import { createStart } from './domains/start/start.ts';
import { createPages, type Pages } from './pages.ts';
import { createClock, type Clock } from './platform/clock.ts';
import { openDatabase, type Database } from './platform/database.ts';
import { createDisk, type ReadDisk } from './platform/disk.ts';
import { createFault } from './platform/fault.ts';
import type { Uses } from './platform/csv-import.ts';
import { createFiles, whereThereIsRoom } from './platform/files.ts';
import { createLog } from './platform/log.ts';
import { createMailer, parseRecipient } from './platform/mail.ts';
import { pendingMigrations } from './platform/migrations.ts';
import { createOutbox } from './platform/outbox.ts';
import { databaseFaults } from './platform/settings.ts';

export const MIGRATIONS = path.resolve(import.meta.dirname, '..', 'migrations');

/** As package.json and the change log have it. */
export const VERSION = '0.1.0';

/** What a test may put in the place of the real thing: its clock, its database, its disk. */
export type Replacements = {
  readonly clock?: Clock;
  readonly db?: Database;
  readonly readDisk?: ReadDisk;
};

/** In production a share of the disk is kept free; on a laptop so much is enough. */
const ENOUGH_AT_HOME_BYTES = 2 * 1024 ** 3;

/** All rooms with their doors, and the platform they stand on. Starts nothing. */
export function compose(config: Config, room: string, replaced: Replacements = {}) {
  const platform = composePlatform(config, room, replaced);
  const { db, clock, outbox } = platform;
  const pages = createPages(config, clock);
  const journal = createJournal({ db, clock });
  const processes = createProcesses({ db, clock, outbox, journal });
  const base = { ...platform, pages, journal, processes };
  const late: Late = {};
  const notices = composeNotices(base, late);
  const registers = composeRegisters(base, late);
  const access = composeAccess(base, registers);
  const money = composeMoney({ ...base, ...registers, notices, access }, late);
  const imports = createImports({
    ...base,
    texts: pages.texts,
    kinds: [...Object.values(registers), money.billing].flatMap(({ kinds }) => kinds),
  });
  const start = createStart({ ...base, ...registers, ...money });
  pages.tellFrame(start.frameFacts);
  return { ...base, ...registers, access, notices, ...money, imports, start };
}

export type House = ReturnType<typeof compose>;

/** Rooms that are asked by rooms made before them: the questions are answered late. */
type Late = {
  inventory?: ReturnType<typeof createInventory>;
  ledger?: ReturnType<typeof createLedger>;
  invoices?: Invoices;
  billing?: Billing;
};

function composePlatform(config: Config, room: string, replaced: Replacements) {
  const clock = replaced.clock ?? createClock();
  const db = replaced.db ?? openDatabase(config.database.url);
  const disk = createDisk({
    folder: config.folders.data,
    enoughBytes: config.production ? Infinity : ENOUGH_AT_HOME_BYTES,
    now: () => Date.parse(clock.now()),
    ...(replaced.readDisk === undefined ? {} : { read: replaced.readDisk }),
  });
  return {
    config,
    clock,
    db,
    log: createLog(config.logLevel, room),
    disk,
    files: whereThereIsRoom(createFiles(config.folders.files), disk.demandRoom),
    fault: createFault(config.faultPoint),
    outbox: createOutbox(db, clock),
    /** Throws an Error that lists what is wrong with the database, or which migrations have not run. */
    demandDatabase: async (): Promise<void> => {
      const faults = await databaseFaults(db, { durable: config.database.settings === 'durable' });
      const pending = await pendingMigrations(db, MIGRATIONS);
      faults.push(...pending.map((name) => `migration ${name} has not run: npm run db:migrate`));
      if (faults.length > 0) {
        throw new Error(`The database is not as it must be:\n  ${faults.join('\n  ')}`);
      }
    },
  };
}

type Platform = ReturnType<typeof composePlatform>;

type Base = Platform & {
  readonly pages: Pages;
  readonly journal: Journal;
  readonly processes: Processes;
};

function composeNotices(base: Base, late: Late) {
  const { config, pages } = base;
  return createNotices({
    ...base,
    mailer: createMailer({
      url: config.mail.url,
      from: parseRecipient(config.mail.from, 'Järnkoll'),
    }),
    draw: async (view, model, lang) =>
      (await pages.renderer()).draw(view, model, { lang, layout: 'mail' }),
    say: (lang, text) => pages.texts.t(lang, text),
    invoiceDocument: invoiceDocument(() => demand(late.billing), pages),
    baseUrl: config.baseUrl,
  });
}

/** The registers ask each other, and the money, before a row is removed. */
function composeRegisters(base: Base, late: Late) {
  const frozenUse: Uses = (...asked) => demand(late.billing).frozenUse(...asked);
  const usesOfInventory: Uses = (...asked) => demand(late.inventory).usesOfOthers(...asked);
  const uses = [usesOfInventory, frozenUse];
  const codeCheck = () => demand(late.ledger).codeCheck();
  const directory = createDirectory({ ...base, codeCheck, uses });
  const catalogue = createCatalogue({
    ...base,
    specifications: () => demand(late.invoices).definitionNames(),
    uses,
  });
  const inventory = createInventory({ ...base, directory, catalogue, frozenUse });
  const ledger = createLedger({
    ...base,
    catalogue,
    folder: base.config.folders.ledgerOutbox,
    say: (key, args) => base.pages.texts.t('sv', key, args),
    program: { name: 'Järnkoll', version: VERSION },
    uses: [frozenUse],
  });
  late.inventory = inventory;
  late.ledger = ledger;
  return { directory, catalogue, inventory, ledger };
}

type Registers = ReturnType<typeof composeRegisters>;

function composeAccess(base: Base, { directory }: Registers) {
  return createAccess({
    ...base,
    samlRoles: base.config.saml.roles,
    // A test sees what it has just changed.
    ...(base.config.test ? { treeLifeMs: 0 } : {}),
    askUnitTree: () => directory.unitTree(base.clock.today()),
    askUnitOfPerson: async (email) =>
      (await directory.peopleByEmail([email.toLowerCase()]))[0]?.unit ?? null,
  });
}

/** Suppliers' invoices and the month that takes them. */
function composeMoney(
  rooms: Base & Registers & { readonly notices: Notices; readonly access: Access },
  late: Late,
) {
  const { heartbeatMs, timeoutMs } = rooms.config.worker;
  const limits = { heartbeatMs, timeoutMs };
  const invoices = createInvoices({
    ...rooms,
    limits,
    texts: rooms.pages.texts,
    shares: sharesOfLines(() => demand(late.billing)),
    tellMonths: (tx) => demand(late.billing).invoiceChanged(tx),
  });
  const billing = createBilling({
    ...rooms,
    invoices,
    askRecipients: rooms.access.holdersOfRole,
    policy: { ...DEFAULT_MONTH_POLICY, ...limits },
    uses: [],
  });
  late.invoices = invoices;
  late.billing = billing;
  return { invoices, billing };
}

function demand<T>(door: T | undefined): T {
  if (door === undefined) throw new Error('a room was asked before the house was put together');
  return door;
}
