// From an approved preview to numbered invoices: numbers in one transaction, then lines in parts of
// fifty, each of which can be made again by itself. What is done already is left as it is.

import { addMonths, stockholm, type Month } from '../../../kernel/calendar.ts';
import { sum } from '../../../kernel/money.ts';
import { SYSTEM } from '../../../kernel/actor.ts';
import type { Tx } from '../../../platform/database.ts';
import { servicePrinter, headsOf, linesOf, previousNets } from '../printing.ts';
import { afterMove, type MonthMove } from '../rules/states.ts';
import type { InvoiceHead } from '../store/invoices.ts';
import type { BillingMonth, InvoicePart } from '../types/process.ts';
import type { WorkedMonth } from '../work.ts';
import type { MonthRoom } from './deps.ts';
import type { Telling } from './telling.ts';

export type PartOrder = { readonly month: Month; readonly part: number };

export function createMakingCommands(room: MonthRoom, tell: Telling) {
  const { db, clock, fault, months, customerInvoices, work } = room;

  /** The approved month worked out, if it is in the state in which the move is made. */
  const approved = async (
    month: Month,
    move: MonthMove,
    tx: Tx,
  ): Promise<(Approved & { worked: WorkedMonth }) | null> => {
    const found = await months.findForUpdate(month, tx);
    if (found === null || !isApproved(found) || afterMove(found.state, move) === null) return null;
    const placements = await work.placementsOf(found, tx);
    return { ...found, worked: await work.workOut(found.freezeId, placements, tx) };
  };

  return {
    /** Gives every invoice its number, in owner-code order, and divides them into parts. */
    numberInvoices: async (month: Month): Promise<void> => {
      await db.transaction(async (tx) => {
        const found = await approved(month, 'numbered', tx);
        if (found === null) return;
        const year = Number(stockholm(found.frozenAt).date.slice(0, 4));
        const lastNumber = await customerInvoices.lastNumber(year, tx);
        const heads = headsOf(found.worked, { frozenAt: found.frozenAt, lastNumber });
        await customerInvoices.insertHeads(heads, tx);
        await customerInvoices.insertParts(month, partsOf(heads), tx);
        await customerInvoices.keepLastNumber(year, lastNumber + heads.length, tx);
        const netOre = sum(heads.map((head) => head.netOre));
        await months.keepInvoiceSum(month, netOre, tx);
        await months.setState(month, 'invoicing', tx);
        await tell.state(found, 'invoicing', tx);
        const details = { invoices: heads.length, netOre };
        await tell.note(found, { event: 'billing-month.numbered', actor: SYSTEM, details }, tx);
      });
      fault.point('billing.numbered');
    },

    /** Parts that are to be made: those that failed wait for a person. */
    pendingParts: async (month: Month): Promise<number[]> =>
      (await customerInvoices.parts(month))
        .filter((each) => each.state === 'pending')
        .map((each) => each.part),

    /** Makes the invoices of one part: all of them or none. */
    makePart: async ({ month, part }: PartOrder): Promise<void> => {
      const found = await months.find(month);
      if (found === null || !isApproved(found) || found.state !== 'invoicing') return;
      const worked = await work.workOut(found.freezeId, await work.placementsOf(found));
      const numbered = await customerInvoices.numbersOf(month, part);
      const invoices = numbered.flatMap(({ number, ordinal }) => {
        const draft = worked.drafts[ordinal - 1];
        return draft === undefined ? [] : [{ number, draft }];
      });
      const customers = invoices.map(({ draft }) => draft.customer);
      const past = { month: addMonths(month, -1), customers };
      const previous = await previousNets(customerInvoices, past);
      const servicesOf = servicePrinter(worked.frozen);
      await db.transaction(async (tx) => {
        const now = await customerInvoices.partForUpdate(month, part, tx);
        if (now === null || now.state === 'done') return;
        await customerInvoices.insertLines(
          invoices.flatMap((each) => linesOf(each, worked, previous)),
          invoices.flatMap(servicesOf),
          tx,
        );
        await customerInvoices.markMade(month, part, clock.now(), tx);
      });
      fault.point('billing.part');
      await tellProgress(found);
    },

    /** A part that could not be made waits for a person; the others go on. */
    failPart: async ({ month, part }: PartOrder, code: string): Promise<void> => {
      await customerInvoices.failPart(month, part, code);
      const found = await months.find(month);
      if (found !== null) await tellProgress(found);
    },

    /** When every part is made the month goes on. Returns whether it does. */
    finishInvoices: (month: Month): Promise<boolean> =>
      db.transaction(async (tx) => {
        const found = await months.findForUpdate(month, tx);
        if (found?.state !== 'invoicing') return false;
        const parts = await customerInvoices.parts(month, tx);
        if (parts.some((each) => each.state !== 'done')) return false;
        await months.setState(month, 'posting', tx);
        await tell.step(found, 'invoices', { state: 'done', done: madeOf(parts) }, tx);
        await tell.state(found, 'posting', tx);
        const details = { invoices: madeOf(parts) };
        await tell.note(found, { event: 'billing-month.invoiced', actor: SYSTEM, details }, tx);
        return true;
      }),
  };

  async function tellProgress(found: BillingMonth): Promise<void> {
    const parts = await customerInvoices.parts(found.month);
    const failed = parts.filter((each) => each.state === 'failed').length;
    const message = { code: 'billing:step.parts-failed', args: { count: failed } };
    await tell.step(found, 'invoices', {
      state: failed > 0 ? 'failed' : 'running',
      done: madeOf(parts),
      total: parts.reduce((total, each) => total + each.invoices, 0),
      ...(failed > 0 ? { message } : {}),
    });
  }
}

/** An approved month has a freeze that no longer changes. */
export type Approved = BillingMonth & {
  readonly freezeId: number;
  readonly frozenAt: NonNullable<BillingMonth['frozenAt']>;
};

export function isApproved(month: BillingMonth): month is Approved {
  return month.freezeId !== null && month.frozenAt !== null && month.approvedFreeze !== null;
}

function partsOf(heads: readonly InvoiceHead[]): Pick<InvoicePart, 'part' | 'invoices'>[] {
  const counts = new Map<number, number>();
  for (const { part } of heads) counts.set(part, (counts.get(part) ?? 0) + 1);
  return [...counts].map(([part, invoices]) => ({ part, invoices }));
}

function madeOf(parts: readonly InvoicePart[]): number {
  return parts
    .filter((each) => each.state === 'done')
    .reduce((total, each) => total + each.invoices, 0);
}
