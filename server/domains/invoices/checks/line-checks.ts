// Checks of the lines. None of them holds the invoice back; each says what was expected, what was
// charged, and the öre at stake.

import { ore } from '../../../kernel/money.ts';
import type { Deviation } from '../types.ts';
import { argsOf, type CheckedInvoice, type CheckFacts } from './facts.ts';

/** A number or id that is in no register. A line of nothing is nobody's trouble. */
export function checkUnknown(invoice: CheckedInvoice, { unmatched }: CheckFacts): Deviation[] {
  return unmatched
    .filter(({ netOre }) => netOre !== 0)
    .map((line) => ({
      code: 'line.unknown',
      check: 'unknown-reference',
      severity: 'wait',
      lineId: line.lineId,
      expected: null,
      actual: line.object,
      stakeOre: ore(Math.abs(line.netOre)),
      args: argsOf(invoice, line),
    }));
}

/** Charged for days after the service was terminated. Credits are as they should be. */
export function checkTerminated(invoice: CheckedInvoice, { terminated }: CheckFacts): Deviation[] {
  return terminated
    .filter(({ netOre, periodFrom, terminatedOn }) => netOre > 0 && periodFrom > terminatedOn)
    .map((line) => ({
      code: 'line.terminated',
      check: 'terminated',
      severity: 'wait',
      lineId: line.lineId,
      expected: '0',
      actual: String(line.netOre),
      stakeOre: line.netOre,
      args: { ...argsOf(invoice, line), terminatedOn: line.terminatedOn },
    }));
}

/** The same service, charge, period and amount as an earlier line of the invoice. */
export function checkDuplicate(invoice: CheckedInvoice, { repeated }: CheckFacts): Deviation[] {
  return repeated
    .filter(({ netOre }) => netOre !== 0)
    .map((line) => ({
      code: 'line.duplicate',
      check: 'duplicate',
      severity: 'wait',
      lineId: line.lineId,
      expected: '0',
      actual: String(line.netOre),
      stakeOre: ore(Math.abs(line.netOre)),
      args: { ...argsOf(invoice, line), earlierLine: line.earlierLine },
    }));
}

/** The number is another supplier's by now. */
export function checkSupplier(invoice: CheckedInvoice, { moved }: CheckFacts): Deviation[] {
  return moved
    .filter(({ netOre, since, periodTo }) => netOre > 0 && since <= periodTo)
    .map((line) => ({
      code: 'line.other-supplier',
      check: 'other-supplier',
      severity: 'wait',
      lineId: line.lineId,
      expected: line.nowAt,
      actual: invoice.supplier,
      stakeOre: line.netOre,
      args: { ...argsOf(invoice, line), nowAt: line.nowAt, since: line.since },
    }));
}

/** Days that an earlier invoice has charged and no credit has taken back. */
export function checkOverlap(invoice: CheckedInvoice, { overlapping }: CheckFacts): Deviation[] {
  return overlapping
    .filter(({ netOre, earlierNetOre }) => netOre > 0 && earlierNetOre > 0)
    .map((line) => ({
      code: 'line.overlap',
      check: 'overlap',
      severity: 'wait',
      lineId: line.lineId,
      expected: '0',
      actual: String(line.netOre),
      stakeOre: line.netOre,
      args: {
        ...argsOf(invoice, line),
        earlierNumber: line.earlierNumber,
        earlierFrom: line.earlierFrom,
        earlierTo: line.earlierTo,
      },
    }));
}

/** The cost centre that the supplier believes in (BT-19, BT-133) decides nothing, but may be wrong. */
export function checkCostCentre(invoice: CheckedInvoice, { hinted }: CheckFacts): Deviation[] {
  return hinted
    .filter(({ hint, owners }) => owners.length > 0 && !owners.includes(hint))
    .map((line) => ({
      code: 'line.cost-centre',
      check: 'cost-centre',
      severity: 'info',
      lineId: line.lineId,
      expected: line.owners.join(', '),
      actual: line.hint,
      stakeOre: ore(0),
      args: { ...argsOf(invoice, line), hint: line.hint, owners: line.owners.join(', ') },
    }));
}
