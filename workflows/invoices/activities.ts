// The activities of supplier invoices: one line each over the door, safe to repeat.

import type { Invoices } from '../../server/domains/invoices/invoices.ts';
import type { InvoiceId } from '../../server/domains/invoices/types.ts';
import type { Month } from '../../server/kernel/calendar.ts';
import { alive } from '../alive.ts';

export function createInvoiceActivities({ invoices }: { readonly invoices: Invoices }) {
  const { intake } = invoices;
  return {
    recogniseInvoice: alive((id: number) => intake.recognise(id as InvoiceId)),
    readInvoice: alive((id: number) => intake.read(id as InvoiceId)),
    matchInvoice: alive((id: number) => intake.match(id as InvoiceId)),
    checkInvoice: alive((id: number) => intake.check(id as InvoiceId)),
    settleInvoice: alive((id: number) => intake.settle(id as InvoiceId)),
    noteInvoiceWait: alive(invoices.waiting.noteWait),
    remindOfInvoice: alive(invoices.waiting.remind),
    isInvoiceMissed: (supplier: string, month: string) =>
      invoices.expected.isMissed(supplier, month as Month),
    remindOfExpected: invoices.expected.remindExpected,
  };
}

export type InvoiceActivities = ReturnType<typeof createInvoiceActivities>;
