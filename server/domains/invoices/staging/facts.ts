// What staging a file's lines asks of the registers and of the invoice, gathered before the first byte.

import type { ClosedPeriod, LocalDate } from '../../../kernel/calendar.ts';
import type { ChargeClassifier } from '../charges.ts';
import type { Matcher } from '../matching.ts';
import type { InvoiceId } from '../types.ts';

export type StagingFacts = {
  readonly invoiceId: InvoiceId;
  readonly fileId: number;
  /** The ordinal of the first line; lines of one file follow each other. */
  readonly firstOrdinal: number;
  /** Of the e-invoice; without one the rows' own, else the day on which the file came. */
  readonly issuedOn: LocalDate;
  /** BG-14, also for the rows of the invoice's specification. */
  readonly period: ClosedPeriod | null;
  readonly classifier: ChargeClassifier;
  readonly matcher: Matcher;
  /** What a supplier's patterns find in a text. */
  readonly findReference: (text: string) => string | null;
  /** VAT category of a rate in hundredths of per cent, as the e-invoice states it. */
  readonly categoryOf: (rate: number) => string;
  /** True for the specification of a credit note whose rows are written without a sign. */
  readonly isNegated: boolean;
};

/** The columns that a staged row fills, in the order in which it is written. */
export const STAGED_COLUMNS = [
  'line_id',
  'invoice_id',
  'kind',
  'account',
  'main_group',
  'charge_group',
  'subgroup',
  'text',
  'said_id',
  'number',
  'subscription_id',
  'match_rule',
  'period_from_on',
  'period_to_on',
  'period_source',
  'net_ore',
  'vat_category',
  'vat_rate',
  'class',
  'cost_hint',
  'file_id',
  'source_line',
  'byte_from',
  'byte_to',
] as const;

/** The columns of a quarantined row, in the order in which it is written. */
export const QUARANTINED_COLUMNS = [
  'invoice_id',
  'file_id',
  'source_line',
  'byte_from',
  'byte_to',
  'code',
  'source_column',
] as const;

/** Longest texts that are kept, in characters. */
export const LONGEST = { text: 1000, group: 200, code: 100, account: 80 } as const;

/** What came of a file, or of one invoice's part of it. */
export type StagingOutcome = {
  readonly rowsIn: number;
  readonly rowsAccepted: number;
  readonly rowsQuarantined: number;
  readonly netOre: number;
  readonly lastOrdinal: number;
  /** Charges that no charge code knows: text and number of rows, the first hundred. */
  readonly unknownCharges: readonly { readonly text: string; readonly rows: number }[];
};
