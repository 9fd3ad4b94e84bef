// Price lists: what holds now, what was and what will be; and the form for another price from a day.

import type { LocalDate } from '../../../kernel/calendar.ts';
import { address, type ViewLink } from '../../../kernel/listing.ts';
import {
  crumbs,
  field,
  labelled,
  say,
  status,
  verbatim,
  type Empty,
  type Field,
  type FieldFault,
  type FieldSpec,
  type Flash,
  type FormState,
  type PageHead,
  type Status,
  type Text,
} from '../../../kernel/page.ts';
import { paths } from '../paths.ts';
import type { PricesQuery } from '../schema.ts';
import { OWN_LIST, PRICE_UNITS, type Price, type ServiceType } from '../types.ts';

export type PricesFacts = {
  readonly query: PricesQuery;
  readonly prices: readonly Price[];
  readonly types: readonly ServiceType[];
  readonly today: LocalDate;
  readonly mayChange: boolean;
};

export type PriceRow = {
  readonly item: Text;
  readonly list: string;
  readonly price: Text;
  readonly per: Text;
  readonly from: LocalDate;
  readonly to: LocalDate | null;
  readonly status: Status;
  /** The form for another price; null on what no longer or not yet holds. */
  readonly change: string | null;
};

export type PricesPage = PageHead & {
  readonly flash: Flash;
  readonly views: readonly ViewLink[];
  readonly filter: { readonly action: string; readonly q: string; readonly list: string | null };
  readonly add: string | null;
  readonly rows: readonly PriceRow[];
  readonly caption: Text;
  readonly empty: Empty | null;
};

export function pricesPage(facts: PricesFacts): PricesPage {
  const { query, prices, mayChange } = facts;
  const title = say('layout:menu.prices');
  const lists = [...new Set(prices.map(({ list }) => list))].sort(ownFirst);
  const list = lists.find((each) => each === query.list) ?? lists[0] ?? null;
  const rows = prices
    .filter((price) => price.list === list && isWanted(price, query.q))
    .map((price) => toRow(price, facts));
  return {
    title,
    crumbs: crumbs(title),
    flash: query.done === undefined ? null : status('ok', say('catalogue:done.changed')),
    views: lists.map((each) => ({
      says: listText(each),
      href: address(paths.prices(), { list: each }),
      count: new Set(prices.filter((price) => price.list === each).map(({ item }) => item)).size,
      current: each === list,
    })),
    filter: { action: paths.prices(), q: query.q ?? '', list },
    add: mayChange ? address(paths.priceChange(), { list }) : null,
    rows,
    caption: say('catalogue:prices.caption', { count: rows.length }),
    empty: rows.length > 0 ? null : emptyOf(query.q !== null),
  };
}

function emptyOf(filtered: boolean): Empty {
  return {
    icon: 'tags',
    title: say(filtered ? 'catalogue:prices.noHit' : 'catalogue:prices.empty'),
    says: say(filtered ? 'catalogue:prices.noHitSays' : 'catalogue:prices.emptySays'),
    action: filtered ? { href: paths.prices(), says: say('parts:filter.clear') } : null,
  };
}

function ownFirst(left: string, right: string): number {
  if (left === OWN_LIST || right === OWN_LIST) return left === OWN_LIST ? -1 : 1;
  return left < right ? -1 : 1;
}

function listText(list: string): Text {
  return list === OWN_LIST ? say('catalogue:prices.own') : verbatim(list);
}

function isWanted({ item }: Price, q: string | null): boolean {
  return q === null || item.toLocaleLowerCase('sv').includes(q.toLocaleLowerCase('sv'));
}

function toRow(price: Price, { types, today, mayChange }: PricesFacts): PriceRow {
  const { list, item, from, to } = price;
  const name = list === OWN_LIST ? types.find(({ code }) => code === item)?.name : undefined;
  const holds = from <= today && (to === null || to >= today);
  return {
    item: verbatim(name ?? item),
    list,
    price: say('catalogue:price', { price: price.price }),
    per: say(`catalogue:per.${price.per}`),
    from,
    to,
    status: standingOf(price, today),
    change: mayChange && holds ? address(paths.priceChange(), { list, item }) : null,
  };
}

function standingOf({ from, to }: Price, today: LocalDate): Status {
  if (from > today) return status('info', say('catalogue:status.coming'), 'clock');
  if (to !== null && to < today) return status('off', say('catalogue:status.past'));
  return status('ok', say('catalogue:status.now'));
}

export type PriceChangeFacts = {
  readonly list: string | null;
  readonly item: string | null;
  /** What runs on the day, if the item has a price. */
  readonly running: Price | null;
  /** What the new price follows: it may have ended, or be still to come. */
  readonly last: Price | null;
  readonly types: readonly ServiceType[];
  readonly today: LocalDate;
};

export type PriceChangePage = PageHead & {
  readonly action: string;
  readonly back: string;
  readonly version: string;
  readonly now: Text;
  /** The list and the item stand fast where they are known. */
  readonly fields: readonly Field[];
  readonly per: Field;
  readonly reason: Field;
  readonly faults: readonly FieldFault[];
};

export function priceChangePage(facts: PriceChangeFacts, form: FormState): PriceChangePage {
  const { list, running, last } = facts;
  const title = say('catalogue:change.title');
  const fields = priceFields(facts, form);
  return {
    title,
    crumbs: crumbs(title, { href: paths.prices(), says: say('layout:menu.prices') }),
    action: paths.priceChange(),
    back: address(paths.prices(), { list }),
    version: last === null ? '' : String(last.version),
    now:
      running === null
        ? say('catalogue:change.nowNone')
        : say('catalogue:change.now', { price: running.price, from: running.from }),
    ...fields,
    faults: labelled(form.faults, [...fields.fields, fields.per, fields.reason]),
  };
}

function priceFields({ list, item, running, last, today }: PriceChangeFacts, form: FormState) {
  const ask = (name: string, spec: Omit<FieldSpec, 'label'>) =>
    field(name, { label: say(`catalogue:change.${name}`), ...spec }, form);
  return {
    fields: [
      ask('list', {
        value: list ?? OWN_LIST,
        required: true,
        hint: say('catalogue:change.listHint'),
      }),
      ask('item', { value: item ?? '', required: true, hint: say('catalogue:change.itemHint') }),
      ask('price', { required: true, hint: say('catalogue:change.priceHint') }),
      ask('from', {
        type: 'date',
        value: today,
        required: true,
        hint: say('catalogue:change.fromHint'),
      }),
    ],
    per: ask('per', {
      value: (running ?? last)?.per ?? 'month',
      options: PRICE_UNITS.map((value) => ({ value, says: say(`catalogue:per.${value}`) })),
    }),
    reason: ask('reason', { required: true, hint: say('catalogue:change.reasonHint') }),
  };
}

/** At which field a refusal of the command stands. */
export function fieldOfPrice(code: string): string {
  if (code === 'price.amount') return 'price';
  return code === 'price.item-unknown' ? 'item' : 'from';
}
