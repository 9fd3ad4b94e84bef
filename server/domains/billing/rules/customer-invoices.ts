// Rule 8 of interfaces.md §4: who gets which invoice, with which VAT, rounded for whom. Pure: numbers
// are given elsewhere, in the order in which the drafts come from here.

import {
  byCodeBytes,
  ore,
  sum,
  vat,
  wholeKronor,
  ZERO_ORE,
  type Ore,
} from '../../../kernel/money.ts';
import type { FrozenMonth, InvoiceDraft, RateSum, Share } from '../types.ts';
import { createOwnerBook, type Owner, type OwnerBook } from './owners.ts';

/** The rate of our supply where there is no service type. */
export const DEFAULT_VAT_RATE = 25;

/**
 * The month's customer invoices in owner-code order. One is made where there is a line other than 0;
 * its lines are its shares by cost centre, subscription and file order, never merged.
 */
export function invoiceDrafts(
  frozen: FrozenMonth,
  shares: readonly Share[],
  book: OwnerBook = createOwnerBook(frozen),
): InvoiceDraft[] {
  const rates = new Map(frozen.serviceTypes.map((type) => [type.code, type.vatRate]));
  const rounded = new Set(
    [...frozen.customers, ...frozen.legalEntities.filter((entity) => entity.kind === 'company')]
      .filter((party) => party.rounding)
      .map((party) => party.code),
  );
  const groups = groupByCustomer(shares, book);
  return [...groups.values()]
    .filter((group) => group.shares.some((share) => share.netOre !== 0))
    .sort(byCustomerCode)
    .map((group) => draftOf(group, rates, rounded.has(group.customer)));
}

/** VAT per cent of our supply of what a share is for. */
export function supplyRate(share: Share, rates: ReadonlyMap<string, number>): number {
  const { serviceType } = share.charge;
  return serviceType === null ? DEFAULT_VAT_RATE : (rates.get(serviceType) ?? DEFAULT_VAT_RATE);
}

type Group = Pick<Owner, 'customer' | 'kind'> & { readonly shares: Share[] };

function groupByCustomer(shares: readonly Share[], book: OwnerBook): Map<string, Group> {
  const groups = new Map<string, Group>();
  for (const share of shares) {
    const owner = book.find(share.owner);
    if (owner === null) throw new RangeError(`a share of nobody: ${share.owner}`);
    const key = `${owner.kind} ${owner.customer}`;
    const group = groups.get(key);
    if (group === undefined) {
      groups.set(key, { customer: owner.customer, kind: owner.kind, shares: [share] });
    } else {
      group.shares.push(share);
    }
  }
  return groups;
}

function draftOf(
  group: Group,
  rates: ReadonlyMap<string, number>,
  wholeOnly: boolean,
): InvoiceDraft {
  const shares = group.shares.sort(byPrintOrder);
  const netOre = sum(shares.map((share) => share.netOre));
  const vatRows = group.kind === 'internal' ? [] : vatByRate(shares, rates);
  const exact = ore(netOre + sum(vatRows.map((row) => row.vatOre)));
  const payableOre = wholeOnly && group.kind !== 'internal' ? wholeKronor(exact) : exact;
  return {
    customer: group.customer,
    kind: group.kind,
    shares,
    netOre,
    vat: vatRows,
    roundingOre: ore(payableOre - exact),
    payableOre,
  };
}

/** VAT on the sum of each rate, lowest rate first. */
function vatByRate(shares: readonly Share[], rates: ReadonlyMap<string, number>): RateSum[] {
  const sums = new Map<number, Ore>();
  for (const share of shares) {
    const rate = supplyRate(share, rates);
    sums.set(rate, ore((sums.get(rate) ?? ZERO_ORE) + share.netOre));
  }
  return [...sums]
    .sort(([left], [right]) => left - right)
    .map(([rate, netOre]) => ({ rate, netOre, vatOre: vat(netOre, rate) }));
}

function byCustomerCode(left: Group, right: Group): number {
  return byCodeBytes(left.customer, right.customer) || (left.kind < right.kind ? -1 : 1);
}

/** Cost centre, then service (what has none comes last), then supplier lines before own charges. */
function byPrintOrder(left: Share, right: Share): number {
  return (
    inTextOrder(left.owner, right.owner) ||
    inTextOrder(left.charge.subscriptionId, right.charge.subscriptionId) ||
    (left.charge.invoiceId ?? Infinity) - (right.charge.invoiceId ?? Infinity) ||
    left.charge.position - right.charge.position
  );
}

function inTextOrder(left: string | null, right: string | null): number {
  if (left === right) return 0;
  if (left === null) return 1;
  if (right === null) return -1;
  return left < right ? -1 : 1;
}
