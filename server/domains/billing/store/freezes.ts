// Freezes as rows: what a month was worked out from, packed, and what it names. A freeze is never changed.

import type { Instant, Month } from '../../../kernel/calendar.ts';
import { instantSql, type Database, type Tx } from '../../../platform/database.ts';
import type { Freeze, FreezeDifference } from '../types/process.ts';

const FREEZE = `id, month, run, ordinal, frozen_at AS frozenAt, sha256, counts, difference,
  allocated_at AS allocatedAt`;

export function createFreezeStore(db: Database) {
  return {
    insertFreeze: async (
      freeze: Pick<Freeze, 'month' | 'run' | 'ordinal' | 'frozenAt' | 'sha256' | 'counts'> & {
        readonly inputs: Buffer;
        readonly versions: Buffer;
        readonly registersStamp: string;
      },
      tx: Tx,
    ): Promise<number> => {
      const { insertId } = await db.run(
        `INSERT INTO month_freezes
           (month, run, ordinal, frozen_at, sha256, inputs, versions, counts, registers_stamp)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        [
          freeze.month,
          freeze.run,
          freeze.ordinal,
          instantSql(freeze.frozenAt),
          freeze.sha256,
          freeze.inputs,
          freeze.versions,
          JSON.stringify(freeze.counts),
          freeze.registersStamp,
        ],
        tx,
      );
      return insertId;
    },

    findFreeze: (
      { month, run, ordinal }: Pick<Freeze, 'month' | 'run' | 'ordinal'>,
      tx?: Tx,
    ): Promise<Freeze | null> =>
      db.row<Freeze>(
        `SELECT ${FREEZE} FROM month_freezes WHERE month = ? AND run = ? AND ordinal = ?`,
        [month, run, ordinal],
        tx,
      ),

    freezesOf: (month: Month, run: number, tx?: Tx): Promise<Freeze[]> =>
      db.rows<Freeze>(
        `SELECT ${FREEZE} FROM month_freezes WHERE month = ? AND run = ? ORDER BY ordinal`,
        [month, run],
        tx,
      ),

    inputsOf: async (freezeId: number, tx?: Tx): Promise<Buffer | null> => {
      const sql = 'SELECT inputs FROM month_freezes WHERE id = ?';
      return (await db.row<{ inputs: Buffer }>(sql, [freezeId], tx))?.inputs ?? null;
    },

    versionsOf: async (freezeId: number, tx?: Tx): Promise<Buffer | null> => {
      const sql = 'SELECT versions FROM month_freezes WHERE id = ?';
      return (await db.row<{ versions: Buffer }>(sql, [freezeId], tx))?.versions ?? null;
    },

    /** Of the registers as they were frozen; null where it was not kept. */
    stampOf: async (freezeId: number, tx?: Tx): Promise<string | null> => {
      const sql = 'SELECT registers_stamp AS stamp FROM month_freezes WHERE id = ?';
      return (await db.row<{ stamp: string | null }>(sql, [freezeId], tx))?.stamp ?? null;
    },

    /** Ids of the freezes that months stand on: what they name may not be removed. */
    freezesInUse: async (tx?: Tx): Promise<number[]> => {
      const sql = `SELECT freeze_id AS id FROM billing_months
        WHERE freeze_id IS NOT NULL AND state <> 'cancelled'`;
      return (await db.rows<{ id: number }>(sql, [], tx)).map(({ id }) => id);
    },

    markAllocated: async (
      freezeId: number,
      { at, difference }: { at: Instant; difference: FreezeDifference | null },
      tx: Tx,
    ): Promise<void> => {
      await db.run(
        'UPDATE month_freezes SET allocated_at = ?, difference = ? WHERE id = ?',
        [instantSql(at), difference === null ? null : JSON.stringify(difference), freezeId],
        tx,
      );
    },
  };
}

export type FreezeStore = ReturnType<typeof createFreezeStore>;
