// What kind of charge a line is, and when it was for if it does not say so: rule 1 of interfaces.md §4.

import { addMonths, monthOf, periodOfMonth } from '../../kernel/calendar.ts';
import type { ClosedPeriod, LocalDate } from '../../kernel/calendar.ts';
import type { ChargeClass } from '../catalogue/types.ts';

/** A charge code as the catalogue has it, in file order. */
export type ChargeMatch = { readonly match: string; readonly class: ChargeClass };

/** Finds the class of a charge by what its main group, group, subgroup or text begins with. */
export class ChargeClassifier {
  private readonly codes: readonly ChargeMatch[];

  /** Codes in file order: of several that fit, the longest wins, then the first. */
  constructor(codes: readonly ChargeMatch[]) {
    this.codes = codes
      .map((code, order) => ({ ...code, order }))
      .sort((a, b) => b.match.length - a.match.length || a.order - b.order);
  }

  /** Null for a charge that no code knows; its class is then `other`, with a notice. */
  classOf(texts: readonly string[]): ChargeClass | null {
    const code = this.codes.find(({ match }) => texts.some((text) => text.startsWith(match)));
    return code?.class ?? null;
  }
}

/**
 * The period of a line that says none, on an invoice that says none: traffic the calendar month before
 * the issue date, fee the calendar month of the issue date, any other the issue date alone.
 */
export function periodByClass(charge: ChargeClass, issuedOn: LocalDate): ClosedPeriod {
  if (charge === 'fee') return periodOfMonth(monthOf(issuedOn));
  if (charge === 'traffic') return periodOfMonth(addMonths(monthOf(issuedOn), -1));
  return { from: issuedOn, to: issuedOn };
}
