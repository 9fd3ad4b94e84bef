// Saving and loading supplier invoices as they are kept, and who has claimed which number.

import type { Instant, Month } from '../../../kernel/calendar.ts';
import { notFound } from '../../../kernel/refusal.ts';
import { toOre, type Ore } from '../../../kernel/money.ts';
import { instantSql, type Database, type Tx } from '../../../platform/database.ts';
import type { Args, InvoiceId, InvoiceRefusal, InvoiceState, SupplierInvoice } from '../types.ts';

/** An invoice with what only this room needs of it. */
export type KeptInvoice = Omit<SupplierInvoice, 'vat'> & {
  readonly siblingOf: InvoiceId | null;
  readonly pairedWith: InvoiceId | null;
  readonly buyer: 'municipality' | 'company' | 'unknown' | null;
  readonly buyerName: string | null;
  readonly rowsNetOre: Ore;
  readonly totalLine: number | null;
  readonly totalByteFrom: number | null;
  readonly totalByteTo: number | null;
  readonly acceptedDifferenceOre: Ore | null;
  readonly acceptedReason: string | null;
  readonly acceptedBy: string | null;
  readonly acceptedAt: Instant | null;
  readonly receivedBy: string;
  /** Of what it was last matched and checked by; null where that must be done again. */
  readonly registersStamp: string | null;
};

const COLUMNS = `id, supplier, state, sibling_of AS siblingOf, paired_with AS pairedWith,
  invoice_number AS invoiceNumber, issued_on AS issuedOn, due_on AS dueOn, currency,
  is_credit AS isCredit, net_ore AS netOre, vat_ore AS vatOre, rounding_ore AS roundingOre,
  prepaid_ore AS prepaidOre, payable_ore AS payableOre, period_from_on AS periodFrom,
  period_to_on AS periodTo, buyer, buyer_name AS buyerName, rows_in AS rowsIn,
  rows_accepted AS rowsAccepted, rows_quarantined AS rowsQuarantined, rows_net_ore AS rowsNetOre,
  total_line AS totalLine, total_byte_from AS totalByteFrom, total_byte_to AS totalByteTo,
  refusal_code AS refusalCode, refusal_rule AS refusalRule, refusal_args AS refusalArgs,
  accepted_difference_ore AS acceptedDifferenceOre, accepted_reason AS acceptedReason,
  accepted_by AS acceptedBy, accepted_at AS acceptedAt, booked_month AS bookedMonth,
  received_at AS receivedAt, received_by AS receivedBy, ready_at AS readyAt,
  registers_stamp AS registersStamp`;

type InvoiceRecord = Omit<KeptInvoice, 'refusal'> & {
  readonly refusalCode: string | null;
  readonly refusalRule: string | null;
  readonly refusalArgs: Args | null;
};

export function createInvoiceStore(db: Database) {
  const select = async (where: string, values: readonly unknown[], tx?: Tx) => {
    const rows = await db.rows<InvoiceRecord>(
      `SELECT ${COLUMNS} FROM supplier_invoices ${where}`,
      values,
      tx,
    );
    return rows.map(toInvoice);
  };
  const find = async (id: InvoiceId, tx?: Tx): Promise<KeptInvoice | null> =>
    (await select('WHERE id = ?', [id], tx))[0] ?? null;

  return {
    select,
    find,
    get: async (id: InvoiceId, tx?: Tx): Promise<KeptInvoice> => {
      const invoice = await find(id, tx);
      if (invoice === null) throw notFound();
      return invoice;
    },
    getForUpdate: async (id: InvoiceId, tx: Tx): Promise<KeptInvoice> => {
      const [invoice] = await select('WHERE id = ? FOR UPDATE', [id], tx);
      if (invoice === undefined) throw notFound();
      return invoice;
    },

    insert: async (
      invoice: {
        readonly supplier: string;
        readonly receivedAt: Instant;
        readonly receivedBy: string;
        readonly siblingOf: InvoiceId | null;
        readonly invoiceNumber: string | null;
      },
      tx: Tx,
    ): Promise<InvoiceId> => {
      const { insertId } = await db.run(
        `INSERT INTO supplier_invoices
           (supplier, state, sibling_of, invoice_number, received_at, received_by)
         VALUES (?, 'received', ?, ?, ?, ?)`,
        [
          invoice.supplier,
          invoice.siblingOf,
          invoice.invoiceNumber,
          instantSql(invoice.receivedAt),
          invoice.receivedBy,
        ],
        tx,
      );
      return insertId as InvoiceId;
    },

    setState: async (id: InvoiceId, state: InvoiceState, tx: Tx): Promise<void> => {
      await db.run('UPDATE supplier_invoices SET state = ? WHERE id = ?', [state, id], tx);
    },

    setRegistersStamp: async (id: InvoiceId, stamp: string | null, tx: Tx): Promise<void> => {
      await db.run(
        'UPDATE supplier_invoices SET registers_stamp = ? WHERE id = ?',
        [stamp, id],
        tx,
      );
    },

    setReady: async (id: InvoiceId, at: Instant, tx: Tx): Promise<void> => {
      await db.run(
        "UPDATE supplier_invoices SET state = 'ready', ready_at = ? WHERE id = ?",
        [instantSql(at), id],
        tx,
      );
    },

    setRefused: async (id: InvoiceId, refusal: InvoiceRefusal, tx: Tx): Promise<void> => {
      await db.run(
        `UPDATE supplier_invoices
         SET state = 'refused', refusal_code = ?, refusal_rule = ?, refusal_args = ? WHERE id = ?`,
        [refusal.code, refusal.rule, JSON.stringify(refusal.args), id],
        tx,
      );
      await db.run('DELETE FROM supplier_invoice_numbers WHERE invoice_id = ?', [id], tx);
    },

    setNumber: async (id: InvoiceId, number: string, tx: Tx): Promise<void> => {
      await db.run(
        'UPDATE supplier_invoices SET invoice_number = ? WHERE id = ?',
        [number, id],
        tx,
      );
    },

    setPaired: async (id: InvoiceId, withId: InvoiceId, tx: Tx): Promise<void> => {
      await db.run(
        "UPDATE supplier_invoices SET state = 'paired', paired_with = ? WHERE id = ?",
        [withId, id],
        tx,
      );
      await db.run('DELETE FROM supplier_invoice_numbers WHERE invoice_id = ?', [id], tx);
    },

    setAccepted: async (
      id: InvoiceId,
      accepted: {
        readonly differenceOre: Ore;
        readonly reason: string;
        readonly by: string;
        readonly at: Instant;
      },
      tx: Tx,
    ): Promise<void> => {
      await db.run(
        `UPDATE supplier_invoices SET accepted_difference_ore = ?, accepted_reason = ?,
           accepted_by = ?, accepted_at = ? WHERE id = ?`,
        [accepted.differenceOre, accepted.reason, accepted.by, instantSql(accepted.at), id],
        tx,
      );
    },

    /**
     * Claims a number for an invoice. The answer is who has it: the invoice itself, or the one that
     * came before. The row stays locked until the transaction ends.
     */
    claimNumber: async (
      claim: { readonly supplier: string; readonly number: string; readonly id: InvoiceId },
      tx: Tx,
    ): Promise<InvoiceId> => {
      const key = [claim.supplier, claim.number];
      await db.run(
        `INSERT IGNORE INTO supplier_invoice_numbers (supplier, invoice_number, invoice_id)
         VALUES (?, ?, ?)`,
        [...key, claim.id],
        tx,
      );
      const row = await db.row<{ id: InvoiceId }>(
        `SELECT invoice_id AS id FROM supplier_invoice_numbers
         WHERE supplier = ? AND invoice_number = ? FOR UPDATE`,
        key,
        tx,
      );
      return row?.id ?? claim.id;
    },

    markBooked: async (ids: readonly InvoiceId[], month: Month, tx: Tx): Promise<number> =>
      ids.length === 0
        ? 0
        : (
            await db.run(
              `UPDATE supplier_invoices SET state = 'booked', booked_month = ?
               WHERE id IN (?) AND state = 'ready'`,
              [month, ids],
              tx,
            )
          ).affectedRows,

    release: async (month: Month, tx: Tx): Promise<number> =>
      (
        await db.run(
          `UPDATE supplier_invoices SET state = 'ready', booked_month = NULL
           WHERE booked_month = ? AND state = 'booked'`,
          [month],
          tx,
        )
      ).affectedRows,
  };
}

function toInvoice(record: InvoiceRecord): KeptInvoice {
  const { refusalCode, refusalRule, refusalArgs, ...rest } = record;
  const nullable = (value: unknown) => (value === null ? null : toOre(value));
  return {
    ...rest,
    netOre: toOre(rest.netOre),
    vatOre: toOre(rest.vatOre),
    roundingOre: toOre(rest.roundingOre),
    prepaidOre: toOre(rest.prepaidOre),
    payableOre: toOre(rest.payableOre),
    rowsNetOre: toOre(rest.rowsNetOre),
    acceptedDifferenceOre: nullable(rest.acceptedDifferenceOre),
    refusal:
      refusalCode === null
        ? null
        : { code: refusalCode, rule: refusalRule, args: refusalArgs ?? {} },
  };
}
