// A line as other rooms show it: where it stands in its file, and what it said of its service.

import type { Instant } from '../../../kernel/calendar.ts';
import type { ExcerptLine } from '../../../platform/excerpt.ts';
import type { Parts } from '../deps.ts';
import { createSourceQueries, type RecordPlace } from './sources.ts';

export type SourceOfLine = {
  readonly fileName: string;
  readonly sha256: string;
  readonly receivedAt: Instant;
  readonly line: number;
  readonly byteFrom: number;
  readonly byteTo: number;
  readonly excerpt: readonly ExcerptLine[];
};

/** What a line said of its service: the supplier's id or the number, and the number where it said both. */
export type SaidOfService = { readonly reference: string; readonly number: string | null };

export function createExcerptQueries(parts: Parts) {
  const { db, store, inventory } = parts;
  const { excerptIn } = createSourceQueries(parts);
  return {
    /** Where a supplier's line stands in its file; null where there is no such line. */
    sourceOfLine: async (lineId: number): Promise<SourceOfLine | null> => {
      const row = await db.row<RecordPlace & { fileId: number }>(
        `SELECT file_id AS fileId, source_line AS line, byte_from AS byteFrom, byte_to AS byteTo
         FROM supplier_invoice_lines WHERE line_id = ?`,
        [lineId],
      );
      const file = row === null ? null : await store.files.find(row.fileId);
      if (row === null || file === null) return null;
      const { fileId: _fileId, ...place } = row;
      const { name: fileName, sha256, receivedAt } = file;
      return { fileName, sha256, receivedAt, ...place, excerpt: await excerptIn(file, place) };
    },

    /** What lines said of their service, whole. Those that said nothing are left out. */
    referencesOf: async (
      lineIds: readonly number[],
    ): Promise<ReadonlyMap<number, SaidOfService>> => {
      if (lineIds.length === 0) return new Map();
      const rows = await db.rows<{ lineId: number; said: string | null; number: string | null }>(
        `SELECT line_id AS lineId, said_id AS said, number FROM supplier_invoice_lines
         WHERE line_id IN (?) AND COALESCE(said_id, number) IS NOT NULL`,
        [lineIds],
      );
      const mask = await inventory.secretMask();
      return new Map(
        rows.map(({ lineId, said, number }) => [
          lineId,
          {
            reference: mask(said ?? number ?? ''),
            number: number === null ? null : mask(number),
          },
        ]),
      );
    },
  };
}
