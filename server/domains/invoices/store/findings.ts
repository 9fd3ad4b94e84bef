// What was found on an invoice: deviations, notices; and the definitions by which files are read.

import { toOre } from '../../../kernel/money.ts';
import type { Database, Tx } from '../../../platform/database.ts';
import type { FormatDefinition } from '../specification/definition.ts';
import type { Args, Deviation, InvoiceId, LineId, Notice } from '../types.ts';

export function createFindingStore(db: Database) {
  return {
    replaceDeviations: async (
      id: InvoiceId,
      deviations: readonly Deviation[],
      tx: Tx,
    ): Promise<void> => {
      await db.run('DELETE FROM supplier_invoice_deviations WHERE invoice_id = ?', [id], tx);
      await db.insertMany(
        'supplier_invoice_deviations',
        [
          'invoice_id',
          'line_id',
          'code',
          'check_name',
          'severity',
          'expected',
          'actual',
          'stake_ore',
          'args',
        ],
        deviations.map((each) => [
          id,
          each.lineId,
          each.code,
          each.check,
          each.severity,
          each.expected?.slice(0, 200) ?? null,
          each.actual?.slice(0, 200) ?? null,
          each.stakeOre,
          JSON.stringify(each.args),
        ]),
        tx,
      );
    },

    deviationsOf: async (id: InvoiceId, tx?: Tx): Promise<Deviation[]> => {
      const rows = await db.rows<
        Omit<Deviation, 'stakeOre' | 'lineId'> & { stakeOre: unknown; lineId: number | null }
      >(
        `SELECT line_id AS lineId, code, check_name AS \`check\`, severity, expected, actual,
           stake_ore AS stakeOre, args
         FROM supplier_invoice_deviations WHERE invoice_id = ? ORDER BY id`,
        [id],
        tx,
      );
      return rows.map((row) => ({
        ...row,
        lineId: row.lineId === null ? null : (row.lineId as LineId),
        stakeOre: toOre(row.stakeOre),
      }));
    },

    insertNotices: async (id: InvoiceId, notices: readonly Notice[], tx: Tx): Promise<void> => {
      await db.insertMany(
        'supplier_invoice_notices',
        ['invoice_id', 'code', 'source_row', 'source_column', 'args'],
        notices.map((each) => [
          id,
          each.code,
          each.row,
          each.column?.slice(0, 200) ?? null,
          JSON.stringify(each.args),
        ]),
        tx,
      );
    },

    noticesOf: (id: InvoiceId, tx?: Tx): Promise<Notice[]> =>
      db.rows<Notice & { args: Args }>(
        `SELECT code, source_row AS \`row\`, source_column AS \`column\`, args
         FROM supplier_invoice_notices WHERE invoice_id = ? ORDER BY id`,
        [id],
        tx,
      ),

    /** The latest version of a definition, or the one that is named. */
    findDefinition: async (
      name: string,
      version: number | null = null,
      tx?: Tx,
    ): Promise<FormatDefinition | null> => {
      const row = await db.row<{ definition: FormatDefinition }>(
        `SELECT definition FROM format_definitions WHERE name = ?
         ${version === null ? '' : 'AND version = ?'} ORDER BY version DESC LIMIT 1`,
        version === null ? [name] : [name, version],
        tx,
      );
      return row?.definition ?? null;
    },

    definitionNames: async (tx?: Tx): Promise<ReadonlySet<string>> => {
      const rows = await db.rows<{ name: string }>(
        'SELECT DISTINCT name FROM format_definitions',
        [],
        tx,
      );
      return new Set(rows.map(({ name }) => name));
    },
  };
}
