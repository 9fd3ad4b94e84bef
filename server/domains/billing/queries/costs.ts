// What owners and services were charged, month by month, as the customer invoices of closed months have
// it: the lines without a service too, so that every total is the invoices' own.

import type { Reach } from '../../../kernel/actor.ts';
import type { Month } from '../../../kernel/calendar.ts';
import { sum, toOre, ZERO_ORE, type Ore } from '../../../kernel/money.ts';
import type { Database } from '../../../platform/database.ts';
import type { OwnerCosts } from '../../directory/types.ts';
import type { CostShare } from '../../inventory/types.ts';

/** A year, and the month to hold the last one against. */
const MONTHS_SHOWN = 13;

/** An invoice of one owner has its sum; a company's is added up from its lines. */
const BY_OWNER = `SELECT month, customer AS owner, SUM(net_ore) AS netOre FROM customer_invoices
    WHERE month IN (?) AND customer_kind <> 'company' GROUP BY month, customer
  UNION ALL
  SELECT i.month, l.cost_centre AS owner, SUM(l.net_ore) AS netOre
    FROM customer_invoices i JOIN customer_invoice_lines l ON l.number = i.number
    WHERE i.month IN (?) AND i.customer_kind = 'company' GROUP BY i.month, l.cost_centre`;

type Summed<T> = Omit<T, 'netOre'> & { readonly netOre: unknown };
type OwnerSum = { readonly month: Month; readonly owner: string; readonly netOre: Ore };

export function createCostQueries(db: Database) {
  /** The closed months, the latest first, thirteen at most. */
  const costMonths = async (): Promise<Month[]> => {
    const rows = await db.rows<{ month: Month }>(
      `SELECT month FROM billing_months WHERE state = 'closed' ORDER BY month DESC LIMIT ?`,
      [MONTHS_SHOWN],
    );
    return rows.map(({ month }) => month);
  };

  return {
    costMonths,

    /** What each cost centre and customer was charged in some months. */
    costsOfOwners: async (months: readonly Month[]): Promise<OwnerCosts> => {
      const costs = new Map(months.map((month) => [month, new Map<string, Ore>()]));
      if (months.length === 0) return costs;
      for (const { month, owner, netOre } of await db.rows<Summed<OwnerSum>>(BY_OWNER, [
        months,
        months,
      ])) {
        const byOwner = costs.get(month);
        byOwner?.set(owner, sum([byOwner.get(owner) ?? ZERO_ORE, toOre(netOre)]));
      }
      return costs;
    },

    /** What lines of no service, such as discounts and account fees, sum to within reach, by month. */
    costsWithoutService: async (
      months: readonly Month[],
      reach: Reach,
    ): Promise<ReadonlyMap<Month, Ore>> => {
      const owners = [...reach.costCentres, ...reach.customers];
      if (months.length === 0 || (!reach.all && owners.length === 0)) return new Map();
      const rows = await db.rows<{ month: Month; netOre: unknown }>(
        `SELECT i.month, SUM(l.net_ore) AS netOre
         FROM customer_invoice_lines l JOIN customer_invoices i ON i.number = l.number
         WHERE l.subscription IS NULL AND i.month IN (?) ${reach.all ? '' : 'AND l.cost_centre IN (?)'}
         GROUP BY i.month`,
        reach.all ? [months] : [months, owners],
      );
      return new Map(rows.map(({ month, netOre }) => [month, toOre(netOre)]));
    },

    /** What each owner was charged for a service, by month and class, the earliest month first. */
    costsOfSubscription: async (subscription: string): Promise<CostShare[]> => {
      const months = await costMonths();
      if (months.length === 0) return [];
      const rows = await db.rows<Summed<CostShare>>(
        `SELECT i.month, l.cost_centre AS owner, l.class, SUM(l.net_ore) AS netOre
         FROM customer_invoice_lines l JOIN customer_invoices i ON i.number = l.number
         WHERE l.subscription = ? AND i.month IN (?)
         GROUP BY i.month, l.cost_centre, l.class ORDER BY i.month, l.cost_centre, l.class`,
        [subscription, months],
      );
      return rows.map((row) => ({ ...row, netOre: toOre(row.netOre) }));
    },
  };
}
