// Processes that one can open. Flows write here through their activities; pages read. Every change is
// told to those who look at the process's page.

import type { Clock } from '../../platform/clock.ts';
import type { Database, Tx } from '../../platform/database.ts';
import type { Outbox } from '../../platform/outbox.ts';
import type { Journal } from '../journal/journal.ts';
import { createProcessCommands } from './commands.ts';
import { waitPolicyMenu, waitPolicyRoutes } from './routes.ts';
import { createProcessStore } from './store.ts';
import type { NewProcess, Process, StepChange, WaitKind, Waiting, WaitPolicy } from './types.ts';

type Deps = {
  readonly db: Database;
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly journal: Pick<Journal, 'record'>;
};

export function createProcesses({ db, clock, outbox, journal }: Deps) {
  const store = createProcessStore(db);
  const commands = createProcessCommands({ db, clock, outbox, journal, store });
  const tell = async (id: string, tx?: Tx) => {
    const row = await db.row<{ url: string }>('SELECT url FROM processes WHERE id = ?', [id], tx);
    if (row !== null) await outbox.pageChanged(row.url, tx);
  };
  return {
    find: store.find,
    /** Open processes, the newest first, of one kind or all. */
    listOpen: (kind: string | null = null, limit = 100): Promise<Process[]> =>
      store.listOpen(kind, limit),

    /** Opens a process with its coming steps; opening it again changes nothing. */
    open: async (process: NewProcess, tx: Tx): Promise<void> => {
      await store.open(process, clock.now(), tx);
      await outbox.pageChanged(process.url, tx);
    },

    /** Sets a step's state and progress. Started and ended follow from the state. */
    step: async (
      { id, name }: { id: string; name: string },
      change: StepChange,
      tx?: Tx,
    ): Promise<void> => {
      await store.step({ id, name, now: clock.now() }, change, tx);
      await tell(id, tx);
    },

    setState: async (id: string, state: string, tx?: Tx): Promise<void> => {
      await store.state(id, state, tx);
      await tell(id, tx);
    },

    /** Says what the process waits for; null when it waits no longer. */
    wait: async (id: string, waits: Waiting | null, tx?: Tx): Promise<void> => {
      await store.waits(id, waits, tx);
      await tell(id, tx);
    },

    close: async (id: string, state: string, tx?: Tx): Promise<void> => {
      await store.close({ id, now: clock.now() }, state, tx);
      await tell(id, tx);
    },

    reopen: async (id: string, state: string, tx?: Tx): Promise<void> => {
      await store.reopen(id, state, tx);
      await tell(id, tx);
    },

    /** The policy of a wait that begins now; it holds for that wait until its end. */
    waitPolicy: async (kind: WaitKind): Promise<WaitPolicy> => {
      const found = await store.waitPolicy(kind);
      if (found === null) throw new RangeError(`no policy for the wait ${kind}`);
      const { remindAfterHours, remindAgainAfterHours, escalateAfterHours, who, escalateTo } =
        found;
      return { remindAfterHours, remindAgainAfterHours, escalateAfterHours, who, escalateTo };
    },

    ...commands,
    /** The pages of this room. */
    routes: waitPolicyRoutes({ store, commands }),
    menu: waitPolicyMenu,
  };
}

export type Processes = ReturnType<typeof createProcesses>;
