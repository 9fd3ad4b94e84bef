// What the checks look at: an invoice, and those of its lines and of the registers' facts that could be
// wrong. Gathered by queries; judged here without any I/O.

import type { LocalDate } from '../../../kernel/calendar.ts';
import type { Ore } from '../../../kernel/money.ts';
import type { ChargeClass } from '../../catalogue/types.ts';
import type { LineId, VatGroup } from '../types.ts';

export type CheckedInvoice = {
  readonly supplier: string;
  readonly supplierName: string;
  readonly number: string | null;
  readonly netOre: Ore;
  readonly vat: readonly VatGroup[];
  readonly hasEInvoice: boolean;
  readonly hasSpecification: boolean;
  /** Name of the format definition that must come with each e-invoice, or null. */
  readonly requiredSpecification: string | null;
  /** Who the e-invoice is to: the municipality, one of our companies, or none of ours. */
  readonly buyer: 'municipality' | 'company' | 'unknown' | null;
  readonly buyerName: string;
};

/** A line as a sentence speaks of it. */
export type CheckedLine = {
  readonly lineId: LineId;
  readonly text: string;
  /** The number, else what the line said of its service. */
  readonly object: string;
  readonly subscriptionId: string | null;
  readonly periodFrom: LocalDate;
  readonly periodTo: LocalDate;
  readonly netOre: Ore;
  readonly class: ChargeClass;
  readonly file: string;
  readonly line: number;
};

/** More lines of one kind than these are not told one by one, only that there are more. */
export const MOST_SUSPECTS = 5000;

export type CheckFacts = {
  /** Σ of the accepted rows, and by VAT rate. */
  readonly rowsNetOre: Ore;
  readonly netByRate: readonly { readonly rate: number; readonly netOre: Ore }[];
  readonly toleranceOre: Ore;
  /** A difference that somebody accepted, in öre, or null. */
  readonly acceptedOre: Ore | null;
  /** Lines that name a service that is in no register. */
  readonly unmatched: readonly CheckedLine[];
  /** Lines of services that are terminated, with the day. */
  readonly terminated: readonly (CheckedLine & { readonly terminatedOn: LocalDate })[];
  /** Lines that are like an earlier one of the same invoice. */
  readonly repeated: readonly (CheckedLine & { readonly earlierLine: number })[];
  /** Lines whose number is another supplier's on the last day of their period. */
  readonly moved: readonly (CheckedLine & { readonly nowAt: string; readonly since: LocalDate })[];
  /** Fees for days that an earlier invoice has charged, with what it has charged in all. */
  readonly overlapping: readonly (CheckedLine & {
    readonly earlierNumber: string;
    readonly earlierFrom: LocalDate;
    readonly earlierTo: LocalDate;
    readonly earlierNetOre: Ore;
  })[];
  /** Lines on which the supplier names another cost centre than ours. */
  readonly hinted: readonly (CheckedLine & {
    readonly hint: string;
    readonly owners: readonly string[];
  })[];
};

/** A line's arguments in a sentence: object, kronor, source. */
export function argsOf(invoice: CheckedInvoice, line: CheckedLine) {
  return {
    supplier: invoice.supplierName,
    object: line.object,
    text: line.text === '' ? '–' : line.text,
    netOre: line.netOre,
    from: line.periodFrom,
    to: line.periodTo,
    file: line.file,
    line: line.line,
  };
}
