// The list of cost centres: searched, narrowed to a unit, sorted, with what each cost.

import type { LocalDate, Month } from '../../../kernel/calendar.ts';
import {
  address,
  optionsOf,
  pagingOf,
  windowOf,
  type Chip,
  type Query,
} from '../../../kernel/listing.ts';
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
import { paths } from '../paths.ts';
import { COST_CENTRE_STATUSES, type CostCentreQuery } from '../schema.ts';
import type { CostCentre, OwnerCosts, Person } from '../types.ts';
import type { Branches } from './branches.ts';
import { costOf, type Cost } from './costs.ts';
import { personText } from './names.ts';

const ROWS_ON_PAGE = 50;

export type CostCentreListFacts = {
  readonly query: CostCentreQuery;
  readonly branches: Branches;
  readonly units: readonly { readonly code: string; readonly name: string }[];
  readonly costs: OwnerCosts;
  readonly months: readonly Month[];
  readonly services: ReadonlyMap<string, number>;
  readonly people: ReadonlyMap<string, Person>;
  readonly today: LocalDate;
};

export type CostCentreRow = Cost & {
  readonly href: string;
  readonly code: string;
  readonly name: string;
  readonly unit: string;
  readonly owner: Text;
  readonly services: number;
  readonly status: Status;
};

export type CostCentreListPage = PageHead & {
  readonly filter: {
    readonly action: string;
    readonly q: string;
    readonly sort: string | null;
    readonly units: readonly Option[];
    readonly statuses: readonly Option[];
  };
  readonly chips: readonly Chip[];
  readonly caption: Text;
  readonly month: Month | null;
  readonly columns: readonly Column[];
  readonly rows: readonly CostCentreRow[];
  readonly paging: Paging;
  readonly empty: Empty | null;
};

export function costCentreListPage(facts: CostCentreListFacts): CostCentreListPage {
  const { query, months } = facts;
  const title = say('layout:menu.costCentres');
  const all = sorted(
    facts.branches.costCentres.filter((centre) => isWanted(centre, facts)).map(toRow(facts)),
    query.sort ?? 'code',
  );
  const { shown, from } = windowOf(all, query.from ?? 1, ROWS_ON_PAGE);
  const total = costOf(new Set(all.map(({ code }) => code)), facts.costs, months).costOre;
  const paging = { from, shown: shown.length, total: all.length, size: ROWS_ON_PAGE };
  return {
    title,
    crumbs: crumbs(title),
    filter: filterOf(facts),
    chips: chipsOf(facts),
    caption:
      total === null || months[0] === undefined
        ? say('layout:costCentres', { count: all.length })
        : say('directory:costCentres.caption', {
            count: all.length,
            ore: total,
            month: months[0],
          }),
    month: months[0] ?? null,
    columns: columnsOf(facts),
    rows: shown,
    paging: pagingOf(paging, (start) => hrefOf(query, { from: start })),
    empty: all.length > 0 ? null : EMPTY,
  };
}

const EMPTY: Empty = {
  icon: 'wallet',
  title: say('directory:costCentres.empty'),
  says: say('directory:costCentres.emptySays'),
  action: { href: paths.costCentres(), says: say('parts:filter.clear') },
};

function isWanted(centre: CostCentre, { query, branches, today, people }: CostCentreListFacts) {
  const isOpen = centre.validTo === null || centre.validTo >= today;
  if (query.status !== 'all' && isOpen !== (query.status === 'open')) return false;
  if (query.unit !== null && !branches.costCentresBelow(query.unit).has(centre.code)) return false;
  return query.q === null || isNamed(centre, query.q, people);
}

/** Code, name, or the name of the person in charge, unless it is protected. */
function isNamed(centre: CostCentre, q: string, people: ReadonlyMap<string, Person>): boolean {
  const owner = centre.ownerEmail === null ? undefined : people.get(centre.ownerEmail);
  const words = [centre.code, centre.name, ...(owner?.isProtected === false ? [owner.name] : [])];
  const wanted = q.toLocaleLowerCase('sv');
  return words.some((word) => word.toLocaleLowerCase('sv').includes(wanted));
}

function toRow(facts: CostCentreListFacts) {
  return (centre: CostCentre): CostCentreRow => ({
    href: paths.costCentre(centre.code),
    code: centre.code,
    name: centre.name,
    unit: facts.branches.find(centre.unit)?.name ?? centre.unit,
    owner: personText(centre.ownerEmail, facts.people),
    services: facts.services.get(centre.code) ?? 0,
    status: standingOf(centre, facts.today),
    ...costOf(new Set([centre.code]), facts.costs, facts.months),
  });
}

/** Open, to be closed, closed, or not yet open, on a day. */
export function standingOf({ validFrom, validTo }: CostCentre, on: LocalDate): Status {
  if (validFrom > on) {
    return status('info', say('directory:status.coming', { on: validFrom }), 'clock');
  }
  if (validTo === null) return status('ok', say('directory:status.open'));
  if (validTo < on) return status('off', say('directory:status.closed', { on: validTo }));
  return status('off', say('directory:status.closing', { on: validTo }));
}

function sorted(rows: CostCentreRow[], sort: string): CostCentreRow[] {
  const name = sort.replace(/^-/, '');
  const by = {
    code: (row: CostCentreRow) => row.code,
    name: (row: CostCentreRow) => row.name,
    services: (row: CostCentreRow) => row.services,
    cost: (row: CostCentreRow) => row.costOre ?? 0,
    change: (row: CostCentreRow) => row.changeOre ?? 0,
  };
  const key = Object.hasOwn(by, name) ? by[name as keyof typeof by] : by.code;
  const turn = sort.startsWith('-') ? -1 : 1;
  return [...rows].sort((a, b) => turn * compare(key(a), key(b)) || compare(a.code, b.code));
}

function compare(left: string | number, right: string | number): number {
  if (typeof left === 'string' && typeof right === 'string') return left.localeCompare(right, 'sv');
  return Number(left) - Number(right);
}

function hrefOf(query: CostCentreQuery, changes: Query): string {
  const state: Query = {
    q: query.q,
    unit: query.unit,
    status: query.status === 'open' ? null : query.status,
    sort: query.sort,
  };
  return address(paths.costCentres(), { ...state, ...changes });
}

function filterOf({ query, units }: CostCentreListFacts) {
  return {
    action: paths.costCentres(),
    q: query.q ?? '',
    sort: query.sort,
    units: optionsOf(
      say('directory:allUnits'),
      units.map(({ code, name }) => ({ value: code, says: verbatim(name) })),
      query.unit,
    ),
    statuses: COST_CENTRE_STATUSES.map((value) => ({
      value,
      says: say(`directory:costCentres.status.${value}`),
      chosen: value === query.status,
    })),
  };
}

function chipsOf({ query, branches }: CostCentreListFacts): Chip[] {
  const unit = query.unit === null ? null : (branches.find(query.unit)?.name ?? query.unit);
  const chips: (Chip | null)[] = [
    query.q === null
      ? null
      : { says: say('directory:chip.q', { what: query.q }), href: hrefOf(query, { q: null }) },
    unit === null
      ? null
      : { says: say('directory:chip.unit', { what: unit }), href: hrefOf(query, { unit: null }) },
    query.status === 'open'
      ? null
      : {
          says: say('directory:chip.status', {
            what: say(`directory:costCentres.status.${query.status}`),
          }),
          href: hrefOf(query, { status: null }),
        },
  ];
  return chips.filter((chip) => chip !== null);
}

function columnsOf({ query, months }: CostCentreListFacts): readonly Column[] {
  const month = months[0];
  return columns(query.sort ?? 'code', [
    { says: say('directory:column.costCentre'), by: 'code' },
    { says: say('directory:column.owner') },
    { says: say('directory:column.services'), by: 'services', numeric: true },
    ...(month === undefined
      ? []
      : [
          { says: say('directory:column.cost', { month }), by: 'cost', numeric: true },
          { says: say('directory:column.change'), by: 'change', numeric: true },
        ]),
    { says: say('directory:column.status') },
  ]);
}
