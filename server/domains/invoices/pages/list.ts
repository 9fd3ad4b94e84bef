// The list of suppliers' invoices: by state, supplier and month, with counts and what is at stake. All
// of it stands in the address.

import { address, optionsOf, pagingAt, type Chip, type ViewLink } from '../../../kernel/listing.ts';
import { sum, type Ore } from '../../../kernel/money.ts';
import {
  columns,
  crumbs,
  say,
  verbatim,
  type Column,
  type Empty,
  type Option,
  type PageHead,
  type Paging,
  type Status,
  type Text,
} from '../../../kernel/page.ts';
import { paths } from '../paths.ts';
import type { InvoiceState } from '../types.ts';
import type { ListedInvoice, ListFacts, ListFilter } from './facts.ts';
import { stateStatus } from './words.ts';

/** The states that have a view of their own, in the order in which an invoice comes to them. */
const VIEWS: readonly InvoiceState[] = [
  'received',
  'reading',
  'waiting',
  'ready',
  'booked',
  'refused',
];

export type InvoiceListPage = PageHead & {
  readonly lead: Text;
  readonly says: Text;
  readonly upload: string | null;
  readonly views: readonly ViewLink[];
  readonly filter: {
    readonly action: string;
    readonly state: string | null;
    readonly suppliers: readonly Option[];
    readonly months: readonly Option[];
  };
  readonly chips: readonly Chip[];
  readonly caption: Text;
  readonly columns: readonly Column[];
  readonly rows: readonly {
    readonly href: string;
    readonly name: Text;
    readonly supplier: string;
    readonly issued: string;
    readonly isIssued: boolean;
    readonly status: Status;
    readonly netOre: Ore;
    readonly rowsIn: number;
    readonly quarantined: Text | null;
    readonly deviations: Text | null;
    readonly stakeOre: Ore;
  }[];
  readonly foot: { readonly says: Text; readonly netOre: Ore; readonly stakeOre: Ore };
  readonly paging: Paging;
  readonly empty: Empty | null;
};

export function invoiceListPage(facts: ListFacts): InvoiceListPage {
  const { query, rows, total } = facts;
  const title = say('invoices:page.list.title');
  return {
    title,
    crumbs: crumbs(title),
    lead: say('invoices:page.list.lead'),
    says: say('invoices:page.list.live', { count: total }),
    upload: facts.mayChange ? paths.upload() : null,
    views: viewsOf(facts),
    filter: {
      action: paths.index(),
      state: query.state,
      suppliers: optionsOf(
        say('parts:all'),
        [...facts.suppliers].map(([value, name]) => ({ value, says: verbatim(name) })),
        query.supplier,
      ),
      months: optionsOf(
        say('parts:all'),
        facts.months.map((value) => ({
          value,
          says: say('invoices:page.month', { month: value }),
        })),
        query.month,
      ),
    },
    chips: chipsOf(facts),
    caption: say('invoices:page.list.caption', { count: total, ore: facts.netOre }),
    columns: listColumns(),
    rows: rows.map((row) => rowOf(row, facts)),
    foot: {
      says: say('invoices:page.list.foot', { count: rows.length }),
      netOre: sum(rows.map(({ netOre }) => netOre)),
      stakeOre: sum(rows.map(({ stakeOre }) => stakeOre)),
    },
    paging: pagingAt(facts, total, (after) => addressOf(query, after)),
    empty: rows.length === 0 ? emptyOf(facts) : null,
  };
}

function addressOf({ state, supplier, month }: ListFilter, after: string | null = null): string {
  return address(paths.index(), { state, supplier, month, after });
}

function viewsOf({ query, states }: ListFacts): ViewLink[] {
  const all = [...states.values()].reduce((count, each) => count + each, 0);
  const view = (state: InvoiceState | null, says: Text, count: number) => ({
    says,
    href: addressOf({ ...query, state }),
    count,
    current: query.state === state,
  });
  return [
    view(null, say('parts:all'), all),
    ...VIEWS.flatMap((state) => {
      const count = states.get(state) ?? 0;
      const isShown = count > 0 || query.state === state;
      return isShown ? [view(state, say(`invoices:state.${state}`), count)] : [];
    }),
  ];
}

function chipsOf({ query, suppliers }: ListFacts): Chip[] {
  const { supplier, month } = query;
  return [
    ...(supplier === null
      ? []
      : [
          {
            says: verbatim(suppliers.get(supplier) ?? supplier),
            href: addressOf({ ...query, supplier: null }),
          },
        ]),
    ...(month === null
      ? []
      : [
          {
            says: say('invoices:page.month', { month }),
            href: addressOf({ ...query, month: null }),
          },
        ]),
  ];
}

function listColumns(): readonly Column[] {
  const named = (key: string) => say(`invoices:page.column.${key}`);
  return columns('', [
    { says: named('invoice') },
    { says: named('issued') },
    { says: named('state') },
    { says: named('rows'), numeric: true },
    { says: named('net'), numeric: true },
    { says: named('deviations') },
    { says: named('stake'), numeric: true },
  ]);
}

function rowOf(row: ListedInvoice, { suppliers }: ListFacts): InvoiceListPage['rows'][number] {
  return {
    href: paths.show(row.id),
    name: row.invoiceNumber === null ? say('invoices:page.unread') : verbatim(row.invoiceNumber),
    supplier: suppliers.get(row.supplier) ?? row.supplier,
    issued: row.issuedOn ?? row.receivedAt,
    isIssued: row.issuedOn !== null,
    status: stateStatus(row.state),
    netOre: row.netOre,
    rowsIn: row.rowsIn,
    quarantined:
      row.rowsQuarantined === 0
        ? null
        : say('invoices:page.list.quarantined', { count: row.rowsQuarantined }),
    deviations:
      row.deviations === 0 ? null : say('invoices:page.found.count', { count: row.deviations }),
    stakeOre: row.stakeOre,
  };
}

function emptyOf({ query, mayChange }: ListFacts): Empty {
  const isFiltered = query.state !== null || query.supplier !== null || query.month !== null;
  if (isFiltered) {
    return {
      icon: 'inbox',
      title: say('invoices:page.empty.title'),
      says: say('invoices:page.empty.filtered'),
      action: { href: paths.index(), says: say('parts:filter.clear') },
    };
  }
  return {
    icon: 'inbox',
    title: say('invoices:page.empty.title'),
    says: say('invoices:page.empty.says'),
    action: mayChange ? { href: paths.upload(), says: say('invoices:page.list.upload') } : null,
  };
}
