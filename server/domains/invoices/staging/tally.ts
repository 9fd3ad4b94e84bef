// What is counted while lines are staged, whatever file they come from.

import { Refusal } from '../../../kernel/refusal.ts';
import { MAX_INVOICE_ORE, RunningRounding, type ExactOre } from '../exact.ts';
import type { ChargeClass } from '../../catalogue/types.ts';
import { LINES_PER_INVOICE } from '../types.ts';
import { LONGEST, type StagingFacts, type StagingOutcome } from './facts.ts';

const UNKNOWN_CHARGES_KEPT = 100;

export class Tally {
  rowsIn = 0;
  rowsQuarantined = 0;
  private readonly firstLineId: number;
  private readonly rounding = new RunningRounding();
  private readonly unknown = new Map<string, number>();
  private readonly facts: StagingFacts;
  private accepted = 0;
  private netOre = 0;

  constructor(facts: StagingFacts) {
    this.facts = facts;
    this.firstLineId = facts.invoiceId * LINES_PER_INVOICE + facts.firstOrdinal;
  }

  /** The key of the next accepted line. */
  nextLineId(): number {
    const id = this.firstLineId + this.accepted;
    this.accepted += 1;
    return id;
  }

  /** Rule 1: the öre of a line, by the running sum of its VAT rate. `row` is where the line stands. */
  ore(rate: number, amount: ExactOre, row: { line: number; byteFrom: number }): number {
    const ore = this.rounding.next(rate, amount);
    this.netOre += ore;
    if (Math.abs(this.netOre) > MAX_INVOICE_ORE) {
      const { line, byteFrom: byte } = row;
      throw new Refusal('invalid', 'amount.too-large', { args: { line, byte } });
    }
    return ore;
  }

  /** A charge that no code knows is of the class `other`, and said once with its number of rows. */
  orOther(charge: ChargeClass | null, text: string): ChargeClass {
    if (charge !== null) return charge;
    const told = text.slice(0, LONGEST.text);
    const rows = this.unknown.get(told);
    if (rows !== undefined || this.unknown.size < UNKNOWN_CHARGES_KEPT) {
      this.unknown.set(told, (rows ?? 0) + 1);
    }
    return 'other';
  }

  outcome(): StagingOutcome {
    return {
      rowsIn: this.rowsIn,
      rowsAccepted: this.accepted,
      rowsQuarantined: this.rowsQuarantined,
      netOre: this.netOre,
      lastOrdinal: this.facts.firstOrdinal + this.accepted - 1,
      unknownCharges: [...this.unknown].map(([text, rows]) => ({ text, rows })),
    };
  }
}
