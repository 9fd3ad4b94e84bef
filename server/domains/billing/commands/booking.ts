// From made invoices to a closed month: letters, vouchers, the ledger's file, its receipt. Each step is
// kept once; repeated, it finds what is there.

import type { Actor } from '../../../kernel/actor.ts';
import { SYSTEM } from '../../../kernel/actor.ts';
import type { Month } from '../../../kernel/calendar.ts';
import { sum } from '../../../kernel/money.ts';
import { notFound } from '../../../kernel/refusal.ts';
import { demand } from '../../../kernel/verdict.ts';
import type { Tx } from '../../../platform/database.ts';
import type { ExportReceipt, LedgerExport } from '../../ledger/types.ts';
import { brokenInvariants, type BrokenInvariant } from '../invariants.ts';
import { serviceCosts } from '../printing.ts';
import { mayMove } from '../rules/states.ts';
import type { MonthState } from '../types.ts';
import { companyOf, ledgerTermsOf, vouchersOfWork, type WorkedMonth } from '../work.ts';
import { aboutMonth } from './conflicts.ts';
import type { MonthRoom } from './deps.ts';
import { fileTermsOf } from './file-terms.ts';
import { isApproved, type Approved } from './making.ts';
import type { Telling } from './telling.ts';

export function createBookingCommands(room: MonthRoom, tell: Telling) {
  const { db, clock, fault, months, customerInvoices, ledger, inventory, work } = room;

  const inState = async (month: Month, state: MonthState, tx: Tx): Promise<Approved | null> => {
    const found = await months.findForUpdate(month, tx);
    return found !== null && isApproved(found) && found.state === state ? found : null;
  };

  const workOf = async (found: Approved, tx: Tx): Promise<WorkedMonth> =>
    work.workOut(found.freezeId, await work.placementsOf(found, tx), tx);

  const exportFacts = async (found: Approved, { frozen }: WorkedMonth, tx: Tx) => ({
    ...(await fileTermsOf(room, found.frozenAt, tx)),
    month: found.month,
    company: companyOf(frozen),
    terms: ledgerTermsOf(frozen),
  });

  const moveOn = async (found: Approved, state: MonthState, tx: Tx): Promise<void> => {
    await months.setState(found.month, state, tx);
    await tell.state(found, state, tx);
  };

  /** A month that is not equal to the öre does not close: a person must look. Said once of the same. */
  const parkUnequal = async (
    found: Approved,
    broken: readonly BrokenInvariant[],
    tx: Tx,
  ): Promise<void> => {
    const names = broken.map(({ name }) => name).join(', ');
    const process = await room.processes.find(tell.flowId(found));
    const said = process?.steps.find(({ name }) => name === 'close')?.message?.args['names'];
    if (said === names) return;
    const message = { code: 'billing:step.unequal', args: { names } };
    await tell.step(found, 'close', { state: 'failed', message }, tx);
    await tell.note(
      found,
      { event: 'billing-month.unequal', actor: SYSTEM, details: { names } },
      tx,
    );
  };

  return {
    /** Books the month's vouchers and goes on to the file. */
    postMonth: async (month: Month): Promise<void> => {
      await db.transaction(async (tx) => {
        const found = await inState(month, 'posting', tx);
        if (found === null) return;
        const worked = await workOf(found, tx);
        const numbers = (await customerInvoices.numbersOf(month, null, tx)).map(
          ({ number }) => number,
        );
        const { vouchers } = ledger.postMonth(
          vouchersOfWork(worked, numbers),
          ledgerTermsOf(worked.frozen),
        );
        await ledger.bookVouchers({ month, frozenAt: found.frozenAt }, vouchers, tx);
        const debitOre = sum(vouchers.map((voucher) => voucher.debitOre));
        const creditOre = sum(vouchers.map((voucher) => voucher.creditOre));
        await months.keepLedgerSums(month, { debitOre, creditOre }, tx);
        await moveOn(found, 'exporting', tx);
        await tell.step(
          found,
          'vouchers',
          { state: 'done', done: vouchers.length, total: vouchers.length },
          tx,
        );
        await tell.step(found, 'export', { state: 'running' }, tx);
        const details = { vouchers: vouchers.length, debitOre };
        await tell.note(found, { event: 'billing-month.posted', actor: SYSTEM, details }, tx);
      });
      fault.point('ledger.vouchers');
    },

    /** Makes the ledger's file and puts it where the receiver fetches it. */
    exportMonth: async (month: Month): Promise<void> => {
      await db.transaction(async (tx) => {
        const found = await inState(month, 'exporting', tx);
        if (found === null) return;
        await ledger.makeExport(await exportFacts(found, await workOf(found, tx), tx), tx);
      });
      fault.point('ledger.file');
      await ledger.sendExport(month);
      await db.transaction(async (tx) => {
        const found = await inState(month, 'exporting', tx);
        if (found === null) return;
        await moveOn(found, 'awaiting-receipt', tx);
        await tell.step(found, 'export', { state: 'done' }, tx);
        await tell.step(found, 'receipt', { state: 'running' }, tx);
        await tell.note(found, { event: 'billing-month.exported', actor: SYSTEM }, tx);
      });
    },

    /**
     * Keeps the accounting system's answer to a file. Refuses `billing-month.state` and
     * `ledger-export.state` (conflicts), and a file that does not exist (not found).
     */
    receiveReceipt: (id: number, receipt: ExportReceipt, actor: Actor): Promise<LedgerExport> =>
      db.transaction(async (tx) => {
        // Which month a file is of never changes: nothing is read in the transaction before its lock.
        const file = await ledger.findExport(id);
        const found = file === null ? null : await months.findForUpdate(file.month, tx);
        if (found === null) throw notFound();
        const kept = await aboutMonth(found.month, async () => {
          if (!ANSWERABLE.has(found.state)) demand(mayMove(found.state, 'receipt'));
          return ledger.keepReceipt({ id, by: actor.id }, receipt, tx);
        });
        const refused = {
          code: 'billing:step.refused',
          args: { rows: receipt.refusedRows.length },
        };
        await tell.step(
          found,
          'receipt',
          receipt.accepted ? { state: 'done' } : { state: 'failed', message: refused },
          tx,
        );
        const details = { export: id, accepted: receipt.accepted };
        await tell.note(found, { event: 'ledger-export.answered', actor, details }, tx);
        await tell.nudge(found, 'receipt', tx);
        return kept;
      }),

    /** True where every file of the month is acknowledged, or let go by a named person. */
    isSettled: async (month: Month, tx?: Tx): Promise<boolean> => {
      const files = await ledger.exportsOf(month, tx);
      return files.length > 0 && files.every(({ state }) => SETTLED.has(state));
    },

    /**
     * Closes a month whose files are settled and whose sums are equal; tells the inventory what each
     * service cost. Returns whether it is closed.
     */
    closeMonth: (month: Month): Promise<boolean> =>
      db.transaction(async (tx) => {
        const found = await inState(month, 'awaiting-receipt', tx);
        if (found === null) return false;
        const files = await ledger.exportsOf(month, tx);
        if (!files.every(({ state }) => SETTLED.has(state))) return false;
        const broken = await brokenInvariants(db, month, tx);
        if (broken.length > 0) {
          await parkUnequal(found, broken, tx);
          return false;
        }
        const { allocation } = await workOf(found, tx);
        await inventory.recordMonthCosts(month, serviceCosts(allocation.shares), tx);
        await months.close(month, clock.now(), tx);
        await tell.step(found, 'receipt', { state: 'done' }, tx);
        await tell.step(found, 'close', { state: 'done' }, tx);
        await room.processes.close(tell.flowId(found), 'closed', tx);
        await tell.note(found, { event: 'billing-month.closed', actor: SYSTEM }, tx);
        return true;
      }),
  };
}

/** A receiver may be quicker than the step that handed it the file; and a paused month is still told. */
const ANSWERABLE: ReadonlySet<MonthState> = new Set(['exporting', 'awaiting-receipt', 'paused']);

const SETTLED: ReadonlySet<string> = new Set(['accepted', 'waived']);
