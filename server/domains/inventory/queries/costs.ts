// What services cost, as billing told it, and how many there are of each type.

import {
  addDays,
  firstDayOf,
  monthOf,
  type LocalDate,
  type Month,
} from '../../../kernel/calendar.ts';
import { toOre, type Ore } from '../../../kernel/money.ts';
import type { Database, Tx } from '../../../platform/database.ts';
import { NO_FILTER, type ListScope } from '../rules/lists.ts';
import type { InventoryStore } from '../store.ts';
import type { SubscriptionCost } from '../types.ts';
import { conditions, ownersInReach } from './conditions.ts';
import { scopeKey, type Memory } from './remembered.ts';

export type TypeCount = {
  /** Code of the service type. */
  readonly serviceType: string;
  readonly count: number;
  /** On the last day of the month before. */
  readonly countBefore: number;
};

export type InventoryCostDeps = {
  readonly db: Database;
  readonly store: InventoryStore;
  readonly memory: Memory;
};

export type TypeCost = {
  readonly month: Month;
  readonly serviceType: string;
  readonly netOre: Ore;
};

export function createInventoryCosts({ db, store, memory }: InventoryCostDeps) {
  return {
    /** Billing's news: what each owner is charged for each subscription in a month, all of it anew. */
    recordMonthCosts: (month: Month, costs: readonly SubscriptionCost[], tx: Tx): Promise<void> =>
      store.replaceCosts(month, costs, tx),

    /** The months whose costs are known, the latest first; none for who may see nobody's costs. */
    costMonths: async (scope: ListScope, limit = 13): Promise<Month[]> => {
      if (ownersInReach(scope)?.length === 0) return [];
      const rows = await db.rows<{ month: Month }>(
        'SELECT DISTINCT month FROM subscription_costs ORDER BY month DESC LIMIT ?',
        [limit],
      );
      return rows.map(({ month }) => month);
    },

    /** What services of each type cost, month by month, as far as one may see. */
    costsByType: async (
      months: readonly Month[],
      scope: ListScope,
    ): Promise<readonly TypeCost[]> => {
      const owners = ownersInReach(scope);
      if (owners?.length === 0 || months.length === 0) return [];
      const rows = await db.rows<{ month: Month; serviceType: string; net: unknown }>(
        `SELECT c.month, s.service_type AS serviceType, SUM(c.net_ore) AS net
         FROM subscription_costs c JOIN subscriptions s ON s.code = c.subscription
         WHERE c.month IN (?) ${owners === null ? '' : 'AND c.owner IN (?)'}
         GROUP BY c.month, s.service_type`,
        [months, ...(owners === null ? [] : [owners])],
      );
      return rows.map(({ month, serviceType, net }) => ({
        month,
        serviceType,
        netOre: toOre(net),
      }));
    },

    /** Services in use on a day by owner; a shared one counts for each. */
    countsByOwner: async (on: LocalDate): Promise<ReadonlyMap<string, number>> => {
      const rows = await db.rows<{ owner: string; count: number }>(
        `SELECT o.owner, COUNT(DISTINCT o.subscription) AS count
         FROM ownerships o JOIN subscriptions s ON s.code = o.subscription
         WHERE o.from_on <= ? AND (o.to_on IS NULL OR o.to_on >= ?)
           AND s.activated_on <= ? AND (s.terminated_on IS NULL OR s.terminated_on >= ?)
         GROUP BY o.owner`,
        [on, on, on, on],
      );
      return new Map(rows.map(({ owner, count }) => [owner, count]));
    },

    /** Active services by type on a day, and at the end of the month before. */
    countsByType: (on: LocalDate, scope: ListScope): Promise<TypeCount[]> =>
      memory.remember(`types ${on} ${scopeKey(scope)}`, () => countTypes(db, on, scope)),
  };
}

async function countTypes(db: Database, on: LocalDate, scope: ListScope): Promise<TypeCount[]> {
  const before = addDays(firstDayOf(monthOf(on)), -1);
  const [now, then] = await Promise.all([
    activeByType(db, on, scope),
    activeByType(db, before, scope),
  ]);
  const types = new Set([...now.keys(), ...then.keys()]);
  return [...types].map((serviceType) => ({
    serviceType,
    count: now.get(serviceType) ?? 0,
    countBefore: then.get(serviceType) ?? 0,
  }));
}

async function activeByType(
  db: Database,
  on: LocalDate,
  scope: ListScope,
): Promise<Map<string, number>> {
  const narrowed = conditions({ ...NO_FILTER, status: 'active' }, scope, on);
  const rows = await db.rows<{ type: string; count: number }>(
    `SELECT s.service_type AS type, COUNT(*) AS count FROM subscriptions s
     WHERE ${narrowed.sql} GROUP BY s.service_type`,
    narrowed.values,
  );
  return new Map(rows.map(({ type, count }) => [type, count]));
}
