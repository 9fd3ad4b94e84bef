// What the customer-invoice pages are told: read models that queries fill and pages draw.

import type { ClosedPeriod, Instant, LocalDate, Month } from '../../../kernel/calendar.ts';
import type { Ore } from '../../../kernel/money.ts';
import type {
  CustomerInvoiceLine,
  CustomerInvoiceView,
  InvoicedService,
} from '../documents/view.ts';
import type { CustomerKind, ShareRule } from '../types.ts';

/** Made: numbered. Posted: its voucher is on the way. Booked: the accounting system has acknowledged it. */
export const INVOICE_STANDINGS = ['made', 'posted', 'booked'] as const;
export type InvoiceStanding = (typeof INVOICE_STANDINGS)[number];

/** One row of the list. */
export type InvoiceListRow = {
  readonly number: string;
  readonly month: Month;
  readonly kind: CustomerKind;
  readonly customer: string;
  readonly customerName: string;
  readonly issuedOn: LocalDate;
  readonly netOre: Ore;
  readonly payableOre: Ore;
  /** Net of the same customer's ordinary invoice of the month before; null where there was none. */
  readonly previousNetOre: Ore | null;
  readonly standing: InvoiceStanding;
  readonly correctsNumber: string | null;
};

/** `-` before what goes downwards. */
export const INVOICE_SORTS = [
  'number',
  '-number',
  'customer',
  '-customer',
  'net',
  '-net',
  'change',
  '-change',
] as const;
export type InvoiceSort = (typeof INVOICE_SORTS)[number];

/** What the list is filtered and sorted by: the address has it all. */
export type InvoiceListQuery = {
  readonly month: Month | null;
  readonly kind: CustomerKind | null;
  /** A number, a code or a name. */
  readonly q: string;
  readonly sort: InvoiceSort;
  /** Number of the first row shown, from 1. */
  readonly from: number;
};

export type InvoiceListFacts = {
  readonly query: InvoiceListQuery;
  readonly rows: readonly InvoiceListRow[];
  readonly total: number;
  readonly totalNetOre: Ore;
  /** Months that have invoices within one's reach, the newest first. */
  readonly months: readonly Month[];
};

/** Who may look at what an invoice leads to. */
export type InvoiceLinks = {
  readonly subscription: (id: string) => string | null;
  readonly supplierInvoice: (id: number) => string | null;
};

export type InvoiceFacts = {
  readonly view: CustomerInvoiceView;
  readonly standing: InvoiceStanding;
  /** The vouchers that book it, and when their file was sent and acknowledged. */
  readonly vouchers: readonly string[];
  readonly sentAt: Instant | null;
  readonly acceptedAt: Instant | null;
  /** Account and objects of an internal charge: `6212`, `4520`, `510`. */
  readonly coding: readonly { readonly dimension: string; readonly code: string }[];
  /** Sum of the shares, and of what is booked, counted apart from the lines. */
  readonly sharesOre: Ore;
  readonly bookedOre: Ore | null;
  /** What corrects this invoice. */
  readonly correctedBy: readonly string[];
};

/** The row of the voucher that the line is part of. */
export type LedgerStep = {
  readonly voucher: string;
  readonly row: number;
  readonly account: string;
  readonly objects: readonly { readonly dimension: string; readonly code: string }[];
  readonly rowOre: Ore;
  /** Σ of the lines that the row sums, this one included, counted apart from the row. */
  readonly partsOre: Ore;
  /** How many lines they are. */
  readonly lines: number;
  readonly sentAt: Instant | null;
  readonly acceptedAt: Instant | null;
};

/** One owner's part of the charge. */
export type ShareStep = {
  readonly owner: string;
  readonly ownerName: string;
  readonly netOre: Ore;
  readonly rule: ShareRule;
  readonly period: ClosedPeriod | null;
  /** Days × share: what it was allocated by; null where no ownership decided. */
  readonly weight: number | null;
  readonly insteadOf: string | null;
  readonly isThis: boolean;
};

/** What was charged, before it was shared. */
export type ChargeStep =
  | {
      readonly kind: 'supplier';
      readonly supplier: string;
      readonly invoiceId: number;
      readonly invoiceNumber: string;
      readonly line: number;
      readonly text: string;
      readonly period: ClosedPeriod;
      readonly netOre: Ore;
      /** Σ of the invoice's accepted lines, and how many they are. */
      readonly invoiceNetOre: Ore;
      readonly invoiceLines: number;
    }
  | {
      readonly kind: 'own';
      readonly serviceType: string;
      /** Kronor a month, in the price list's own decimals. */
      readonly price: string;
      readonly priceFrom: LocalDate;
      readonly period: ClosedPeriod;
      readonly daysOfMonth: number;
      readonly netOre: Ore;
    };

/** Where the line stands in the file that came. */
export type BytesStep = {
  readonly fileName: string;
  readonly sha256: string;
  readonly receivedAt: Instant;
  readonly byteFrom: number;
  readonly byteTo: number;
  readonly excerpt: readonly {
    readonly no: number;
    readonly text: string;
    readonly marked: boolean;
  }[];
};

export type TraceFacts = {
  readonly number: string;
  readonly month: Month;
  readonly kind: CustomerKind;
  readonly customerName: string;
  readonly line: CustomerInvoiceLine;
  readonly service: InvoicedService | null;
  /** All lines of the same cost centre and service, this one included. */
  readonly siblings: readonly CustomerInvoiceLine[];
  readonly ledger: LedgerStep | null;
  readonly shares: readonly ShareStep[];
  /** Who placed it from the red list, and why; null where nobody did. */
  readonly placedBy: { readonly name: string; readonly reason: string } | null;
  readonly charge: ChargeStep;
  readonly bytes: BytesStep | null;
};

export type PrintBatchFacts = {
  readonly month: Month;
  readonly invoices: readonly {
    readonly number: string;
    readonly customer: string;
    readonly name: string;
    readonly address: string;
    readonly payableOre: Ore;
  }[];
  /** When somebody said that they are printed and posted, and who. */
  readonly printed: { readonly at: Instant; readonly by: string } | null;
  readonly mayPrint: boolean;
};
