// What plans are plans of: a plan's name on an invoice tells which type of service it belongs to.

import type { Database } from '../../../platform/database.ts';

export function createPlanQueries(db: Database) {
  return {
    /** By a plan's name the code of the service type that most services with it have. */
    typesOfPlans: async (): Promise<ReadonlyMap<string, string>> => {
      const rows = await db.rows<{ plan: string; serviceType: string }>(
        `SELECT plan, service_type AS serviceType FROM subscriptions
         WHERE plan IS NOT NULL GROUP BY plan, service_type ORDER BY COUNT(*), service_type`,
      );
      // Of several types the commonest comes last, and stays.
      return new Map(rows.map(({ plan, serviceType }) => [plan, serviceType]));
    },
  };
}
