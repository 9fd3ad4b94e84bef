// The key of a subscription that an invoice told of before the register did.

import type { MissingSubscription } from '../types.ts';

const LONGEST = 40;
const NOT_IN_A_KEY = /[^\p{L}\p{Nd}\-_.]+/gu;

/** Supplier and reference (`NORD-46701740601`), with a number where that is taken. */
export function keyOfMissing(missing: MissingSubscription, taken: ReadonlySet<string>): string {
  const reference = missing.supplierSubscriptionId ?? missing.identifier;
  const wished = `${missing.supplier ?? missing.switchboard ?? 'EGEN'}-${reference}`
    .replace(NOT_IN_A_KEY, '')
    .slice(0, LONGEST - 4);
  if (!taken.has(wished)) return wished;
  for (let number = 2; ; number += 1) {
    const next = `${wished}-${String(number)}`;
    if (!taken.has(next)) return next;
  }
}
