// Rules 1 and 3: what a line is, and whose subscription it is.

import { daysBetween, isWithin, monthAround, shift } from './days.ts';
import { NOTHING, ore, plus, type Fraction } from './exact.ts';
import type { RawInvoice, RawLine } from './invoice.ts';
import { e164, find, get, rowsOf, rowsWith, type Key, type Row, type World } from './world.ts';

export type Line = RawLine & {
  readonly invoice: RawInvoice;
  readonly netOre: bigint;
  readonly class: string;
  readonly periodFrom: string;
  readonly periodTo: string;
  readonly hasReference: boolean;
  readonly subscription: Row | undefined;
};

/** The invoice's lines with öre, class, period and subscription, in file order. */
export function linesOf(world: World, invoice: RawInvoice): Line[] {
  const sums = new Map<string, Fraction>();
  return invoice.lines.map((raw) => {
    const before = sums.get(raw.rate) ?? NOTHING;
    const after = plus(before, raw.kronor);
    sums.set(raw.rate, after);
    const kind = classOf(world, invoice.supplier, raw.labels);
    const { from, to } = periodOf(raw, invoice, kind);
    const { id, number } = raw.reference;
    return {
      ...raw,
      invoice,
      netOre: raw.wholeOre ?? ore(after) - ore(before),
      class: kind,
      periodFrom: from,
      periodTo: to,
      hasReference: id !== '' || number !== '',
      subscription: subscriptionOf(world, raw, { supplier: invoice.supplier, from, to }),
    };
  });
}

/** The charge code with the longest match that begins one of the labels; of equals the first. */
function classOf(world: World, supplier: string, labels: readonly string[]): string {
  const fitting = rowsOf(world, 'charge-codes')
    .filter((row) => get(row, 'supplier') === supplier)
    .filter((row) => labels.some((label) => label.startsWith(get(row, 'match'))));
  const longest = Math.max(...fitting.map((row) => get(row, 'match').length));
  return (
    get(
      fitting.find((row) => get(row, 'match').length === longest),
      'class',
    ) || 'other'
  );
}

function periodOf(raw: RawLine, invoice: RawInvoice, kind: string): { from: string; to: string } {
  for (const { from, to } of [raw, invoice]) {
    if (from !== '' || to !== '') return { from: from || to, to: to || from };
  }
  if (kind === 'traffic') return monthAround(invoice.issuedOn, -1);
  if (kind === 'fee') return monthAround(invoice.issuedOn);
  return { from: invoice.issuedOn, to: invoice.issuedOn };
}

type Where = { readonly supplier: string; readonly from: string; readonly to: string };

const DAYS_AFTER_TERMINATION = 180;

function subscriptionOf(world: World, raw: RawLine, where: Where): Row | undefined {
  const { id, number } = raw.reference;
  const isSuppliers = (row: Row): boolean => get(row, 'supplier') === where.supplier;
  const byId = id === '' ? undefined : rowsWith(world, BY_ID, id).find(isSuppliers);
  if (byId !== undefined) return byId;
  const holders = number === '' ? [] : calledBy(world, number).filter(isSuppliers);
  const during = holders.filter(
    (row) => get(row, 'activated_on') <= where.to && endOf(row) >= where.from,
  );
  if (during.length > 0) return latest(during, where.to);
  const lately = holders.filter((row) => {
    return endOf(row) < where.from && daysBetween(endOf(row), where.from) <= DAYS_AFTER_TERMINATION;
  });
  return latest(lately, where.from);
}

const BY_ID = key('supplier_subscription_id', (row) => get(row, 'supplier_subscription_id'));
const BY_NUMBER = key('number', (row) => e164(get(row, 'identifier')));
const BY_IDENTIFIER = key('identifier', (row) => get(row, 'identifier'));

/** Numbers are compared as E.164, other identifiers as they stand. */
function calledBy(world: World, reference: string): Row[] {
  const isNumber = (row: Row): boolean => {
    const type = find(world, 'service-types', get(row, 'service_type'));
    return get(type, 'namespace') === 'e164';
  };
  return [
    ...rowsWith(world, BY_NUMBER, e164(reference)).filter(isNumber),
    ...rowsWith(world, BY_IDENTIFIER, reference).filter((row) => !isNumber(row)),
  ];
}

function key(name: string, of: Key['of']): Key {
  return { kind: 'subscriptions', name, of };
}

/** The one that holds it last, `until` at the latest; then the one that began last. */
function latest(rows: readonly Row[], until: string): Row | undefined {
  const lastDay = (row: Row): string => (endOf(row) < until ? endOf(row) : until);
  return [...rows].sort((a, b) => {
    const [left, right] = [
      `${lastDay(a)}${get(a, 'activated_on')}`,
      `${lastDay(b)}${get(b, 'activated_on')}`,
    ];
    return left < right ? 1 : -1;
  })[0];
}

/** The last day on which the subscription is held. */
export function endOf(subscription: Row): string {
  return get(subscription, 'terminated_on') || '9999-12-31';
}

const DAYS_BEFORE_ACTIVATION = 31;

/** The day as which a day counts (rule 4), or null where it lies too far before activation. */
export function countsAs(day: string, subscription: Row): string | null {
  const first = get(subscription, 'activated_on');
  const last = endOf(subscription);
  if (day > last) return last;
  if (day >= first) return day;
  return shift(first, -DAYS_BEFORE_ACTIVATION) <= day ? first : null;
}

const OWNERS: Key = {
  kind: 'ownerships',
  name: 'subscription',
  of: (row) => get(row, 'subscription'),
};

/** The owners of a day with their shares. */
export function ownersOn(world: World, subscription: Row, day: string): Row[] {
  return rowsWith(world, OWNERS, get(subscription, 'id')).filter((row) =>
    isWithin(day, get(row, 'from'), get(row, 'to')),
  );
}
