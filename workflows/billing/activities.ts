// The month's activities: one line each over billing's door, safe to repeat.

import { heartbeat } from '@temporalio/activity';
import type { Billing } from '../../server/domains/billing/billing.ts';
import { SYSTEM } from '../../server/kernel/actor.ts';
import type { Month } from '../../server/kernel/calendar.ts';
import { Refusal } from '../../server/kernel/refusal.ts';

const BEAT_MS = 500;

export function createBillingActivities({ billing }: { readonly billing: Billing }) {
  return {
    lookAtMonth: billing.lookAtMonth,
    freezeMonth: alive(billing.freezeMonth),
    allocateFrozen: alive(billing.allocateFrozen),
    previewMonth: alive(billing.previewMonth),
    numberInvoices: alive(billing.numberInvoices),
    makePart: alive(billing.makePart),
    failPart: billing.failPart,
    finishInvoices: billing.finishInvoices,
    sendNotices: alive(billing.sendNotices),
    postMonth: alive(billing.postMonth),
    exportMonth: alive(billing.exportMonth),
    closeMonth: alive(billing.closeMonth),
    noteWait: billing.noteWait,
    noteNoWait: billing.noteNoWait,
    remind: billing.remind,
    /** A month that somebody started by hand already is left alone. */
    startScheduledMonth: async (month: Month): Promise<void> => {
      try {
        await billing.startMonth(month, SYSTEM);
      } catch (error) {
        if (error instanceof Refusal && error.code === 'billing-month.exists') return;
        throw error;
      }
    },
  };
}

export type BillingActivities = ReturnType<typeof createBillingActivities>;

/** Says every now and then that the work is under way, so that a dead worker is noticed soon. */
function alive<Args extends unknown[], Result>(
  work: (...args: Args) => Promise<Result>,
): (...args: Args) => Promise<Result> {
  return async (...args) => {
    const beat = setInterval(heartbeat, BEAT_MS);
    try {
      return await work(...args);
    } finally {
      clearInterval(beat);
    }
  };
}
