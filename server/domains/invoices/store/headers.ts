// What reading found out about an invoice: its header and its VAT groups, saved as one.

import { ore, toOre } from '../../../kernel/money.ts';
import type { Database, Tx } from '../../../platform/database.ts';
import type { InvoiceId, VatGroup } from '../types.ts';
import type { KeptInvoice } from './invoices.ts';

/** What reading found out about an invoice, and where its totals stand. */
export type ReadHeader = Pick<
  KeptInvoice,
  | 'invoiceNumber'
  | 'issuedOn'
  | 'dueOn'
  | 'currency'
  | 'isCredit'
  | 'netOre'
  | 'vatOre'
  | 'roundingOre'
  | 'prepaidOre'
  | 'payableOre'
  | 'periodFrom'
  | 'periodTo'
  | 'buyer'
  | 'buyerName'
  | 'rowsIn'
  | 'rowsAccepted'
  | 'rowsQuarantined'
  | 'rowsNetOre'
> & {
  readonly vat: readonly VatGroup[];
  readonly total: {
    readonly line: number;
    readonly byteFrom: number;
    readonly byteTo: number;
  } | null;
};

/** The header of an invoice of which nothing is known yet. */
export const UNREAD_HEADER: ReadHeader = {
  invoiceNumber: null,
  issuedOn: null,
  dueOn: null,
  currency: null,
  isCredit: false,
  netOre: ore(0),
  vatOre: ore(0),
  roundingOre: ore(0),
  prepaidOre: ore(0),
  payableOre: ore(0),
  periodFrom: null,
  periodTo: null,
  buyer: null,
  buyerName: null,
  vat: [],
  total: null,
  rowsIn: 0,
  rowsAccepted: 0,
  rowsQuarantined: 0,
  rowsNetOre: ore(0),
};

export function createHeaderStore(db: Database) {
  return {
    save: (id: InvoiceId, header: ReadHeader, tx: Tx) => saveHeader(db, id, header, tx),

    vatOf: async (ids: readonly InvoiceId[], tx?: Tx): Promise<Map<InvoiceId, VatGroup[]>> => {
      const rows =
        ids.length === 0
          ? []
          : await db.rows<{
              id: InvoiceId;
              category: string;
              rate: string;
              netOre: unknown;
              vatOre: unknown;
            }>(
              `SELECT invoice_id AS id, category, rate, net_ore AS netOre, vat_ore AS vatOre
               FROM supplier_invoice_vat WHERE invoice_id IN (?) ORDER BY invoice_id, ordinal`,
              [ids],
              tx,
            );
      const groups = new Map<InvoiceId, VatGroup[]>();
      for (const { id, category, rate, netOre, vatOre } of rows) {
        const group = {
          category,
          rate: Number(rate),
          netOre: toOre(netOre),
          vatOre: toOre(vatOre),
        };
        groups.set(id, [...(groups.get(id) ?? []), group]);
      }
      return groups;
    },
  };
}

async function saveHeader(
  db: Database,
  id: InvoiceId,
  ...[header, tx]: [ReadHeader, Tx]
): Promise<void> {
  const values: Readonly<Record<string, unknown>> = {
    invoice_number: header.invoiceNumber,
    issued_on: header.issuedOn,
    due_on: header.dueOn,
    currency: header.currency,
    is_credit: header.isCredit,
    net_ore: header.netOre,
    vat_ore: header.vatOre,
    rounding_ore: header.roundingOre,
    prepaid_ore: header.prepaidOre,
    payable_ore: header.payableOre,
    period_from_on: header.periodFrom,
    period_to_on: header.periodTo,
    buyer: header.buyer,
    buyer_name: header.buyerName,
    rows_in: header.rowsIn,
    rows_accepted: header.rowsAccepted,
    rows_quarantined: header.rowsQuarantined,
    rows_net_ore: header.rowsNetOre,
    total_line: header.total?.line ?? null,
    total_byte_from: header.total?.byteFrom ?? null,
    total_byte_to: header.total?.byteTo ?? null,
  };
  const columns = Object.keys(values);
  await db.run(
    `UPDATE supplier_invoices SET ${columns.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`,
    [...Object.values(values), id],
    tx,
  );
  await db.run('DELETE FROM supplier_invoice_vat WHERE invoice_id = ?', [id], tx);
  await db.insertMany(
    'supplier_invoice_vat',
    ['invoice_id', 'ordinal', 'category', 'rate', 'net_ore', 'vat_ore'],
    header.vat.map(({ category, rate, netOre, vatOre }, i) => [
      id,
      i + 1,
      category,
      rate,
      netOre,
      vatOre,
    ]),
    tx,
  );
}
