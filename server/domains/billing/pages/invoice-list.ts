// The list of customer invoices within one's reach: filter, sort, sum, page, all in the address.

import { ore, sum, type Ore } from '../../../kernel/money.ts';
import type { Month } from '../../../kernel/calendar.ts';
import {
  columns,
  crumbs,
  say,
  status,
  verbatim,
  type Column,
  type Empty,
  type Option,
  type PageHead,
  type Paging,
  type Status,
  type Text,
} from '../../../kernel/page.ts';
import { address, optionsOf, pagingOf, type Chip } from '../../../kernel/listing.ts';
import { paths } from '../paths.ts';
import { CUSTOMER_KINDS } from '../types.ts';
import type {
  InvoiceListFacts,
  InvoiceListQuery,
  InvoiceListRow,
  InvoiceStanding,
} from './facts.ts';

export const INVOICES_ON_PAGE = 50;
/** The newest month first, in it by number. */
export const FIRST_SORT = '-number';

export type InvoiceListPage = PageHead & {
  readonly subtitle: Text;
  readonly csv: string;
  readonly excel: string;
  readonly filter: {
    readonly q: string;
    readonly sort: string;
    readonly months: readonly Option[];
    readonly kinds: readonly Option[];
  };
  readonly chips: readonly Chip[];
  readonly clear: string;
  readonly caption: { readonly count: Text; readonly sum: Text };
  readonly columns: readonly Column[];
  readonly rows: readonly {
    readonly href: string;
    readonly number: string;
    readonly month: Month;
    readonly customer: string;
    readonly customerName: string;
    readonly kind: Text;
    readonly netOre: Ore;
    readonly previousOre: Ore | null;
    readonly changeOre: Ore | null;
    readonly trend: 'up' | 'down' | 'sub';
    readonly status: Status;
    readonly corrects: Text | null;
  }[];
  readonly foot: { readonly says: Text; readonly netOre: Ore };
  readonly paging: Paging;
  /** Instead of the table where there is nothing to show. */
  readonly empty: Empty | null;
};

const STANDINGS: Readonly<Record<InvoiceStanding, Status>> = {
  made: status('info', say('billing:standing.made')),
  posted: status('wait', say('billing:standing.posted'), 'loader'),
  booked: status('ok', say('billing:standing.booked')),
};

export function standingStatus(standing: InvoiceStanding): Status {
  return STANDINGS[standing];
}

export function invoiceListPage(facts: InvoiceListFacts): InvoiceListPage {
  const { query, rows, total } = facts;
  const title = say('billing:invoices.title');
  return {
    title,
    crumbs: crumbs(title),
    subtitle: say('billing:invoices.reach', { count: total }),
    csv: addressOf({ ...query, from: 1 }, paths.invoicesCsv()),
    excel: addressOf({ ...query, from: 1 }, paths.invoicesExcel()),
    filter: {
      q: query.q,
      sort: query.sort,
      months: optionsOf(
        say('parts:all'),
        facts.months.map((month) => ({ value: month, says: say('billing:month', { month }) })),
        query.month,
      ),
      kinds: optionsOf(
        say('parts:all'),
        CUSTOMER_KINDS.map((kind) => ({ value: kind, says: say(`billing:kind.${kind}`) })),
        query.kind,
      ),
    },
    chips: chipsOf(query),
    clear: paths.invoices(),
    caption: {
      count: say('billing:invoices.count', { count: total }),
      sum: say('parts:money', { ore: facts.totalNetOre }),
    },
    columns: columnsOf(query.sort),
    rows: rows.map(rowOf),
    foot: {
      says: say('billing:invoices.foot', { count: rows.length }),
      netOre: sum(rows.map((row) => row.netOre)),
    },
    paging: pagingOf(
      { from: query.from, shown: rows.length, total, size: INVOICES_ON_PAGE },
      (from) => addressOf({ ...query, from: from ?? 1 }),
    ),
    empty: rows.length === 0 ? emptyOf(query) : null,
  };
}

function rowOf(row: InvoiceListRow): InvoiceListPage['rows'][number] {
  const changeOre = row.previousNetOre === null ? null : ore(row.netOre - row.previousNetOre);
  return {
    href: paths.invoice(row.number),
    number: row.number,
    month: row.month,
    customer: row.customer,
    customerName: row.customerName,
    kind: say(`billing:kind.${row.kind}`),
    netOre: row.netOre,
    previousOre: row.previousNetOre,
    changeOre,
    trend: trendOf(changeOre),
    status: standingStatus(row.standing),
    corrects:
      row.correctsNumber === null
        ? null
        : say('billing:invoices.corrects', { number: row.correctsNumber }),
  };
}

/** More is red, less is green, the same is grey; the sign says it too. */
export function trendOf(changeOre: Ore | null): 'up' | 'down' | 'sub' {
  if (changeOre === null || changeOre === 0) return 'sub';
  return changeOre > 0 ? 'up' : 'down';
}

function chipsOf(query: InvoiceListQuery): Chip[] {
  const chip = (says: Text, without: Partial<InvoiceListQuery>) => ({
    says,
    href: addressOf({ ...query, ...without, from: 1 }),
  });
  const { q, month, kind } = query;
  return [
    ...(q === '' ? [] : [chip(verbatim(q), { q: '' })]),
    ...(month === null ? [] : [chip(say('billing:month', { month }), { month: null })]),
    ...(kind === null ? [] : [chip(say(`billing:kind.${kind}`), { kind: null })]),
  ];
}

function columnsOf(sort: string): readonly Column[] {
  const named = (key: string) => say(`billing:invoices.column.${key}`);
  return columns(sort, [
    { says: named('number'), by: 'number' },
    { says: named('month') },
    { says: named('customer'), by: 'customer' },
    { says: named('net'), by: 'net', numeric: true },
    { says: named('previous'), numeric: true },
    { says: named('change'), by: 'change', numeric: true },
    { says: named('standing') },
  ]);
}

function emptyOf(query: InvoiceListQuery): Empty {
  const filtered = chipsOf(query).length > 0;
  return {
    icon: 'receipt-text',
    title: say('billing:invoices.empty.title'),
    says: say(`billing:invoices.empty.${filtered ? 'filtered' : 'says'}`),
    action: filtered ? { href: paths.invoices(), says: say('parts:filter.clear') } : null,
  };
}

function addressOf(query: InvoiceListQuery, path: string = paths.invoices()): string {
  const { q, month, kind, sort, from } = query;
  return address(path, {
    q,
    month,
    kind,
    sort: sort === FIRST_SORT ? null : sort,
    from: from === 1 ? null : from,
  });
}
