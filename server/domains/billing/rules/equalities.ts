// Rule 13 of interfaces.md §4: what must be equal, to the öre, or the month does not close.

import { ore, sum, type Ore } from '../../../kernel/money.ts';
import type { Voucher } from '../../ledger/types.ts';
import type { Allocation, FrozenMonth, InvoiceDraft } from '../types.ts';

export type BrokenEquality = {
  readonly code:
    'lines-shares' | 'own-charges-shares' | 'shares-invoices' | 'invoice-lines' | 'voucher-balance';
  /** The month, a customer's code, or what a voucher's text names: an invoice's number, a month. */
  readonly subject: string;
  readonly expectedOre: Ore;
  readonly actualOre: Ore;
};

/** Everything that is not equal; empty in a sound month. */
export function brokenEqualities(
  frozen: FrozenMonth,
  allocation: Allocation,
  made: { readonly invoices: readonly InvoiceDraft[]; readonly vouchers: readonly Voucher[] },
): BrokenEquality[] {
  const { shares, redList, ownCharges } = allocation;
  const ofSupplier = spread(allocation, (invoiceId) => invoiceId !== null);
  const ofOwn = spread(allocation, (invoiceId) => invoiceId === null);
  const invoiced = sum(made.invoices.map((invoice) => invoice.netOre));
  return [
    ...unequal('lines-shares', frozen.month, [
      sum(frozen.lines.map((line) => line.netOre)),
      ofSupplier,
    ]),
    ...unequal('own-charges-shares', frozen.month, [
      sum(ownCharges.map((charge) => charge.netOre)),
      ofOwn,
    ]),
    ...(redList.length > 0
      ? []
      : unequal('shares-invoices', frozen.month, [
          sum(shares.map((share) => share.netOre)),
          invoiced,
        ])),
    ...made.invoices.flatMap((invoice) =>
      unequal('invoice-lines', invoice.customer, [
        sum(invoice.shares.map((share) => share.netOre)),
        invoice.netOre,
      ]),
    ),
    ...made.vouchers.flatMap((voucher) =>
      unequal('voucher-balance', voucher.reference, [voucher.debitOre, voucher.creditOre]),
    ),
  ];
}

/** What of a kind is on somebody or still on the red list. */
function spread(
  { shares, redList }: Allocation,
  isOfKind: (invoiceId: number | null) => boolean,
): Ore {
  const onSomebody = shares.filter(({ charge }) => isOfKind(charge.invoiceId));
  const onNobody = redList.filter(({ charge }) => isOfKind(charge.invoiceId));
  return ore(
    sum(onSomebody.map((share) => share.netOre)) +
      sum(onNobody.map((entry) => entry.charge.netOre)),
  );
}

function unequal(
  code: BrokenEquality['code'],
  subject: string,
  [expectedOre, actualOre]: readonly [Ore, Ore],
): BrokenEquality[] {
  return expectedOre === actualOre ? [] : [{ code, subject, expectedOre, actualOre }];
}
