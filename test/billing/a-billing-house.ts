// The rooms that a month needs, on a real database: registers imported from the shared example, the
// suppliers' invoices played by a stand-in that holds the example's lines already read.

import { mkdtemp, readFile } from 'node:fs/promises';
import { readdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Actor } from '../../server/kernel/actor.ts';
import type { Instant, Month } from '../../server/kernel/calendar.ts';
import { createBilling, type Billing } from '../../server/domains/billing/billing.ts';
import type { InvoicesOfMonth } from '../../server/domains/billing/commands/deps.ts';
import { DEFAULT_MONTH_POLICY } from '../../server/domains/billing/flow.ts';
import type { FrozenInvoice, FrozenLine } from '../../server/domains/billing/types.ts';
import { createCatalogue } from '../../server/domains/catalogue/catalogue.ts';
import type { ChargeClass } from '../../server/domains/catalogue/types.ts';
import { createDirectory } from '../../server/domains/directory/directory.ts';
import { createInventory } from '../../server/domains/inventory/inventory.ts';
import type {
  InvoiceId,
  InvoiceLine,
  LineId,
  PendingInvoice,
  SupplierInvoice,
} from '../../server/domains/invoices/types.ts';
import { createJournal } from '../../server/domains/journal/journal.ts';
import { createLedger, type Ledger } from '../../server/domains/ledger/ledger.ts';
import type { NewLetter } from '../../server/domains/notices/types.ts';
import { createProcesses } from '../../server/domains/processes/processes.ts';
import { createStillClock } from '../../server/platform/clock.ts';
import type { Importable } from '../../server/platform/csv-import.ts';
import type { Database } from '../../server/platform/database.ts';
import { NO_FAULT, type Fault } from '../../server/platform/fault.ts';
import { createOutbox } from '../../server/platform/outbox.ts';
import { testDatabase } from '../support/database.ts';
import { MONTH_FOLDER, readExpected, readFrozenMonth } from './month-folder.ts';

export const NOW = '2026-11-04T20:00:00.000Z' as Instant;

export type BillingHouse = {
  readonly db: Database;
  readonly billing: Billing;
  readonly ledger: Ledger;
  readonly suppliers: StandIn;
  readonly letters: NewLetter[];
  readonly clock: ReturnType<typeof createStillClock>;
  /** The receiver's folder. */
  readonly folder: string;
  readonly importRegisters: () => Promise<void>;
  readonly importKind: (kind: string, text: string) => Promise<void>;
};

/** A house on the test database; `fault` may end a step half way. */
export async function billingHouse(fault: Fault = NO_FAULT): Promise<BillingHouse> {
  const db = await testDatabase();
  const clock = createStillClock(NOW);
  const folder = await mkdtemp(path.join(os.tmpdir(), 'jarnkoll-ledger-'));
  const outbox = createOutbox(db, clock);
  const journal = createJournal({ db, clock });
  const processes = createProcesses({ db, clock, outbox, journal });
  const uses = [() => Promise.resolve(new Set<number>())];
  const directory = createDirectory({
    db,
    clock,
    journal,
    uses,
    codeCheck: () => Promise.resolve(() => 'known'),
  });
  const specifications = () => Promise.resolve(new Set(['details-latin1', 'spec-utf8']));
  const catalogue = createCatalogue({ db, clock, journal, specifications, uses });
  const frozenUse = () => Promise.resolve(new Set<number>());
  const inventory = createInventory({ db, clock, journal, directory, catalogue, frozenUse });
  const ledger = createLedger({
    db,
    clock,
    fault,
    catalogue,
    folder,
    say: (key, args) => `${key.split('.').at(-1) ?? ''} ${Object.values(args ?? {}).join(' ')}`,
    program: { name: 'Järnkoll', version: '0.1.0' },
    uses: [],
  });
  const suppliers = standIn();
  const letters: NewLetter[] = [];
  const billing = createBilling({
    db,
    clock,
    outbox,
    journal,
    processes,
    fault,
    directory,
    catalogue,
    inventory,
    ledger,
    invoices: suppliers,
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
    askRecipients: (role) => Promise.resolve([{ address: `${role}@example.test`, name: null }]),
    policy: DEFAULT_MONTH_POLICY,
    uses: [],
  });
  const kinds = new Map<string, Importable>(
    [directory, catalogue, inventory, ledger, billing].flatMap((room) =>
      room.kinds.map((kind) => [kind.kind, kind] as const),
    ),
  );
  const run = async (kind: string, bytes: Buffer): Promise<void> => {
    const importable = kinds.get(kind);
    if (importable === undefined) throw new Error(`no kind ${kind}`);
    await db.transaction((tx) => importable.run(bytes, { dryRun: false, tx }));
  };
  return {
    db,
    billing,
    ledger,
    suppliers,
    letters,
    clock,
    folder,
    importRegisters: async () => {
      const registers = path.join(MONTH_FOLDER, 'registers');
      for (const file of readdirSync(registers).sort()) {
        const kind = file.replace(/^\d+-/, '').replace(/\.csv$/, '');
        await run(kind, await readFile(path.join(registers, file)));
      }
    },
    importKind: (kind, text) => run(kind, Buffer.from(text)),
  };
}

export type StandIn = InvoicesOfMonth & {
  /** Fills it with the shared example's invoices and lines. */
  readonly fill: () => void;
  /** What is still under way. */
  readonly pend: (pending: readonly PendingInvoice[]) => void;
  /** Changes lines as a mend of the register would, when they are looked at again. */
  readonly mend: (change: (line: FrozenLine) => FrozenLine) => void;
  readonly bookedBy: () => Month | null;
};

function standIn(): StandIn {
  let invoices: readonly FrozenInvoice[] = [];
  let lines: readonly FrozenLine[] = [];
  let pending: readonly PendingInvoice[] = [];
  let mend = (line: FrozenLine) => line;
  let booked: Month | null = null;
  return {
    fill: () => {
      const frozen = readFrozenMonth(readExpected());
      invoices = frozen.invoices;
      lines = frozen.lines.map((line) => ({
        ...line,
        lineId: String(line.invoiceId * 100_000_000 + line.position),
      }));
      booked = null;
      pending = [];
      mend = (line) => line;
    },
    pend: (each) => {
      pending = each;
    },
    mend: (change) => {
      mend = change;
    },
    bookedBy: () => booked,
    invoicesForMonth: () => Promise.resolve(booked === null ? invoices.map(toSupplierInvoice) : []),
    linesOf: (ids) =>
      Promise.resolve(
        lines
          .filter((line) => (ids as readonly number[]).includes(line.invoiceId))
          .map(toInvoiceLine),
      ),
    pendingInvoices: () => Promise.resolve([...pending]),
    missingInvoices: () => Promise.resolve([]),
    rematch: () => {
      lines = lines.map(mend);
      return Promise.resolve({ lines: lines.length, changed: 0, unknown: 0 });
    },
    markBooked: (_ids, month) => {
      booked = month;
      return Promise.resolve();
    },
    release: () => {
      booked = null;
      return Promise.resolve(0);
    },
  };
}

function toSupplierInvoice(invoice: FrozenInvoice): SupplierInvoice {
  return {
    id: invoice.id as InvoiceId,
    supplier: invoice.supplier,
    state: 'ready',
    invoiceNumber: invoice.number,
    issuedOn: invoice.issuedOn,
    dueOn: null,
    currency: 'SEK',
    isCredit: false,
    netOre: invoice.netOre,
    vatOre: invoice.vat[0]?.vatOre ?? invoice.netOre,
    roundingOre: invoice.roundingOre,
    prepaidOre: invoice.prepaidOre,
    payableOre: invoice.payableOre,
    periodFrom: null,
    periodTo: null,
    vat: invoice.vat,
    rowsIn: 0,
    rowsAccepted: 0,
    rowsQuarantined: 0,
    refusal: null,
    bookedMonth: null,
    receivedAt: NOW,
    readyAt: NOW,
  };
}

function toInvoiceLine(line: FrozenLine): InvoiceLine {
  return {
    lineId: Number(line.lineId) as LineId,
    invoiceId: line.invoiceId as InvoiceId,
    ordinal: line.position,
    kind: 'line',
    supplier: '',
    supplierAccount: line.account,
    mainGroup: null,
    group: null,
    subgroup: null,
    text: line.text,
    reference: line.hasReference ? 'said' : null,
    number: null,
    subscriptionId: line.subscriptionId,
    periodFrom: line.from,
    periodTo: line.to,
    netOre: line.netOre,
    vatCategory: line.vatCategory,
    vatRate: line.vatRate,
    class: line.class as ChargeClass,
    fileId: 1,
    line: line.position,
    byteFrom: 0,
    byteTo: 0,
  };
}

/** Somebody with an id; who may do what is the routes' concern. */
export function somebody(id: string): Actor {
  return { kind: 'person', id, name: id, email: null, rights: [], reach: {} };
}
