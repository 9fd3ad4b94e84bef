// Rule 7 of interfaces.md §4: what the house charges by its own price list, one line per service and
// price segment of the month. Days outside every price are free; suspended days count.

import { daysOf, overlap, periodOfMonth, type ClosedPeriod } from '../../../kernel/calendar.ts';
import { parseDecimal } from '../../../kernel/decimal.ts';
import { divideRounded, ore, type Ore } from '../../../kernel/money.ts';
import type { Charge, FrozenMonth, FrozenOwnPrice, FrozenSubscription } from '../types.ts';

/** The class of every own charge. */
const OWN_CLASS = 'fee';

/** The own charges of the month in order of subscription and day, not yet spread. */
export function ownCharges(frozen: FrozenMonth): Charge[] {
  const month = periodOfMonth(frozen.month);
  const segments = priceSegments(frozen.ownPrices, month);
  if (segments.size === 0) return [];
  const names = new Map(frozen.serviceTypes.map((type) => [type.code, type.name]));
  const days = daysOf(month);
  const charges: Charge[] = [];
  const priced = frozen.subscriptions.filter((each) => segments.has(each.serviceType));
  for (const subscription of priced.sort((a, b) => (a.id < b.id ? -1 : 1))) {
    for (const { period, price } of segments.get(subscription.serviceType) ?? []) {
      const active = overlap(period, lifeOf(subscription));
      if (active === null) continue;
      charges.push({
        lineId: ownChargeId(subscription.id, active),
        invoiceId: null,
        position: charges.length + 1,
        subscriptionId: subscription.id,
        serviceType: subscription.serviceType,
        text: names.get(subscription.serviceType) ?? subscription.serviceType,
        class: OWN_CLASS,
        from: active.from,
        to: active.to,
        netOre: amountOf(price, daysOf(active), days),
        vatCategory: 'S',
        vatRate: 0,
      });
    }
  }
  return charges;
}

/** The same key each time that the month is worked out, so that a placement still finds it. */
export function ownChargeId(subscription: string, active: ClosedPeriod): string {
  return `own-${subscription}-${active.from}`;
}

/** price × days active ÷ days of the month, rounded once. */
function amountOf(price: string, active: number, days: number): Ore {
  const kronor = parseDecimal(price);
  if (kronor === null) throw new RangeError(`not a price: ${price}`);
  const scale = 10n ** BigInt(kronor.scale);
  return ore(Number(divideRounded(kronor.units * 100n * BigInt(active), scale * BigInt(days))));
}

type Segment = { readonly period: ClosedPeriod; readonly price: string };

/** The month cut where prices change, per service type, in order of day. */
function priceSegments(
  prices: readonly FrozenOwnPrice[],
  month: ClosedPeriod,
): Map<string, Segment[]> {
  const segments = new Map<string, Segment[]>();
  for (const row of [...prices].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const period = overlap(month, row);
    if (period === null) continue;
    const list = segments.get(row.serviceType) ?? [];
    list.push({ period, price: row.price });
    segments.set(row.serviceType, list);
  }
  return segments;
}

function lifeOf(subscription: FrozenSubscription) {
  return { from: subscription.activatedOn, to: subscription.terminatedOn };
}
