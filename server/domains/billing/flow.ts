// The billing month as the server knows it: started once a run, and told when something has changed.
// Every decision stands in the database; the signal only says that there is something to look at.

import { defineFlow, defineSignal, type StepLimits } from '../../kernel/flow.ts';
import type { Month } from '../../kernel/calendar.ts';

/** How long the month waits before it reminds, tells somebody further up, and looks again by itself. */
export type MonthPolicy = StepLimits & {
  readonly remindAfterMs: number;
  readonly reminders: number;
  /** What nobody told of is seen at the latest after this long. */
  readonly lookEveryMs: number;
};

const HOUR_MS = 3_600_000;

export const DEFAULT_MONTH_POLICY: MonthPolicy = {
  remindAfterMs: 24 * HOUR_MS,
  reminders: 2,
  lookEveryMs: HOUR_MS,
  heartbeatMs: 15_000,
  timeoutMs: 30 * 60_000,
};

export type BillingMonthInput = {
  readonly month: Month;
  /** From 1; a month that was cancelled is run again under another id. */
  readonly run: number;
  readonly policy: MonthPolicy;
};

/** `billing-2026-10`; a second run of a cancelled month `billing-2026-10-2`. */
export const billingMonth = defineFlow<BillingMonthInput>({
  name: 'billingMonth',
  idOf: ({ month, run }) => processIdOf(month, run),
});

/** Something about the month has changed in the database. */
export const monthChanged = defineSignal<{ readonly what: string }>('monthChanged');

export function processIdOf(month: Month, run: number): string {
  return run === 1 ? `billing-${month}` : `billing-${month}-${String(run)}`;
}

/** The steps of a month as its page shows them, in their order. */
export const MONTH_STEPS = [
  'waiting',
  'freeze',
  'own-charges',
  'allocation',
  'red-list',
  'approval',
  'invoices',
  'notices',
  'vouchers',
  'export',
  'receipt',
  'close',
] as const;
export type MonthStep = (typeof MONTH_STEPS)[number];

export type ScheduledMonthInput = null;

/** What the schedule starts: it opens the month before, which then runs as any other. */
export const scheduledMonth = defineFlow<ScheduledMonthInput>({
  name: 'scheduledMonth',
  idOf: () => 'billing-schedule',
});

/** On the third of each month at six in the morning, Swedish time, for the month before. */
export const MONTH_SCHEDULE = {
  id: 'billing-month',
  flow: scheduledMonth,
  timezone: 'Europe/Stockholm',
  calendar: { dayOfMonth: 3, hour: 6, minute: 0 },
  overlap: 'BUFFER_ONE',
  catchupWindowMs: 7 * 24 * HOUR_MS,
} as const;
