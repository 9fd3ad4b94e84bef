// The billing month as the server knows it: started once a run, and told when something has changed.
// Every decision stands in the database; the signal only says that there is something to look at.

import { defineFlow, defineSignal, type StepLimits } from '../../kernel/flow.ts';
import type { Month } from '../../kernel/calendar.ts';
import type { WaitKind } from '../processes/types.ts';
import type { MonthState } from './types.ts';

/** How long a step may take, and how often the month looks again. When people are reminded is data. */
export type MonthPolicy = StepLimits & {
  /** What nobody told of is seen at the latest after this long. */
  readonly lookEveryMs: number;
};

const HOUR_MS = 3_600_000;

export const DEFAULT_MONTH_POLICY: MonthPolicy = {
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

/** Under which name a month waits for somebody in a state; null where it goes on by itself. */
export function waitKindOf(state: MonthState): WaitKind | null {
  return MINDED.has(state) ? (`month-${state as MindedState}` as const) : null;
}

/** States in which a month waits for somebody. */
export const MINDED_STATES = [
  'waiting',
  'red-list',
  'preview',
  'invoicing',
  'awaiting-receipt',
  'paused',
] as const;
export type MindedState = (typeof MINDED_STATES)[number];
const MINDED: ReadonlySet<MonthState> = new Set(MINDED_STATES);

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
