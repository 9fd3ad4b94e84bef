// A process that one can open: what was done, what it waits for, who must act, what comes then.

import type { Instant } from '../../kernel/calendar.ts';
import type { Json } from '../../kernel/flow.ts';

export const STEP_STATES = ['pending', 'running', 'done', 'failed', 'skipped'] as const;
export type StepState = (typeof STEP_STATES)[number];

/** A message is a catalogue key and its arguments, so that it can be read in either language. */
export type Message = {
  readonly code: string;
  readonly args: Readonly<Record<string, Json>>;
};

export type Step = {
  readonly name: string;
  readonly state: StepState;
  readonly done: number | null;
  readonly total: number | null;
  readonly startedAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly message: Message | null;
};

/** Who must act, on what, since when; when the next reminder comes and who is told after that. */
export type Waiting = {
  readonly who: string;
  readonly what: string;
  readonly since: Instant;
  readonly reminderAt: Instant | null;
  readonly escalateAt?: Instant | null;
};

export type Process = {
  readonly id: string;
  readonly kind: string;
  readonly subject: string;
  readonly url: string;
  readonly state: string;
  readonly waitsFor: Waiting | null;
  readonly startedAt: Instant;
  readonly endedAt: Instant | null;
  readonly steps: readonly Step[];
};

export type NewProcess = {
  readonly id: string;
  readonly kind: string;
  readonly subject: string;
  readonly url: string;
  readonly state: string;
  /** The names of the steps to come, in their order. */
  readonly steps: readonly string[];
};

export type StepChange = {
  readonly state: StepState;
  readonly done?: number;
  readonly total?: number;
  readonly message?: Message;
};

/** Every wait for a person that there is, as the page lists them. The flows wait under these names. */
export const WAIT_KINDS = [
  'invoice-expected',
  'invoice-specification',
  'invoice-e-invoice',
  'invoice-decision',
  'month-waiting',
  'month-red-list',
  'month-preview',
  'month-invoicing',
  'month-awaiting-receipt',
  'month-paused',
] as const;
export type WaitKind = (typeof WAIT_KINDS)[number];

/** Who may be reminded: both can act on every wait, and hold their role everywhere. */
export const REMINDED_ROLES = ['administrator', 'finance'] as const;
export type RemindedRole = (typeof REMINDED_ROLES)[number];

/** What comes while somebody is waited for. Each time is counted from the one before it. */
export type WaitPolicy = {
  /** From the wait's beginning; 0 reminds at once. */
  readonly remindAfterHours: number;
  readonly remindAgainAfterHours: number;
  readonly escalateAfterHours: number;
  /** Who is reminded. */
  readonly who: RemindedRole;
  /** Who is told as well when two reminders have not helped. */
  readonly escalateTo: RemindedRole;
};

/** A policy as it is kept: one for each kind of wait. */
export type KeptWaitPolicy = WaitPolicy & {
  readonly kind: WaitKind;
  readonly version: number;
  /** Null while it is as the house began with. */
  readonly changedAt: Instant | null;
};
