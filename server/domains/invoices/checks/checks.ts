// The list of checks. Adding a check is adding a function to the list, and its sentences to the catalogue.

import { ore } from '../../../kernel/money.ts';
import type { Deviation } from '../types.ts';
import { MOST_SUSPECTS, type CheckedInvoice, type CheckFacts } from './facts.ts';
import { checkArithmetic, checkBuyer, checkDifference, checkParts } from './invoice-checks.ts';
import {
  checkCostCentre,
  checkDuplicate,
  checkOverlap,
  checkSupplier,
  checkTerminated,
  checkUnknown,
} from './line-checks.ts';

export type Check = {
  readonly name: string;
  readonly find: (invoice: CheckedInvoice, facts: CheckFacts) => Deviation[];
};

export const CHECKS: readonly Check[] = [
  { name: 'buyer', find: checkBuyer },
  { name: 'parts', find: checkParts },
  { name: 'difference', find: checkDifference },
  { name: 'arithmetic', find: checkArithmetic },
  { name: 'duplicate', find: checkDuplicate },
  { name: 'unknown-reference', find: checkUnknown },
  { name: 'terminated', find: checkTerminated },
  { name: 'other-supplier', find: checkSupplier },
  { name: 'overlap', find: checkOverlap },
  { name: 'cost-centre', find: checkCostCentre },
];

/** Everything the checks find, in their order. */
export function runChecks(invoice: CheckedInvoice, facts: CheckFacts): Deviation[] {
  return CHECKS.flatMap(({ name, find }) => {
    const found = find(invoice, facts);
    return found.length < MOST_SUSPECTS ? found : [...found, moreThan(found.length, name)];
  });
}

/** Lines are gathered up to a limit: where it was reached, there may be more. */
function moreThan(kept: number, check: string): Deviation {
  return {
    code: 'line.more',
    check,
    severity: 'info',
    lineId: null,
    expected: null,
    actual: null,
    stakeOre: ore(0),
    args: { kept },
  };
}
