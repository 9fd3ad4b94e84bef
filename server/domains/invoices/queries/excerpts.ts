// A line as it stands in its file, with the lines around it: read from the kept bytes by their range.

import type { Instant } from '../../../kernel/calendar.ts';
import { excerptOf, type ExcerptLine } from '../../../platform/excerpt.ts';
import type { Parts } from '../deps.ts';
import { maskExcerpt } from '../masking.ts';

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

export function createExcerptQueries({ db, store, files, inventory }: Parts) {
  return {
    /** Where a supplier's line stands in its file; null where there is no such line. */
    sourceOfLine: async (lineId: number): Promise<SourceOfLine | null> => {
      const row = await db.row<Omit<SourceOfLine, 'excerpt'> & { format: string | null }>(
        `SELECT f.name AS fileName, f.sha256, f.received_at AS receivedAt, f.format,
           l.source_line AS line, l.byte_from AS byteFrom, l.byte_to AS byteTo
         FROM supplier_invoice_lines l JOIN supplier_invoice_files f ON f.id = l.file_id
         WHERE l.line_id = ?`,
        [lineId],
      );
      if (row === null) return null;
      const { format, ...source } = row;
      const definition = format === null ? null : await store.findings.findDefinition(format);
      const place = { ...source, encoding: definition?.encoding ?? 'utf-8' };
      const mask = await inventory.secretMask();
      return { ...source, excerpt: maskExcerpt(mask, await excerptOf(files, place)) };
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
