// What the API's calls read: invoices newest first, lines and quarantined rows page by page.

import { toOre } from '../../../kernel/money.ts';
import { notFound } from '../../../kernel/refusal.ts';
import type { Files } from '../../../platform/files.ts';
import type { Parts } from '../deps.ts';
import { maskOrNull } from '../masking.ts';
import type { KeptInvoice } from '../store/invoices.ts';
import { faultArgs } from '../row-faults.ts';
import { createEncodingQuery } from './encodings.ts';
import { LINES_PER_INVOICE, type Args, type InvoiceId, type LineId } from '../types.ts';

export type CalledLine = {
  readonly lineId: LineId;
  readonly text: string;
  readonly subscriptionId: string | null;
  /** E.164; null for any other identifier, and for one that may not be told. */
  readonly number: string | null;
  readonly periodFrom: string;
  readonly periodTo: string;
  readonly netOre: number;
  readonly vatRate: number;
  readonly class: string;
  readonly file: string;
  readonly line: number;
  readonly byteFrom: number;
  readonly byteTo: number;
};

export type CalledRow = {
  readonly fileId: number;
  readonly file: string;
  readonly line: number;
  readonly byteFrom: number;
  readonly byteTo: number;
  readonly code: string;
  readonly args: Args;
};

/** Longer rows than this are cut in an answer; their byte range is whole. */
const MAX_TEXT_BYTES = 20_000;

export function createCallQueries({ db, store, files, inventory }: Parts) {
  const encodingOf = createEncodingQuery({ files, store });
  const lookUp = async (fileId: number) => {
    const file = await store.files.find(fileId);
    if (file === null) throw notFound();
    return { sha256: file.sha256, encoding: await encodingOf(file) };
  };
  return {
    /** Newest first, from below an id; `limit` rows. Those that were paired with another are left out. */
    latestInvoices: (below: number | null, limit: number): Promise<KeptInvoice[]> =>
      store.invoices.select("WHERE state <> 'paired' AND id < ? ORDER BY id DESC LIMIT ?", [
        below ?? Number.MAX_SAFE_INTEGER,
        limit,
      ]),

    siblingsOf: async (id: InvoiceId): Promise<InvoiceId[]> =>
      (
        await db.rows<{ id: InvoiceId }>(
          'SELECT id FROM supplier_invoices WHERE sibling_of = ? ORDER BY id',
          [id],
        )
      ).map((row) => row.id),

    linesAfter: async (id: InvoiceId, after: number, limit: number): Promise<CalledLine[]> => {
      const rows = await db.rows<
        Omit<CalledLine, 'netOre' | 'vatRate'> & { netOre: unknown; vatRate: unknown }
      >(
        `SELECT l.line_id AS lineId, l.text, l.subscription_id AS subscriptionId, l.number,
           l.period_from_on AS periodFrom, l.period_to_on AS periodTo, l.net_ore AS netOre,
           l.vat_rate AS vatRate, l.class, f.name AS file, l.source_line AS line,
           l.byte_from AS byteFrom, l.byte_to AS byteTo
         FROM supplier_invoice_lines l JOIN supplier_invoice_files f ON f.id = l.file_id
         WHERE l.line_id > ? AND l.line_id < ? ORDER BY l.line_id LIMIT ?`,
        [Math.max(after, id * LINES_PER_INVOICE), (id + 1) * LINES_PER_INVOICE, limit],
      );
      const mask = await inventory.secretMask();
      return rows.map((row) => ({
        ...row,
        text: mask(row.text),
        number: e164(maskOrNull(mask, row.number)),
        netOre: toOre(row.netOre),
        vatRate: Number(row.vatRate),
      }));
    },

    quarantinedAfter: async (
      id: InvoiceId,
      [afterByte, afterFile]: readonly [number, number],
      limit: number,
    ): Promise<CalledRow[]> => {
      const rows = await db.rows<Omit<CalledRow, 'args'> & { column: number | null }>(
        `SELECT q.file_id AS fileId, f.name AS file, q.source_line AS line, q.byte_from AS byteFrom, q.byte_to AS byteTo, q.code, q.source_column AS \`column\`
         FROM supplier_invoice_quarantined_rows q
         JOIN supplier_invoice_files f ON f.id = q.file_id
         WHERE q.invoice_id = ? AND (q.byte_from > ? OR (q.byte_from = ? AND q.file_id > ?))
         ORDER BY q.byte_from, q.file_id LIMIT ?`,
        [id, afterByte, afterByte, afterFile, limit],
      );
      return rows.map(({ column, ...row }) => ({
        ...row,
        args: faultArgs({ ...row, column }),
      }));
    },

    /** The rows as they stand in their files, read in the encoding of each. */
    textsOf: async (rows: readonly CalledRow[]): Promise<string[]> => {
      const mask = await inventory.secretMask();
      const kept = new Map<number, { readonly sha256: string; readonly encoding: string }>();
      const texts: string[] = [];
      for (const row of rows) {
        const file = kept.get(row.fileId) ?? (await lookUp(row.fileId));
        kept.set(row.fileId, file);
        const bytes = await bytesOf(files, { ...row, ...file });
        texts.push(mask(new TextDecoder(file.encoding).decode(bytes)));
      }
      return texts;
    },
  };
}

function e164(number: string | null): string | null {
  return number?.startsWith('+') === true ? number : null;
}

export type CallQueries = ReturnType<typeof createCallQueries>;

type Bytes = Pick<CalledRow, 'byteFrom' | 'byteTo'> & { readonly sha256: string };

async function bytesOf(files: Files, row: Bytes): Promise<Buffer> {
  const to = Math.min(row.byteTo, row.byteFrom + MAX_TEXT_BYTES);
  if (to <= row.byteFrom) return Buffer.alloc(0);
  const chunks: Buffer[] = [];
  for await (const chunk of files.open(row.sha256, row.byteFrom, to)) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
