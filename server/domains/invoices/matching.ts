// Rule 3 of interfaces.md §4: which subscription a line speaks of. Built once from a supplier's
// subscriptions, asked a million times: days are whole numbers (20261031), whose order is that of time.

import { dateOfDayNumber, dayNumber, type LocalDate } from '../../kernel/calendar.ts';
import { toE164 } from '../../kernel/numbers.ts';
import type { MatchRule } from './types.ts';

/** What matching needs to know of one subscription. */
export type MatchableSubscription = {
  readonly id: string;
  readonly supplierSubscriptionId: string | null;
  readonly identifiers: readonly {
    readonly identifier: string;
    readonly from: LocalDate;
    readonly to: LocalDate | null;
  }[];
};

/** A stretch of days during which an identifier was a subscription's. */
export type Holding = {
  readonly subscriptionId: string;
  readonly from: number;
  readonly to: number;
};

export type Match = { readonly subscriptionId: string; readonly rule: MatchRule };

const FOREVER = 99_991_231;
/** A number is looked for this many days back, the last one included. */
export const DAYS_BACK = 180;

/** Numbers are compared as E.164; what is no number as it is written. */
export function identifierKey(written: string): string {
  return toE164(written) ?? written.trim();
}

/** `2026-10-31` as 20261031. */
export function toDay(date: LocalDate | string): number {
  return Number(date.slice(0, 4)) * 10_000 + Number(date.slice(5, 7)) * 100 + Number(date.slice(8));
}

/** 20261031 as `2026-10-31`. */
export function toDate(day: number): LocalDate {
  const text = String(day).padStart(8, '0');
  return `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}` as LocalDate;
}

/** The day so many days before another. */
function daysBefore(day: number, days: number): number {
  return toDay(dateOfDayNumber(dayNumber(toDate(day)) - days));
}

export class Matcher {
  private readonly bySupplierId = new Map<string, string>();
  private readonly byIdentifier = new Map<string, Holding[]>();

  constructor(subscriptions: Iterable<MatchableSubscription>) {
    for (const subscription of subscriptions) this.add(subscription);
  }

  /** Who held an identifier, by its key; undefined when nobody ever did. */
  holdingsOf(key: string): readonly Holding[] | undefined {
    return this.byIdentifier.get(key);
  }

  ofSupplierId(id: string): string | undefined {
    return this.bySupplierId.get(id);
  }

  /**
   * The subscription of a line by what it said: the supplier's own id, else an identifier. Null for
   * what is in no register; that is the red list's.
   */
  match(said: {
    readonly supplierId: string | null;
    readonly identifier: string | null;
    readonly from: number;
    readonly to: number;
  }): Match | null {
    const known = said.supplierId === null ? undefined : this.bySupplierId.get(said.supplierId);
    if (known !== undefined) return { subscriptionId: known, rule: 'supplier-id' };
    const holdings = said.identifier === null ? undefined : this.byIdentifier.get(said.identifier);
    return holdings === undefined ? null : matchHoldings(holdings, said.from, said.to);
  }

  private add({ id, supplierSubscriptionId, identifiers }: MatchableSubscription): void {
    if (supplierSubscriptionId !== null && !this.bySupplierId.has(supplierSubscriptionId)) {
      this.bySupplierId.set(supplierSubscriptionId, id);
    }
    for (const { identifier, from, to } of identifiers) {
      const key = identifierKey(identifier);
      const holding = {
        subscriptionId: id,
        from: toDay(from),
        to: to === null ? FOREVER : toDay(to),
      };
      const holdings = this.byIdentifier.get(key);
      if (holdings === undefined) this.byIdentifier.set(key, [holding]);
      else holdings.push(holding);
    }
  }
}

/**
 * Held on any day of the period; of several the one that holds it last within the period, then the one
 * that began last. Else last held at most 180 days before the period's first day.
 */
export function matchHoldings(
  holdings: readonly Holding[],
  from: number,
  to: number,
): Match | null {
  const during = lastHolding(holdings, from, to);
  if (during !== null) return { subscriptionId: during.subscriptionId, rule: 'identifier' };
  const first = daysBefore(from, DAYS_BACK);
  const before = lastHolding(holdings, first, daysBefore(from, 1));
  return before === null
    ? null
    : { subscriptionId: before.subscriptionId, rule: 'identifier-before' };
}

/** The holding that reaches furthest into the days from..to, then the one that began last. */
function lastHolding(holdings: readonly Holding[], from: number, to: number): Holding | null {
  let best: Holding | null = null;
  for (const holding of holdings) {
    if (holding.from > to || holding.to < from) continue;
    if (best === null || isLater(holding, best, to)) best = holding;
  }
  return best;
}

function isLater(left: Holding, right: Holding, to: number): boolean {
  const [leftEnd, rightEnd] = [Math.min(left.to, to), Math.min(right.to, to)];
  return leftEnd === rightEnd ? left.from > right.from : leftEnd > rightEnd;
}
