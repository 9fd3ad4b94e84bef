// What stands behind one share of a worked-out month: its fellow shares with the weights that made
// them, what was charged, and where it is booked. Pure: the queries bring the month.

import { daysOf, periodOfMonth, type ClosedPeriod } from '../../../kernel/calendar.ts';
import { ore, sum, type Ore } from '../../../kernel/money.ts';
import type { PostingFact, VoucherKind } from '../../ledger/types.ts';
import type { FrozenMonth, InvoiceDraft, Share } from '../types.ts';
import type { OwnerBook } from './owners.ts';
import { supplyRate } from './customer-invoices.ts';
import { shareFact } from './postings.ts';
import { indexServices, weigh } from './weights.ts';

/** A share with what it weighed; null where weights did not decide it, or a closed owner gave way. */
export type WeighedShare = {
  readonly share: Share;
  readonly weight: number | null;
  readonly period: ClosedPeriod | null;
};

/** All shares of one charge, in their order. */
export function weighedShares(
  frozen: FrozenMonth,
  shares: readonly Share[],
  lineId: string,
): WeighedShare[] {
  const own = shares.filter((share) => share.charge.lineId === lineId);
  const weights = weightsOf(frozen, own);
  return own.map((share) => ({
    share,
    weight: weights?.get(share.owner) ?? null,
    period: share.from === null || share.to === null ? null : { from: share.from, to: share.to },
  }));
}

function weightsOf(frozen: FrozenMonth, own: readonly Share[]): ReadonlyMap<string, number> | null {
  const charge = own[0]?.charge;
  const plain = own.every((share) => share.rule === 'ownership' && share.insteadOf === null);
  if (charge?.subscriptionId == null || !plain || charge.netOre === 0) return null;
  const id = charge.subscriptionId;
  const service = indexServices(
    frozen.subscriptions.filter((each) => each.id === id),
    frozen.ownerships.filter((each) => each.subscriptionId === id),
  ).get(id);
  if (service === undefined) return null;
  const weighing = weigh({ from: charge.from, to: charge.to }, service);
  if (!('weights' in weighing)) return null;
  const weights = new Map<string, number>();
  for (const { owner, weight } of weighing.weights) {
    weights.set(owner, (weights.get(owner) ?? 0) + weight);
  }
  return weights;
}

/** The price behind an own charge, and the days of its month. */
export function ownPriceOf(frozen: FrozenMonth, share: Share) {
  const { serviceType, from } = share.charge;
  const price = frozen.ownPrices.find(
    (each) =>
      each.serviceType === serviceType &&
      each.from <= from &&
      (each.to === null || from <= each.to),
  );
  const type = frozen.serviceTypes.find((each) => each.code === serviceType);
  return {
    serviceType: type?.name ?? serviceType ?? '',
    price: price?.price ?? '',
    priceFrom: price?.from ?? from,
    daysOfMonth: daysOf(periodOfMonth(frozen.month)),
  };
}

/** Which voucher books a share, the fact that it is there, and the shares that may share its row. */
export type Booking = {
  readonly kind: VoucherKind;
  readonly subject: string;
  readonly fact: PostingFact;
  readonly fellows: readonly { readonly share: Share; readonly fact: PostingFact }[];
};

type Worked = {
  readonly frozen: FrozenMonth;
  readonly book: OwnerBook;
  readonly shares: readonly Share[];
  readonly draft: InvoiceDraft;
  readonly number: string;
};

/**
 * An internal share is a cost row of its supplier invoice's voucher, or of the month's own charges; a
 * company's or customer's is part of the sales row of its VAT rate in its invoice's voucher.
 */
export function bookingOf(share: Share, worked: Worked): Booking {
  return worked.draft.kind === 'internal'
    ? costBooking(share, worked)
    : salesBooking(share, worked);
}

function costBooking(share: Share, { frozen, book, shares }: Worked): Booking {
  const { providingCostCentre } = frozen.settings;
  const providing = frozen.costCentres.find((each) => each.code === providingCostCentre) ?? null;
  const accounts = new Map(frozen.serviceTypes.map((type) => [type.code, type.account]));
  const { invoiceId } = share.charge;
  const counterpart = invoiceId === null ? (providing?.counterpart ?? null) : null;
  const factOf = (each: Share) => ({
    ...shareFact(each, { book, accounts, providing }),
    counterpart,
  });
  // What a supplier charges for companies and customers is resale on the providing cost centre, and may
  // share a row with that cost centre's own costs. The house's own charges to them are sales alone.
  const holdsResale = invoiceId !== null && share.owner === providingCostCentre;
  const isFellow = ({ owner }: Share) =>
    owner === share.owner || (holdsResale && book.find(owner)?.kind !== 'internal');
  return {
    kind: invoiceId === null ? 'own-charges' : 'supplier-invoice',
    subject: invoiceId === null ? frozen.month : String(invoiceId),
    fact: factOf(share),
    fellows: shares
      .filter((each) => each.charge.invoiceId === invoiceId && isFellow(each))
      .map((each) => ({ share: each, fact: factOf(each) })),
  };
}

function salesBooking(share: Share, { frozen, draft, number }: Worked): Booking {
  const rates = new Map(frozen.serviceTypes.map((type) => [type.code, type.vatRate]));
  const factOf = (each: Share): PostingFact => ({
    purpose: 'sales',
    amountOre: ore(0 - each.netOre),
    serviceType: null,
    serviceAccount: null,
    vatRate: supplyRate(each, rates),
    owner: null,
    counterpart: null,
    invoice: null,
  });
  return {
    kind: 'customer-invoice',
    subject: number,
    fact: factOf(share),
    fellows: draft.shares.map((each) => ({ share: each, fact: factOf(each) })),
  };
}

/** Σ of an invoice's accepted lines, and how many they are. */
export function invoiceSum(frozen: FrozenMonth, invoiceId: number): { netOre: Ore; lines: number } {
  const lines = frozen.lines.filter((line) => line.invoiceId === invoiceId);
  return { netOre: sum(lines.map((line) => line.netOre)), lines: lines.length };
}
