// Changing when people are reminded. Of two at once one wins, the other is told.

import type { Actor } from '../../kernel/actor.ts';
import { notFound, Refusal } from '../../kernel/refusal.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/database.ts';
import type { Outbox } from '../../platform/outbox.ts';
import type { Journal } from '../journal/journal.ts';
import { paths } from './paths.ts';
import type { ProcessStore } from './store.ts';
import type { KeptWaitPolicy, WaitKind, WaitPolicy } from './types.ts';

export type ChangeWaitPolicy = {
  readonly kind: WaitKind;
  readonly policy: WaitPolicy;
  /** The version that the one who decides has seen. */
  readonly version: number;
  readonly reason: string;
  readonly actor: Pick<Actor, 'id'>;
};

type Deps = {
  readonly db: Database;
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly journal: Pick<Journal, 'record'>;
  readonly store: Pick<ProcessStore, 'waitPolicyForUpdate' | 'changeWaitPolicy'>;
};

export function createProcessCommands({ db, clock, outbox, journal, store }: Deps) {
  return {
    /**
     * Gives a kind of wait another policy: for waits that begin from now on. Refuses
     * `version.conflict` where somebody was first; the same policy again changes nothing.
     */
    changeWaitPolicy: (change: ChangeWaitPolicy): Promise<void> =>
      db.transaction(async (tx) => {
        const { kind, policy, reason, actor } = change;
        const found = await store.waitPolicyForUpdate(kind, tx);
        if (found === null) throw notFound();
        if (found.version !== change.version) throw new Refusal('conflict', 'version.conflict');
        const before = policyOf(found);
        if (JSON.stringify(before) === JSON.stringify(policyOf(policy))) return;
        await store.changeWaitPolicy({ kind, policy, at: clock.now(), by: actor.id }, tx);
        await journal.record(
          {
            event: 'wait-policy.changed',
            actor,
            subject: `wait-policy:${kind}`,
            details: { before, after: policyOf(policy), reason },
          },
          tx,
        );
        await outbox.pageChanged(paths.waitPolicies(), tx);
      }),
  };
}

/** The policy alone, in one order of fields. */
function policyOf(kept: WaitPolicy | KeptWaitPolicy): WaitPolicy {
  const { remindAfterHours, remindAgainAfterHours, escalateAfterHours, who, escalateTo } = kept;
  return { remindAfterHours, remindAgainAfterHours, escalateAfterHours, who, escalateTo };
}
