// The list of services: what one sees, filtered and sorted as the address says, with count and sum.

import type { LocalDate, Month } from '../../../kernel/calendar.ts';
import {
  address,
  optionsOf,
  pagingAt,
  type Chip,
  type Query,
  type ViewLink,
} from '../../../kernel/listing.ts';
import { ore, sum, type Ore } from '../../../kernel/money.ts';
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
import {
  holderText,
  isHeldInSecret,
  shownNumber,
  standingOf,
  type HolderPerson,
} from '../rules/display.ts';
import { LIST_STATUSES, type SubscriptionQuery } from '../schema.ts';

/** A row of the list, as the query gives it. */
export type ListedSubscription = {
  readonly id: string;
  readonly serviceType: string;
  readonly identifier: string;
  readonly plan: string | null;
  readonly activatedOn: LocalDate;
  readonly terminatedOn: LocalDate | null;
  readonly costOre: Ore | null;
  readonly previousCostOre: Ore | null;
  readonly owners: readonly {
    readonly owner: string;
    readonly holderEmail: string | null;
    readonly holderText: string | null;
  }[];
  readonly everHeldBy: readonly string[];
};

export type SubscriptionListFacts = {
  readonly query: SubscriptionQuery;
  readonly rows: readonly ListedSubscription[];
  readonly first: number;
  readonly next: string | null;
  readonly previous: string | null;
  readonly totals: { readonly count: number; readonly costOre: Ore };
  /** What one sees without any filter: all there is, what one has oneself, or something between. */
  readonly seen: { readonly count: number; readonly what: 'all' | 'own' | 'some' };
  /** Counts by service type, with the other filters as they are. */
  readonly types: readonly {
    readonly code: string;
    readonly name: string;
    readonly count: number;
  }[];
  readonly units: readonly { readonly code: string; readonly name: string }[];
  readonly months: readonly Month[];
  readonly costMonth: Month | null;
  readonly today: LocalDate;
  readonly ownerNames: ReadonlyMap<string, string>;
  readonly people: ReadonlyMap<string, HolderPerson>;
};

export type SubscriptionIndexPage = PageHead & {
  readonly lead: Text;
  readonly downloads: { readonly csv: string; readonly excel: string };
  readonly views: readonly ViewLink[];
  readonly filter: {
    readonly action: string;
    readonly q: string;
    readonly hidden: readonly { readonly name: string; readonly value: string }[];
    readonly units: readonly Option[];
    readonly statuses: readonly Option[];
    readonly months: readonly Option[];
  };
  readonly chips: readonly Chip[];
  readonly clear: string | null;
  readonly caption: Text;
  readonly columns: readonly Column[];
  readonly costMonth: Month | null;
  readonly rows: readonly SubscriptionRow[];
  readonly foot: { readonly count: number; readonly costOre: Ore; readonly changeOre: Ore };
  readonly paging: Paging;
  readonly empty: Empty | null;
};

export type SubscriptionRow = {
  readonly href: string;
  readonly number: Text;
  readonly holder: Text;
  readonly service: Text;
  readonly type: Text;
  readonly owner: Text;
  readonly ownerName: Text;
  readonly costOre: Ore | null;
  readonly changeOre: Ore | null;
  readonly changeKind: 'up' | 'down' | 'sub';
  readonly status: Status;
};

/** What stands in the address where nothing else is chosen. */
export const DEFAULT_SORT = 'number';

export function subscriptionIndexPage(facts: SubscriptionListFacts): SubscriptionIndexPage {
  const { query, rows, totals, costMonth } = facts;
  const title = say('inventory:index.title');
  const shown = rows.map((row) => toRow(row, facts));
  const filter = filterOf(facts);
  return {
    title,
    crumbs: crumbs(title),
    lead: say(`inventory:index.sees.${facts.seen.what}`, { n: facts.seen.count }),
    downloads: {
      csv: address(paths.csv(), { ...stateOf(query), after: null }),
      excel: address(paths.excel(), { ...stateOf(query), after: null }),
    },
    views: viewsOf(facts),
    filter,
    chips: chipsOf(facts),
    clear: hasFilters(query) ? address(paths.index(), { sort: query.sort }) : null,
    caption:
      costMonth === null
        ? say('inventory:index.caption', { count: totals.count })
        : say('inventory:index.captionWithCost', {
            count: totals.count,
            ore: totals.costOre,
            month: costMonth,
          }),
    columns: columnsOf(facts),
    costMonth,
    rows: shown,
    foot: {
      count: rows.length,
      costOre: sum(rows.map(({ costOre }) => costOre ?? ore(0))),
      changeOre: sum(rows.map((row) => changeOf(row) ?? ore(0))),
    },
    paging: pagingAt(facts, totals.count, (after) => hrefOf(query, { after })),
    empty: rows.length > 0 ? null : emptyOf(query),
  };
}

/** The query as it stands in addresses: what is default is left out. */
export function stateOf(query: SubscriptionQuery): Query {
  return {
    q: query.q,
    type: query.type,
    unit: query.unit,
    owner: query.owner,
    supplier: query.supplier,
    status: query.status === 'active' ? null : query.status,
    month: query.month,
    sort: query.sort,
  };
}

function hrefOf(query: SubscriptionQuery, changes: Query): string {
  return address(paths.index(), { ...stateOf(query), ...changes });
}

function hasFilters({ q, type, unit, owner, supplier, status }: SubscriptionQuery): boolean {
  return [q, type, unit, owner, supplier].some((value) => value !== null) || status !== 'active';
}

/** One view for each service type, with how many there are of it in use; the other filters stay. */
function viewsOf({ query, types }: SubscriptionListFacts): ViewLink[] {
  const all = types.reduce((total, { count }) => total + count, 0);
  return [
    {
      says: say('parts:all'),
      href: hrefOf(query, { type: null }),
      count: all,
      current: query.type === null,
    },
    ...types
      .filter(({ count, code }) => count > 0 || code === query.type)
      .map(({ code, name, count }) => ({
        says: verbatim(name),
        href: hrefOf(query, { type: code }),
        count,
        current: query.type === code,
      })),
  ];
}

function filterOf({ query, units, months, costMonth }: SubscriptionListFacts) {
  const kept = { type: query.type, owner: query.owner, supplier: query.supplier, sort: query.sort };
  return {
    action: paths.index(),
    q: query.q ?? '',
    hidden: Object.entries(kept).flatMap(([name, value]) =>
      value === null ? [] : [{ name, value }],
    ),
    units: optionsOf(
      say('inventory:index.allUnits'),
      units.map(({ code, name }) => ({ value: code, says: verbatim(name) })),
      query.unit,
    ),
    statuses: LIST_STATUSES.map((value) => ({
      value,
      says: say(`inventory:index.status.${value}`),
      chosen: value === query.status,
    })),
    months: months.map((value) => ({
      value,
      says: say('inventory:index.month', { month: value }),
      chosen: value === costMonth,
    })),
  };
}

function chipsOf({ query, units, ownerNames }: SubscriptionListFacts): Chip[] {
  const unit = units.find(({ code }) => code === query.unit)?.name ?? query.unit;
  const owner = query.owner === null ? null : (ownerNames.get(query.owner) ?? query.owner);
  const wanted: readonly [string, string | null, Text][] = [
    ['q', query.q, say('inventory:chip.q', { what: query.q ?? '' })],
    ['unit', query.unit, say('inventory:chip.unit', { what: unit ?? '' })],
    ['owner', query.owner, say('inventory:chip.owner', { what: owner ?? '' })],
    ['supplier', query.supplier, say('inventory:chip.supplier', { what: query.supplier ?? '' })],
    [
      'status',
      query.status === 'active' ? null : query.status,
      say('inventory:chip.status', { what: say(`inventory:index.status.${query.status}`) }),
    ],
  ];
  return wanted
    .filter(([, value]) => value !== null)
    .map(([name, , says]) => ({ says, href: hrefOf(query, { [name]: null }) }));
}

function columnsOf({ query, costMonth }: SubscriptionListFacts): readonly Column[] {
  const sort = query.sort ?? DEFAULT_SORT;
  const costs =
    costMonth === null
      ? []
      : [
          { says: say('inventory:column.cost', { month: costMonth }), by: 'cost', numeric: true },
          { says: say('inventory:column.change'), by: 'change', numeric: true },
        ];
  return columns(sort, [
    { says: say('inventory:column.number'), by: 'number' },
    { says: say('inventory:column.service'), by: 'plan' },
    { says: say('inventory:column.owner'), by: 'owner' },
    ...costs,
    { says: say('inventory:column.status') },
  ]);
}

function toRow(row: ListedSubscription, facts: SubscriptionListFacts): SubscriptionRow {
  const { people, ownerNames, today, types } = facts;
  const [owner] = row.owners;
  const type = verbatim(
    types.find(({ code }) => code === row.serviceType)?.name ?? row.serviceType,
  );
  const change = changeOf(row);
  return {
    href: paths.show(row.id),
    number: shownNumber(row.identifier, isHeldInSecret(row.everHeldBy, people)),
    holder: owner === undefined ? say('inventory:nobody') : holderText(owner, people),
    service: row.plan === null ? type : verbatim(row.plan),
    type,
    ...ownerOf(row, ownerNames),
    costOre: row.costOre,
    changeOre: change,
    changeKind: kindOf(change),
    status: standingOf(row, today),
  };
}

/** The owner's code and name; of several, that it is shared. */
function ownerOf(
  { owners }: ListedSubscription,
  names: ReadonlyMap<string, string>,
): Pick<SubscriptionRow, 'owner' | 'ownerName'> {
  const [first] = owners;
  if (first === undefined) {
    return { owner: say('inventory:noOwner'), ownerName: verbatim('') };
  }
  if (owners.length > 1) {
    return {
      owner: verbatim(owners.map(({ owner }) => owner).join(', ')),
      ownerName: say('inventory:shared', { count: owners.length }),
    };
  }
  return { owner: verbatim(first.owner), ownerName: verbatim(names.get(first.owner) ?? '') };
}

function changeOf({ costOre, previousCostOre }: ListedSubscription): Ore | null {
  if (costOre === null && previousCostOre === null) return null;
  return ore((costOre ?? 0) - (previousCostOre ?? 0));
}

function kindOf(change: Ore | null): SubscriptionRow['changeKind'] {
  if (change === null || change === 0) return 'sub';
  return change > 0 ? 'up' : 'down';
}

function emptyOf(query: SubscriptionQuery): Empty {
  const filtered = hasFilters(query);
  return {
    icon: 'smartphone',
    title: say(filtered ? 'inventory:empty.noHit' : 'inventory:empty.title'),
    says: say(filtered ? 'inventory:empty.noHitSays' : 'inventory:empty.says'),
    action: filtered ? { href: paths.index(), says: say('parts:filter.clear') } : null,
  };
}
