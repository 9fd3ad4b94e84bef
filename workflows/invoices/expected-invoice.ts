// An invoice that is expected by a day: a reminder when the day has passed, a second one, an escalation;
// its arrival cancels all of it.

import { condition, defineSignal, proxyActivities, setHandler } from '@temporalio/workflow';
import { invoiceArrived, type ExpectedInvoiceInput } from '../../server/domains/invoices/flow.ts';
import type { Month } from '../../server/kernel/calendar.ts';
import type { InvoiceActivities } from './activities.ts';

const acts = proxyActivities<InvoiceActivities>({
  startToCloseTimeout: '1 minute',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
});

export type ExpectedOutcome = { readonly state: 'arrived' | 'escalated' };

export async function expectedInvoice(input: ExpectedInvoiceInput): Promise<ExpectedOutcome> {
  const { supplier, policy } = input;
  const month = input.month as Month;
  let arrived = false;
  setHandler(defineSignal<[null, string]>(invoiceArrived.name), () => {
    arrived = true;
  });
  const waits = [input.dueInMs, policy.remindAgainAfterMs, policy.escalateAfterMs];
  for (const [index, wait] of waits.entries()) {
    if (await condition(() => arrived, wait)) return { state: 'arrived' };
    if (!(await acts.isInvoiceMissed(supplier, month))) return { state: 'arrived' };
    const escalation = index === waits.length - 1;
    await acts.remindOfExpected({ supplier, month, reminder: index + 1, escalation });
  }
  return { state: 'escalated' };
}
