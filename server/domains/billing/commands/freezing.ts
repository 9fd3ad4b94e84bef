// Freezing a month's inputs and working them out. Each is one transaction, and repeating it after a
// power cut finds what is there: the ordinal says which freeze is meant.

import { lastDayOf, type Month } from '../../../kernel/calendar.ts';
import { sum } from '../../../kernel/money.ts';
import { SYSTEM } from '../../../kernel/actor.ts';
import type { Tx } from '../../../platform/database.ts';
import { pack, packVersions, unpackVersions, type MonthSupply } from '../freeze.ts';
import { sumsOf } from '../rules/allocation.ts';
import { differenceOf } from '../rules/difference.ts';
import { afterMove } from '../rules/states.ts';
import type { Allocation, MonthState } from '../types.ts';
import type { BillingMonth, Freeze, FreezeDifference, FrozenVersions } from '../types/process.ts';
import { customerOfBook, previewBlockers, workOutMonth, type WorkedMonth } from '../work.ts';
import type { MonthRoom } from './deps.ts';
import { fileTermsOf } from './file-terms.ts';
import type { Telling } from './telling.ts';

export type FreezeOrder = { readonly month: Month; readonly ordinal: number };

export function createFreezingCommands(room: MonthRoom, tell: Telling) {
  const { db, clock, fault, months, freezes, shares, redList, invoices, work, readInputs } = room;

  const mayFreeze = ({ state, resumes }: BillingMonth): boolean =>
    afterMove(state === 'paused' ? (resumes ?? state) : state, 'freeze-clean') !== null;

  const differenceFrom = async (
    freeze: Freeze,
    { allocation }: WorkedMonth,
    tx: Tx,
  ): Promise<FreezeDifference | null> => {
    const { month, run, ordinal } = freeze;
    const before = await freezes.findFreeze({ month, run, ordinal: ordinal - 1 }, tx);
    if (before === null) return null;
    const earlier = workOutMonth(await work.inputsOf(before.id, tx));
    const versions = async (id: number): Promise<FrozenVersions> => {
      const bytes = await freezes.versionsOf(id, tx);
      return bytes === null ? {} : unpackVersions(bytes);
    };
    return differenceOf(
      { versions: await versions(before.id), allocation: earlier.allocation },
      { versions: await versions(freeze.id), allocation },
    );
  };

  /**
   * Lets go of what an earlier freeze took, looks again for every line's service as the register is
   * now, and takes what is ready then.
   */
  const takeSupply = async (month: Month, tx: Tx): Promise<MonthSupply> => {
    const ready = async () => invoices.invoicesForMonth(lastDayOf(month), tx);
    await invoices.release(month, tx);
    await invoices.rematch(
      (await ready()).map(({ id }) => id),
      tx,
    );
    const taken = await ready();
    const ids = taken.map(({ id }) => id);
    const lines = await invoices.linesOf(ids, tx);
    await invoices.markBooked(ids, month, tx);
    return { invoices: taken, lines };
  };

  return {
    /** Freezes the inputs as they are now, and takes the invoices that the month is made of. */
    freezeMonth: async ({ month, ordinal }: FreezeOrder): Promise<void> => {
      const frozen = await db.transaction(async (tx) => {
        const found = await months.findForUpdate(month, tx);
        if (found === null || !mayFreeze(found)) return null;
        const { run } = found;
        if ((await freezes.findFreeze({ month, run, ordinal }, tx)) !== null) return null;
        const placements = await work.placementsOf(found, tx);
        const supply = await takeSupply(month, tx);
        const inputs = await readInputs({ month, placements }, supply, tx);
        const [{ bytes, sha256 }, versions] = await Promise.all([
          pack(inputs.frozen),
          packVersions(inputs.versions),
        ]);
        const frozenAt = clock.now();
        const id = await freezes.insertFreeze(
          {
            month,
            run,
            ordinal,
            frozenAt,
            sha256,
            inputs: bytes,
            versions,
            registersStamp: await room.readStamp(tx),
            counts: countsOf(inputs.versions, inputs.frozen.lines.length),
          },
          tx,
        );
        await tell.step(found, 'waiting', { state: 'done' }, tx);
        await tell.step(found, 'freeze', { state: 'done', done: ordinal }, tx);
        await tell.note(
          found,
          {
            event: 'billing-month.frozen',
            actor: SYSTEM,
            details: { freeze: ordinal, sha256, lines: inputs.frozen.lines.length },
          },
          tx,
        );
        return { id, frozen: inputs.frozen };
      });
      if (frozen !== null) work.remember(frozen.id, frozen.frozen);
      fault.point('billing.frozen');
    },

    /** Works a freeze out: own charges, shares, red list, sums. Returns how many lines are red. */
    allocateFrozen: ({ month, ordinal }: FreezeOrder): Promise<number> =>
      db.transaction(async (tx) => {
        const found = await months.findForUpdate(month, tx);
        if (found === null || !mayFreeze(found)) return 0;
        const freeze = await freezes.findFreeze({ month, run: found.run, ordinal }, tx);
        if (freeze === null) throw new RangeError(`${month} has no freeze ${String(ordinal)}`);
        if (freeze.allocatedAt !== null) return redList.countOpen(found, tx);
        const placements = await work.placementsOf(found, tx);
        const worked = await work.workOut(freeze.id, placements, tx);
        const { allocation, book } = worked;
        await shares.replace(
          { freezeId: freeze.id, month },
          { ...allocation, customerOf: customerOfBook(book) },
          tx,
        );
        fault.point('billing.allocating');
        await redList.settle(
          { month, run: found.run, freeze: ordinal },
          { red: allocation.redList, placed: placedLines(allocation) },
          tx,
        );
        const touched = await redList.countAll(found, tx);
        const state: MonthState = allocation.redList.length > 0 ? 'red-list' : 'preview';
        await months.keepWork(
          month,
          { state, freezeId: freeze.id, ...sumsForRow(worked, touched) },
          tx,
        );
        const difference = await differenceFrom(freeze, worked, tx);
        await freezes.markAllocated(freeze.id, { at: clock.now(), difference }, tx);
        await tellAllocated({ found, freeze, worked, state }, tell, tx);
        return allocation.redList.length;
      }),

    /** Finds whatever could stop an invoice, and keeps it for the page. */
    previewMonth: async (month: Month): Promise<number> => {
      const found = await months.find(month);
      if (found?.freezeId == null || found.frozenAt === null) return 0;
      const placements = await work.placementsOf(found);
      const worked = await work.workOut(found.freezeId, placements);
      const blockers = previewBlockers(
        worked,
        await fileTermsOf(room, found.frozenAt),
        room.ledger,
      );
      await months.keepBlockers(month, blockers);
      await db.transaction(async (tx) => {
        const message = { code: 'billing:step.blocked', args: { count: blockers.length } };
        await tell.step(
          found,
          'approval',
          blockers.length === 0 ? { state: 'running' } : { state: 'running', message },
          tx,
        );
      });
      return blockers.length;
    },
  };
}

function countsOf(versions: FrozenVersions, lines: number): Record<string, number> {
  const kinds = Object.entries(versions).map(([kind, rows]) => [kind, rows.length] as const);
  return { ...Object.fromEntries(kinds), lines };
}

function placedLines({ shares }: Allocation): Set<string> {
  return new Set(
    shares.flatMap(({ rule, charge }) => (rule === 'placement' ? [charge.lineId] : [])),
  );
}

function sumsForRow({ frozen, allocation }: WorkedMonth, linesTouched: number) {
  const { supplierNetOre, sharesOre, redListOre, ownChargesOre } = sumsOf(frozen, allocation);
  return {
    supplierNetOre,
    sharesOre,
    redListOre,
    ownChargesOre,
    linesTotal: frozen.lines.length + allocation.ownCharges.length,
    linesTouched,
  };
}

async function tellAllocated(
  made: {
    readonly found: BillingMonth;
    readonly freeze: Freeze;
    readonly worked: WorkedMonth;
    readonly state: MonthState;
  },
  tell: Telling,
  tx: Tx,
): Promise<void> {
  const { found, worked, state } = made;
  const { allocation, frozen } = worked;
  const total = frozen.lines.length + allocation.ownCharges.length;
  const red = allocation.redList.length;
  await tell.step(
    found,
    'own-charges',
    { state: 'done', done: allocation.ownCharges.length, total: allocation.ownCharges.length },
    tx,
  );
  await tell.step(found, 'allocation', { state: 'done', done: total - red, total }, tx);
  await tell.step(
    found,
    'red-list',
    red > 0 ? { state: 'running', done: 0, total: red } : { state: 'done' },
    tx,
  );
  await tell.step(found, 'approval', { state: red > 0 ? 'pending' : 'running' }, tx);
  await tell.state(found, found.state === 'paused' ? 'paused' : state, tx);
  await tell.note(
    found,
    {
      event: 'billing-month.allocated',
      actor: { id: 'system' },
      details: {
        freeze: made.freeze.ordinal,
        shares: allocation.shares.length,
        redList: red,
        redListOre: sum(allocation.redList.map((entry) => entry.charge.netOre)),
      },
    },
    tx,
  );
}
