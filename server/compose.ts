// The only place where things are created and handed to each other. The web process, the worker, the
// commands and the tests all begin here.

import path from 'node:path';
import type { Config } from '../config/config.ts';
import { createAccess } from './domains/access/access.ts';
import { createCatalogue } from './domains/catalogue/catalogue.ts';
import { createDirectory } from './domains/directory/directory.ts';
import { createInventory } from './domains/inventory/inventory.ts';
import { createLedger } from './domains/ledger/ledger.ts';
import { createJournal, type Journal } from './domains/journal/journal.ts';
import { createNotices } from './domains/notices/notices.ts';
import { createProcesses } from './domains/processes/processes.ts';
import { createPages, type Pages } from './pages.ts';
import { createClock, type Clock } from './platform/clock.ts';
import { openDatabase, type Database } from './platform/database.ts';
import { createFault } from './platform/fault.ts';
import type { Uses } from './platform/csv-import.ts';
import { createFiles } from './platform/files.ts';
import { createLog } from './platform/log.ts';
import { createMailer, parseRecipient } from './platform/mail.ts';
import { pendingMigrations } from './platform/migrations.ts';
import { createOutbox } from './platform/outbox.ts';
import { databaseFaults } from './platform/settings.ts';

export const MIGRATIONS = path.resolve(import.meta.dirname, '..', 'migrations');

/** As package.json and the change log have it. */
export const VERSION = '0.1.0';

/** What a test may put in the place of the real thing: its clock, its database. */
export type Replacements = { readonly clock?: Clock; readonly db?: Database };

/** All rooms with their doors, and the platform they stand on. Starts nothing. */
export function compose(config: Config, room: string, replaced: Replacements = {}) {
  const platform = composePlatform(config, room, replaced);
  const { db, clock, outbox } = platform;
  const journal = createJournal({ db, clock });
  const processes = createProcesses({ db, clock, outbox });
  const pages = createPages(config, clock);
  const registers = composeRegisters(platform, journal, pages);
  const { directory } = registers;
  const access = createAccess({
    db,
    clock,
    journal,
    samlRoles: config.saml.roles,
    askUnitTree: () => directory.unitTree(clock.today()),
    askUnitOfPerson: async (email) =>
      (await directory.peopleByEmail([email.toLowerCase()]))[0]?.unit ?? null,
  });
  const notices = composeNotices(platform, journal, pages);
  return { ...platform, pages, journal, processes, ...registers, access, notices };
}

export type House = ReturnType<typeof compose>;

function composePlatform(config: Config, room: string, replaced: Replacements) {
  const clock = replaced.clock ?? createClock();
  const db = replaced.db ?? openDatabase(config.database.url);
  return {
    config,
    clock,
    db,
    log: createLog(config.logLevel, room),
    files: createFiles(config.folders.files),
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

function composeNotices(platform: Platform, journal: Journal, pages: Pages) {
  const { config } = platform;
  return createNotices({
    ...platform,
    journal,
    mailer: createMailer({
      url: config.mail.url,
      from: parseRecipient(config.mail.from, 'Järnkoll'),
    }),
    draw: async (view, model, lang) =>
      (await pages.renderer()).draw(view, model, { lang, layout: 'mail' }),
    say: (lang, text) => pages.texts.t(lang, text),
    baseUrl: config.baseUrl,
  });
}

/** The registers ask each other before a row is removed: hence the questions that are answered late. */
function composeRegisters(platform: Platform, journal: Journal, pages: Pages) {
  const { db, clock, fault, config } = platform;
  const late: {
    inventory?: ReturnType<typeof createInventory>;
    ledger?: ReturnType<typeof createLedger>;
  } = {};
  const frozenUse: Uses = () => Promise.resolve(new Set());
  const usesOfInventory: Uses = (...asked) => demand(late.inventory).usesOfOthers(...asked);
  const uses = [usesOfInventory, frozenUse];
  const directory = createDirectory({
    db,
    clock,
    journal,
    codeCheck: () => demand(late.ledger).codeCheck(),
    uses,
  });
  const catalogue = createCatalogue({
    db,
    clock,
    journal,
    specifications: () => Promise.resolve(new Set(['details-latin1', 'spec-utf8'])),
    uses,
  });
  const inventory = createInventory({ db, clock, journal, directory, catalogue, frozenUse });
  const ledger = createLedger({
    db,
    clock,
    fault,
    catalogue,
    folder: config.folders.ledgerOutbox,
    say: (key, args) => pages.texts.t('sv', key, args),
    program: { name: 'Järnkoll', version: VERSION },
    uses: [frozenUse],
  });
  late.inventory = inventory;
  late.ledger = ledger;
  return { directory, catalogue, inventory, ledger };
}

function demand<T>(door: T | undefined): T {
  if (door === undefined) throw new Error('a room was asked before the house was put together');
  return door;
}
