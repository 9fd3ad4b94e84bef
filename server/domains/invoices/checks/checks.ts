// The list of checks. Adding a check is adding a function to the list, and its sentences to the catalogue.

import type { Deviation } from '../types.ts';
import type { CheckedInvoice, CheckFacts } from './facts.ts';
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
  return CHECKS.flatMap(({ find }) => find(invoice, facts));
}
