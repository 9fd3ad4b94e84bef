// The journal: what happened and who did it, append only and hash chained. It never holds a person's
// name or number; actors are ids.

import type { Actor } from '../../kernel/actor.ts';
import type { Json } from '../../kernel/flow.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database, Tx } from '../../platform/database.ts';
import { createJournalStore } from './store.ts';
import type { JournalEntry } from './types.ts';

export type NewEntry = {
  readonly event: string;
  readonly actor: Pick<Actor, 'id'>;
  readonly subject: string;
  readonly details?: Readonly<Record<string, Json>>;
};

export function createJournal({ db, clock }: { db: Database; clock: Clock }) {
  const store = createJournalStore(db);
  return {
    /** Adds an entry in the caller's transaction: it is there exactly when the change is. */
    record: (entry: NewEntry, tx?: Tx): Promise<void> =>
      store.insert(
        {
          at: clock.now(),
          event: entry.event,
          actor: entry.actor.id,
          subject: entry.subject,
          details: entry.details ?? {},
        },
        tx,
      ),
    /** What happened to one thing, the newest first. */
    ofSubject: (subject: string, limit = 100): Promise<JournalEntry[]> =>
      store.ofSubject(subject, limit),
    /** What happened at all, the newest first. */
    latest: (before: number | null, limit = 100): Promise<JournalEntry[]> =>
      store.latest(before, limit),
    sealPending: store.sealPending,
    firstBrokenSeal: store.firstBrokenSeal,
  };
}

export type Journal = ReturnType<typeof createJournal>;
