// A supplier invoice from its files to ready: recognise, read, match, check, settle; then wait for
// whoever must act, with a reminder, a second one and an escalation. All decisions stand in the database.

import {
  allHandlersFinished,
  condition,
  continueAsNew,
  proxyActivities,
  workflowInfo,
} from '@temporalio/workflow';
import {
  invoiceChanged,
  type IntakeOutcome,
  type InvoiceIntakeInput,
} from '../../server/domains/invoices/flow.ts';
import type { InvoiceId } from '../../server/domains/invoices/types.ts';
import {
  escalationDueAt,
  isEscalation,
  letterDueAt,
  LETTERS_OF_A_WAIT,
} from '../../server/domains/processes/rules.ts';
import type { StepLimits } from '../../server/kernel/flow.ts';
import { toInstant } from '../../server/kernel/calendar.ts';
import { listenFor, type News } from '../news.ts';
import type { ProcessActivities } from '../processes/activities.ts';
import type { InvoiceActivities } from './activities.ts';

const EVENTS_BEFORE_NEW_HISTORY = 4000;

type Acts = ReturnType<typeof activitiesFor>;

export async function invoiceIntake(input: InvoiceIntakeInput): Promise<IntakeOutcome> {
  const acts = activitiesFor(input.limits);
  const news = listenFor(invoiceChanged);
  for (;;) {
    news.read();
    const outcome = await takeIn(input.invoiceId, acts);
    // What came while it was taken in is looked at before anybody is asked for it.
    if (!news.has() && outcome.state !== 'received') {
      if (outcome.waitsFor === null) return outcome;
      await waitForNews(outcome.waitsFor, { input, acts, news });
    }
    if (workflowInfo().historyLength > EVENTS_BEFORE_NEW_HISTORY) {
      await condition(allHandlersFinished);
      await continueAsNew<typeof invoiceIntake>(input);
    }
  }
}

async function takeIn(id: number, acts: Acts): Promise<IntakeOutcome> {
  const steps = [
    acts.recogniseInvoice,
    acts.readInvoice,
    acts.matchInvoice,
    acts.checkInvoice,
  ] as const;
  for (const step of steps) {
    if (!(await step(id)).goesOn) break;
  }
  return acts.settleInvoice(id);
}

type WaitsFor = NonNullable<IntakeOutcome['waitsFor']>;

type Waiting = {
  readonly input: InvoiceIntakeInput;
  readonly acts: Acts;
  readonly news: News;
};

/** A reminder, a second one, an escalation, and then only news. */
async function waitForNews(waitsFor: WaitsFor, { input, acts, news }: Waiting): Promise<void> {
  const id = input.invoiceId as InvoiceId;
  const since = toInstant(new Date());
  const policy = await acts.askWaitPolicy(`invoice-${waitsFor}`);
  const { who, escalateTo } = policy;
  for (let letter = 1; letter <= LETTERS_OF_A_WAIT; letter += 1) {
    const now = toInstant(new Date());
    const reminderAt = letterDueAt(policy, letter === 1 ? since : now, letter) ?? now;
    const escalateAt = escalationDueAt(policy, reminderAt, letter);
    await acts.noteInvoiceWait({ id, waitsFor, since, who, reminderAt, escalateAt });
    if (await condition(news.has, until(reminderAt))) return;
    const escalation = isEscalation(letter);
    const told = { id, waitsFor, since, reminder: letter, escalation };
    await acts.remindOfInvoice({ ...told, who, escalateTo });
  }
  const over = { reminderAt: null, escalateAt: null };
  await acts.noteInvoiceWait({ id, waitsFor, since, who, ...over });
  await condition(news.has);
}

/** What is left until then; never less than nothing. */
function until(at: string): number {
  return Math.max(0, Date.parse(at) - Date.now());
}

function activitiesFor({ heartbeatMs, timeoutMs }: StepLimits) {
  return proxyActivities<InvoiceActivities & ProcessActivities>({
    startToCloseTimeout: timeoutMs,
    heartbeatTimeout: heartbeatMs,
    retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
  });
}
