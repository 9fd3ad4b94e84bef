// How much of a month went through without a hand.

import type { BillingMonth } from '../types/process.ts';

/**
 * Per cent of a month's lines that nobody touched, null where it has none. One decimal, cut rather than
 * rounded up: 100 % means that no line was touched.
 */
export function straightPercent({
  linesTotal,
  linesTouched,
}: Pick<BillingMonth, 'linesTotal' | 'linesTouched'>): number | null {
  if (linesTotal === 0) return null;
  return Math.floor(((linesTotal - linesTouched) * 1000) / linesTotal) / 10;
}
