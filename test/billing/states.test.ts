// The month's table of states: every state is reached, and what the table does not allow is refused.

import { expect } from 'chai';
import {
  afterMove,
  mayCancel,
  mayMove,
  MONTH_MOVES,
  TRANSITIONS,
} from '../../server/domains/billing/rules/states.ts';
import { MONTH_STATES, type MonthState } from '../../server/domains/billing/types.ts';

describe('the states of a billing month', () => {
  it('are all reached from the first', () => {
    const reached = new Set<MonthState>(['waiting']);
    for (const state of reached) {
      for (const move of MONTH_MOVES) {
        const next = afterMove(state, move);
        if (next !== null) reached.add(next);
      }
    }
    expect([...reached].sort()).to.deep.equal([...MONTH_STATES].sort());
  });

  for (const state of MONTH_STATES) {
    it(`${state}: refuses every move that the table does not have, with the state`, () => {
      for (const move of MONTH_MOVES) {
        const verdict = mayMove(state, move);
        expect(verdict.allowed, move).to.equal(move in TRANSITIONS[state]);
        if (!verdict.allowed) {
          expect(verdict).to.include({ kind: 'conflict', code: 'billing-month.state' });
          expect(verdict.details.state).to.equal(state);
        }
      }
    });
  }

  it('a paused month may be cancelled only where it could be before it was paused', () => {
    const cancellable = MONTH_STATES.filter((state) => mayCancel('paused', state).allowed);
    expect(cancellable).to.deep.equal(['waiting', 'red-list', 'preview']);
  });
});
