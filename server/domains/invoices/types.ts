// The nouns of the suppliers' invoices: what came, what was read, what was found. Amounts are whole
// öre, a credit note's negative throughout; days are both included.

import type { Instant, LocalDate, Month } from '../../kernel/calendar.ts';
import type { Ore } from '../../kernel/money.ts';
import type { ChargeClass } from '../catalogue/types.ts';

/** Key of a supplier invoice, given when its first file is stored. */
export type InvoiceId = number & { readonly __unit: 'supplier-invoice-id' };

/**
 * Key of a line: invoice id × 10^8 + ordinal. The same file read again gives the same keys, so
 * whatever was killed half way is repeated, never doubled.
 */
export type LineId = number & { readonly __unit: 'supplier-invoice-line-id' };

export const LINES_PER_INVOICE = 100_000_000;

/**
 * Received: kept, not read. Waiting: somebody must act. Booked: a billing month has taken it. Paired: it
 * lives on in the invoice that came before it, and is never shown as an invoice of its own.
 */
export const INVOICE_STATES = [
  'received',
  'reading',
  'waiting',
  'ready',
  'booked',
  'refused',
  'paired',
] as const;
export type InvoiceState = (typeof INVOICE_STATES)[number];

/**
 * `line`: a line of the e-invoice or a row of the specification. `document`: a charge or allowance
 * on document level. `rounding`: what makes the specification equal to the e-invoice.
 */
export const LINE_KINDS = ['line', 'document', 'rounding'] as const;
export type LineKind = (typeof LINE_KINDS)[number];

/** Where a line's period came from: rule 1 of interfaces.md §4, in its order. */
export const PERIOD_SOURCES = ['line', 'invoice', 'class'] as const;
export type PeriodSource = (typeof PERIOD_SOURCES)[number];

/** How a line's subscription was found: rule 3 of interfaces.md §4, in its order. */
export const MATCH_RULES = ['supplier-id', 'identifier', 'identifier-before'] as const;
export type MatchRule = (typeof MATCH_RULES)[number];

/** One VAT category and rate of the e-invoice, as the supplier states it. */
export type VatGroup = {
  readonly category: string;
  /** Per cent, `25`. */
  readonly rate: number;
  readonly netOre: Ore;
  readonly vatOre: Ore;
};

/** A supplier invoice without its lines. What is not known before reading is null, sums are 0. */
export type SupplierInvoice = {
  readonly id: InvoiceId;
  /** Code of the supplier. */
  readonly supplier: string;
  readonly state: InvoiceState;
  readonly invoiceNumber: string | null;
  readonly issuedOn: LocalDate | null;
  readonly dueOn: LocalDate | null;
  readonly currency: string | null;
  readonly isCredit: boolean;
  /** BT-109. */
  readonly netOre: Ore;
  /** BT-110. */
  readonly vatOre: Ore;
  /** BT-114. */
  readonly roundingOre: Ore;
  /** BT-113. */
  readonly prepaidOre: Ore;
  /** BT-115. */
  readonly payableOre: Ore;
  /** BG-14. */
  readonly periodFrom: LocalDate | null;
  readonly periodTo: LocalDate | null;
  readonly vat: readonly VatGroup[];
  /** Rows of the specification, or lines, charges and allowances of an e-invoice alone. */
  readonly rowsIn: number;
  readonly rowsAccepted: number;
  readonly rowsQuarantined: number;
  readonly refusal: InvoiceRefusal | null;
  /** The billing month that took it. */
  readonly bookedMonth: Month | null;
  readonly receivedAt: Instant;
  readonly readyAt: Instant | null;
};

/** Why an invoice was refused: code, arguments of its sentence, the rule of EN 16931 if it was one. */
export type InvoiceRefusal = {
  readonly code: string;
  readonly rule: string | null;
  readonly args: Args;
};

/** Arguments of a sentence in the catalogue; öre as numbers under names that end in `Ore`. */
export type Args = Readonly<Record<string, string | number>>;

/** A line of a supplier invoice, ready for the month. */
export type InvoiceLine = {
  readonly lineId: LineId;
  readonly invoiceId: InvoiceId;
  /** From 1 in file order. */
  readonly ordinal: number;
  readonly kind: LineKind;
  readonly supplier: string;
  readonly supplierAccount: string | null;
  readonly mainGroup: string | null;
  readonly group: string | null;
  readonly subgroup: string | null;
  readonly text: string;
  /** What the line said of its service, whole; null when it said nothing (rule 5). */
  readonly reference: string | null;
  /** E.164 where it can be, else as written; null when the line named no number. */
  readonly number: string | null;
  /** Null with a reference: the red list. Null without one: an allocation rule. */
  readonly subscriptionId: string | null;
  readonly periodFrom: LocalDate;
  readonly periodTo: LocalDate;
  readonly netOre: Ore;
  readonly vatCategory: string;
  readonly vatRate: number;
  readonly class: ChargeClass;
  readonly fileId: number;
  /** Physical line on which the record begins; the header is 1. */
  readonly line: number;
  readonly byteFrom: number;
  /** Not included. */
  readonly byteTo: number;
};

/** A line as a billing month takes it. */
export type BilledLine = Omit<
  InvoiceLine,
  'supplier' | 'number' | 'fileId' | 'line' | 'byteFrom' | 'byteTo'
>;

export const FILE_ROLES = ['e-invoice', 'specification', 'unread'] as const;
/** `unread`: not yet recognised, or neither of the two. */
export type FileRole = (typeof FILE_ROLES)[number];

export type InvoiceFile = {
  readonly id: number;
  readonly invoiceId: InvoiceId;
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
  /** `peppol-invoice`, `peppol-credit-note`, or a format definition's name; null before it is known. */
  readonly format: string | null;
  readonly role: FileRole;
  readonly receivedAt: Instant;
  /** A specification that gave way to a later one; kept. */
  readonly replacedAt: Instant | null;
};

export const SEVERITIES = ['stop', 'wait', 'info'] as const;
/** `stop` holds the invoice back until somebody acts; `wait` asks for a look; `info` is a hint. */
export type Severity = (typeof SEVERITIES)[number];

/** What a check found. The sentence is the catalogue's `invoices:deviations.CODE` with `args`. */
export type Deviation = {
  readonly code: string;
  /** Name of the check that found it. */
  readonly check: string;
  readonly severity: Severity;
  readonly lineId: LineId | null;
  /** Plain text in a form that both languages share: an amount in öre, a day, a code. */
  readonly expected: string | null;
  readonly actual: string | null;
  readonly stakeOre: Ore;
  readonly args: Args;
};

/** Something worth saying that holds nothing up. */
export type Notice = {
  readonly code: string;
  readonly row: number | null;
  readonly column: string | null;
  readonly args: Args;
};

/** What a billing month asks of an invoice that is not ready yet: it waits for it. */
export type PendingInvoice = {
  readonly id: InvoiceId;
  readonly supplier: string;
  readonly state: 'received' | 'reading';
  readonly receivedAt: Instant;
};

/** What a new look at the register changed. */
export type RematchOutcome = {
  readonly lines: number;
  readonly changed: number;
  /** Lines that name a service which nothing knows: the red list's. */
  readonly unknown: number;
};

/** A share of a line, as the month gave it; asked of billing by the line's page and call. */
export type LineShare = {
  /** Code of a cost centre or a customer. */
  readonly costCentre: string;
  readonly netOre: Ore;
  readonly rule: string;
  readonly from: LocalDate | null;
  readonly to: LocalDate | null;
};

/** The question who pays for some lines; compose hands in billing's answer. */
export type SharesOfLines = (
  lineIds: readonly LineId[],
) => Promise<ReadonlyMap<LineId, readonly LineShare[]>>;

/** A supplier that has an invoice day, as a billing month asks about it. */
export type ExpectedInvoice = {
  readonly supplier: string;
  readonly expectedOn: LocalDate;
};
