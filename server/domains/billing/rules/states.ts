// The life of a billing month as a table: which command is allowed in which state, and where it leads.
// Steps that the house takes by itself are in the same table.

import { ALLOWED, notAllowed, type Verdict } from '../../../kernel/verdict.ts';
import type { MonthState } from '../types.ts';

/** What can happen to a month. */
export const MONTH_MOVES = [
  'freeze-red',
  'freeze-clean',
  'place-some',
  'place-last',
  'rerun',
  'approve',
  'numbered',
  'invoiced',
  'posted',
  'exported',
  'receipt',
  'pause',
  'cancel',
] as const;
export type MonthMove = (typeof MONTH_MOVES)[number];

type Moves = Readonly<Partial<Record<MonthMove, MonthState>>>;

const WHILE_OPEN: Moves = { pause: 'paused', cancel: 'cancelled' };
const FREEZING: Moves = { 'freeze-red': 'red-list', 'freeze-clean': 'preview' };

/** From state to state. `paused` goes back to where it was, by `resume` alone. */
export const TRANSITIONS: Readonly<Record<MonthState, Moves>> = {
  waiting: { ...WHILE_OPEN, ...FREEZING },
  'red-list': {
    ...WHILE_OPEN,
    ...FREEZING,
    'place-some': 'red-list',
    'place-last': 'preview',
    rerun: 'red-list',
  },
  preview: { ...WHILE_OPEN, ...FREEZING, rerun: 'preview', approve: 'numbering' },
  numbering: { pause: 'paused', numbered: 'invoicing' },
  invoicing: { pause: 'paused', invoiced: 'posting' },
  posting: { pause: 'paused', posted: 'exporting' },
  exporting: { pause: 'paused', exported: 'awaiting-receipt' },
  'awaiting-receipt': { pause: 'paused', receipt: 'closed' },
  closed: {},
  paused: { cancel: 'cancelled' },
  cancelled: {},
};

/** Where a move leads from a state; null where it is not allowed there. */
export function afterMove(state: MonthState, move: MonthMove): MonthState | null {
  return TRANSITIONS[state][move] ?? null;
}

/** A month that was paused after its numbering had begun can no more be cancelled. */
export function mayCancel(state: MonthState, resumes: MonthState | null): Verdict {
  const from = state === 'paused' ? (resumes ?? state) : state;
  return mayMove(from === 'paused' ? 'closed' : from, 'cancel');
}

/** 409 `billing-month.state` with the state, where the move is not for this state. */
export function mayMove(state: MonthState, move: MonthMove): Verdict {
  if (afterMove(state, move) !== null) return ALLOWED;
  return notAllowed('conflict', 'billing-month.state', { state, args: { state } });
}
