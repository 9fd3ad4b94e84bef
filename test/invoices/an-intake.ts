// The rooms that an intake needs, on a real database, with the small municipality of the builders. Steps
// are called one by one: the process that calls them has a test of its own.

import { mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { SYSTEM } from '../../server/kernel/actor.ts';
import type { Instant } from '../../server/kernel/calendar.ts';
import { createCatalogue } from '../../server/domains/catalogue/catalogue.ts';
import { createDirectory } from '../../server/domains/directory/directory.ts';
import { createInventory } from '../../server/domains/inventory/inventory.ts';
import type { IntakeOutcome } from '../../server/domains/invoices/flow.ts';
import { createInvoices } from '../../server/domains/invoices/invoices.ts';
import { createStore } from '../../server/domains/invoices/store/store.ts';
import type { InvoiceId } from '../../server/domains/invoices/types.ts';
import { createJournal } from '../../server/domains/journal/journal.ts';
import type { NewLetter } from '../../server/domains/notices/types.ts';
import { createProcesses } from '../../server/domains/processes/processes.ts';
import { createStillClock } from '../../server/platform/clock.ts';
import type { Importable } from '../../server/platform/csv-import.ts';
import { NO_FAULT, type Fault } from '../../server/platform/fault.ts';
import { createFiles } from '../../server/platform/files.ts';
import { createOutbox } from '../../server/platform/outbox.ts';
import { REGISTER_KINDS, registerCsv, type Registers } from '../../tools/demo/registers.ts';
import { aMunicipality } from '../support/a.ts';
import { emptyTables, testDatabase } from '../support/database.ts';

export const NOW = '2026-11-02T04:11:00.000Z' as Instant;
const MAX_BYTES = 200_000_000;

export type SentFile = readonly [name: string, bytes: Buffer];

/** A house with invoices, its tables empty; `fault` may end a step half way. */
export async function anIntake(fault: Fault = NO_FAULT) {
  const db = await testDatabase();
  await emptyTables();
  const clock = createStillClock(NOW);
  const files = createFiles(await mkdtemp(path.join(os.tmpdir(), 'jarnkoll-files-')));
  const outbox = createOutbox(db, clock);
  const journal = createJournal({ db, clock });
  const processes = createProcesses({ db, clock, outbox, journal });
  const uses = [() => Promise.resolve(new Set<number>())];
  const codeCheck = () => Promise.resolve(() => 'known' as const);
  const directory = createDirectory({ db, clock, journal, uses, codeCheck });
  const specifications = () => Promise.resolve(new Set(['details-latin1', 'spec-utf8']));
  const catalogue = createCatalogue({ db, clock, journal, specifications, uses });
  const frozenUse = () => Promise.resolve(new Set<number>());
  const inventory = createInventory({ db, clock, journal, directory, catalogue, frozenUse });
  const letters: NewLetter[] = [];
  const invoices = createInvoices({
    ...{ db, clock, files, fault, outbox, journal, processes, directory, catalogue, inventory },
    shares: () => Promise.resolve(new Map()),
    tellMonths: () => Promise.resolve(),
    limits: { heartbeatMs: 30_000, timeoutMs: 60_000 },
    texts: { t: (_lang, key) => (typeof key === 'string' ? key : '') },
    notices: {
      queueLetter: (letter) => {
        const isNew = !letters.some(
          ({ key, recipient }) =>
            key === letter.key && recipient.address === letter.recipient.address,
        );
        letters.push(letter);
        return Promise.resolve(isNew);
      },
    },
    access: {
      holdersOfRole: (role) => Promise.resolve([{ address: `${role}@example.test`, name: role }]),
    },
  });
  const kinds = new Map<string, Importable>(
    [directory, catalogue, inventory].flatMap((room) =>
      room.kinds.map((kind) => [kind.kind, kind] as const),
    ),
  );
  const importFile = async (kind: string, bytes: Buffer) => {
    const importable = kinds.get(kind);
    if (importable !== undefined) {
      await db.transaction((tx) => importable.run(bytes, { dryRun: false, tx }));
    }
  };
  const keep = (sent: readonly SentFile[]) =>
    Promise.all(
      sent.map(async ([name, bytes]) => ({
        name,
        ...(await files.put(Readable.from([bytes], { objectMode: false }), MAX_BYTES)),
      })),
    );
  const take = async (id: InvoiceId): Promise<IntakeOutcome> => {
    const { recognise, read, match, check, settle } = invoices.intake;
    for (const step of [recognise, read, match, check]) {
      if (!(await step(id)).goesOn) break;
    }
    return settle(id);
  };
  return {
    db,
    clock,
    letters,
    invoices,
    processes,
    store: createStore(db),
    importFile,
    importRegisters: async (registers: Partial<Registers> = {}) => {
      const all = aMunicipality(registers);
      for (const kind of REGISTER_KINDS) await importFile(kind, registerCsv(kind, all[kind]));
    },
    receive: async (supplier: string, ...sent: SentFile[]) =>
      invoices.receiveFiles({ supplier, files: await keep(sent), actor: SYSTEM }),
    add: async (id: InvoiceId, ...sent: SentFile[]) => {
      await invoices.addFiles({ id, files: await keep(sent), actor: SYSTEM });
    },
    /** One run of the intake, step by step. */
    take,
    /** Received and taken as far as it goes. */
    send: async (supplier: string, ...sent: SentFile[]) => {
      const id = await invoices.receiveFiles({
        supplier,
        files: await keep(sent),
        actor: SYSTEM,
      });
      return { id, ...(await take(id)) };
    },
  };
}

export type Intake = Awaited<ReturnType<typeof anIntake>>;
