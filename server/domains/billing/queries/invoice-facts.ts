// A customer invoice's page: the invoice, and what the ledger has booked of it, counted from the
// ledger's own rows and not from the invoice.

import { byCodeBytes, ore, sum, type Ore } from '../../../kernel/money.ts';
import type { Directory } from '../../directory/directory.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { LedgerExport } from '../../ledger/types.ts';
import type { CustomerInvoiceView } from '../documents/view.ts';
import type { InvoiceFacts } from '../pages/facts.ts';
import type { InvoiceQueries } from './customer-invoices.ts';

type Deps = {
  readonly customerInvoices: Pick<InvoiceQueries, 'findView' | 'progressOf'>;
  readonly ledger: Pick<Ledger, 'vouchersOf' | 'exportsOf'>;
  readonly directory: Pick<Directory, 'settings'>;
};

type Voucher = Awaited<ReturnType<Ledger['vouchersOf']>>[number];
type Row = Voucher['rows'][number];
type BookedRow = { readonly voucher: string; readonly row: Row };

export function createInvoiceFactQueries({ customerInvoices, ledger, directory }: Deps) {
  return {
    /** Everything that an invoice's page shows; null where there is no such invoice. */
    invoiceFacts: async (number: string): Promise<InvoiceFacts | null> => {
      const view = await customerInvoices.findView(number);
      const progress = await customerInvoices.progressOf(number);
      if (view === null || progress === null) return null;
      const vouchers = await ledger.vouchersOf(view.month);
      const settings = await directory.settings();
      const { sieDimensions, providingCostCentre } = settings;
      const rows =
        view.kind === 'internal'
          ? rowsOfCostCentre(vouchers, {
              dimension: sieDimensions.cost_centre ?? 1,
              code: view.customer.code,
            })
          : rowsOfInvoice(vouchers, number);
      return {
        view,
        ...progress,
        vouchers: [...new Set(rows.map((each) => each.voucher))],
        ...receiptOf(await ledger.exportsOf(view.month)),
        coding: view.kind === 'internal' ? codingOf(rows, sieDimensions) : [],
        bookedOre:
          rows.length === 0 || view.customer.code === providingCostCentre
            ? null
            : bookedOre(view, rows),
      };
    },
  };
}

export type InvoiceFactQueries = ReturnType<typeof createInvoiceFactQueries>;

/** Costs of the cost centre in the suppliers' vouchers and in that of own charges. */
function rowsOfCostCentre(
  vouchers: readonly Voucher[],
  centre: { readonly dimension: number; readonly code: string },
): BookedRow[] {
  return vouchers
    .filter((voucher) => voucher.kind === 'supplier-invoice' || voucher.kind === 'own-charges')
    .flatMap((voucher) =>
      voucher.rows
        .filter((row) =>
          row.objects.some(
            ({ dimension, code }) => dimension === centre.dimension && code === centre.code,
          ),
        )
        .map((row) => ({ voucher: voucher.number, row })),
    );
}

function rowsOfInvoice(vouchers: readonly Voucher[], number: string): BookedRow[] {
  const own = vouchers.find((each) => each.kind === 'customer-invoice' && each.subject === number);
  return (own?.rows ?? []).map((row) => ({ voucher: own?.number ?? '', row }));
}

/**
 * Net of what is booked: a cost centre's costs; of an invoice its debit less VAT and rounding, which
 * is the claim on the customer less those two.
 */
function bookedOre(view: CustomerInvoiceView, rows: readonly BookedRow[]): Ore {
  const amounts = rows.map(({ row }) => row.amountOre);
  if (view.kind === 'internal') return sum(amounts);
  const sign = view.netOre < 0 ? -1 : 1;
  const turnover = sum(amounts.map((amount) => ore(Math.max(amount * sign, 0))));
  const vatOre = sum(view.vat.map((each) => each.vatOre));
  return ore(sign * turnover - vatOre - sign * Math.max(sign * view.roundingOre, 0));
}

/** Accounts, and the codes of each dimension, as the rows carry them. */
function codingOf(
  rows: readonly BookedRow[],
  dimensions: Readonly<Partial<Record<string, number>>>,
): InvoiceFacts['coding'] {
  const codes = (pick: (row: Row) => readonly string[]) =>
    [...new Set(rows.flatMap(({ row }) => pick(row)))].sort(byCodeBytes).join(', ');
  const parts = Object.entries(dimensions).map(([name, dimension]) => ({
    dimension: name,
    code: codes((row) =>
      row.objects.flatMap((object) => (object.dimension === dimension ? [object.code] : [])),
    ),
  }));
  return [{ dimension: 'account', code: codes((row) => [row.account]) }, ...parts].filter(
    ({ code }) => code !== '',
  );
}

function receiptOf(files: readonly LedgerExport[]): Pick<InvoiceFacts, 'sentAt' | 'acceptedAt'> {
  const file = files.at(-1);
  return {
    sentAt: file?.sentAt ?? null,
    acceptedAt: file?.state === 'accepted' ? file.receiptAt : null,
  };
}
