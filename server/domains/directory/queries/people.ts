// The list of people: searched, narrowed to units, paged. Who has a protected identity is listed, and
// found by name only by those who may see it; masking is the page's.

import type { Reach } from '../../../kernel/actor.ts';
import type { LocalDate } from '../../../kernel/calendar.ts';
import type { Database } from '../../../platform/database.ts';
import {
  keysetSql,
  readKeysetCursor,
  toKeysetPage,
  type KeysetPage,
} from '../../../platform/keyset.ts';
import type { Person } from '../types.ts';
import { PERSON } from './columns.ts';

export const PERSON_SORTS = ['name', 'email', 'unit'] as const;
export type PersonSort = (typeof PERSON_SORTS)[number];

export type PeopleListOrder = {
  /** The beginning of a word of a name, or of an address. */
  readonly search: string | null;
  /** Codes of units; none narrows nothing. */
  readonly units: readonly string[];
  /** Who works here on the day; null for everybody who ever did. */
  readonly on: LocalDate | null;
  readonly reach: Reach;
  /** True where protected names may be searched for. */
  readonly mayFindProtected: boolean;
  readonly sort: PersonSort;
  readonly descending: boolean;
  readonly size: number;
  readonly cursor: string | null;
};

export type NextPeople = {
  readonly reach: Reach;
  /** Number of the last row seen; 0 for the first page. */
  readonly after: number;
  readonly size: number;
};

type Narrowing = Omit<PeopleListOrder, 'sort' | 'descending' | 'size' | 'cursor'>;

export function createPeopleList(db: Database) {
  return {
    listPeople: async (order: PeopleListOrder): Promise<KeysetPage<Person>> => {
      const cursor = readKeysetCursor(order.cursor);
      const sort = sortOf(order);
      const keyset = { sort, unique: 'id', descending: order.descending };
      const begins = keysetSql(keyset, cursor);
      const narrowed = conditions(order);
      const rows = await db.rows<Person & { readonly sortKey: string }>(
        `SELECT ${PERSON}, ${sort} AS sortKey FROM people
         WHERE ${narrowed.sql} AND ${begins.where} ORDER BY ${begins.orderBy} LIMIT ?`,
        [...narrowed.values, ...begins.values, order.size + 1],
      );
      const keyed = rows.map((row) => ({ id: String(row.id), sortKey: row.sortKey, row }));
      const page = toKeysetPage(keyed, order.size, cursor);
      return { ...page, rows: page.rows.map(({ row: { sortKey: _sortKey, ...row } }) => row) };
    },

    /** The next ones by their row's number; one more than `size` tells that there are more. */
    nextPeople: (next: NextPeople): Promise<Person[]> => {
      const { sql, values } = conditions({ ...EVERYBODY, reach: next.reach });
      return db.rows<Person>(
        `SELECT ${PERSON} FROM people WHERE ${sql} AND id > ? ORDER BY id LIMIT ?`,
        [...values, next.after, next.size + 1],
      );
    },

    countPeople: async (narrowing: Narrowing): Promise<number> => {
      const { sql, values } = conditions(narrowing);
      const row = await db.row<{ n: number }>(
        `SELECT COUNT(*) AS n FROM people WHERE ${sql}`,
        values,
      );
      return row?.n ?? 0;
    },
  };
}

export type PeopleList = ReturnType<typeof createPeopleList>;

const EVERYBODY = { search: null, units: [], on: null, mayFindProtected: false } as const;

function conditions({ search, units, on, reach, mayFindProtected }: Narrowing) {
  const parts: string[] = [];
  const values: unknown[] = [];
  const add = (sql: string, ...given: unknown[]) => {
    parts.push(sql);
    values.push(...given);
  };
  if (!reach.all) {
    if (reach.units.size === 0) add('1 = 0');
    else add('unit IN (?)', [...reach.units]);
  }
  if (units.length > 0) add('unit IN (?)', units);
  if (on !== null) {
    add('(valid_from_on IS NULL OR valid_from_on <= ?)', on);
    add('(valid_to_on IS NULL OR valid_to_on >= ?)', on);
  }
  const start = (search ?? '').trim().replace(/[\\%_]/g, (sign) => `\\${sign}`);
  if (start !== '') {
    add(
      '(name LIKE ? OR name LIKE ? OR email LIKE ?)',
      ...[start, `% ${start}`, start].map(begins),
    );
    if (!mayFindProtected) add('NOT is_protected');
  }
  return { sql: parts.length === 0 ? '1 = 1' : parts.join(' AND '), values };
}

/**
 * Who has a protected identity is sorted as nobody: neither the place in the list nor a cursor, which
 * holds what is sorted by, tells the name.
 */
function sortOf({ sort, mayFindProtected }: PeopleListOrder): string {
  return sort === 'unit' || mayFindProtected ? sort : `IF(is_protected, '', ${sort})`;
}

function begins(text: string): string {
  return `${text}%`;
}
