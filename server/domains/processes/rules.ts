// When somebody who is waited for is reminded, and in which unit a time is said. Each letter is counted
// from the one before it: one that came late never brings the next with it.

import { instantAfter, type Instant } from '../../kernel/calendar.ts';
import type { WaitPolicy } from './types.ts';

const HOUR_MS = 3_600_000;
const HOURS_OF_DAY = 24;
/** Longer than a quarter nobody is waited for without a word. */
export const LONGEST_HOURS = 90 * HOURS_OF_DAY;

export const TIME_UNITS = ['hours', 'days'] as const;
export type TimeUnit = (typeof TIME_UNITS)[number];
export type Amount = { readonly amount: number; readonly unit: TimeUnit };

/** How many letters a wait can lead to: two reminders and the escalation. */
export const LETTERS_OF_A_WAIT = 3;

/**
 * When the letter of this number (from 1) is due, after the one before it or, the first, after the
 * wait's beginning. Null after the escalation.
 */
export function letterDueAt(policy: WaitPolicy, after: Instant, letter: number): Instant | null {
  const hours = stepsOf(policy)[letter - 1];
  return hours === undefined ? null : instantAfter(after, hours * HOUR_MS);
}

/** When somebody further up is told, where the letter of this number is due then: the deadline. */
export function escalationDueAt(policy: WaitPolicy, due: Instant, letter: number): Instant {
  return instantAfter(due, sum(stepsOf(policy).slice(letter)) * HOUR_MS);
}

/** From the wait's beginning to its escalation. */
export function totalHours(policy: WaitPolicy): number {
  return sum(stepsOf(policy));
}

/** The third letter is the escalation. */
export function isEscalation(letter: number): boolean {
  return letter === LETTERS_OF_A_WAIT;
}

/** Whole days are said in days, everything else in hours. */
export function amountOf(hours: number): Amount {
  return hours > 0 && hours % HOURS_OF_DAY === 0
    ? { amount: hours / HOURS_OF_DAY, unit: 'days' }
    : { amount: hours, unit: 'hours' };
}

export function hoursOf({ amount, unit }: Amount): number {
  return unit === 'days' ? amount * HOURS_OF_DAY : amount;
}

function stepsOf(policy: WaitPolicy): readonly number[] {
  return [policy.remindAfterHours, policy.remindAgainAfterHours, policy.escalateAfterHours];
}

function sum(hours: readonly number[]): number {
  return hours.reduce((total, each) => total + each, 0);
}
