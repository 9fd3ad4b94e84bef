// What people decide about a month: approve it, pause and resume, cancel before numbers, freeze again
// after a mend, let it go on without something, try a part again. Each is decided in the database.

import { createHash } from 'node:crypto';
import type { Actor } from '../../../kernel/actor.ts';
import type { Month } from '../../../kernel/calendar.ts';
import { notFound, Refusal } from '../../../kernel/refusal.ts';
import { demand } from '../../../kernel/verdict.ts';
import type { Tx } from '../../../platform/database.ts';
import { paths } from '../paths.ts';
import { mayCancel, mayMove } from '../rules/states.ts';
import type { MonthState } from '../types.ts';
import type { BillingMonth, Blocker, FreezeDifference, Waiver } from '../types/process.ts';
import { hashOfPlacements, previewBlockers } from '../work.ts';
import { aboutMonth } from './conflicts.ts';
import type { MonthRoom } from './deps.ts';
import { fileTermsOf } from './file-terms.ts';
import { changedSinceFreeze } from './inputs-since.ts';
import type { Telling } from './telling.ts';

export type NewWaiver = Pick<Waiver, 'step' | 'supplier' | 'reason'> & { readonly month: Month };

export function createDecidingCommands(room: MonthRoom, tell: Telling) {
  const { db, clock, months, redList, shares, invoices, work, ledger, catalogue, processes } = room;

  /** The month, locked; the command's change, told to everybody; the state it then has. */
  const decide = (
    month: Month,
    actor: Actor,
    change: (found: BillingMonth, tx: Tx) => Promise<Decided>,
  ): Promise<MonthState> =>
    aboutMonth(month, async () => {
      const decided = await db.transaction(async (tx) => {
        const found = await months.findForUpdate(month, tx);
        if (found === null) throw notFound();
        const made = await change(found, tx);
        const { state, event, details = {} } = made;
        await tell.state(found, state, tx);
        await tell.note(found, { event: `billing-month.${event}`, actor, details }, tx);
        await tell.nudge(found, event, tx);
        return made;
      });
      if (decided.refusal !== undefined) throw decided.refusal;
      return decided.state;
    });

  /** The inputs are not as they were frozen: that is kept, frozen again, and the approval refused. */
  const askAgain = async (
    found: BillingMonth,
    rows: FreezeDifference['rows'],
    tx: Tx,
  ): Promise<Decided> => {
    await months.wantRerun(found.month, tx);
    const freeze = found.freeze ?? 0;
    return {
      state: found.state,
      event: 'inputs-changed',
      details: { freeze, kinds: Object.keys(rows) },
      refusal: inputsChanged(found, rows),
    };
  };

  const demandApprovable = async (
    found: BillingMonth,
    { freeze, actor }: { freeze: number | null; actor: Actor },
    tx: Tx,
  ): Promise<void> => {
    if ((await redList.placers(found, tx)).includes(actor.id)) {
      throw new Refusal('forbidden', 'billing-month.own-placement');
    }
    if ((await redList.countOpen(found, tx)) > 0 && found.state === 'red-list') {
      throw new Refusal('conflict', 'billing-month.red-list', { state: found.state });
    }
    demand(mayMove(found.state, 'approve'));
    if (found.rerunWanted || (freeze !== null && freeze !== found.freeze)) {
      const args = { state: found.state, freeze: found.freeze ?? 0 };
      throw new Refusal('conflict', 'billing-month.state', { state: found.state, args });
    }
  };

  return {
    /**
     * Finance's approval of the preview, of the named freeze where one is named. Refuses
     * `billing-month.own-placement` (forbidden) for who placed lines in this month,
     * `billing-month.red-list`, `billing-month.state` (also for a freeze that is not the last one, and
     * where something that it names has changed since: then the month is frozen again by itself) and
     * `billing-month.blocked` (conflicts).
     */
    approveMonth: (
      { month, freeze }: { month: Month; freeze: number | null },
      actor: Actor,
    ): Promise<MonthState> =>
      decide(month, actor, async (found, tx) => {
        await demandApprovable(found, { freeze, actor }, tx);
        const { freezeId, freeze: ordinal, freezeSha256, frozenAt } = found;
        if (freezeId === null || ordinal === null) throw notFound();
        if (freezeSha256 === null || frozenAt === null) throw notFound();
        const changed = await changedSinceFreeze(room, found, tx);
        if (Object.keys(changed).length > 0) return askAgain(found, changed, tx);
        const placements = await work.placementsOf(found, tx);
        const worked = await work.workOut(freezeId, placements, tx);
        const blockers = previewBlockers(worked, await fileTermsOf(room, frozenAt, tx), ledger);
        if (blockers.length > 0) throw blocked(found, blockers);
        const sha256 = hashOfApproved(freezeSha256, hashOfPlacements(placements));
        await months.approve(month, { freeze: ordinal, sha256, by: actor.id, at: clock.now() }, tx);
        await tell.step(found, 'approval', { state: 'done' }, tx);
        await tell.step(
          found,
          'invoices',
          { state: 'running', done: 0, total: worked.drafts.length },
          tx,
        );
        return { state: 'numbering', event: 'approved', details: { freeze: ordinal, sha256 } };
      }),

    /** Holds the month where it is; what is under way is finished first. */
    pauseMonth: (month: Month, actor: Actor): Promise<MonthState> =>
      decide(month, actor, async (found, tx) => {
        demand(mayMove(found.state, 'pause'));
        await months.pause(month, found.state, tx);
        return { state: 'paused', event: 'paused' };
      }),

    /** Lets a paused month go on where it was. */
    resumeMonth: (month: Month, actor: Actor): Promise<MonthState> =>
      decide(month, actor, async (found, tx) => {
        if (found.state !== 'paused' || found.resumes === null) throw wrongState(found);
        await months.resume(month, found.resumes, tx);
        return { state: found.resumes, event: 'resumed' };
      }),

    /** Ends the run before any number was given; its invoices are ready for a month again. */
    cancelMonth: (month: Month, actor: Actor): Promise<MonthState> =>
      decide(month, actor, async (found, tx) => {
        demand(mayCancel(found.state, found.resumes));
        await months.setState(month, 'cancelled', tx);
        await shares.removeOf(month, tx);
        await invoices.release(month, tx);
        await processes.close(tell.flowId(found), 'cancelled', tx);
        return { state: 'cancelled', event: 'cancelled' };
      }),

    /** A register was mended: the inputs are frozen again, and approval is asked for anew. */
    rerunMonth: (month: Month, actor: Actor): Promise<MonthState> =>
      decide(month, actor, async (found, tx) => {
        demand(mayMove(found.state, 'rerun'));
        await months.wantRerun(month, tx);
        return { state: found.state, event: 'rerun' };
      }),

    /** Lets the month go on without an expected invoice, or close without a receipt. */
    waiveStep: (waiver: NewWaiver, actor: Actor): Promise<MonthState> =>
      decide(waiver.month, actor, async (found, tx) => {
        if (found.state !== waiver.step) throw wrongState(found);
        const { step, supplier, reason } = waiver;
        if (supplier !== null && (await catalogue.findSupplier(supplier, tx)) === null) {
          throw new Refusal('invalid', 'supplier.unknown', { args: { supplier } });
        }
        const kept = { step, supplier, reason, waivedBy: actor.id, waivedAt: clock.now() };
        await months.insertWaiver(found, kept, tx);
        if (step === 'awaiting-receipt') await ledger.waiveReceipt(waiver.month, tx);
        const details = { step, supplier, reason };
        return { state: found.state, event: 'waived', details };
      }),

    /** Parts of the customer invoices that failed are made again. */
    retryParts: (month: Month, actor: Actor): Promise<MonthState> =>
      decide(month, actor, async (found, tx) => {
        if (found.state !== 'invoicing') throw wrongState(found);
        const parts = await room.customerInvoices.retryParts(month, tx);
        return { state: found.state, event: 'retried', details: { parts } };
      }),
  };
}

type Decided = {
  readonly state: MonthState;
  /** `approved` of `billing-month.approved`. */
  readonly event: string;
  readonly details?: Readonly<Record<string, string | number | null | readonly string[]>>;
  /** Thrown once the rest is kept: what was asked for was not done, but something else was. */
  readonly refusal?: Refusal;
};

function wrongState({ state }: BillingMonth): Refusal {
  return new Refusal('conflict', 'billing-month.state', { state, args: { state } });
}

/** Says which registers are other than they were frozen, and how many of their rows. */
function inputsChanged(found: BillingMonth, rows: FreezeDifference['rows']): Refusal {
  const { state, month, freeze } = found;
  return new Refusal('conflict', 'billing-month.state', {
    state,
    url: paths.month(month),
    args: { state, freeze: freeze ?? 0, context: 'changed' },
    errors: Object.entries(rows).map(([kind, { added, removed, changed }]) => ({
      code: `billing-month.changed.${kind}`,
      args: { count: added + removed + changed, added, removed, changed },
    })),
  });
}

function blocked({ state }: BillingMonth, blockers: readonly Blocker[]): Refusal {
  return new Refusal('conflict', 'billing-month.blocked', {
    state,
    args: { count: blockers.length },
    errors: blockers.map((blocker) => ({
      code: `billing-month.blocker.${blocker.code}`,
      ...(blocker.customer === null ? {} : { value: blocker.customer }),
      args: blocker.args,
    })),
  });
}

/** What an approval stands for: the frozen inputs, and what was placed by hand. */
function hashOfApproved(freeze: string, placements: string): string {
  return createHash('sha256').update(`${freeze}\n${placements}`).digest('hex');
}
