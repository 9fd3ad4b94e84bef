// Letters in the table: written once, then only their state moves on.

import type { Instant } from '../../kernel/calendar.ts';
import { instantSql, isDuplicate, type Database, type Tx } from '../../platform/database.ts';
import type { Letter, LetterId, LetterState, NewLetter } from './types.ts';

type Row = Omit<Letter, 'recipient'> & {
  readonly recipientAddress: string;
  readonly recipientName: string;
};

type Queued = {
  readonly letter: NewLetter;
  readonly messageId: string;
  readonly lang: 'sv' | 'en';
  readonly state: LetterState;
  readonly failure: string | null;
  readonly at: Instant;
};

const COLUMNS = `id, message_id AS messageId, kind, recipient_address AS recipientAddress,
  recipient_name AS recipientName, path, args, lang, state, attempts, failure,
  queued_at AS queuedAt, sent_at AS sentAt, read_at AS readAt`;
const NO_CURSOR = Number.MAX_SAFE_INTEGER;

export function createLetterStore(db: Database) {
  return {
    /** The new letter's id, or null where the same key and address have one already. */
    insert: async (queued: Queued, tx: Tx): Promise<LetterId | null> => {
      const { letter, messageId, lang, state, failure, at } = queued;
      try {
        const { insertId } = await db.run(
          `INSERT INTO letters (letter_key, message_id, kind, recipient_address, recipient_name,
             path, args, lang, state, failure, queued_at)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
          [
            letter.key,
            messageId,
            letter.kind,
            letter.recipient.address.toLowerCase(),
            letter.recipient.name ?? '',
            letter.path,
            JSON.stringify(letter.args),
            lang,
            state,
            failure,
            instantSql(at),
          ],
          tx,
        );
        return insertId as LetterId;
      } catch (error) {
        if (isDuplicate(error)) return null;
        throw error;
      }
    },

    find: async (id: number): Promise<Letter | null> => {
      const row = await db.row<Row>(`SELECT ${COLUMNS} FROM letters WHERE id = ?`, [id]);
      return row === null ? null : toLetter(row);
    },

    markSent: async (id: LetterId, at: Instant): Promise<void> => {
      await db.run(
        `UPDATE letters SET state = 'sent', sent_at = ?, failure = NULL, attempts = attempts + 1
         WHERE id = ? AND state = 'queued'`,
        [instantSql(at), id],
      );
    },

    /** A try that failed: for good, or only this time. */
    markTried: async (
      id: LetterId,
      { failure, final }: { failure: string; final: boolean },
    ): Promise<void> => {
      await db.run(
        `UPDATE letters SET state = ?, failure = ?, attempts = attempts + 1
         WHERE id = ? AND state = 'queued'`,
        [final ? 'failed' : 'queued', failure, id],
      );
    },

    /** Puts a failed letter back in line. False where it was not failed. */
    requeue: async (id: number, at: Instant, tx: Tx): Promise<boolean> => {
      const { affectedRows } = await db.run(
        `UPDATE letters SET state = 'queued', failure = NULL, queued_at = ?
         WHERE id = ? AND state = 'failed'`,
        [instantSql(at), id],
        tx,
      );
      return affectedRows === 1;
    },

    /** The newest first, older than `before`. */
    ofPerson: async (address: string, before: number | null, limit: number): Promise<Letter[]> => {
      const rows = await db.rows<Row>(
        `SELECT ${COLUMNS} FROM letters WHERE recipient_address = ? AND id < ?
         ORDER BY id DESC LIMIT ?`,
        [address.toLowerCase(), before ?? NO_CURSOR, limit],
      );
      return rows.map(toLetter);
    },

    countUnread: async (address: string): Promise<number> => {
      const row = await db.row<{ n: number }>(
        'SELECT COUNT(*) AS n FROM letters WHERE recipient_address = ? AND read_at IS NULL',
        [address.toLowerCase()],
      );
      return row?.n ?? 0;
    },

    markRead: async (address: string, upTo: number, at: Instant): Promise<void> => {
      await db.run(
        `UPDATE letters SET read_at = ?
         WHERE recipient_address = ? AND id <= ? AND read_at IS NULL`,
        [instantSql(at), address.toLowerCase(), upTo],
      );
    },

    /** All letters, the newest first, of one state or any. */
    list: async (
      state: LetterState | null,
      before: number | null,
      limit: number,
    ): Promise<Letter[]> => {
      const rows = await db.rows<Row>(
        `SELECT ${COLUMNS} FROM letters WHERE id < ? ${state === null ? '' : 'AND state = ?'}
         ORDER BY id DESC LIMIT ?`,
        [before ?? NO_CURSOR, ...(state === null ? [] : [state]), limit],
      );
      return rows.map(toLetter);
    },

    countByState: async (): Promise<Readonly<Record<LetterState, number>>> => {
      const rows = await db.rows<{ state: LetterState; n: number }>(
        'SELECT state, COUNT(*) AS n FROM letters GROUP BY state',
      );
      const counts = { queued: 0, sent: 0, failed: 0 };
      for (const { state, n } of rows) counts[state] = n;
      return counts;
    },
  };
}

export type LetterStore = ReturnType<typeof createLetterStore>;

function toLetter({ recipientAddress, recipientName, ...row }: Row): Letter {
  return { ...row, recipient: { address: recipientAddress, name: recipientName } } as Letter;
}
