// The files of supplier invoices: which bytes came, as what they were recognised, and which gave way.

import type { Instant } from '../../../kernel/calendar.ts';
import { instantSql, type Database, type Tx } from '../../../platform/database.ts';
import type { FileRole, InvoiceFile, InvoiceId } from '../types.ts';

/** A file with what only this room needs of it. */
export type KeptFile = InvoiceFile & {
  readonly formatVersion: number | null;
  /** The number of the invoice within the file. */
  readonly invoiceNumber: string | null;
  /** True where the file holds other invoices too. */
  readonly isSplit: boolean;
  /** True for the file's first invoice: rows before any number are its own. */
  readonly isFirst: boolean;
};

export type ArrivedFile = {
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
};

export type Recognised = {
  readonly role: FileRole;
  readonly format: string;
  readonly formatVersion: number | null;
  readonly invoiceNumber: string | null;
  readonly isSplit: boolean;
  readonly isFirst: boolean;
};

const COLUMNS = `f.id, f.invoice_id AS invoiceId, f.name, f.sha256, f.bytes, f.role, f.format,
  f.format_version AS formatVersion, f.invoice_number AS invoiceNumber, f.is_split AS isSplit,
  f.is_first AS isFirst, f.received_at AS receivedAt, f.replaced_at AS replacedAt`;

export function createFileStore(db: Database) {
  const ofInvoices = (ids: readonly InvoiceId[], tx?: Tx): Promise<KeptFile[]> =>
    ids.length === 0
      ? Promise.resolve([])
      : db.rows<KeptFile>(
          `SELECT ${COLUMNS} FROM supplier_invoice_files f WHERE f.invoice_id IN (?)
           ORDER BY f.invoice_id, f.id`,
          [ids],
          tx,
        );
  return {
    ofInvoices,
    /** The files that count: those that gave way are left out. */
    activeOf: async (id: InvoiceId, tx?: Tx): Promise<KeptFile[]> =>
      (await ofInvoices([id], tx)).filter(({ replacedAt }) => replacedAt === null),

    find: (fileId: number, tx?: Tx): Promise<KeptFile | null> =>
      db.row<KeptFile>(
        `SELECT ${COLUMNS} FROM supplier_invoice_files f WHERE f.id = ?`,
        [fileId],
        tx,
      ),

    insert: async (
      id: InvoiceId,
      {
        name,
        sha256,
        bytes,
        at,
        recognised,
      }: ArrivedFile & { at: Instant; recognised?: Recognised },
      tx: Tx,
    ): Promise<void> => {
      await db.run(
        `INSERT INTO supplier_invoice_files (invoice_id, name, sha256, bytes, role, format,
           format_version, invoice_number, is_split, is_first, received_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        [
          id,
          name.slice(0, 255),
          sha256,
          bytes,
          recognised?.role ?? 'unread',
          recognised?.format ?? null,
          recognised?.formatVersion ?? null,
          recognised?.invoiceNumber ?? null,
          recognised?.isSplit ?? false,
          recognised?.isFirst ?? true,
          instantSql(at),
        ],
        tx,
      );
    },

    setRecognised: async (fileId: number, recognised: Recognised, tx: Tx): Promise<void> => {
      await db.run(
        `UPDATE supplier_invoice_files SET role = ?, format = ?, format_version = ?,
           invoice_number = ?, is_split = ?, is_first = ? WHERE id = ?`,
        [
          recognised.role,
          recognised.format,
          recognised.formatVersion,
          recognised.invoiceNumber,
          recognised.isSplit,
          recognised.isFirst,
          fileId,
        ],
        tx,
      );
    },

    remove: async (fileIds: readonly number[], tx: Tx): Promise<void> => {
      if (fileIds.length === 0) return;
      await db.run('DELETE FROM supplier_invoice_files WHERE id IN (?)', [fileIds], tx);
    },

    /** The specifications that an invoice has give way to a later one. */
    replaceSpecifications: async (id: InvoiceId, at: Instant, tx: Tx): Promise<void> => {
      await db.run(
        `UPDATE supplier_invoice_files SET replaced_at = ?
         WHERE invoice_id = ? AND role = 'specification' AND replaced_at IS NULL`,
        [instantSql(at), id],
        tx,
      );
    },

    /**
     * Which of some bytes came before with an invoice that was not refused, and with which: the first.
     * Two uploads of the same bytes at once wait for each other here.
     */
    lockKnown: async (
      files: readonly ArrivedFile[],
      at: Instant,
      tx: Tx,
    ): Promise<ReadonlyMap<string, InvoiceId>> => {
      const hashes = [...new Map(files.map((file) => [file.sha256, file])).values()].sort((a, b) =>
        a.sha256 < b.sha256 ? -1 : 1,
      );
      for (const { sha256, bytes } of hashes) {
        await db.run(
          `INSERT INTO supplier_kept_files (sha256, bytes, kept_at) VALUES (?, ?, ?)
           ON DUPLICATE KEY UPDATE bytes = VALUES(bytes)`,
          [sha256, bytes, instantSql(at)],
          tx,
        );
      }
      const rows = await db.rows<{ sha256: string; id: InvoiceId }>(
        `SELECT f.sha256, MIN(COALESCE(i.paired_with, i.id)) AS id
         FROM supplier_invoice_files f JOIN supplier_invoices i ON i.id = f.invoice_id
         WHERE f.sha256 IN (?) AND i.state <> 'refused' GROUP BY f.sha256`,
        [hashes.map(({ sha256 }) => sha256)],
        tx,
      );
      return new Map(rows.map(({ sha256, id }) => [sha256, id]));
    },
  };
}
