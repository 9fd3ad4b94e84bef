// The lines of supplier invoices in bulk: staged as bytes, taken away whole, and the one line that makes
// a specification equal to its e-invoice.

import type { ClosedPeriod } from '../../../kernel/calendar.ts';
import type { Ore } from '../../../kernel/money.ts';
import type { Database, Tx } from '../../../platform/database.ts';
import { QUARANTINED_COLUMNS, STAGED_COLUMNS } from '../staging/facts.ts';
import { LINES_PER_INVOICE, type InvoiceId, type PeriodSource } from '../types.ts';

const ROUNDING_ORDINAL = LINES_PER_INVOICE - 1;

export type RoundingLine = {
  readonly invoiceId: InvoiceId;
  readonly period: ClosedPeriod;
  readonly periodSource: PeriodSource;
  readonly netOre: Ore;
  readonly vatCategory: string;
  readonly vatRate: number;
  readonly fileId: number;
  readonly line: number;
  readonly byteFrom: number;
  readonly byteTo: number;
};

/** The keys of an invoice's lines lie between these two. */
export function lineIdsOf(id: InvoiceId): readonly [number, number] {
  return [id * LINES_PER_INVOICE, id * LINES_PER_INVOICE + ROUNDING_ORDINAL];
}

export function createLineStore(db: Database) {
  return {
    loadLines: (tsv: AsyncIterable<Buffer>, tx: Tx): Promise<number> =>
      db.load('supplier_invoice_lines', STAGED_COLUMNS, tsv, tx),

    loadQuarantined: (tsv: AsyncIterable<Buffer>, tx: Tx): Promise<number> =>
      db.load('supplier_invoice_quarantined_rows', QUARANTINED_COLUMNS, tsv, tx),

    /** Takes away all that reading made, so that it can be made again. */
    clear: async (id: InvoiceId, tx: Tx): Promise<void> => {
      await db.run(
        'DELETE FROM supplier_invoice_lines WHERE line_id BETWEEN ? AND ?',
        lineIdsOf(id),
        tx,
      );
      for (const table of ['quarantined_rows', 'deviations', 'notices', 'vat']) {
        await db.run(`DELETE FROM supplier_invoice_${table} WHERE invoice_id = ?`, [id], tx);
      }
    },

    /** The rounding line is the last of its invoice, whatever comes; null takes it away. */
    setRounding: async (id: InvoiceId, rounding: RoundingLine | null, tx: Tx): Promise<void> => {
      const lineId = lineIdsOf(id)[1];
      await db.run('DELETE FROM supplier_invoice_lines WHERE line_id = ?', [lineId], tx);
      if (rounding === null) return;
      await db.run(
        `INSERT INTO supplier_invoice_lines (line_id, invoice_id, kind, text, period_from_on,
           period_to_on, period_source, net_ore, vat_category, vat_rate, class, file_id,
           source_line, byte_from, byte_to)
         VALUES (?, ?, 'rounding', '', ?, ?, ?, ?, ?, ?, 'other', ?, ?, ?, ?)`,
        [
          lineId,
          id,
          rounding.period.from,
          rounding.period.to,
          rounding.periodSource,
          rounding.netOre,
          rounding.vatCategory,
          rounding.vatRate,
          rounding.fileId,
          rounding.line,
          rounding.byteFrom,
          rounding.byteTo,
        ],
        tx,
      );
    },
  };
}
