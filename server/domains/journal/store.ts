// Entries are only ever added; seals give them their order and hash afterwards, under a lock.

import { instantSql, type Database, type Tx } from '../../platform/database.ts';
import { FIRST_HASH, sealOf } from './seal.ts';
import type { JournalEntry } from './types.ts';

const COLUMNS = 'id, at, event, actor, subject, details';
const SEALED_AT_ONCE = 2000;

type Seal = { readonly ordinal: number; readonly hash: Buffer };

export function createJournalStore(db: Database) {
  return {
    insert: async (entry: Omit<JournalEntry, 'id'>, tx: Tx | undefined): Promise<void> => {
      await db.run(
        'INSERT INTO journal_entries (at, event, actor, subject, details) VALUES (?, ?, ?, ?, ?)',
        [
          instantSql(entry.at),
          entry.event,
          entry.actor,
          entry.subject,
          JSON.stringify(entry.details),
        ],
        tx,
      );
    },

    /** The newest first. */
    ofSubject: (subject: string, limit: number): Promise<JournalEntry[]> =>
      db.rows(`SELECT ${COLUMNS} FROM journal_entries WHERE subject = ? ORDER BY id DESC LIMIT ?`, [
        subject,
        limit,
      ]),

    /** The newest first, older than `before`. */
    latest: (before: number | null, limit: number): Promise<JournalEntry[]> =>
      db.rows(`SELECT ${COLUMNS} FROM journal_entries WHERE id < ? ORDER BY id DESC LIMIT ?`, [
        before ?? Number.MAX_SAFE_INTEGER,
        limit,
      ]),

    /** Seals what is unsealed. Returns how many. Two sealers at once take turns. */
    sealPending: (): Promise<number> =>
      db.transaction(async (tx) => {
        const last = await db.row<Seal>(
          'SELECT ordinal, hash FROM journal_seals ORDER BY ordinal DESC LIMIT 1 FOR UPDATE',
          [],
          tx,
        );
        const entries = await db.rows<JournalEntry>(
          `SELECT ${COLUMNS.replace('id', 'e.id')} FROM journal_entries e
           LEFT JOIN journal_seals s ON s.entry_id = e.id
           WHERE s.entry_id IS NULL ORDER BY e.id LIMIT ?`,
          [SEALED_AT_ONCE],
          tx,
        );
        let previous = last?.hash ?? FIRST_HASH;
        let ordinal = last?.ordinal ?? 0;
        const rows = entries.map((entry) => {
          previous = sealOf(previous, entry);
          ordinal += 1;
          return [ordinal, entry.id, previous];
        });
        await db.insertMany('journal_seals', ['ordinal', 'entry_id', 'hash'], rows, tx);
        return rows.length;
      }),

    /** The ordinal of the first seal that does not follow from the one before it, or null. */
    firstBrokenSeal: async (): Promise<number | null> => {
      let previous: Buffer = FIRST_HASH;
      let expected = 1;
      const rows = db.stream<JournalEntry & Seal>(
        `SELECT s.ordinal, s.hash, e.id, e.at, e.event, e.actor, e.subject, e.details
         FROM journal_seals s LEFT JOIN journal_entries e ON e.id = s.entry_id ORDER BY s.ordinal`,
      );
      for await (const row of rows) {
        const hash = sealOf(previous, row);
        if (row.ordinal !== expected || !hash.equals(row.hash)) return row.ordinal;
        previous = hash;
        expected += 1;
      }
      return null;
    },
  };
}
