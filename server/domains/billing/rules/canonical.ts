// A frozen month as one text: the same month gives the same bytes, whatever order its lists came in.
// That text is what a freeze keeps and what its hash is taken of.

import { byCodeBytes } from '../../../kernel/money.ts';
import type { FrozenLine, FrozenMonth, FrozenOwnership, FrozenSubscription } from '../types.ts';

/** Rows of the three long lists, as arrays: a third of the size, twice as fast. */
type LineRow = readonly [
  FrozenLine['lineId'],
  FrozenLine['invoiceId'],
  FrozenLine['position'],
  FrozenLine['account'],
  FrozenLine['groups'],
  FrozenLine['text'],
  0 | 1,
  FrozenLine['subscriptionId'],
  FrozenLine['class'],
  FrozenLine['from'],
  FrozenLine['to'],
  FrozenLine['netOre'],
  FrozenLine['vatCategory'],
  FrozenLine['vatRate'],
];
type SubscriptionRow = readonly [
  FrozenSubscription['id'],
  FrozenSubscription['serviceType'],
  FrozenSubscription['activatedOn'],
  FrozenSubscription['terminatedOn'],
  FrozenSubscription['identifier'],
  FrozenSubscription['plan'],
  FrozenSubscription['holder'],
];
type OwnershipRow = readonly [
  FrozenOwnership['subscriptionId'],
  FrozenOwnership['owner'],
  FrozenOwnership['from'],
  FrozenOwnership['to'],
  FrozenOwnership['share'],
];

type Canonical = Omit<FrozenMonth, 'lines' | 'subscriptions' | 'ownerships'> & {
  readonly lines: readonly LineRow[];
  readonly subscriptions: readonly SubscriptionRow[];
  readonly ownerships: readonly OwnershipRow[];
};

/** The text of a month: keys and lists in a fixed order. */
export function canonicalText(frozen: FrozenMonth): string {
  const canonical: Canonical = {
    ...ordered(frozen),
    lines: [...frozen.lines].sort(inFileOrder).map(toLineRow),
    subscriptions: [...frozen.subscriptions].sort(byKey('id')).map(toSubscriptionRow),
    ownerships: [...frozen.ownerships].sort(byOwnershipKey).map(toOwnershipRow),
  };
  return JSON.stringify(canonical);
}

/** The month of a text that `canonicalText` made. */
export function monthOfText(text: string): FrozenMonth {
  const canonical = JSON.parse(text) as Canonical;
  return {
    ...canonical,
    lines: canonical.lines.map(toLine),
    subscriptions: canonical.subscriptions.map(toSubscription),
    ownerships: canonical.ownerships.map(toOwnership),
  };
}

function ordered(frozen: FrozenMonth) {
  return {
    month: frozen.month,
    settings: frozen.settings,
    invoices: [...frozen.invoices].sort((a, b) => a.id - b.id),
    costCentres: byCode(frozen.costCentres),
    units: byCode(frozen.units),
    legalEntities: byCode(frozen.legalEntities),
    customers: byCode(frozen.customers),
    serviceTypes: byCode(frozen.serviceTypes),
    ownPrices: [...frozen.ownPrices].sort(
      (a, b) => inTextOrder(a.serviceType, b.serviceType) || inTextOrder(a.from, b.from),
    ),
    allocationRules: [...frozen.allocationRules].sort((a, b) => a.position - b.position),
    postingRules: [...frozen.postingRules].sort((a, b) => a.position - b.position),
    codeRegister: [...frozen.codeRegister].sort(
      (a, b) => inTextOrder(a.dimension, b.dimension) || inTextOrder(a.code, b.code),
    ),
    placements: [...frozen.placements].sort((a, b) => inTextOrder(a.lineId, b.lineId)),
  };
}

function byCode<T extends { readonly code: string }>(rows: readonly T[]): T[] {
  return [...rows].sort((a, b) => byCodeBytes(a.code, b.code));
}

function byKey(key: 'id') {
  return (a: FrozenSubscription, b: FrozenSubscription) => inTextOrder(a[key], b[key]);
}

function byOwnershipKey(a: FrozenOwnership, b: FrozenOwnership): number {
  return (
    inTextOrder(a.subscriptionId, b.subscriptionId) ||
    inTextOrder(a.from, b.from) ||
    inTextOrder(a.owner, b.owner)
  );
}

function inFileOrder(a: FrozenLine, b: FrozenLine): number {
  return a.invoiceId - b.invoiceId || a.position - b.position;
}

function inTextOrder(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function toLineRow(line: FrozenLine): LineRow {
  return [
    line.lineId,
    line.invoiceId,
    line.position,
    line.account,
    line.groups,
    line.text,
    line.hasReference ? 1 : 0,
    line.subscriptionId,
    line.class,
    line.from,
    line.to,
    line.netOre,
    line.vatCategory,
    line.vatRate,
  ];
}

function toLine(row: LineRow): FrozenLine {
  return {
    lineId: row[0],
    invoiceId: row[1],
    position: row[2],
    account: row[3],
    groups: row[4],
    text: row[5],
    hasReference: row[6] === 1,
    subscriptionId: row[7],
    class: row[8],
    from: row[9],
    to: row[10],
    netOre: row[11],
    vatCategory: row[12],
    vatRate: row[13],
  };
}

function toSubscriptionRow(each: FrozenSubscription): SubscriptionRow {
  const { id, serviceType, activatedOn, terminatedOn, identifier, plan, holder } = each;
  return [id, serviceType, activatedOn, terminatedOn, identifier, plan, holder];
}

function toSubscription(row: SubscriptionRow): FrozenSubscription {
  const [id, serviceType, activatedOn, terminatedOn, identifier, plan, holder] = row;
  return { id, serviceType, activatedOn, terminatedOn, identifier, plan, holder };
}

function toOwnershipRow(each: FrozenOwnership): OwnershipRow {
  return [each.subscriptionId, each.owner, each.from, each.to, each.share];
}

function toOwnership(row: OwnershipRow): FrozenOwnership {
  const [subscriptionId, owner, from, to, share] = row;
  return { subscriptionId, owner, from, to, share };
}
