// Whose customer invoices somebody sees: the receivers within one's reach, and the SQL that keeps to them.

import type { Reach } from '../../../kernel/actor.ts';
import type { Directory } from '../../directory/directory.ts';

/** Who of the invoices' receivers is within reach; null is everybody. */
export type Within = {
  readonly costCentres: readonly string[];
  readonly companies: readonly string[];
  readonly customers: readonly string[];
} | null;

export type Condition = { readonly sql: string; readonly values: readonly unknown[] };

/** Whose invoices a reach shows: a company's to those who reach the unit that it is. */
export async function receiversWithin(
  reach: Reach,
  directory: Pick<Directory, 'allUnits'>,
): Promise<Within> {
  if (reach.all) return null;
  const units = reach.units.size === 0 ? [] : await directory.allUnits();
  return {
    costCentres: [...reach.costCentres],
    customers: [...reach.customers],
    companies: units.flatMap(({ code, ownLegalEntity }) =>
      ownLegalEntity !== null && reach.units.has(code) ? [ownLegalEntity] : [],
    ),
  };
}

/** An empty list reaches nothing: `IN (NULL)` is never true. */
export function reachCondition({
  costCentres,
  companies,
  customers,
}: NonNullable<Within>): Condition {
  const among = (codes: readonly string[]) => (codes.length === 0 ? [null] : codes);
  return {
    sql: `((i.customer_kind = 'internal' AND i.customer IN (?))
      OR (i.customer_kind = 'company' AND i.customer IN (?))
      OR (i.customer_kind = 'external' AND i.customer IN (?)))`,
    values: [among(costCentres), among(companies), among(customers)],
  };
}
