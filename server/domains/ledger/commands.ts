// The ledger's verbs: number and keep a month's vouchers, make its file, hand it over, take the
// receipt. Each may be repeated after a power cut and then changes nothing.

import { createHash } from 'node:crypto';
import { stockholm, type Instant, type Month } from '../../kernel/calendar.ts';
import { sum } from '../../kernel/money.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Tx } from '../../platform/database.ts';
import type { Fault } from '../../platform/fault.ts';
import { putInFolder } from './outbox-folder.ts';
import { createCodeRegister } from './rules/code-strings.ts';
import type { LedgerTerms } from './rules/preview.ts';
import { sieFile } from './sie.ts';
import type { ExportStore } from './store/exports.ts';
import type { BookedVoucher, VoucherStore } from './store/vouchers.ts';
import { DIMENSIONS, type Dimension } from '../directory/types.ts';
import {
  SIE_INVOICE,
  SIE_SUPPLIER,
  type ExportReceipt,
  type LedgerExport,
  type Voucher,
} from './types.ts';

/** Sentences of the ledger's catalogue in Swedish: bookkeeping is kept in Swedish. */
export type Say = (key: string, args?: Readonly<Record<string, string>>) => string;

export type LedgerCommandDeps = {
  readonly clock: Clock;
  readonly fault: Fault;
  readonly vouchers: VoucherStore;
  readonly exports: ExportStore;
  /** Where the receiver fetches its files. */
  readonly folder: string;
  readonly say: Say;
  readonly program: { readonly name: string; readonly version: string };
};

/** What a file says of the house and its codes, as they were frozen. */
export type ExportFacts = {
  readonly month: Month;
  readonly frozenAt: Instant;
  readonly company: { readonly name: string; readonly organisationNumber: string | null };
  readonly terms: LedgerTerms;
  readonly supplierNames: ReadonlyMap<string, string>;
};

const FORMAT = 'sie4i';

export function createLedgerCommands(deps: LedgerCommandDeps) {
  const { clock, fault, vouchers, exports, folder, say, program } = deps;

  const fileOf = (booked: readonly BookedVoucher[], facts: ExportFacts): Buffer =>
    sieFile({
      program,
      generatedOn: stockholm(facts.frozenAt).date,
      company: facts.company,
      vouchers: booked.map((voucher) => ({
        date: voucher.date,
        text: `${voucher.number} ${say(`ledger:voucher.${voucher.kind}`, { reference: voucher.reference })}`,
        rows: voucher.rows,
      })),
      ...namesOf(facts, say),
    });

  return {
    /**
     * Numbers the vouchers in their order, without a gap per year of the frozen instant, and keeps
     * them. A month that has vouchers already keeps those.
     */
    bookVouchers: async (
      { month, frozenAt }: Pick<ExportFacts, 'month' | 'frozenAt'>,
      made: readonly Voucher[],
      tx: Tx,
    ): Promise<void> => {
      if ((await vouchers.countOf(month, tx)) > 0) return;
      const year = Number(stockholm(frozenAt).date.slice(0, 4));
      const last = await vouchers.lastNumber(year, tx);
      const booked = made.map((voucher, index) => ({
        ...voucher,
        number: voucherNumber(year, last + index + 1),
      }));
      await vouchers.insert(month, booked, tx);
      await vouchers.keepLastNumber(year, last + booked.length, tx);
    },

    /** The file that vouchers would make, to find in time what it cannot hold. */
    tryFile: (made: readonly Voucher[], facts: ExportFacts): Buffer =>
      fileOf(
        made.map((voucher) => ({ ...voucher, number: 'V' })),
        facts,
      ),

    /** Makes the month's file and keeps its bytes; the second time they are the first ones. */
    makeExport: async (facts: ExportFacts, tx: Tx): Promise<void> => {
      const booked = await vouchers.ofMonth(facts.month, tx);
      const content = fileOf(booked, facts);
      await exports.insert(
        {
          month: facts.month,
          format: FORMAT,
          fileName: `jarnkoll-${facts.month}.si`,
          sha256: createHash('sha256').update(content).digest('hex'),
          content,
          vouchers: booked.length,
          debitOre: sum(booked.map((voucher) => voucher.debitOre)),
          creditOre: sum(booked.map((voucher) => voucher.creditOre)),
          madeAt: clock.now(),
        },
        tx,
      );
    },

    /** Puts the month's file where its receiver fetches it. The same name, the same bytes, each time. */
    sendExport: async (month: Month): Promise<void> => {
      for (const each of await exports.ofMonth(month)) {
        const content = await exports.contentOf(each.id);
        if (content === null) continue;
        fault.point('ledger.sending');
        await putInFolder(folder, each.fileName, content);
        fault.point('ledger.sent');
        await exports.markSent(each.id, clock.now());
      }
    },

    /**
     * Keeps what the accounting system answered. Returns the file as it then is. Refuses
     * `ledger-export.state` (conflict) where an accepted file is answered once more otherwise.
     */
    keepReceipt: async (
      { id, by }: { id: number; by: string },
      receipt: ExportReceipt,
      tx: Tx,
    ): Promise<LedgerExport> => {
      const found = await exports.find(id, tx);
      if (found === null) throw new Refusal('not-found', 'not-found');
      if (found.state === 'accepted' || found.state === 'waived') {
        throw new Refusal('conflict', 'ledger-export.state', {
          state: found.state,
          args: { state: found.state },
        });
      }
      const state = receipt.accepted ? 'accepted' : 'refused';
      await exports.keepReceipt({ id, state, by, at: clock.now() }, receipt, tx);
      return { ...found, state, receipt };
    },

    /** A named person lets the month close without a receipt. */
    waiveReceipt: async (month: Month, tx: Tx): Promise<void> => {
      for (const each of await exports.ofMonth(month, tx)) {
        if (each.state !== 'accepted') await exports.setState(each.id, 'waived', tx);
      }
    },
  };
}

/** `V2026000017`: told apart from an invoice's number at sight. */
export function voucherNumber(year: number, sequence: number): string {
  return `V${String(year)}${String(sequence).padStart(6, '0')}`;
}

function namesOf({ terms, supplierNames }: ExportFacts, say: Say) {
  const register = createCodeRegister(terms.codes);
  const names = new Map<number, Dimension>();
  for (const name of DIMENSIONS) {
    const number = terms.dimensions[name];
    if (number !== undefined) names.set(number, name);
  }
  return {
    nameOfAccount: (account: string) => register.nameOf({ dimension: 'account', code: account }),
    nameOfDimension: (dimension: number) => {
      if (dimension === SIE_SUPPLIER) return say('ledger:dimension.supplier');
      if (dimension === SIE_INVOICE) return say('ledger:dimension.invoice');
      const name = names.get(dimension);
      return name === undefined ? null : say(`ledger:dimension.${name}`);
    },
    nameOfObject: ({ dimension, code }: { dimension: number; code: string }) => {
      if (dimension === SIE_SUPPLIER) return supplierNames.get(code) ?? null;
      const name = names.get(dimension);
      return name === undefined ? null : register.nameOf({ dimension: name, code });
    },
  };
}
