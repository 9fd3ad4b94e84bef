// What a billing month asks: which invoices it takes, which it waits for, and their lines in bulk.

import { addMonths, firstDayOf, lastDayOf, monthOf } from '../../../kernel/calendar.ts';
import type { LocalDate, Month } from '../../../kernel/calendar.ts';
import { toOre } from '../../../kernel/money.ts';
import type { Tx } from '../../../platform/database.ts';
import type { Parts } from '../deps.ts';
import type { KeptInvoice } from '../store/invoices.ts';
import { lineIdsOf } from '../store/lines.ts';
import {
  LINES_PER_INVOICE,
  type BilledLine,
  type ExpectedInvoice,
  type InvoiceId,
  type InvoiceLine,
  type PendingInvoice,
  type SupplierInvoice,
} from '../types.ts';

const LINE = `l.line_id AS lineId, l.invoice_id AS invoiceId, l.kind, i.supplier,
  l.account AS supplierAccount, l.main_group AS mainGroup, l.charge_group AS \`group\`, l.subgroup,
  l.text, COALESCE(l.said_id, l.number) AS reference, l.number,
  l.subscription_id AS subscriptionId, l.period_from_on AS periodFrom, l.period_to_on AS periodTo,
  l.net_ore AS netOre, l.vat_category AS vatCategory, l.vat_rate AS vatRate, l.class,
  l.file_id AS fileId, l.source_line AS line, l.byte_from AS byteFrom, l.byte_to AS byteTo`;
export const SELECT_LINES = `SELECT ${LINE} FROM supplier_invoice_lines l
  JOIN supplier_invoices i ON i.id = l.invoice_id`;

export type LineRecord = Omit<InvoiceLine, 'netOre' | 'vatRate' | 'ordinal'> & {
  readonly netOre: unknown;
  readonly vatRate: string;
};

/** What a billing month takes of a line; `reference` says whether the line named anything. */
const SELECT_BILLED = `SELECT line_id AS lineId, invoice_id AS invoiceId, kind, account AS supplierAccount,
  main_group AS mainGroup, charge_group AS \`group\`, subgroup, text,
  COALESCE(said_id, number) AS reference, subscription_id AS subscriptionId,
  period_from_on AS periodFrom, period_to_on AS periodTo, net_ore AS netOre,
  vat_category AS vatCategory, vat_rate AS vatRate, class FROM supplier_invoice_lines`;

type BilledRecord = Omit<BilledLine, 'netOre' | 'vatRate' | 'ordinal'> & {
  netOre: unknown;
  vatRate: string | number;
  ordinal?: number;
};

/** The record itself becomes the line: there are many, and nobody else holds them. */
function toBilledLine(row: BilledRecord): BilledLine {
  row.ordinal = row.lineId - row.invoiceId * LINES_PER_INVOICE;
  row.netOre = toOre(row.netOre);
  row.vatRate = Number(row.vatRate);
  return row as BilledLine;
}

export function toInvoiceLine(row: LineRecord): InvoiceLine {
  return {
    ...row,
    ordinal: row.lineId - row.invoiceId * LINES_PER_INVOICE,
    netOre: toOre(row.netOre),
    vatRate: Number(row.vatRate),
  };
}

export function createMonthQueries(parts: Parts) {
  const { db, store, catalogue } = parts;

  const withVat = async (invoices: readonly KeptInvoice[], tx?: Tx): Promise<SupplierInvoice[]> => {
    const vat = await store.headers.vatOf(
      invoices.map(({ id }) => id),
      tx,
    );
    return invoices.map((invoice) => ({ ...invoice, vat: vat.get(invoice.id) ?? [] }));
  };

  const linesOf = async (ids: readonly InvoiceId[], tx?: Tx): Promise<BilledLine[]> => {
    const lines: BilledLine[] = [];
    for (const id of [...ids].sort((a, b) => a - b)) {
      const rows = await db.rows<BilledRecord>(
        `${SELECT_BILLED} WHERE line_id BETWEEN ? AND ? ORDER BY line_id`,
        lineIdsOf(id),
        tx,
      );
      for (const row of rows) lines.push(toBilledLine(row));
    }
    return lines;
  };

  return {
    withVat,

    /** Ready, issued on the day or before, taken by no month; in the order in which they came. */
    invoicesForMonth: async (lastDay: LocalDate, tx?: Tx): Promise<SupplierInvoice[]> =>
      withVat(
        await store.invoices.select(
          "WHERE state = 'ready' AND issued_on <= ? ORDER BY id",
          [lastDay],
          tx,
        ),
        tx,
      ),

    /** The invoices that a month has taken. */
    invoicesOfMonth: async (month: Month, tx?: Tx): Promise<SupplierInvoice[]> =>
      withVat(await store.invoices.select('WHERE booked_month = ? ORDER BY id', [month], tx), tx),

    /** Received or being read: a month waits for them. */
    pendingInvoices: (tx?: Tx): Promise<PendingInvoice[]> =>
      db.rows<PendingInvoice>(
        `SELECT id, supplier, state, received_at AS receivedAt FROM supplier_invoices
         WHERE state IN ('received', 'reading') ORDER BY id`,
        [],
        tx,
      ),

    /** Waiting or refused, and issued or received in the month's days: it lists them, and goes on. */
    heldInvoices: async (lastDay: LocalDate, tx?: Tx): Promise<SupplierInvoice[]> =>
      withVat(
        await store.invoices.select(
          `WHERE state IN ('waiting', 'refused')
             AND COALESCE(issued_on, DATE(received_at)) BETWEEN ? AND ? ORDER BY id`,
          [firstDayOf(monthOf(lastDay)), lastDay],
          tx,
        ),
        tx,
      ),

    /** All lines of some invoices as a month takes them, in the order of their keys. */
    linesOf,

    /** The same one by one, for what is too many to hold. */
    streamLines: async function* (ids: readonly InvoiceId[]): AsyncGenerator<InvoiceLine> {
      for (const id of [...ids].sort((a, b) => a - b)) {
        const rows = db.stream<LineRecord>(
          `${SELECT_LINES} WHERE l.line_id BETWEEN ? AND ? ORDER BY l.line_id`,
          lineIdsOf(id),
        );
        for await (const row of rows) yield toInvoiceLine(row);
      }
    },

    /**
     * Suppliers with an invoice day of which no invoice issued in the month is ready or booked. One
     * that sends quarterly is expected three months after the last.
     */
    missingInvoices: async (month: Month, tx?: Tx): Promise<ExpectedInvoice[]> => {
      const suppliers = (await catalogue.allSuppliers(tx)).filter(
        (each) => each.invoiceDay !== null,
      );
      const last = new Map(
        (
          await db.rows<{ supplier: string; issuedOn: LocalDate }>(
            `SELECT supplier, MAX(issued_on) AS issuedOn FROM supplier_invoices
             WHERE state IN ('ready', 'booked') AND issued_on <= ? GROUP BY supplier`,
            [lastDayOf(month)],
            tx,
          )
        ).map(({ supplier, issuedOn }) => [supplier, monthOf(issuedOn)]),
      );
      return suppliers
        .filter(({ code, rhythm }) => isExpected(rhythm, month, last.get(code) ?? null))
        .map(({ code, invoiceDay }) => ({
          supplier: code,
          expectedOn: dayIn(month, invoiceDay ?? 1),
        }));
    },
  };
}

/** Whether an invoice is missing in a month, given the month of the last one up to it. */
export function isExpected(
  rhythm: 'monthly' | 'quarterly',
  month: Month,
  last: Month | null,
): boolean {
  if (last === month) return false;
  return rhythm === 'monthly' || last === null || addMonths(last, 3) <= month;
}

/** That day of the month, or its last day where the month is shorter. */
export function dayIn(month: Month, day: number): LocalDate {
  const last = lastDayOf(month);
  const wished = `${month}-${String(day).padStart(2, '0')}` as LocalDate;
  return wished < last ? wished : last;
}
