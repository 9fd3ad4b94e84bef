// Starting a month: once for each, by a person, a service or the schedule; and what it then waits for.

import type { Actor } from '../../../kernel/actor.ts';
import { lastDayOf, type Month } from '../../../kernel/calendar.ts';
import { Refusal, type Fault } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/database.ts';
import { billingMonth, MONTH_STEPS } from '../flow.ts';
import { paths } from '../paths.ts';
import { openOn } from '../rules/owners.ts';
import type { BillingMonth, Expected, Waiver } from '../types/process.ts';
import type { MonthRoom } from './deps.ts';
import type { Telling } from './telling.ts';

export function createStartingCommands(room: MonthRoom, tell: Telling) {
  const { db, clock, months, processes, outbox, directory, invoices, policy } = room;

  const demandSettings = async (month: Month, tx: Tx): Promise<void> => {
    const { providingCostCentre, clearingCostCentre } = await directory.settings(tx);
    const costCentres = await directory.allCostCentres(lastDayOf(month), tx);
    const open = new Set(openOn(costCentres, lastDayOf(month)).map(({ code }) => code));
    const errors: Fault[] = [
      { column: 'providing_cost_centre', value: providingCostCentre },
      { column: 'clearing_cost_centre', value: clearingCostCentre },
    ].flatMap(({ column, value }) =>
      value === null || open.has(value)
        ? []
        : [{ column, value, code: 'billing-month.setting', args: { column, value } }],
    );
    if (errors.length > 0) throw new Refusal('invalid', 'billing-month.settings', { errors });
  };

  return {
    /**
     * Starts a month. Refuses `billing-month.exists` (conflict, with its url and state) unless the
     * month was cancelled, and `billing-month.settings` (invalid) for codes that no longer exist.
     */
    startMonth: (month: Month, actor: Actor): Promise<BillingMonth> =>
      db.transaction(async (tx) => {
        const found = await months.findForUpdate(month, tx);
        if (found !== null && found.state !== 'cancelled') throw alreadyThere(found);
        await demandSettings(month, tx);
        await months.start({ month, by: actor.id, at: clock.now() }, tx);
        const started = await months.find(month, tx);
        if (started === null) throw new RangeError(`month ${month} is gone`);
        await processes.open(
          {
            id: tell.flowId(started),
            kind: 'billing-month',
            subject: `billing-month:${month}`,
            url: paths.month(month),
            state: 'waiting',
            steps: MONTH_STEPS,
          },
          tx,
        );
        await tell.step(started, 'waiting', { state: 'running' }, tx);
        await outbox.start(billingMonth, { month, run: started.run, policy }, tx);
        await tell.note(started, { event: 'billing-month.started', actor }, tx);
        await outbox.pageChanged(paths.months(), tx);
        return started;
      }),

    /** What the month still waits for: invoices under way, and suppliers that have sent none. */
    expectedOf: async ({ month, run }: BillingMonth, tx?: Tx): Promise<Expected[]> => {
      const waived = await months.waivers(month, run, tx);
      const pending = await invoices.pendingInvoices(tx);
      const missing = await invoices.missingInvoices(month, tx);
      return [
        ...pending.map(({ id, supplier, state }): Expected => ({
          kind: 'invoice',
          supplier,
          invoiceId: id,
          state,
        })),
        ...missing.map(({ supplier, expectedOn }): Expected => ({
          kind: 'supplier',
          supplier,
          dueOn: expectedOn,
        })),
      ].filter((expected) => !isWaived(expected, waived));
    },

    /** An invoice has come, is ready, or will not come: months that wait look again. */
    invoiceChanged: async (tx: Tx): Promise<void> => {
      for (const month of await months.inState('waiting', tx)) {
        await tell.nudge(month, 'invoice', tx);
      }
    },
  };
}

function alreadyThere({ month, state }: BillingMonth): Refusal {
  return new Refusal('conflict', 'billing-month.exists', {
    url: paths.month(month),
    state,
    args: { month, state },
  });
}

/** A waiver without a supplier lets go of everything. */
function isWaived({ supplier }: Expected, waivers: readonly Waiver[]): boolean {
  return waivers.some(
    (waiver) => waiver.step === 'waiting' && (waiver.supplier ?? supplier) === supplier,
  );
}
