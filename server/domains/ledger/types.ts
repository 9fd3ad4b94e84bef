// The nouns of the bookkeeping: facts that are to be posted, the rules that give them accounts, and
// the vouchers that come out. Amounts are whole öre, debit above zero, credit below.

import type { Instant, LocalDate, Month } from '../../kernel/calendar.ts';
import type { Ore } from '../../kernel/money.ts';
import type { CodePart, Dimension } from '../directory/types.ts';

/** What a row is for (interfaces.md §4.11); posting rules give each purpose its account. */
export const PURPOSES = [
  'cost',
  'resale',
  'clearing',
  'vat-deductible',
  'vat-municipal',
  'rounding',
  'supplier-debt',
  'internal-income',
  'customer-claims',
  'sales',
  'vat-out',
  'vat-out-reverse',
] as const;
export type Purpose = (typeof PURPOSES)[number];

/** Ordered parts; each dimension at most once. */
export type CodeString = readonly CodePart[];

/** SIE's number of each dimension but the account (setting `sie_dimensions`). */
export type SieDimensions = Readonly<Partial<Record<Dimension, number>>>;

/** SIE's reserved dimensions for supplier and invoice, carried by the suppliers' debt. */
export const SIE_SUPPLIER = 9;
export const SIE_INVOICE = 10;

/** A dated row of the posting rules. Null fits everything. */
export type PostingRule = {
  readonly purpose: Purpose;
  readonly serviceType: string | null;
  readonly vatRate: number | null;
  readonly account: string;
  readonly objects: CodeString;
  readonly text: string | null;
  readonly from: LocalDate;
  readonly to: LocalDate | null;
  /** From 1 in file order. */
  readonly position: number;
};

/** A code of the accounting system's own register, with the days on which it may be used. */
export type RegisteredCode = {
  readonly dimension: Dimension;
  readonly code: string;
  readonly name: string | null;
  readonly validFrom: LocalDate | null;
  readonly validTo: LocalDate | null;
};

/** The internal owner of a row: its cost centre, and the rest of its code string. */
export type CodedOwner = { readonly costCentre: string; readonly codeString: CodeString };

/** One amount to be posted. Who posts says what it is; the ledger says where it goes. */
export type PostingFact = {
  readonly purpose: Purpose;
  readonly amountOre: Ore;
  readonly serviceType: string | null;
  /** The service type's own account, used where the code string has none. */
  readonly serviceAccount: string | null;
  readonly vatRate: number | null;
  readonly owner: CodedOwner | null;
  readonly counterpart: string | null;
  /** Supplier code and invoice number, on the suppliers' debt. */
  readonly invoice: { readonly supplier: string; readonly number: string } | null;
};

export const VOUCHER_KINDS = [
  'supplier-invoice',
  'own-charges',
  'corrections',
  'customer-invoice',
] as const;
export type VoucherKind = (typeof VOUCHER_KINDS)[number];

/**
 * A voucher before it has accounts. `subject` is the key of what it books, unique in its kind;
 * `reference` is what its text names: an invoice's number, a month. Never a person.
 */
export type VoucherDraft = {
  readonly kind: VoucherKind;
  readonly subject: string;
  readonly reference: string;
  readonly date: LocalDate;
  readonly facts: readonly PostingFact[];
};

/** SIE dimension number and code. */
export type LedgerObject = { readonly dimension: number; readonly code: string };

export type VoucherRow = {
  readonly account: string;
  readonly objects: readonly LedgerObject[];
  readonly amountOre: Ore;
  readonly text: string | null;
};

export type Voucher = Omit<VoucherDraft, 'facts'> & {
  readonly rows: readonly VoucherRow[];
  readonly debitOre: Ore;
  readonly creditOre: Ore;
};

/** What stops a voucher: no rule for a purpose, no SIE number for a dimension. */
export type PostingProblem = {
  readonly code: 'posting.rule-missing' | 'posting.dimension-missing';
  readonly subject: string;
  readonly args: Readonly<Record<string, string | number>>;
};

/** A code used by a voucher that the accounting system does not take on that day. */
export type ClosedCode = {
  readonly dimension: Dimension;
  readonly code: string;
  readonly date: LocalDate;
  readonly reason: 'unknown' | 'closed';
  /** The cost centre on whose row it stands, where there is one. */
  readonly costCentre: string | null;
};

export const EXPORT_STATES = ['made', 'sent', 'accepted', 'refused', 'waived'] as const;
/** Made: its bytes are kept. Sent: they lie in the receiver's folder. Then what the receiver said. */
export type ExportState = (typeof EXPORT_STATES)[number];

/** What the accounting system answered to a file. */
export type ExportReceipt = {
  readonly accepted: boolean;
  readonly voucherNumbers: readonly string[];
  readonly refusedRows: readonly {
    readonly row: number;
    readonly code: string;
    readonly message: string;
  }[];
};

/** A ledger file without its bytes. */
export type LedgerExport = {
  readonly id: number;
  readonly month: Month;
  readonly format: string;
  readonly state: ExportState;
  readonly fileName: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly vouchers: number;
  readonly debitOre: Ore;
  readonly creditOre: Ore;
  readonly madeAt: Instant;
  readonly sentAt: Instant | null;
  readonly receipt: ExportReceipt | null;
  readonly receiptAt: Instant | null;
  readonly receiptBy: string | null;
};
