// Another price from a day: the running one ends the day before. Of two at once one wins, the other is
// told.

import { addDays, type LocalDate } from '../../kernel/calendar.ts';
import type { Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Database, Tx } from '../../platform/database.ts';
import type { Journal } from '../journal/journal.ts';
import { readUnitPrice } from './rules.ts';
import type { CatalogueStore, StoredPrice } from './store.ts';
import { OWN_LIST, type PriceUnit } from './types.ts';

export type ChangePrice = {
  readonly list: string;
  readonly item: string;
  /** Kronor with a dot, at most six decimals. */
  readonly price: string;
  readonly per: PriceUnit;
  readonly from: LocalDate;
  /** Version of the item's last price, as the one who decides has seen it; null where there was none. */
  readonly version: number | null;
  readonly reason: string;
  readonly actor: Pick<Actor, 'id'>;
};

export type CatalogueCommandDeps = {
  readonly db: Database;
  readonly store: CatalogueStore;
  readonly journal: Pick<Journal, 'record'>;
};

export function createCatalogueCommands({ db, store, journal }: CatalogueCommandDeps) {
  return {
    /**
     * Gives an item another price from a day, until further notice. Throws `version.conflict` when
     * somebody was first, `price.overlap` when a price begins on or after the day already,
     * `price.amount`, `price.item-unknown`.
     */
    changePrice: (order: ChangePrice): Promise<void> =>
      db.transaction(async (tx) => {
        const price = readUnitPrice(order.price);
        if (price === null) throw new Refusal('invalid', 'price.amount');
        await demandItem(store, order, tx);
        const running = await demandTurn(store, order, tx);
        if (running !== null) await store.endPrice(running.id, addDays(order.from, -1), tx);
        await store.addPrice({ ...order, price }, tx);
        await journal.record(
          {
            event: 'price.changed',
            actor: order.actor,
            subject: `price:${order.list}/${order.item}`,
            details: {
              from: order.from,
              before: running?.price ?? null,
              after: price,
              per: order.per,
              reason: order.reason,
            },
          },
          tx,
        );
      }),
  };
}

/** Our own list prices service types; a contract's list whatever the contract calls things. */
async function demandItem(
  store: CatalogueStore,
  { list, item }: ChangePrice,
  tx: Tx,
): Promise<void> {
  if (list !== OWN_LIST || (await store.codesOf('service_types', tx)).has(item)) return;
  throw new Refusal('invalid', 'price.item-unknown', { args: { item } });
}

/** The price that runs on the day, null where none does; the last is as the one who decides has seen it. */
async function demandTurn(
  store: CatalogueStore,
  order: ChangePrice,
  tx: Tx,
): Promise<StoredPrice | null> {
  const periods = await store.lockPrices(order.list, order.item, tx);
  const later = periods.find(({ from }) => from >= order.from);
  if (later !== undefined) {
    throw new Refusal('conflict', 'price.overlap', { args: { from: later.from } });
  }
  const last = periods.at(-1) ?? null;
  if ((last?.version ?? null) !== order.version) {
    throw new Refusal('conflict', 'version.conflict');
  }
  return last === null || (last.to !== null && last.to < order.from) ? null : last;
}
