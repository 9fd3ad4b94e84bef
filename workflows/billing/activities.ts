// The month's activities: one line each over billing's door, safe to repeat.

import type { Billing } from '../../server/domains/billing/billing.ts';
import { SYSTEM } from '../../server/kernel/actor.ts';
import type { Month } from '../../server/kernel/calendar.ts';
import { Refusal } from '../../server/kernel/refusal.ts';
import { alive } from '../alive.ts';

export function createBillingActivities({ billing }: { readonly billing: Billing }) {
  return {
    lookAtMonth: alive(billing.lookAtMonth),
    freezeMonth: alive(billing.freezeMonth),
    allocateFrozen: alive(billing.allocateFrozen),
    previewMonth: alive(billing.previewMonth),
    numberInvoices: alive(billing.numberInvoices),
    makePart: alive(billing.makePart),
    failPart: alive(billing.failPart),
    finishInvoices: alive(billing.finishInvoices),
    sendNotices: alive(billing.sendNotices),
    postMonth: alive(billing.postMonth),
    exportMonth: alive(billing.exportMonth),
    closeMonth: alive(billing.closeMonth),
    noteWait: alive(billing.noteWait),
    noteNoWait: alive(billing.noteNoWait),
    remind: alive(billing.remind),
    /** A month that somebody started by hand already is left alone; one that cannot start is told of. */
    startScheduledMonth: async (month: Month): Promise<void> => {
      try {
        await billing.startMonth(month, SYSTEM);
      } catch (error) {
        if (error instanceof Refusal && error.code === 'billing-month.exists') return;
        if (error instanceof Refusal && error.kind === 'invalid')
          await billing.tellNotStarted(month);
        throw error;
      }
    },
  };
}

export type BillingActivities = ReturnType<typeof createBillingActivities>;
