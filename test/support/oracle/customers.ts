// Rule 8: who gets an invoice, for what, and with which VAT.

import { add, byBytes, rounded, total, vat, whole } from './exact.ts';
import type { Booked } from './month.ts';
import { find, get, kindOf, legalEntityOf, type OwnerKind, type World } from './world.ts';

export type CustomerInvoice = {
  readonly customer: string;
  readonly kind: OwnerKind;
  readonly netOre: bigint;
  readonly vat: readonly {
    readonly rate: string;
    readonly netOre: bigint;
    readonly vatOre: bigint;
  }[];
  readonly roundingOre: bigint;
  readonly payableOre: bigint;
  readonly bySubscription: readonly {
    readonly costCentre: string;
    readonly subscriptionId: string | null;
    readonly netOre: bigint;
  }[];
};

/** The invoices in the order in which they are numbered. */
export function customerInvoices(world: World, booked: readonly Booked[]): CustomerInvoice[] {
  const byCustomer = new Map<string, Booked[]>();
  for (const each of booked) {
    const customer = customerOf(world, each.owner);
    byCustomer.set(customer, [...(byCustomer.get(customer) ?? []), each]);
  }
  return [...byCustomer]
    .filter(([, lines]) => lines.some(({ netOre }) => netOre !== 0n))
    .sort(([a], [b]) => byBytes(a, b))
    .map(([customer, lines]) => invoiceOf(world, customer, lines));
}

/** A cost centre pays itself, a company pays for all of its cost centres. */
function customerOf(world: World, owner: string): string {
  if (kindOf(world, owner) !== 'company') return owner;
  const unit = get(find(world, 'cost-centres', owner), 'unit');
  return get(legalEntityOf(world, unit), 'code');
}

function invoiceOf(world: World, customer: string, lines: readonly Booked[]): CustomerInvoice {
  const kind = kindOf(world, lines[0]?.owner ?? '');
  const netOre = total(lines.map((line) => line.netOre));
  const groups = kind === 'internal' ? [] : vatGroups(world, lines);
  const exact = netOre + total(groups.map(({ vatOre }) => vatOre));
  const settings = find(world, kind === 'company' ? 'legal-entities' : 'customers', customer);
  const inKronor = kind !== 'internal' && get(settings, 'rounding') === 'yes';
  const payableOre = inKronor ? rounded({ top: exact, bottom: 100n }) * 100n : exact;
  return {
    customer,
    kind,
    netOre,
    vat: groups,
    roundingOre: payableOre - exact,
    payableOre,
    bySubscription: bySubscription(lines),
  };
}

/** The rate of our supply: the service type's, 25 % where there is none. */
function vatGroups(world: World, lines: readonly Booked[]): CustomerInvoice['vat'] {
  const nets = new Map<string, bigint>();
  for (const { serviceType, netOre } of lines) {
    const rate = get(find(world, 'service-types', serviceType), 'vat_rate') || '25';
    add(nets, String(Number(rate)), netOre);
  }
  return [...nets]
    .sort(([a], [b]) => Number(b) - Number(a))
    .map(([rate, netOre]) => ({ rate, netOre, vatOre: vat(netOre, rate) }));
}

function bySubscription(lines: readonly Booked[]): CustomerInvoice['bySubscription'] {
  const sums = new Map<string, bigint>();
  for (const { owner, subscriptionId, netOre } of lines) {
    add(sums, JSON.stringify([owner, subscriptionId]), netOre);
  }
  return [...sums].map(([key, netOre]) => {
    const [costCentre, subscriptionId] = JSON.parse(key) as [string, string | null];
    return { costCentre, subscriptionId, netOre: rounded(whole(netOre)) };
  });
}
