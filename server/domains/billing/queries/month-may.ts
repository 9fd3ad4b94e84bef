// What somebody may do with a month now, and why not: the same rules and moves as the commands ask.

import type { Actor } from '../../../kernel/actor.ts';
import { may, type Rule } from '../../../kernel/rule.ts';
import { ALLOWED, notAllowed, type Verdict } from '../../../kernel/verdict.ts';
import type { MonthMay } from '../pages/month-facts.ts';
import { approveMonths, runMonths } from '../policy.ts';
import { mayCancel, mayMove } from '../rules/states.ts';
import type { BillingMonth, RedLine } from '../types/process.ts';

type Deciding = {
  readonly actor: Actor;
  readonly isPlacer: boolean;
  readonly red: readonly RedLine[];
};

/** Null where the actor has no right at all; else whether the state lets it happen, and why not. */
export function monthMay(month: BillingMonth, { actor, isPlacer, red }: Deciding): MonthMay {
  const when = (rule: Rule, verdict: () => Verdict) => (may(rule, actor) ? verdict() : null);
  const { state } = month;
  const move = (name: Parameters<typeof mayMove>[1]) => () => mayMove(state, name);
  return {
    approve: when(approveMonths, () => mayApprove(month, { isPlacer, red })),
    pause: when(runMonths, move('pause')),
    resume: when(runMonths, () =>
      state === 'paused' ? ALLOWED : notAllowed('conflict', 'billing-month.state'),
    ),
    cancel: when(runMonths, () => mayCancel(state, month.resumes)),
    waive: when(approveMonths, () =>
      state === 'waiting' || state === 'awaiting-receipt'
        ? ALLOWED
        : notAllowed('conflict', 'billing-month.state'),
    ),
    place: when(runMonths, move('place-some')),
    retry: when(runMonths, () => ALLOWED),
    rerun: when(runMonths, move('rerun')),
  };
}

function mayApprove(
  month: BillingMonth,
  { isPlacer, red }: Pick<Deciding, 'isPlacer' | 'red'>,
): Verdict {
  if (isPlacer) return notAllowed('forbidden', 'billing-month.own-placement');
  if (red.some((line) => line.state === 'open')) {
    return notAllowed('conflict', 'billing-month.red-list');
  }
  const count = month.blockers?.length ?? 0;
  if (count > 0) return notAllowed('conflict', 'billing-month.blocked', { args: { count } });
  return mayMove(month.state, 'approve');
}
