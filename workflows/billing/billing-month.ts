// The billing month: look how it stands, take the next step, or wait to be told. All decisions stand in
// the database; what is kept here is only how long the month has waited, and who has been reminded.

import {
  allHandlersFinished,
  condition,
  continueAsNew,
  isCancellation,
  proxyActivities,
  workflowInfo,
} from '@temporalio/workflow';
import {
  monthChanged,
  waitKindOf,
  type BillingMonthInput,
  type MonthPolicy,
} from '../../server/domains/billing/flow.ts';
import {
  escalationDueAt,
  isEscalation,
  letterDueAt,
} from '../../server/domains/processes/rules.ts';
import type { WaitPolicy } from '../../server/domains/processes/types.ts';
import { toInstant, type Instant } from '../../server/kernel/calendar.ts';
import { listenFor, type News } from '../news.ts';
import type { ProcessActivities } from '../processes/activities.ts';
import type { BillingActivities } from './activities.ts';

type Look = Awaited<ReturnType<BillingActivities['lookAtMonth']>>;
type Acts = ReturnType<typeof activitiesFor>;

/** How long it has waited in one state, by which policy, and how many letters have gone. */
export type Waits = {
  readonly step: Look['state'];
  readonly since: Instant;
  /** As it was when the wait began; null where nobody is waited for. */
  readonly policy: WaitPolicy | null;
  readonly reminders: number;
  /** When the last letter went, or the wait began. */
  readonly lastAt: Instant;
  /** How often it has looked in vain: it looks again soon at first, then ever more seldom. */
  readonly looks: number;
};

export type MonthOutcome = { readonly state: Look['state'] };

const EVENTS_BEFORE_NEW_HISTORY = 4000;
const PARTS_AT_ONCE = 4;
const TRIES_OF_A_PART = 3;
const FIRST_LOOK_MS = 2000;

export async function billingMonth(
  input: BillingMonthInput,
  waited: Waits | null = null,
): Promise<MonthOutcome> {
  const acts = activitiesFor(input.policy);
  const news = listenFor(monthChanged);
  let waits = waited;
  for (;;) {
    news.read();
    const look = await acts.lookAtMonth(input.month);
    if (look.state === 'closed' || look.state === 'cancelled') return { state: look.state };
    const went = await takeStep(look, input, acts);
    if (went) {
      if (waits !== null) await acts.noteNoWait(input.month);
      waits = null;
    } else {
      waits = await waitForNews(look, { input, acts, news, waits });
    }
    if (workflowInfo().historyLength > EVENTS_BEFORE_NEW_HISTORY) {
      await condition(allHandlersFinished);
      await continueAsNew<typeof billingMonth>(input, waits);
    }
  }
}

/** Takes the next step, if there is one to take. */
async function takeStep(look: Look, { month }: BillingMonthInput, acts: Acts): Promise<boolean> {
  if (look.freeze !== null) {
    const order = { month, ordinal: look.freeze };
    await acts.freezeMonth(order);
    await acts.allocateFrozen(order);
    return true;
  }
  if (look.previewWanted) {
    await acts.previewMonth(month);
    return true;
  }
  return takeStepAfterApproval(look, month, acts);
}

async function takeStepAfterApproval(
  look: Look,
  month: BillingMonthInput['month'],
  acts: Acts,
): Promise<boolean> {
  switch (look.state) {
    case 'numbering':
      await acts.numberInvoices(month);
      return true;
    case 'invoicing':
      await makeParts(look.parts, month, acts);
      return acts.finishInvoices(month);
    case 'posting':
      await acts.sendNotices(month);
      await acts.postMonth(month);
      return true;
    case 'exporting':
      await acts.exportMonth(month);
      return true;
    case 'awaiting-receipt':
      return look.settled && (await acts.closeMonth(month));
    default:
      return false;
  }
}

/** Some parts at a time; one that fails waits for a person, and holds up no other. */
async function makeParts(
  parts: readonly number[],
  month: BillingMonthInput['month'],
  acts: Acts,
): Promise<void> {
  const left = [...parts];
  const makeNext = async (): Promise<void> => {
    for (let part = left.shift(); part !== undefined; part = left.shift()) {
      try {
        await acts.makePart({ month, part });
      } catch (error) {
        if (isCancellation(error)) throw error;
        await acts.failPart({ month, part }, 'billing-month.part-failed');
      }
    }
  };
  await Promise.all(Array.from({ length: PARTS_AT_ONCE }, makeNext));
}

type Waiting = {
  readonly input: BillingMonthInput;
  readonly acts: Acts;
  readonly news: News;
  readonly waits: Waits | null;
};

/** Waits until something is told, the next reminder is due, or it is time to look again. */
async function waitForNews(look: Look, { input, acts, news, waits }: Waiting): Promise<Waits> {
  const { month, policy } = input;
  const known = waits?.step === look.state ? waits : await startWaiting(look, acts);
  const nextAt = nextReminder(known, look);
  const told = toldOf(known, { month, nextAt });
  await acts.noteWait({ ...told, reminder: known.reminders, escalation: false });
  const now = Date.now();
  const untilReminder = nextAt === null ? Infinity : Date.parse(nextAt) - now;
  const wait = Math.max(0, Math.min(nextLook(known, policy), untilReminder));
  if (await condition(news.has, wait)) return known;
  if (nextAt === null || Date.now() < Date.parse(nextAt)) {
    return { ...known, looks: known.looks + 1 };
  }
  const reminder = known.reminders + 1;
  await acts.remind({ ...told, reminder, escalation: isEscalation(reminder) });
  return { ...known, reminders: reminder, lastAt: toInstant(new Date()) };
}

/** The policy is asked for once: what is changed later concerns later waits. */
async function startWaiting({ state }: Look, acts: Acts): Promise<Waits> {
  const since = toInstant(new Date());
  const kind = waitKindOf(state);
  const policy = kind === null ? null : await acts.askWaitPolicy(kind);
  return { step: state, since, policy, reminders: 0, lastAt: since, looks: 0 };
}

/** What the page and the letters are told of a wait. */
function toldOf(
  { step, since, policy, reminders }: Waits,
  next: { readonly month: BillingMonthInput['month']; readonly nextAt: Instant | null },
) {
  const { nextAt } = next;
  return {
    ...next,
    step,
    since,
    who: policy?.who ?? null,
    escalateTo: policy?.escalateTo ?? null,
    escalateAt:
      nextAt === null || policy === null ? null : escalationDueAt(policy, nextAt, reminders + 1),
  };
}

/** Two seconds, eight, half a minute, up to what the policy says: told or not, a change is seen. */
function nextLook({ looks }: Waits, { lookEveryMs }: MonthPolicy): number {
  return Math.min(lookEveryMs, FIRST_LOOK_MS * 4 ** Math.min(looks, 10));
}

/** After the last reminder comes one escalation, and then nothing more. */
function nextReminder({ policy, lastAt, reminders }: Waits, look: Look): Instant | null {
  const due = policy === null ? null : letterDueAt(policy, lastAt, reminders + 1);
  return due !== null && look.quietUntil !== null && look.quietUntil > due ? look.quietUntil : due;
}

function activitiesFor({ heartbeatMs, timeoutMs }: MonthPolicy) {
  const retry = { initialInterval: '1 second', maximumInterval: '1 minute' } as const;
  const options = {
    startToCloseTimeout: timeoutMs,
    heartbeatTimeout: heartbeatMs,
    retry,
  } as const;
  const acts = proxyActivities<BillingActivities & ProcessActivities>(options);
  const parts = proxyActivities<BillingActivities>({
    ...options,
    retry: { ...retry, maximumAttempts: TRIES_OF_A_PART },
  });
  return { ...actsOf(acts), makePart: parts.makePart };
}

/** A proxy has no keys of its own: its activities are named once here. */
function actsOf(acts: BillingActivities & ProcessActivities) {
  return {
    lookAtMonth: acts.lookAtMonth,
    freezeMonth: acts.freezeMonth,
    allocateFrozen: acts.allocateFrozen,
    previewMonth: acts.previewMonth,
    numberInvoices: acts.numberInvoices,
    failPart: acts.failPart,
    finishInvoices: acts.finishInvoices,
    sendNotices: acts.sendNotices,
    postMonth: acts.postMonth,
    exportMonth: acts.exportMonth,
    closeMonth: acts.closeMonth,
    noteWait: acts.noteWait,
    noteNoWait: acts.noteNoWait,
    remind: acts.remind,
    askWaitPolicy: acts.askWaitPolicy,
  };
}
