// Telling people: a letter is queued in the transaction of what it tells about, and sent afterwards.

import { createHash } from 'node:crypto';
import type { Actor } from '../../kernel/actor.ts';
import { notFound, Refusal } from '../../kernel/refusal.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database, Tx } from '../../platform/database.ts';
import { parseRecipient } from '../../platform/mail.ts';
import type { Outbox } from '../../platform/outbox.ts';
import type { Journal } from '../journal/journal.ts';
import { paths } from './paths.ts';
import { maySendAgain } from './rules.ts';
import type { LetterStore } from './store.ts';
import type { NewLetter } from './types.ts';

export type CommandDeps = {
  readonly db: Database;
  readonly store: LetterStore;
  readonly outbox: Outbox;
  readonly journal: Journal;
  readonly clock: Clock;
  /** The right side of Message-IDs: the house's host name. */
  readonly host: string;
};

export function createNoticeCommands({ db, store, outbox, journal, clock, host }: CommandDeps) {
  return {
    /**
     * Queues a letter: once for its key and address, however often this is called. An address that
     * can't be one makes a failed letter, seen in the log: nobody's month stops for it. The answer is
     * whether it is new.
     */
    queueLetter: async (letter: NewLetter, tx: Tx): Promise<boolean> => {
      const failure = faultOf(letter.recipient.address);
      const id = await store.insert(
        {
          letter,
          messageId: messageIdOf(letter, host),
          lang: 'sv',
          state: failure === null ? 'queued' : 'failed',
          failure,
          at: clock.now(),
        },
        tx,
      );
      if (id !== null && failure === null) await outbox.letter(id, tx);
      return id !== null;
    },

    /** Puts a failed letter in line again. */
    sendAgain: (id: number, actor: Actor): Promise<void> =>
      db.transaction(async (tx) => {
        const letter = await store.find(id);
        if (letter === null) throw notFound();
        const again = maySendAgain(letter.state) && (await store.requeue(id, clock.now(), tx));
        if (!again) throw new Refusal('conflict', 'letter.state', { state: letter.state });
        await outbox.letter(id, tx);
        await journal.record(
          { event: 'letter.requeued', actor, subject: `letter:${String(id)}` },
          tx,
        );
        await outbox.pageChanged(paths.letters(), tx);
      }),

    /** Marks one's own notices as read, up to the newest that one was shown. */
    markRead: async (actor: Actor, upTo: number): Promise<void> => {
      if (actor.email !== null) await store.markRead(actor.email, upTo, clock.now());
    },
  };
}

function faultOf(address: string): string | null {
  try {
    parseRecipient(address);
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

/** The same letter always travels under the same id, so that a second copy is known as one. */
function messageIdOf({ key, recipient }: NewLetter, host: string): string {
  const digest = createHash('sha256').update(`${key}\n${recipient.address}`).digest('hex');
  return `<${digest.slice(0, 40)}@${host}>`;
}
