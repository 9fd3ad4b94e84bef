// Ledger files: one a month and format, its bytes as they were first made, and the receiver's receipt.

import type { Instant, Month } from '../../../kernel/calendar.ts';
import type { Ore } from '../../../kernel/money.ts';
import { instantSql, type Database, type Tx } from '../../../platform/database.ts';
import type { ExportReceipt, ExportState, LedgerExport } from '../types.ts';

const EXPORT = `id, month, format, state, file_name AS fileName, sha256,
  LENGTH(content) AS bytes, vouchers, debit_ore AS debitOre, credit_ore AS creditOre,
  made_at AS madeAt, sent_at AS sentAt, receipt, receipt_at AS receiptAt, receipt_by AS receiptBy`;

export type NewExport = {
  readonly month: Month;
  readonly format: string;
  readonly fileName: string;
  readonly sha256: string;
  readonly content: Buffer;
  readonly vouchers: number;
  readonly debitOre: Ore;
  readonly creditOre: Ore;
  readonly madeAt: Instant;
};

export function createExportStore(db: Database) {
  return {
    /** Adds the month's file. One that is there already stays as it is. */
    insert: async (each: NewExport, tx: Tx): Promise<void> => {
      await db.run(
        `INSERT IGNORE INTO ledger_exports (month, format, state, file_name, sha256, content,
           vouchers, debit_ore, credit_ore, made_at)
         VALUES (?, ?, 'made', ?, ?, ?, ?, ?, ?, ?)`,
        [
          each.month,
          each.format,
          each.fileName,
          each.sha256,
          each.content,
          each.vouchers,
          each.debitOre,
          each.creditOre,
          instantSql(each.madeAt),
        ],
        tx,
      );
    },

    ofMonth: (month: Month, tx?: Tx): Promise<LedgerExport[]> =>
      db.rows(`SELECT ${EXPORT} FROM ledger_exports WHERE month = ? ORDER BY id`, [month], tx),

    /** Newest first; of one month where it is named. */
    list: ({
      month,
      after,
      limit,
    }: {
      month: Month | null;
      after: number | null;
      limit: number;
    }): Promise<LedgerExport[]> =>
      db.rows(
        `SELECT ${EXPORT} FROM ledger_exports
         WHERE (? IS NULL OR month = ?) AND (? IS NULL OR id < ?) ORDER BY id DESC LIMIT ?`,
        [month, month, after, after, limit],
      ),

    findByFileName: (fileName: string): Promise<LedgerExport | null> =>
      db.row(`SELECT ${EXPORT} FROM ledger_exports WHERE file_name = ? ORDER BY id DESC LIMIT 1`, [
        fileName,
      ]),

    find: (id: number, tx?: Tx): Promise<LedgerExport | null> =>
      db.row(`SELECT ${EXPORT} FROM ledger_exports WHERE id = ?`, [id], tx),

    contentOf: async (id: number): Promise<Buffer | null> => {
      const sql = 'SELECT content FROM ledger_exports WHERE id = ?';
      return (await db.row<{ content: Buffer }>(sql, [id]))?.content ?? null;
    },

    setState: async (id: number, state: ExportState, tx: Tx): Promise<void> => {
      await db.run('UPDATE ledger_exports SET state = ? WHERE id = ?', [state, id], tx);
    },

    markSent: async (id: number, at: Instant): Promise<void> => {
      await db.run(
        `UPDATE ledger_exports SET sent_at = COALESCE(sent_at, ?),
           state = IF(state = 'made', 'sent', state) WHERE id = ?`,
        [instantSql(at), id],
      );
    },

    keepReceipt: async (
      { id, state, by, at }: { id: number; state: ExportState; by: string; at: Instant },
      receipt: ExportReceipt,
      tx: Tx,
    ): Promise<void> => {
      await db.run(
        `UPDATE ledger_exports SET state = ?, receipt = ?, receipt_at = ?, receipt_by = ?
         WHERE id = ?`,
        [state, JSON.stringify(receipt), instantSql(at), by, id],
        tx,
      );
    },
  };
}

export type ExportStore = ReturnType<typeof createExportStore>;
