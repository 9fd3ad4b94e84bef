// The steps of a month one after the other, for tests that begin in the middle of it.

import { expect } from 'chai';
import { month as toMonth } from '../../server/kernel/calendar.ts';
import { Refusal } from '../../server/kernel/refusal.ts';
import { emptyTables } from '../support/database.ts';
import { billingHouse, somebody, type BillingHouse } from './a-billing-house.ts';
import { skipWithoutFolder } from './month-folder.ts';

export const OCTOBER = toMonth('2026-10');
/** Administrates, and places lines. */
export const eva = somebody('person:1');
/** Approves. */
export const karin = somebody('person:2');

/** What was refused; fails where nothing was. */
export async function refusal(work: Promise<unknown>): Promise<Refusal> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  return expect.fail('nothing was refused');
}

/** A house for the shared example month, and its steps; skips the suite where the example is missing. */
export async function sharedMonth(
  suite: Mocha.Context,
): Promise<{ readonly house: BillingHouse; readonly run: Run }> {
  skipWithoutFolder(suite);
  const house = await billingHouse();
  return { house, run: runOf(house) };
}

/** The example's registers and read invoices, and nothing else. */
export async function fillWithSharedMonth(house: BillingHouse): Promise<void> {
  await emptyTables();
  house.suppliers.fill();
  await house.importRegisters();
  house.letters.length = 0;
}

export type Run = ReturnType<typeof runOf>;

export function runOf(house: BillingHouse) {
  const { billing, db } = house;
  const openLines = async () => {
    const { run = 1 } = (await billing.findMonth(OCTOBER)) ?? {};
    const lines = await billing.redListOf({ month: OCTOBER, run }, 'open');
    return lines.map((line) => line.lineId);
  };
  const frozen = async () => {
    await billing.startMonth(OCTOBER, eva);
    await billing.freezeMonth({ month: OCTOBER, ordinal: 1 });
    await billing.allocateFrozen({ month: OCTOBER, ordinal: 1 });
  };
  const frozenAgain = async (ordinal: number) => {
    await billing.rerunMonth(OCTOBER, eva);
    await billing.freezeMonth({ month: OCTOBER, ordinal });
    await billing.allocateFrozen({ month: OCTOBER, ordinal });
  };
  const placeAll = async () =>
    billing.placeLines(
      {
        month: OCTOBER,
        lineIds: await openLines(),
        owner: null,
        reason: 'utan hem',
        asRule: false,
      },
      eva,
    );
  const approved = async () => {
    await frozen();
    await placeAll();
    await billing.approveMonth({ month: OCTOBER, freeze: 1 }, karin);
  };
  const make = async () => {
    await billing.numberInvoices(OCTOBER);
    for (const part of await billing.pendingParts(OCTOBER)) {
      await billing.makePart({ month: OCTOBER, part });
    }
    return billing.finishInvoices(OCTOBER);
  };
  const exported = async () => {
    await approved();
    await make();
    await billing.postMonth(OCTOBER);
    await billing.exportMonth(OCTOBER);
  };
  return {
    openLines,
    frozen,
    frozenAgain,
    placeAll,
    approved,
    make,
    exported,
    state: async () => (await billing.findMonth(OCTOBER))?.state,
    countRows: async (table: string) =>
      (await db.row<{ count: number }>(`SELECT COUNT(*) AS count FROM ${table}`))?.count,
    /** The unknown service of the example becomes a known one, as a mend of the register would do. */
    mendUnknown: () => {
      house.suppliers.mend((line) =>
        line.hasReference && line.subscriptionId === null
          ? { ...line, subscriptionId: 'AB-000037' }
          : line,
      );
    },
  };
}
