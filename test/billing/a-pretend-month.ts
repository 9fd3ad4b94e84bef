// A month without a database: its activities move a state on and remember what they were asked. Tests
// play the people who decide.

import { setTimeout as pause } from 'node:timers/promises';
import type { MonthState } from '../../server/domains/billing/types.ts';
import type { WaitKind, WaitPolicy } from '../../server/domains/processes/types.ts';
import type { BillingActivities } from '../../workflows/billing/activities.ts';
import type { ProcessActivities } from '../../workflows/processes/activities.ts';

type Plan = {
  /** Lines on the red list after each freeze; none where the list ends. */
  readonly red?: readonly number[];
  /** A part that fails until it is retried. */
  readonly failing?: number | null;
  readonly complete?: boolean;
  /** Where the policies of waits come from; the house's own without it. */
  readonly askWaitPolicy?: (kind: WaitKind) => Promise<WaitPolicy>;
};

/** A reminder after a day, another, an escalation. */
export const DAILY: WaitPolicy = {
  remindAfterHours: 24,
  remindAgainAfterHours: 24,
  escalateAfterHours: 24,
  who: 'finance',
  escalateTo: 'administrator',
};

const PATIENCE_MS = 20_000;

export type PretendMonth = ReturnType<typeof pretendMonth>;

export function pretendMonth(plan: Plan = {}) {
  const { red = [], failing = null, complete = true } = plan;
  const steps: string[] = [];
  const notes: string[] = [];
  const reminders: string[] = [];
  const parts = new Map<number, 'pending' | 'done' | 'failed'>();
  let onReminder: { after: number; act: () => void } | null = null;
  let now = {
    state: 'waiting' as MonthState,
    resumes: 'waiting' as MonthState,
    freeze: 0,
    wanted: complete,
    previewed: false,
    approvable: true,
    settled: false,
    failing,
  };
  const set = (change: Partial<typeof now>) => {
    now = { ...now, ...change };
  };
  const step = (name: string, state?: MonthState) => {
    steps.push(name);
    if (state !== undefined) set({ state });
    return Promise.resolve();
  };
  const until = async (holds: () => boolean, what: string) => {
    const end = Date.now() + PATIENCE_MS;
    while (!holds()) {
      if (Date.now() > end) throw new Error(`${what} did not come; ${steps.join(', ')}`);
      await pause(10);
    }
  };
  const mayFreeze = () => ['waiting', 'red-list', 'preview'].includes(now.state) && now.wanted;

  const activities: BillingActivities & ProcessActivities = {
    askWaitPolicy: plan.askWaitPolicy ?? (() => Promise.resolve(DAILY)),
    lookAtMonth: () =>
      Promise.resolve({
        state: now.state,
        freeze: mayFreeze() ? now.freeze + 1 : null,
        parts: now.state === 'invoicing' ? pendingOf(parts) : [],
        previewWanted: now.state === 'preview' && !now.previewed,
        settled: now.state === 'awaiting-receipt' && now.settled,
        quietUntil: null,
      }),
    freezeMonth: ({ ordinal }) => step(`freeze ${String(ordinal)}`),
    allocateFrozen: async ({ ordinal }) => {
      const lines = red[ordinal - 1] ?? 0;
      set({ freeze: ordinal, wanted: false, previewed: false });
      await step(`allocate ${String(ordinal)}`, lines > 0 ? 'red-list' : 'preview');
      return lines;
    },
    previewMonth: async () => {
      set({ previewed: true });
      await step('preview');
      return 0;
    },
    numberInvoices: () => {
      parts.set(1, 'pending').set(2, 'pending');
      return step('number', 'invoicing');
    },
    makePart: ({ part }) => {
      if (now.failing === part) {
        steps.push(`try ${String(part)}`);
        return Promise.reject(new Error('no'));
      }
      parts.set(part, 'done');
      return step(`part ${String(part)}`);
    },
    failPart: ({ part }) => {
      parts.set(part, 'failed');
      return step(`fail ${String(part)}`);
    },
    finishInvoices: async () => {
      if ([...parts.values()].some((state) => state !== 'done')) return false;
      await step('finish', 'posting');
      return true;
    },
    sendNotices: async () => {
      await step('notices');
      return 0;
    },
    postMonth: () => step('post', 'exporting'),
    exportMonth: () => step('export', 'awaiting-receipt'),
    closeMonth: async () => {
      await step('close', 'closed');
      return true;
    },
    noteWait: (reminder) => {
      notes.push(`wait ${reminder.step}`);
      return Promise.resolve();
    },
    noteNoWait: () => Promise.resolve(),
    remind: ({ step: name, reminder, escalation }) => {
      reminders.push(`${name} ${String(reminder)}${escalation ? ' escalation' : ''}`);
      if (onReminder !== null && reminders.length >= onReminder.after) onReminder.act();
      return Promise.resolve();
    },
    startScheduledMonth: () => Promise.resolve(),
  };

  return {
    activities,
    steps: () => [...steps],
    reminders: () => [...reminders],
    reached: (state: MonthState) => until(() => now.state === state, state),
    did: (what: string) => until(() => [...steps, ...notes].includes(what), what),
    approve: () => {
      set({ state: 'numbering' });
    },
    settle: () => {
      set({ settled: true });
    },
    rerun: () => {
      set({ wanted: true });
    },
    retry: () => {
      set({ failing: null });
      for (const [part, state] of parts) if (state === 'failed') parts.set(part, 'pending');
    },
    pause: () => {
      set({ resumes: now.state, state: 'paused' });
    },
    resume: () => {
      set({ state: now.resumes });
    },
    cancel: () => {
      set({ state: 'cancelled' });
    },
    complete: () => {
      set({ wanted: true });
    },
    answerAfterReminders: (after: number, act: () => void) => {
      onReminder = { after, act };
    },
  };
}

function pendingOf(parts: ReadonlyMap<number, string>): number[] {
  return [...parts].filter(([, state]) => state === 'pending').map(([part]) => part);
}
