// What an operator charges for a service in a month: the fee of the month in advance, the traffic
// of the month before in arrears, the part months of what began and the credit for what ended.

import {
  addMonths,
  daysOf,
  periodOfMonth,
  type ClosedPeriod,
  type Month,
} from '../../server/kernel/calendar.ts';
import { partOf, type Fine } from './amounts.ts';
import { priceOf } from './catalogue.ts';
import type { Service } from './services.ts';
import { dayAfter } from './timeline.ts';

export type Charge = {
  readonly group: 'Abonnemang' | 'Engångsavgift' | 'Kredit' | 'Trafik';
  readonly text: string;
  readonly period: ClosedPeriod;
  readonly amount: Fine;
  readonly rate: number;
};

/** The fees of a service on the invoice of a month; `stillCharged` bills what has ended, too. */
export function feesOf(service: Service, month: Month, stillCharged: boolean): Charge[] {
  if (service.plan === null) return [];
  const now = periodOfMonth(month);
  const items = [service.plan, ...service.options];
  const { terminatedOn } = service;
  const goesOn = stillCharged || terminatedOn === null || terminatedOn >= now.from;
  const whole = service.activatedOn <= now.from && goesOn;
  return [
    ...(whole ? items.map((item) => fee(item, now, priceOf(item))) : []),
    ...beginning(service, month, items),
    ...(stillCharged ? [] : credits(service, month, items)),
  ];
}

/** The days of the month before on which a service that began then was active, and its start fee. */
function beginning(service: Service, month: Month, items: readonly string[]): Charge[] {
  const before = periodOfMonth(addMonths(month, -1));
  const { activatedOn } = service;
  if (activatedOn <= before.from || activatedOn > before.to) return [];
  const period = { from: activatedOn, to: before.to };
  const parts = items.map((item) =>
    fee(item, period, partOf(priceOf(item), daysOf(period), daysOf(before))),
  );
  const start: Charge = {
    group: 'Engångsavgift',
    text: 'Startavgift',
    period: { from: activatedOn, to: activatedOn },
    amount: priceOf('Startavgift'),
    rate: 25,
  };
  return [...parts, start];
}

/** What was paid in advance for the days after a termination in the month before. */
function credits(service: Service, month: Month, items: readonly string[]): Charge[] {
  const before = periodOfMonth(addMonths(month, -1));
  const { activatedOn, terminatedOn } = service;
  if (terminatedOn === null || terminatedOn < before.from || terminatedOn >= before.to) return [];
  if (activatedOn > before.from) return [];
  const period = { from: dayAfter(terminatedOn), to: before.to };
  return items.map((item) => ({
    group: 'Kredit',
    text: `Kredit ${item}`,
    period,
    amount: -partOf(priceOf(item), daysOf(period), daysOf(before)),
    rate: 25,
  }));
}

export function fee(text: string, period: ClosedPeriod, amount: Fine): Charge {
  return { group: 'Abonnemang', text, period, amount, rate: 25 };
}

/** True where the service was active on some day of the month before. */
export function hadTraffic(service: Service, month: Month): boolean {
  const before = periodOfMonth(addMonths(month, -1));
  const { activatedOn, terminatedOn } = service;
  return activatedOn <= before.to && (terminatedOn === null || terminatedOn >= before.from);
}
