// Rules 4–7 of interfaces.md §4 over a whole month: every charge becomes shares, or stands on the red
// list with its reason until a named person places it.

import { sum, toOre, type Ore } from '../../../kernel/money.ts';
import type {
  Allocation,
  Charge,
  FrozenAllocationRule,
  FrozenInvoice,
  FrozenLine,
  FrozenMonth,
  RedListEntry,
  RedListReason,
  Share,
  ShareRule,
} from '../types.ts';
import { allocationRuleFor, fixedAmounts } from './allocation-keys.ts';
import { ownCharges } from './own-charges.ts';
import { createOwnerBook, type OwnerBook } from './owners.ts';
import { split, splitZero, type Claim, type Split } from './split.ts';
import { indexServices, ownersOfLastDay, weigh, type Service } from './weights.ts';

/** Spreads the month. The order of the frozen lists decides nothing but where a rule says so. */
export function allocateMonth(frozen: FrozenMonth, book = createOwnerBook(frozen)): Allocation {
  const spread = createSpread(frozen, book);
  const own = ownCharges(frozen);
  const invoices = new Map(frozen.invoices.map((invoice) => [invoice.id, invoice]));
  const lines = [...frozen.lines].sort(byInvoiceAndPosition);
  const withReference = lines.filter((line) => line.hasReference);
  const without = lines.filter((line) => !line.hasReference);
  for (const line of withReference)
    spread.byReference(toCharge(line, spread.serviceOf(line.subscriptionId)));
  const sums = sumsPerInvoice(spread.shares);
  for (const line of without) {
    const invoice = invoices.get(line.invoiceId);
    if (invoice !== undefined) spread.byRule(line, invoice, sums.get(line.invoiceId));
  }
  for (const charge of own) spread.byReference(charge);
  return { ownCharges: own, shares: spread.shares, redList: spread.redList };
}

/** Net sums per owner of what was allocated by reference on one invoice: `pro-rata`'s weights. */
type OwnerSums = ReadonlyMap<string, number>;

function createSpread(frozen: FrozenMonth, book: OwnerBook) {
  const services = indexServices(frozen.subscriptions, frozen.ownerships);
  const books = createBooks(frozen, book);
  const serviceOf = (subscriptionId: string | null): Service | undefined =>
    subscriptionId === null ? undefined : services.get(subscriptionId);
  return {
    shares: books.shares,
    redList: books.redList,
    serviceOf,

    /** Rule 4, for supplier lines that name a service and for own charges. */
    byReference: (charge: Charge): void => {
      const service = serviceOf(charge.subscriptionId);
      if (charge.netOre === 0) {
        const owners = service === undefined ? [] : ownersOfLastDay(charge, service);
        books.keep(charge, splitZero(owners, book), decided('ownership'));
        return;
      }
      if (service === undefined) {
        books.refuse(charge, 'reference-unknown', {});
        return;
      }
      const weighing = weigh(charge, service);
      if ('weights' in weighing) books.settle(charge, weighing.weights, decided('ownership'));
      else books.refuse(charge, weighing.reason, { subscription: service.subscription.id });
    },

    /** Rule 5, for lines that name none. A line of 0 finds no owner here, and needs none. */
    byRule: (line: FrozenLine, invoice: FrozenInvoice, sums: OwnerSums | undefined): void => {
      const charge = toCharge(line, undefined);
      if (charge.netOre === 0) return;
      const ruled = { ...line, supplier: invoice.supplier };
      const rule = allocationRuleFor(ruled, frozen.allocationRules, invoice.issuedOn);
      if (rule === null) {
        books.refuse(charge, 'rule-missing', {});
        return;
      }
      const claims = claimsOf(rule, charge.netOre, sums);
      if (claims === null) books.refuse(charge, 'rest-missing', {});
      else books.settle(charge, claims, decided('allocation-rule', rule.id));
    },
  };
}

/** Shares and red list as they fill. */
function createBooks(frozen: FrozenMonth, book: OwnerBook) {
  const placements = new Map(frozen.placements.map(({ lineId, owner }) => [lineId, owner]));
  const shares: Share[] = [];
  const redList: RedListEntry[] = [];
  const keep = (charge: Charge, splits: readonly Split[], by: Decision): void => {
    const { rule, allocationRuleId } = by;
    for (const { owner, netOre, from, to, insteadOf } of splits) {
      shares.push({ charge, owner, netOre, rule, from, to, insteadOf, allocationRuleId });
    }
  };
  /** A red line stays red, or goes where a person put it: there the closed give way, too. */
  const refuse = (charge: Charge, reason: RedListReason, args: RedListEntry['args']): void => {
    const owner = placements.get(charge.lineId);
    const placed = owner === undefined ? null : split(charge.netOre, [{ owner, weight: 1 }], book);
    if (placed !== null && 'splits' in placed) keep(charge, placed.splits, decided('placement'));
    else redList.push({ charge, reason, args });
  };
  const settle = (charge: Charge, claims: readonly Claim[], by: Decision): void => {
    const result = split(charge.netOre, claims, book);
    if ('splits' in result) keep(charge, result.splits, by);
    else refuse(charge, result.reason, result.args);
  };
  return { shares, redList, keep, refuse, settle };
}

type Decision = Pick<Share, 'rule' | 'allocationRuleId'>;

function decided(rule: ShareRule, allocationRuleId: number | null = null): Decision {
  return { rule, allocationRuleId };
}

/** Whom a rule's key makes pay; null where `fixed` leaves something over and names no `rest`. */
function claimsOf(
  { key }: FrozenAllocationRule,
  net: Ore,
  sums: OwnerSums | undefined,
): readonly Claim[] | null {
  switch (key.kind) {
    case 'shares':
      return key.shares.map(({ code, share }) => ({ owner: code, weight: share }));
    case 'fixed':
      return fixedAmounts(net, key);
    case 'pro-rata':
      return [...(sums ?? [])]
        .filter(([, weight]) => weight > 0)
        .map(([owner, weight]) => ({ owner, weight }));
  }
}

function sumsPerInvoice(shares: readonly Share[]): Map<number, Map<string, number>> {
  const invoices = new Map<number, Map<string, number>>();
  for (const { charge, owner, netOre, rule } of shares) {
    if (charge.invoiceId === null || rule !== 'ownership') continue;
    const sums = invoices.get(charge.invoiceId) ?? new Map<string, number>();
    sums.set(owner, (sums.get(owner) ?? 0) + netOre);
    invoices.set(charge.invoiceId, sums);
  }
  return invoices;
}

function toCharge(line: FrozenLine, service: Service | undefined): Charge {
  return {
    lineId: line.lineId,
    invoiceId: line.invoiceId,
    position: line.position,
    subscriptionId: line.subscriptionId,
    serviceType: service?.subscription.serviceType ?? null,
    text: line.text,
    class: line.class,
    from: line.from,
    to: line.to,
    netOre: line.netOre,
    vatCategory: line.vatCategory,
    vatRate: line.vatRate,
  };
}

function byInvoiceAndPosition(left: FrozenLine, right: FrozenLine): number {
  return left.invoiceId - right.invoiceId || left.position - right.position;
}

/** The month's sums before any invoice is made. */
export function sumsOf(frozen: FrozenMonth, allocation: Allocation) {
  const ofLines = allocation.shares.filter((share) => share.charge.invoiceId !== null);
  return {
    supplierNetOre: sum(frozen.lines.map((line) => line.netOre)),
    sharesOre: sum(ofLines.map((share) => share.netOre)),
    redListOre: sum(allocation.redList.map((entry) => entry.charge.netOre)),
    ownChargesOre: sum(allocation.ownCharges.map((charge) => charge.netOre)),
    correctionsOre: toOre(0),
  };
}
