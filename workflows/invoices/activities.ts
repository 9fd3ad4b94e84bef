// The activities of supplier invoices: one line each over the door, safe to repeat.

import { heartbeat } from '@temporalio/activity';
import type { Invoices } from '../../server/domains/invoices/invoices.ts';
import type { InvoiceId } from '../../server/domains/invoices/types.ts';
import type { Month } from '../../server/kernel/calendar.ts';

const BEAT_MS = 500;

export function createInvoiceActivities({ invoices }: { readonly invoices: Invoices }) {
  const { intake } = invoices;
  return {
    recogniseInvoice: alive((id: number) => intake.recognise(id as InvoiceId)),
    readInvoice: alive((id: number) => intake.read(id as InvoiceId)),
    matchInvoice: alive((id: number) => intake.match(id as InvoiceId)),
    checkInvoice: alive((id: number) => intake.check(id as InvoiceId)),
    settleInvoice: (id: number) => intake.settle(id as InvoiceId),
    noteInvoiceWait: invoices.waiting.noteWait,
    remindOfInvoice: invoices.waiting.remind,
    isInvoiceMissed: (supplier: string, month: string) =>
      invoices.expected.isMissed(supplier, month as Month),
    remindOfExpected: invoices.expected.remindExpected,
  };
}

export type InvoiceActivities = ReturnType<typeof createInvoiceActivities>;

/** Says every now and then that the work is under way, so that a dead worker is noticed soon. */
function alive<Result>(work: (id: number) => Promise<Result>): (id: number) => Promise<Result> {
  return async (id) => {
    const beat = setInterval(heartbeat, BEAT_MS);
    try {
      return await work(id);
    } finally {
      clearInterval(beat);
    }
  };
}
