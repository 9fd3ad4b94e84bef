// The world around the house: operators that put their files into the inbox, and an accounting
// system that reads each ledger file and answers it with a receipt after some seconds.

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { placeInInbox, writeWhole } from './inbox.ts';
import type { Delivery } from './operators.ts';
import { readLedgerFile } from './ledger-file.ts';

/** What `POST /api/v1/ledger-exports/{id}/receipt` takes. */
export type Receipt = {
  readonly accepted: boolean;
  readonly voucherNumbers: readonly string[];
  readonly refusedRows: readonly {
    readonly row: number;
    readonly code: string;
    readonly message: string;
  }[];
};

export type SimulatorSettings = {
  readonly inboxFolder: string;
  readonly ledgerOutboxFolder: string;
  /** How a receipt reaches the house: `receiptsInFolder`, or a call of the API. */
  readonly answer: (ledgerFile: string, receipt: Receipt) => Promise<void>;
  /** Whether it answered a file in an earlier life; nothing was where this is left out. */
  readonly wasAnswered?: (ledgerFile: string) => boolean;
  /** How long the accounting system thinks. */
  readonly delayMs?: number;
  readonly say?: (line: string) => void;
};

export type Simulator = {
  /** Puts the files of a month's invoices where the suppliers' are looked for. */
  readonly deliver: (deliveries: readonly Delivery[]) => Promise<void>;
  /** Ends the watch; resolves when a receipt that is under way is given. */
  readonly stop: () => Promise<void>;
};

const DEFAULT_DELAY_MS = 3_000;
const LOOK_EVERY_MS = 250;
const LEDGER_FILE = /\.(se|si|sie)$/i;

/** Starts both. Each ledger file is answered once. */
export function startSimulator(settings: SimulatorSettings): Simulator {
  const answered = new Set<string>();
  const state = { isStopped: false };
  const watch = async (): Promise<void> => {
    while (!state.isStopped) {
      for (const file of await waitingFiles(settings.ledgerOutboxFolder, answered)) {
        if (settings.wasAnswered?.(file) === true) {
          answered.add(file);
          continue;
        }
        await pause(settings.delayMs ?? DEFAULT_DELAY_MS);
        if (await answerOne(settings, file)) answered.add(file);
      }
      await pause(LOOK_EVERY_MS);
    }
  };
  const watching = watch();
  return {
    deliver: async (deliveries) => {
      for (const { supplier, files } of deliveries) {
        await placeInInbox(settings.inboxFolder, supplier, files);
      }
    },
    stop: async () => {
      state.isStopped = true;
      await watching;
    },
  };
}

/**
 * Receipts as files `<name of the ledger file>.json` in a folder that the worker reads. What lies there,
 * or was taken from there, is answered: a new start does not answer it again.
 */
export function receiptsInFolder(
  folder: string,
): Pick<SimulatorSettings, 'answer'> & Required<Pick<SimulatorSettings, 'wasAnswered'>> {
  const nameOf = (ledgerFile: string) =>
    `${path.basename(ledgerFile, path.extname(ledgerFile))}.json`;
  return {
    answer: async (ledgerFile, receipt) => {
      await mkdir(folder, { recursive: true });
      const file = path.join(folder, nameOf(ledgerFile));
      await writeWhole(file, `${JSON.stringify(receipt, null, 2)}\n`);
    },
    wasAnswered: (ledgerFile) =>
      ['', 'done'].some((place) => existsSync(path.join(folder, place, nameOf(ledgerFile)))),
  };
}

/** False where the house would not take the answer (yet): it is given again. */
async function answerOne(settings: SimulatorSettings, file: string): Promise<boolean> {
  const bytes = await readFile(path.join(settings.ledgerOutboxFolder, file));
  const receipt = receiptFor(bytes);
  try {
    await settings.answer(file, receipt);
  } catch (error) {
    settings.say?.(`Kvittensen för ${file} togs inte emot: ${String(error)}.`);
    return false;
  }
  const verdict = receipt.accepted ? 'tog emot' : 'avvisade';
  settings.say?.(
    `Ekonomisystemet ${verdict} ${file}: ${String(receipt.voucherNumbers.length)} verifikationer.`,
  );
  return true;
}

/** The accounting system's answer: vouchers that balance are numbered, the rest is refused. */
export function receiptFor(bytes: Buffer): Receipt {
  const vouchers = readLedgerFile(bytes);
  const refusedRows = vouchers
    .filter(({ sumOre }) => sumOre !== 0)
    .map(({ line }) => ({
      row: line,
      code: 'unbalanced',
      message: 'Debet och kredit är inte lika.',
    }));
  const accepted = refusedRows.length === 0 && vouchers.length > 0;
  // The same file always gets the same numbers, also after a restart.
  const series = createHash('sha256').update(bytes).digest('hex').slice(0, 4).toUpperCase();
  return {
    accepted,
    voucherNumbers: accepted
      ? vouchers.map((_, index) => `TF-${series}-${String(index + 1).padStart(4, '0')}`)
      : [],
    refusedRows,
  };
}

async function waitingFiles(folder: string, answered: ReadonlySet<string>): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const names = await readdir(folder);
  return names
    .filter((name) => LEDGER_FILE.test(name) && !name.startsWith('.') && !answered.has(name))
    .sort();
}

async function pause(milliseconds: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
}
