// A list's filter and scope as SQL over `subscriptions s`. Who may see a service is decided by who owns
// it on the day; of a terminated one, by who owned it last.

import type { LocalDate } from '../../../kernel/calendar.ts';
import { toE164 } from '../../../kernel/numbers.ts';
import type { ListScope, SubscriptionFilter } from '../rules/lists.ts';

export type Sql = { readonly sql: string; readonly values: readonly unknown[] };

/** The ownerships of `s` that hold on the day, or on the day of its life that is nearest to it. */
export const HELD = `o.subscription = s.code AND o.from_on <= GREATEST(?, s.activated_on)
  AND (o.to_on IS NULL OR o.to_on >= LEAST(?, COALESCE(s.terminated_on, ?)))`;

/** Everything that narrows the list, joined by AND. */
export function conditions(filter: SubscriptionFilter, scope: ListScope, on: LocalDate): Sql {
  return all([
    scopeSql(filter, scope, on),
    oneOf('s.service_type', filter.types),
    oneOf('s.supplier', filter.suppliers),
    ownedBy(filter, on),
    statusSql(filter, on),
    searchSql(filter, on),
  ]);
}

/** The codes whose costs the one who looks may see; null where that is all of them. */
export function ownersInReach({ reach }: ListScope): string[] | null {
  return reach.all ? null : [...reach.costCentres, ...reach.customers];
}

function scopeSql(filter: SubscriptionFilter, scope: ListScope, on: LocalDate): Sql | null {
  const owners = ownersInReach(scope);
  if (owners === null) return null;
  const wanted: Sql[] = [];
  if (owners.length > 0) wanted.push({ sql: 'o.owner IN (?)', values: [owners] });
  if (scope.self !== null) wanted.push({ sql: 'o.holder_email = ?', values: [scope.self] });
  if (wanted.length === 0) return { sql: '1 = 0', values: [] };
  const who = {
    sql: `(${wanted.map(({ sql }) => sql).join(' OR ')})`,
    values: wanted.flatMap(({ values }) => values),
  };
  return heldBy(who, filter, on);
}

function ownedBy(filter: SubscriptionFilter, on: LocalDate): Sql | null {
  if (filter.owners.length === 0) return null;
  return heldBy({ sql: 'o.owner IN (?)', values: [filter.owners] }, filter, on);
}

/**
 * What some hold. Of services that live on the day the database begins with the ownerships, which are
 * few; of the others it must look at each, since their own last day decides.
 */
function heldBy(who: Sql, { status }: SubscriptionFilter, on: LocalDate): Sql {
  if (status === 'active') {
    return {
      sql: `s.code IN (SELECT o.subscription FROM ownerships o WHERE ${who.sql}
        AND o.from_on <= ? AND (o.to_on IS NULL OR o.to_on >= ?))`,
      values: [...who.values, on, on],
    };
  }
  return {
    sql: `EXISTS (SELECT 1 FROM ownerships o WHERE ${HELD} AND ${who.sql})`,
    values: [on, on, on, ...who.values],
  };
}

function statusSql({ status }: SubscriptionFilter, on: LocalDate): Sql | null {
  switch (status) {
    case null:
      return null;
    case 'active':
      return {
        sql: 's.activated_on <= ? AND (s.terminated_on IS NULL OR s.terminated_on >= ?)',
        values: [on, on],
      };
    case 'coming':
      return { sql: 's.activated_on > ?', values: [on] };
    case 'terminated':
      return { sql: 's.terminated_on < ?', values: [on] };
  }
}

function searchSql({ search, holders, hidden }: SubscriptionFilter, on: LocalDate): Sql | null {
  if (search === null || search.trim() === '') return null;
  const word = search.trim();
  const start = `${escapeLike(word)}%`;
  const anywhere = `%${escapeLike(word)}%`;
  const number = toE164(word) ?? word.replace(/[\s-]/g, '');
  const called = `%${escapeLike(number.replace(/^0+/, ''))}%`;
  const told = toldSql(hidden);
  const found: Sql[] = [
    { sql: 's.code LIKE ?', values: [start] },
    {
      sql: `((s.identifier LIKE ? OR s.supplier_subscription_id = ?) AND ${told.sql})`,
      values: [called, word, ...told.values],
    },
    { sql: 's.plan COLLATE utf8mb4_swedish_ci LIKE ?', values: [start] },
    { sql: 's.place LIKE ?', values: [anywhere] },
    {
      sql: `EXISTS (SELECT 1 FROM ownerships o WHERE ${HELD} AND (o.holder_text LIKE ?
        OR o.holder_email IN (?)) AND COALESCE(o.holder_email, '') NOT IN (?))`,
      values: [on, on, on, anywhere, [...holders, word.toLowerCase()], [...hidden, NOBODY]],
    },
  ];
  return {
    sql: `(${found.map(({ sql }) => sql).join(' OR ')})`,
    values: found.flatMap(({ values }) => values),
  };
}

/** No address: an empty list would be no SQL. */
const NOBODY = '-';

/** True for a service whose number may be told: nobody of these holds or held it. */
export function toldSql(hidden: readonly string[]): Sql {
  return hidden.length === 0
    ? { sql: '1 = 1', values: [] }
    : {
        sql: `NOT EXISTS (SELECT 1 FROM ownerships h
          WHERE h.subscription = s.code AND h.holder_email IN (?))`,
        values: [hidden],
      };
}

function oneOf(column: string, values: readonly string[]): Sql | null {
  return values.length === 0 ? null : { sql: `${column} IN (?)`, values: [values] };
}

function all(parts: readonly (Sql | null)[]): Sql {
  const given = parts.filter((part) => part !== null);
  if (given.length === 0) return { sql: '1 = 1', values: [] };
  return {
    sql: given.map(({ sql }) => sql).join(' AND '),
    values: given.flatMap(({ values }) => values),
  };
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (sign) => `\\${sign}`);
}
