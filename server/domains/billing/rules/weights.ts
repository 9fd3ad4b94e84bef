// Rule 4 of interfaces.md §4: who owned a service on the days of a period, and how heavily. Days are
// counted by stretches, never one by one.

import type { ClosedPeriod } from '../../../kernel/calendar.ts';
import type { FrozenOwnership, FrozenSubscription, RedListReason } from '../types.ts';
import { dayNumber } from './day-numbers.ts';

/** A day before activation counts as the first day when it is at most this many days before it. */
export const DAYS_BEFORE_ACTIVATION = 31;

/** An owner's weight (days × share), and the first and last day owned as day numbers. */
export type OwnerWeight = {
  readonly owner: string;
  readonly weight: number;
  readonly first: number;
  readonly last: number;
};

export type Weighing =
  | { readonly weights: readonly OwnerWeight[] }
  | { readonly reason: Extract<RedListReason, 'before-activation' | 'owner-missing'> };

type OwnedStretch = {
  readonly owner: string;
  readonly first: number;
  readonly last: number;
  readonly share: number;
};

/** A service with its life and its owners as day numbers, made once for all its lines. */
export type Service = {
  readonly subscription: FrozenSubscription;
  readonly activated: number;
  readonly terminated: number;
  readonly owned: readonly OwnedStretch[];
};

/** Services by subscription id; owners in order of their first day. */
export function indexServices(
  subscriptions: readonly FrozenSubscription[],
  ownerships: readonly FrozenOwnership[],
): Map<string, Service> {
  const owned = new Map<string, OwnedStretch[]>();
  for (const ownership of ownerships) {
    const stretch = {
      owner: ownership.owner,
      first: dayNumber(ownership.from),
      last: ownership.to === null ? Infinity : dayNumber(ownership.to),
      share: ownership.share,
    };
    const list = owned.get(ownership.subscriptionId);
    if (list === undefined) owned.set(ownership.subscriptionId, [stretch]);
    else list.push(stretch);
  }
  return new Map(
    subscriptions.map((subscription) => [
      subscription.id,
      {
        subscription,
        activated: dayNumber(subscription.activatedOn),
        terminated:
          subscription.terminatedOn === null ? Infinity : dayNumber(subscription.terminatedOn),
        owned: (owned.get(subscription.id) ?? []).sort((a, b) => a.first - b.first),
      },
    ]),
  );
}

/** The owners of a period's days, each day moved into the service's life as rule 4 says. */
export function weigh(period: ClosedPeriod, service: Service): Weighing {
  const days = moveIntoLife(period, service);
  if (days === null) return { reason: 'before-activation' };
  const weights: OwnerWeight[] = [];
  let coveredThrough = days.first - 1;
  for (const stretch of service.owned) {
    const first = Math.max(stretch.first, days.first);
    const last = Math.min(stretch.last, days.last);
    if (first > last) continue;
    if (first > coveredThrough + 1) return { reason: 'owner-missing' };
    coveredThrough = Math.max(coveredThrough, last);
    const count =
      (days.once ? last - first + 1 : 0) +
      (first === days.first ? days.movedToFirst : 0) +
      (last === days.last ? days.movedToLast : 0);
    weights.push({ owner: stretch.owner, weight: count * stretch.share, first, last });
  }
  return coveredThrough < days.last ? { reason: 'owner-missing' } : { weights };
}

/**
 * The owners of a period's last day, moved as any other, with the days that each owned in the whole
 * period; none where nobody owned the last day. For lines of 0, which need no more.
 */
export function ownersOfLastDay(period: ClosedPeriod, service: Service): readonly OwnerWeight[] {
  const weighing = weigh({ from: period.to, to: period.to }, service);
  if (!('weights' in weighing)) return [];
  const from = Math.min(Math.max(dayNumber(period.from), service.activated), service.terminated);
  return weighing.weights.map((weight) => {
    const firstDays = service.owned
      .filter(({ owner, last }) => owner === weight.owner && last >= from)
      .map(({ first }) => Math.max(first, from));
    return { ...weight, first: Math.min(weight.first, ...firstDays) };
  });
}

/** The stretch of life that a period's days fall on, and how many days were moved to its ends. */
type LivedDays = {
  readonly first: number;
  readonly last: number;
  /** False where no day of the period lies within the service's life. */
  readonly once: boolean;
  readonly movedToFirst: number;
  readonly movedToLast: number;
};

function moveIntoLife(period: ClosedPeriod, service: Service): LivedDays | null {
  const from = dayNumber(period.from);
  const to = period.to === period.from ? from : dayNumber(period.to);
  const { activated, terminated } = service;
  if (activated - from > DAYS_BEFORE_ACTIVATION) return null;
  const first = Math.max(from, activated);
  const last = Math.min(to, terminated);
  if (first > last) {
    const day = to < activated ? activated : terminated;
    return { first: day, last: day, once: false, movedToFirst: to - from + 1, movedToLast: 0 };
  }
  return { first, last, once: true, movedToFirst: first - from, movedToLast: to - last };
}
