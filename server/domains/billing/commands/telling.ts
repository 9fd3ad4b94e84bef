// How a change of a month is told: its journal, its process, its workflow and its page, all in the
// transaction of the change.

import type { Actor } from '../../../kernel/actor.ts';
import type { Json } from '../../../kernel/flow.ts';
import { newId } from '../../../platform/ids.ts';
import type { Tx } from '../../../platform/database.ts';
import { billingMonth, monthChanged, processIdOf, type MonthStep } from '../flow.ts';
import { paths } from '../paths.ts';
import type { BillingMonth } from '../types/process.ts';
import type { StepChange } from '../../processes/types.ts';
import type { MonthRoom } from './deps.ts';

type Of = Pick<BillingMonth, 'month' | 'run'>;

export type Told = {
  readonly event: string;
  readonly actor: Pick<Actor, 'id'>;
  readonly details?: Readonly<Record<string, Json>>;
};

export function createTelling({
  journal,
  outbox,
  processes,
}: Pick<MonthRoom, 'journal' | 'outbox' | 'processes'>) {
  const flowId = ({ month, run }: Of) => processIdOf(month, run);
  return {
    /** Journal and page. */
    note: async (of: Of, told: Told, tx: Tx): Promise<void> => {
      await journal.record({ ...told, subject: subjectOf(of) }, tx);
      await outbox.pageChanged(paths.month(of.month), tx);
    },

    /** The workflow is told that there is something to look at. */
    nudge: async (of: Of, what: string, tx: Tx): Promise<void> => {
      const id = flowId(of);
      const call = { flow: billingMonth, id, signal: monthChanged, args: { what }, key: newId() };
      await outbox.signal(call, tx);
    },

    step: (of: Of, name: MonthStep, change: StepChange, tx?: Tx): Promise<void> =>
      processes.step({ id: flowId(of), name }, change, tx),

    state: (of: Of, state: string, tx: Tx): Promise<void> =>
      processes.setState(flowId(of), state, tx),

    flowId,
  };
}

export type Telling = ReturnType<typeof createTelling>;

export function subjectOf({ month }: Pick<BillingMonth, 'month'>): string {
  return `billing-month:${month}`;
}
