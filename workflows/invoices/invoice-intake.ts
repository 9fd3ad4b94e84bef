// A supplier invoice from its files to ready: recognise, read, match, check, settle; then wait for
// whoever must act, with a reminder, a second one and an escalation. All decisions stand in the database.

import {
  allHandlersFinished,
  condition,
  continueAsNew,
  defineSignal,
  proxyActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import {
  invoiceChanged,
  type IntakeOutcome,
  type InvoiceIntakeInput,
  type ReminderPolicy,
} from '../../server/domains/invoices/flow.ts';
import type { InvoiceId } from '../../server/domains/invoices/types.ts';
import type { StepLimits } from '../../server/kernel/flow.ts';
import { instantAfter, toInstant, type Instant } from '../../server/kernel/calendar.ts';
import type { InvoiceActivities } from './activities.ts';

const EVENTS_BEFORE_NEW_HISTORY = 4000;

type Acts = ReturnType<typeof activitiesFor>;

export async function invoiceIntake(input: InvoiceIntakeInput): Promise<IntakeOutcome> {
  const acts = activitiesFor(input.policy);
  const news = listen();
  for (;;) {
    news.read();
    const outcome = await takeIn(input.invoiceId, acts);
    // What came while it was taken in is looked at before anybody is asked for it.
    if (!news.has()) {
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
  const { policy } = input;
  const id = input.invoiceId as InvoiceId;
  const since = toInstant(new Date());
  const waits = durations(policy);
  for (const [index, wait] of waits.entries()) {
    const now = toInstant(new Date());
    const left = waits.slice(index).reduce((sum, each) => sum + each, 0);
    const times = { reminderAt: instantAfter(now, wait), escalateAt: instantAfter(now, left) };
    await acts.noteInvoiceWait({ id, waitsFor, since, ...times });
    if (await condition(news.has, wait)) return;
    const escalation = index === waits.length - 1;
    await acts.remindOfInvoice({ id, waitsFor, since, reminder: index + 1, escalation });
  }
  const over: { reminderAt: Instant | null; escalateAt: Instant | null } = {
    reminderAt: null,
    escalateAt: null,
  };
  await acts.noteInvoiceWait({ id, waitsFor, since, ...over });
  await condition(news.has);
}

function activitiesFor({ heartbeatMs, timeoutMs }: StepLimits) {
  return proxyActivities<InvoiceActivities>({
    startToCloseTimeout: timeoutMs,
    heartbeatTimeout: heartbeatMs,
    retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
  });
}

function durations(policy: ReminderPolicy): readonly number[] {
  return [policy.remindAfterMs, policy.remindAgainAfterMs, policy.escalateAfterMs];
}

type News = { readonly has: () => boolean; readonly read: () => void };

/** A signal says only that there is something to look at; a second delivery says nothing new. */
function listen(): News {
  const keys = new Set<string>();
  let unread = false;
  setHandler(defineSignal<[null, string]>(invoiceChanged.name), (_args, key) => {
    if (keys.has(key)) return;
    keys.add(key);
    unread = true;
  });
  return {
    has: () => unread,
    read: () => {
      unread = false;
    },
  };
}
