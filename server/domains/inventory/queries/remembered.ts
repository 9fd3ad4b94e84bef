// Counts and sums of whole lists, remembered until anything that they count has changed. Every change
// leaves a row; what was counted is known by the rows there were, so it is never stale.

import type { Database, Tx } from '../../../platform/database.ts';
import type { ListScope } from '../rules/lists.ts';

const REMEMBERED = 300;
/** Changes commit in another order than they are numbered: their number and how many there are tell. */
const LOOKED_AT = 1000;

/** Another text whenever anything in this room has changed. */
export async function changeStamp(db: Database, tx?: Tx): Promise<string> {
  const row = await db.row<{ last: number; count: number }>(
    `SELECT COALESCE(MAX(id), 0) AS last, COUNT(*) AS count FROM inventory_changes
     WHERE id > (SELECT COALESCE(MAX(id), 0) FROM inventory_changes) - ?`,
    [LOOKED_AT],
    tx,
  );
  return `${String(row?.last ?? 0)}/${String(row?.count ?? 0)}`;
}

export function createMemory(db: Database) {
  const known = new Map<string, Promise<unknown>>();

  return {
    /** What `count` says under a key, counted once for as long as nothing changes. */
    remember: async <T>(key: string, count: () => Promise<T>): Promise<T> => {
      const stamped = `${await changeStamp(db)} ${key}`;
      const before = known.get(stamped);
      if (before !== undefined) return before as Promise<T>;
      const counting = count();
      known.set(stamped, counting);
      counting.catch(() => known.delete(stamped));
      if (known.size > REMEMBERED) known.delete(known.keys().next().value ?? '');
      return counting;
    },
  };
}

export type Memory = ReturnType<typeof createMemory>;

/** The same text for the same scope. */
export function scopeKey({ reach, self }: ListScope): string {
  if (reach.all) return 'all';
  const codes = [[...reach.costCentres].sort(), [...reach.customers].sort(), self];
  return JSON.stringify(codes);
}
