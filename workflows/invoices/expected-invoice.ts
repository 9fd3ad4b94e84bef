// An invoice that is expected by a day: a reminder when the day has passed, a second one, an escalation;
// its arrival cancels all of it.

import { condition, defineSignal, proxyActivities, setHandler } from '@temporalio/workflow';
import { invoiceArrived, type ExpectedInvoiceInput } from '../../server/domains/invoices/flow.ts';
import {
  isEscalation,
  letterDueAt,
  LETTERS_OF_A_WAIT,
} from '../../server/domains/processes/rules.ts';
import { toInstant, type Month } from '../../server/kernel/calendar.ts';
import type { ProcessActivities } from '../processes/activities.ts';
import type { InvoiceActivities } from './activities.ts';

const acts = proxyActivities<InvoiceActivities & ProcessActivities>({
  startToCloseTimeout: '1 minute',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
});

export type ExpectedOutcome = { readonly state: 'arrived' | 'escalated' };

export async function expectedInvoice(input: ExpectedInvoiceInput): Promise<ExpectedOutcome> {
  const { supplier } = input;
  const month = input.month as Month;
  let arrived = false;
  setHandler(defineSignal<[null, string]>(invoiceArrived.name), () => {
    arrived = true;
  });
  const hasCome = async (wait: number): Promise<boolean> =>
    (await condition(() => arrived, wait)) || !(await acts.isInvoiceMissed(supplier, month));

  // Until its day is over nobody waits for it: the policy is asked for then.
  if (await hasCome(input.dueInMs)) return { state: 'arrived' };
  let last = toInstant(new Date());
  const policy = await acts.askWaitPolicy('invoice-expected');
  const { who, escalateTo } = policy;
  for (let letter = 1; letter <= LETTERS_OF_A_WAIT; letter += 1) {
    const dueAt = letterDueAt(policy, last, letter) ?? last;
    if (await hasCome(Math.max(0, Date.parse(dueAt) - Date.now()))) return { state: 'arrived' };
    const escalation = isEscalation(letter);
    await acts.remindOfExpected({ supplier, month, reminder: letter, escalation, who, escalateTo });
    last = toInstant(new Date());
  }
  return { state: 'escalated' };
}
