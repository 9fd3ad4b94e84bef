// What the pages of suppliers' invoices are told: read models that queries fill and pages draw.

import type { Instant, LocalDate, Month } from '../../../kernel/calendar.ts';
import type { Ore } from '../../../kernel/money.ts';
import type { Excerpt } from '../../../kernel/page-process.ts';
import type { Process } from '../../processes/types.ts';
import type { Field, FormatDefinition } from '../specification/definition.ts';
import type { ChargeClass } from '../../catalogue/types.ts';
import type {
  Args,
  Deviation,
  FileRole,
  InvoiceId,
  InvoiceState,
  LineId,
  LineKind,
  LineShare,
  MatchRule,
  Notice,
  PeriodSource,
  Severity,
  SupplierInvoice,
} from '../types.ts';

/** One row of the list. */
export type ListedInvoice = {
  readonly id: InvoiceId;
  readonly supplier: string;
  readonly state: InvoiceState;
  readonly invoiceNumber: string | null;
  readonly issuedOn: LocalDate | null;
  readonly receivedAt: Instant;
  readonly netOre: Ore;
  readonly rowsIn: number;
  readonly rowsQuarantined: number;
  readonly deviations: number;
  readonly stakeOre: Ore;
};

export type ListFilter = {
  readonly state: InvoiceState | null;
  readonly supplier: string | null;
  readonly month: Month | null;
};

export type Part<R> = {
  readonly rows: readonly R[];
  /** Number of the first row, from 1; 0 where there is none. */
  readonly first: number;
  readonly next: string | null;
  readonly previous: string | null;
};

export type ListFacts = Part<ListedInvoice> & {
  readonly query: ListFilter;
  readonly total: number;
  readonly netOre: Ore;
  /** How many there are in each state, with the other filters as they are. */
  readonly states: ReadonlyMap<InvoiceState, number>;
  readonly months: readonly Month[];
  readonly suppliers: ReadonlyMap<string, string>;
  readonly mayChange: boolean;
};

/** What one check found, told by the case in which the most is at stake. */
export type FoundByCheck = {
  readonly check: string;
  readonly severity: Severity;
  readonly count: number;
  readonly stakeOre: Ore;
  /** Sums of what was expected and found, where both are amounts; else null. */
  readonly expectedOre: Ore | null;
  readonly actualOre: Ore | null;
  readonly example: Deviation;
};

export type ListedLine = {
  readonly lineId: LineId;
  readonly kind: LineKind;
  readonly line: number;
  readonly number: string | null;
  readonly reference: string | null;
  readonly subscriptionId: string | null;
  readonly text: string;
  readonly periodFrom: LocalDate;
  readonly periodTo: LocalDate;
  readonly netOre: Ore;
  readonly deviations: readonly Deviation[];
};

export type ListedRow = {
  readonly fileId: number;
  readonly file: string;
  readonly line: number;
  readonly byteFrom: number;
  readonly byteTo: number;
  readonly code: string;
  readonly args: Args;
};

export type ListedFile = {
  readonly id: number;
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly role: FileRole;
  readonly format: string | null;
  readonly receivedAt: Instant;
  readonly replacedAt: Instant | null;
};

/** Σ of the lines as they are kept, counted apart from what reading counted. */
export type LineSums = {
  readonly lines: number;
  readonly netOre: Ore;
  readonly roundingOre: Ore;
};

export type InvoiceFacts = {
  readonly invoice: SupplierInvoice & {
    readonly rowsNetOre: Ore;
    readonly acceptedReason: string | null;
    readonly acceptedAt: Instant | null;
  };
  readonly supplierName: string;
  /** The format definition of the specification that must come with it; null where none must. */
  readonly specification: string | null;
  readonly siblings: readonly {
    readonly id: InvoiceId;
    readonly invoiceNumber: string | null;
  }[];
  readonly process: Process | null;
  readonly files: readonly ListedFile[];
  readonly sums: LineSums;
  readonly found: readonly FoundByCheck[];
  readonly deviations: number;
  readonly stakeOre: Ore;
  /** What holds the invoice back. */
  readonly stops: readonly Deviation[];
  readonly notices: readonly Notice[];
  /** The first of the rows that wait alone. */
  readonly quarantined: readonly ListedRow[];
  readonly lines: Part<ListedLine> & { readonly show: string; readonly total: number };
  /** Subscriptions of the lines that the reader may open: the others are not linked to. */
  readonly openable: ReadonlySet<string>;
  readonly mayChange: boolean;
};

export type SourceFacts = {
  readonly file: ListedFile;
  readonly line: number;
  readonly byteFrom: number;
  readonly byteTo: number;
  readonly excerpt: Excerpt['lines'];
};

export type InvoiceHead = {
  readonly id: InvoiceId;
  readonly number: string | null;
  readonly supplierName: string;
};

export type WholeLine = Omit<ListedLine, 'deviations' | 'line'> & {
  readonly ordinal: number;
  readonly account: string | null;
  readonly mainGroup: string | null;
  readonly group: string | null;
  readonly subgroup: string | null;
  readonly matchRule: MatchRule | null;
  readonly periodSource: PeriodSource;
  readonly vatCategory: string;
  readonly vatRate: number;
  readonly class: ChargeClass;
  readonly costHint: string | null;
};

export type LineFacts = {
  readonly invoice: InvoiceHead;
  readonly line: WholeLine;
  /** Whether its subscription is there, and may be opened by the reader. */
  readonly isOpenable: boolean;
  readonly deviations: readonly Deviation[];
  readonly shares: readonly LineShare[];
  readonly source: SourceFacts;
};

export type RowFacts = {
  readonly invoice: InvoiceHead;
  readonly code: string;
  readonly args: Args;
  readonly source: SourceFacts;
};

export type SampleRow = {
  readonly line: number;
  /** Values in the order of the fields; none of a row that could not be read. */
  readonly cells: readonly string[];
  /** Such a row as it stands in the file. */
  readonly text: string | null;
  readonly fault: { readonly code: string; readonly args: Args } | null;
};

/** The first rows of a file as a definition reads them. */
export type Sample = {
  readonly fields: readonly Field[];
  readonly rows: readonly SampleRow[];
  /** Columns that the definition does not know. */
  readonly unknown: readonly string[];
  readonly refusal: { readonly code: string; readonly args: Args } | null;
};

export type FormatFacts = {
  readonly definition: FormatDefinition;
  /** Suppliers whose specifications have this form. */
  readonly suppliers: readonly string[];
  readonly kept: readonly {
    readonly id: number;
    readonly name: string;
    readonly supplier: string;
    readonly invoiceNumber: string | null;
  }[];
  readonly looked: { readonly name: string; readonly sample: Sample } | null;
  readonly file: number | null;
  readonly mayUpload: boolean;
};
