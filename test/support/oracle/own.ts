// Rule 7: what the house charges for its own services.

import { everyDay, isWithin, monthAround } from './days.ts';
import { fraction, ore, times, type Fraction } from './exact.ts';
import { endOf } from './lines.ts';
import { sharesByOwner, type Outcome } from './shares.ts';
import { get, rowsOf, type Row, type World } from './world.ts';

export type OwnCharge = {
  readonly subscription: Row;
  readonly from: string;
  readonly to: string;
  readonly netOre: bigint;
  readonly outcome: Outcome;
};

/** One charge a service and price segment with days in the month, services in file order. */
export function ownCharges(world: World, month: string): OwnCharge[] {
  const prices = rowsOf(world, 'prices').filter((row) => get(row, 'list') === 'own');
  return rowsOf(world, 'subscriptions').flatMap((subscription) =>
    prices
      .filter((price) => get(price, 'item') === get(subscription, 'service_type'))
      .sort((a, b) => (get(a, 'from') < get(b, 'from') ? -1 : 1))
      .flatMap((price) => chargeOf(world, { subscription, price, month })),
  );
}

function chargeOf(
  world: World,
  of: { readonly subscription: Row; readonly price: Row; readonly month: string },
): OwnCharge[] {
  const { subscription, price, month } = of;
  const all = monthAround(`${month}-01`);
  const days = everyDay(all.from, all.to);
  const active = days.filter(
    (day) =>
      isWithin(day, get(price, 'from'), get(price, 'to')) &&
      isWithin(day, get(subscription, 'activated_on'), endOf(subscription)),
  );
  const [from = '', to = ''] = [active[0], active.at(-1)];
  if (from === '') return [];
  const part: Fraction = { top: BigInt(active.length), bottom: BigInt(days.length) };
  const netOre = ore(times(fraction(get(price, 'price')), part));
  const outcome = sharesByOwner(world, { from, to, netOre, subscription }, month);
  return [{ subscription, from, to, netOre, outcome }];
}
