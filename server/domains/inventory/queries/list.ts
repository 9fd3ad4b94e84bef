// The list of subscriptions: filtered, sorted, paged, counted and summed within what one may see. Each
// part is one query; the owners of a page are read for its rows alone.

import { addMonths, type LocalDate, type Month } from '../../../kernel/calendar.ts';
import { toOre, ZERO_ORE, type Ore } from '../../../kernel/money.ts';
import type { Database } from '../../../platform/database.ts';
import {
  keysetSql,
  readKeysetCursor,
  toKeysetPage,
  type KeysetPage,
} from '../../../platform/keyset.ts';
import type { ListScope, SubscriptionFilter, SubscriptionSort } from '../rules/lists.ts';
import { conditions, HELD, ownersInReach, type Sql } from './conditions.ts';
import { scopeKey, type Memory } from './remembered.ts';

export type SubscriptionListOrder = {
  readonly filter: SubscriptionFilter;
  readonly scope: ListScope;
  /** The day as of which owners and states are told. */
  readonly on: LocalDate;
  /** The month whose costs are shown; null where none is known. */
  readonly costMonth: Month | null;
  readonly sort: SubscriptionSort;
  readonly descending: boolean;
  readonly size: number;
  readonly cursor: string | null;
};

/** One of those who own a listed subscription on the day. */
export type ListedOwner = {
  readonly owner: string;
  readonly share: number;
  readonly holderEmail: string | null;
  readonly holderText: string | null;
};

export type SubscriptionListRow = {
  readonly id: string;
  readonly serviceType: string;
  readonly identifier: string;
  readonly switchboard: string | null;
  readonly supplier: string | null;
  readonly plan: string | null;
  readonly place: string | null;
  readonly activatedOn: LocalDate;
  readonly terminatedOn: LocalDate | null;
  /** Null where the month has none. */
  readonly costOre: Ore | null;
  readonly previousCostOre: Ore | null;
  /** The largest share first, then by code. */
  readonly owners: readonly ListedOwner[];
  /** Addresses of all who ever held it: one of them protected, and its number is not told. */
  readonly everHeldBy: readonly string[];
};

export type SubscriptionTotals = { readonly count: number; readonly costOre: Ore };

type Row = Omit<SubscriptionListRow, 'costOre' | 'previousCostOre' | 'owners' | 'everHeldBy'> & {
  readonly sortKey: string | number;
};
type Costs = { readonly costOre: Ore | null; readonly previousCostOre: Ore | null };

export function createSubscriptionLists(db: Database, memory: Memory) {
  const page = async (order: SubscriptionListOrder): Promise<KeysetPage<Row>> => {
    const cursor = readKeysetCursor(order.cursor);
    const { sort, join } = sortSql(order);
    const begins = keysetSql({ sort, unique: 's.code', descending: order.descending }, cursor);
    const narrowed = conditions(order.filter, order.scope, order.on);
    const rows = await db.rows<Row>(
      `SELECT s.code AS id, s.service_type AS serviceType, s.identifier, s.switchboard, s.supplier,
         s.plan, s.place, s.activated_on AS activatedOn, s.terminated_on AS terminatedOn,
         ${sort} AS sortKey
       FROM subscriptions s ${join.sql}
       WHERE ${narrowed.sql} AND ${begins.where} ORDER BY ${begins.orderBy} LIMIT ?`,
      [...join.values, ...narrowed.values, ...begins.values, order.size + 1],
    );
    return toKeysetPage(rows, order.size, cursor);
  };

  return {
    /** One page of the list. A cursor that is not ours gives the first. */
    listSubscriptions: async (
      order: SubscriptionListOrder,
    ): Promise<KeysetPage<SubscriptionListRow>> => {
      const { rows, ...rest } = await page(order);
      const ids = rows.map(({ id }) => id);
      const [owners, costs] = await Promise.all([
        ownersOf(db, ids, order.on),
        costsOf(db, ids, order),
      ]);
      return {
        ...rest,
        rows: rows.map(({ sortKey: _sortKey, ...row }) => ({
          ...row,
          ...(costs.get(row.id) ?? { costOre: null, previousCostOre: null }),
          owners: (owners.get(row.id) ?? []).filter(({ holds }) => holds).map(toOwner),
          everHeldBy: (owners.get(row.id) ?? []).flatMap(({ holderEmail }) => holderEmail ?? []),
        })),
      };
    },

    /** How many the filter lets through, and what they cost in the month, for whom one may see. */
    totalsOfSubscriptions: ({
      filter,
      scope,
      on,
      costMonth,
    }: Totalling): Promise<SubscriptionTotals> => {
      const key = `totals ${on} ${costMonth ?? '-'} ${JSON.stringify(filter)} ${scopeKey(scope)}`;
      return memory.remember(key, () => totalsOf(db, { filter, scope, on, costMonth }));
    },
  };
}

type Totalling = Pick<SubscriptionListOrder, 'filter' | 'scope' | 'on' | 'costMonth'>;

async function totalsOf(
  db: Database,
  { filter, scope, on, costMonth }: Totalling,
): Promise<SubscriptionTotals> {
  const narrowed = conditions(filter, scope, on);
  const counted = await db.row<{ count: number }>(
    `SELECT COUNT(*) AS count FROM subscriptions s WHERE ${narrowed.sql}`,
    narrowed.values,
  );
  const count = counted?.count ?? 0;
  if (costMonth === null) return { count, costOre: ZERO_ORE };
  const seen = seenCosts(scope);
  const summed = await db.row<{ cost: unknown }>(
    `SELECT COALESCE(SUM(c.net_ore), 0) AS cost
     FROM subscription_costs c JOIN subscriptions s ON s.code = c.subscription
     WHERE c.month = ? AND ${seen.sql} AND ${narrowed.sql}`,
    [costMonth, ...seen.values, ...narrowed.values],
  );
  return { count, costOre: toOre(summed?.cost ?? 0) };
}

/** What a list is sorted by, never null, and what must be joined for it. */
function sortSql(order: SubscriptionListOrder): { sort: string; join: Sql } {
  const none: Sql = { sql: '', values: [] };
  switch (order.sort) {
    case 'number':
      return numberSort(order.filter.hidden);
    case 'type':
      return { sort: 's.service_type', join: none };
    case 'plan':
      return { sort: "COALESCE(s.plan, '')", join: none };
    case 'activated':
      return { sort: 's.activated_on', join: none };
    case 'owner':
      return { sort: "COALESCE(main.owner, '')", join: mainOwnerJoin(order.on) };
    case 'cost':
      return { sort: 'COALESCE(now.net, 0)', join: costJoin('now', order, 0) };
    case 'change': {
      const [now, then] = [costJoin('now', order, 0), costJoin('earlier', order, -1)];
      return {
        sort: 'COALESCE(now.net, 0) - COALESCE(earlier.net, 0)',
        join: { sql: `${now.sql} ${then.sql}`, values: [...now.values, ...then.values] },
      };
    }
  }
}

/** What must not be told is sorted as nothing: neither its place nor a cursor tells the number. */
function numberSort(hidden: readonly string[]): { sort: string; join: Sql } {
  if (hidden.length === 0) return { sort: 's.identifier', join: { sql: '', values: [] } };
  return {
    sort: "IF(secret.subscription IS NULL, s.identifier, '')",
    join: {
      sql: `LEFT JOIN (SELECT DISTINCT h.subscription FROM ownerships h
          WHERE h.holder_email IN (?)) secret ON secret.subscription = s.code`,
      values: [hidden],
    },
  };
}

/** The one with the largest share, of equal ones the lowest code: the code stands after the share. */
function mainOwnerJoin(on: LocalDate): Sql {
  return {
    sql: `LEFT JOIN (SELECT o.subscription,
        SUBSTRING(MIN(CONCAT(LPAD(10000 - o.share_hundredths, 5, '0'), o.owner)), 6) AS owner
      FROM ownerships o WHERE o.from_on <= ? AND (o.to_on IS NULL OR o.to_on >= ?)
      GROUP BY o.subscription) main ON main.subscription = s.code`,
    values: [on, on],
  };
}

function costJoin(name: string, { costMonth, scope }: SubscriptionListOrder, step: number): Sql {
  const seen = seenCosts(scope);
  return {
    sql: `LEFT JOIN (SELECT c.subscription, CAST(SUM(c.net_ore) AS SIGNED) AS net
      FROM subscription_costs c WHERE c.month = ? AND ${seen.sql} GROUP BY c.subscription) ${name}
      ON ${name}.subscription = s.code`,
    values: [costMonth === null ? '' : addMonths(costMonth, step), ...seen.values],
  };
}

/** Costs are shown to those who pay them: of a shared service each sees one's own part. */
function seenCosts(scope: ListScope): Sql {
  const owners = ownersInReach(scope);
  if (owners === null) return { sql: '1 = 1', values: [] };
  return owners.length === 0
    ? { sql: '1 = 0', values: [] }
    : { sql: 'c.owner IN (?)', values: [owners] };
}

type Held = ListedOwner & { readonly holds: unknown };

function toOwner({ owner, share, holderEmail, holderText }: Held): ListedOwner {
  return { owner, share, holderEmail, holderText };
}

async function ownersOf(
  db: Database,
  ids: readonly string[],
  on: LocalDate,
): Promise<Map<string, Held[]>> {
  const owners = new Map<string, Held[]>();
  if (ids.length === 0) return owners;
  const rows = await db.rows<Held & { readonly id: string }>(
    `SELECT o.subscription AS id, o.owner, o.share_hundredths AS share,
       o.holder_email AS holderEmail, o.holder_text AS holderText, (${HELD}) AS holds
     FROM ownerships o JOIN subscriptions s ON s.code = o.subscription
     WHERE s.code IN (?) ORDER BY o.share_hundredths DESC, o.owner`,
    [on, on, on, ids],
  );
  for (const { id, ...owner } of rows) {
    const group = owners.get(id);
    if (group === undefined) owners.set(id, [owner]);
    else group.push(owner);
  }
  return owners;
}

async function costsOf(
  db: Database,
  ids: readonly string[],
  { costMonth, scope }: SubscriptionListOrder,
): Promise<Map<string, Costs>> {
  if (ids.length === 0 || costMonth === null) return new Map();
  const seen = seenCosts(scope);
  const rows = await db.rows<{ id: string; month: Month; net: unknown }>(
    `SELECT c.subscription AS id, c.month, SUM(c.net_ore) AS net FROM subscription_costs c
     WHERE c.subscription IN (?) AND c.month IN (?) AND ${seen.sql} GROUP BY c.subscription, c.month`,
    [ids, [costMonth, addMonths(costMonth, -1)], ...seen.values],
  );
  const costs = new Map<string, Costs>();
  for (const { id, month, net } of rows) {
    const known = costs.get(id) ?? { costOre: null, previousCostOre: null };
    const ore = toOre(net);
    costs.set(
      id,
      month === costMonth ? { ...known, costOre: ore } : { ...known, previousCostOre: ore },
    );
  }
  return costs;
}
