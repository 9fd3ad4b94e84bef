// The nouns of the billing month: what is frozen, what is spread over whom, and what comes out.
// Amounts are whole öre, days are both included, shares are hundredths of a per cent.

import type { LocalDate, Month } from '../../kernel/calendar.ts';
import type { Ore } from '../../kernel/money.ts';
import type { OcrKind } from '../../kernel/numbers.ts';
import type { CodeString, PostingRule, RegisteredCode, SieDimensions } from '../ledger/types.ts';

export const MONTH_STATES = [
  'waiting',
  'red-list',
  'preview',
  'numbering',
  'invoicing',
  'posting',
  'exporting',
  'awaiting-receipt',
  'closed',
  'paused',
  'cancelled',
] as const;
export type MonthState = (typeof MONTH_STATES)[number];

export const POSTING_MODES = ['clearing', 'full'] as const;
/** Clearing: the accounting system has booked the supplier's invoice itself. Full: we deliver it all. */
export type PostingMode = (typeof POSTING_MODES)[number];

export type BillingSettings = {
  readonly postingMode: PostingMode;
  readonly providingCostCentre: string | null;
  /** Where lines without a home may be booked by a named person. */
  readonly clearingCostCentre: string | null;
  readonly ledgerClosedThrough: Month | null;
  readonly sieDimensions: SieDimensions;
};

// What a freeze holds, as plain data ------------------------------------------------------------

/** One VAT category and rate of a supplier invoice, as the supplier states it. */
export type FrozenVat = {
  readonly category: string;
  readonly rate: number;
  readonly netOre: Ore;
  readonly vatOre: Ore;
};

export type FrozenInvoice = {
  readonly id: number;
  readonly supplier: string;
  readonly number: string;
  readonly issuedOn: LocalDate;
  readonly netOre: Ore;
  readonly roundingOre: Ore;
  readonly prepaidOre: Ore;
  readonly payableOre: Ore;
  readonly vat: readonly FrozenVat[];
};

export type FrozenLine = {
  /** Numeric key of a supplier line as text; of an own charge, see `ownChargeId`. */
  readonly lineId: string;
  readonly invoiceId: number;
  /** From 1 in file order. */
  readonly position: number;
  readonly account: string | null;
  /** Main group, group, subgroup, in so far as the line has them. */
  readonly groups: readonly string[];
  readonly text: string;
  /** True where the line said something of its service, whether or not anything was found. */
  readonly hasReference: boolean;
  readonly subscriptionId: string | null;
  readonly class: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly netOre: Ore;
  readonly vatCategory: string;
  readonly vatRate: number;
};

export type FrozenSubscription = {
  readonly id: string;
  readonly serviceType: string;
  readonly activatedOn: LocalDate;
  readonly terminatedOn: LocalDate | null;
  /** What an invoice calls it; number and holder are masked already where the holder is protected. */
  readonly identifier: string;
  readonly plan: string | null;
  readonly holder: string | null;
};

export type FrozenOwnership = {
  readonly subscriptionId: string;
  readonly owner: string;
  readonly from: LocalDate;
  readonly to: LocalDate | null;
  /** Hundredths of a per cent: 10 000 is all of it. */
  readonly share: number;
};

export const VAT_TREATMENTS = ['municipal', 'deductible'] as const;
export type VatTreatment = (typeof VAT_TREATMENTS)[number];

export type Successor = { readonly code: string; readonly share: number };

export type FrozenCostCentre = {
  readonly code: string;
  readonly name: string;
  readonly unit: string;
  readonly validFrom: LocalDate;
  readonly validTo: LocalDate | null;
  readonly codeString: CodeString;
  readonly counterpart: string | null;
  readonly vat: VatTreatment;
  readonly channel: string;
  readonly successors: readonly Successor[];
};

export type FrozenUnit = {
  readonly code: string;
  readonly parent: string | null;
  /** Its own; a unit without one has its parent's. */
  readonly legalEntity: string | null;
};

/** What a receiver of invoices is called, and how and when it pays. */
export type FrozenParty = {
  readonly code: string;
  readonly name: string;
  readonly organisationNumber: string | null;
  readonly vatNumber: string | null;
  readonly address: string | null;
  readonly postalCode: string | null;
  readonly city: string | null;
  readonly email: string | null;
  readonly reference: string | null;
  readonly termsDays: number;
  readonly rounding: boolean;
  readonly channel: string;
};

export type FrozenLegalEntity = FrozenParty & {
  readonly kind: 'municipality' | 'company';
  readonly bankgiro: string | null;
  readonly ocr: OcrKind;
};

export type FrozenCustomer = FrozenParty & { readonly counterpart: string | null };

export type FrozenServiceType = {
  readonly code: string;
  readonly name: string;
  readonly account: string | null;
  /** Per cent of VAT on our supply. */
  readonly vatRate: number;
};

/** A row of the house's own price list: kronor a month, in the list's own decimals. */
export type FrozenOwnPrice = {
  readonly serviceType: string;
  readonly price: string;
  readonly from: LocalDate;
  readonly to: LocalDate | null;
};

/** `one:4110`, `percent:4110=60|4200=40`, `fixed:4110=100.00|rest=4200`, `pro-rata`. */
export type AllocationKey =
  | { readonly kind: 'shares'; readonly shares: readonly Successor[] }
  | {
      readonly kind: 'fixed';
      readonly amounts: readonly { readonly code: string; readonly amountOre: Ore }[];
      readonly rest: string | null;
    }
  | { readonly kind: 'pro-rata' };

export type FrozenAllocationRule = {
  readonly id: number;
  readonly supplier: string | null;
  readonly account: string | null;
  readonly match: string | null;
  readonly key: AllocationKey;
  readonly from: LocalDate;
  readonly to: LocalDate | null;
  /** From 1 in file order. */
  readonly position: number;
};

/** A rule as it is written down: its key as in `AllocationKey`, its place in order still to come. */
export type NewAllocationRule = Omit<FrozenAllocationRule, 'id' | 'key' | 'position'> & {
  readonly key: string;
};

/** A red-list line that a named person has put on an owner. */
export type FrozenPlacement = { readonly lineId: string; readonly owner: string };

export type FrozenMonth = {
  readonly month: Month;
  readonly settings: BillingSettings;
  readonly invoices: readonly FrozenInvoice[];
  readonly lines: readonly FrozenLine[];
  readonly subscriptions: readonly FrozenSubscription[];
  readonly ownerships: readonly FrozenOwnership[];
  readonly costCentres: readonly FrozenCostCentre[];
  readonly units: readonly FrozenUnit[];
  readonly legalEntities: readonly FrozenLegalEntity[];
  readonly customers: readonly FrozenCustomer[];
  readonly serviceTypes: readonly FrozenServiceType[];
  readonly ownPrices: readonly FrozenOwnPrice[];
  readonly allocationRules: readonly FrozenAllocationRule[];
  readonly postingRules: readonly PostingRule[];
  readonly codeRegister: readonly RegisteredCode[];
  readonly placements: readonly FrozenPlacement[];
};

// What comes out --------------------------------------------------------------------------------

/** What is spread: a supplier's line, or an own charge (`invoiceId` null). */
export type Charge = {
  readonly lineId: string;
  readonly invoiceId: number | null;
  readonly position: number;
  readonly subscriptionId: string | null;
  readonly serviceType: string | null;
  readonly text: string;
  readonly class: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly netOre: Ore;
  readonly vatCategory: string;
  readonly vatRate: number;
};

export const SHARE_RULES = ['ownership', 'allocation-rule', 'placement'] as const;
/** Why a share is whose: who owned the service, a dated rule, or a named person. */
export type ShareRule = (typeof SHARE_RULES)[number];

export type Share = {
  readonly charge: Charge;
  readonly owner: string;
  readonly netOre: Ore;
  readonly rule: ShareRule;
  /** First and last day owned; null where no ownership decided. */
  readonly from: LocalDate | null;
  readonly to: LocalDate | null;
  /** The closed cost centres that gave way, with a space between; null where none did. */
  readonly insteadOf: string | null;
  /** The allocation rule that decided, if one did. */
  readonly allocationRuleId: number | null;
};

export const RED_LIST_REASONS = [
  'reference-unknown',
  'before-activation',
  'owner-missing',
  'owner-unknown',
  'owner-closed',
  'successor-circle',
  'rule-missing',
  'weight-missing',
  'rest-missing',
] as const;
export type RedListReason = (typeof RED_LIST_REASONS)[number];

export type RedListEntry = {
  readonly charge: Charge;
  readonly reason: RedListReason;
  /** What the reason's sentence names: a code, a day. */
  readonly args: Readonly<Record<string, string>>;
};

export type Allocation = {
  readonly ownCharges: readonly Charge[];
  readonly shares: readonly Share[];
  readonly redList: readonly RedListEntry[];
};

export const CUSTOMER_KINDS = ['internal', 'company', 'external'] as const;
export type CustomerKind = (typeof CUSTOMER_KINDS)[number];

export type RateSum = { readonly rate: number; readonly netOre: Ore; readonly vatOre: Ore };

/** A customer invoice before it has a number; its lines are its shares, in print order. */
export type InvoiceDraft = {
  readonly customer: string;
  readonly kind: CustomerKind;
  readonly shares: readonly Share[];
  readonly netOre: Ore;
  readonly vat: readonly RateSum[];
  readonly roundingOre: Ore;
  readonly payableOre: Ore;
};

export type MonthSums = {
  readonly supplierNetOre: Ore;
  readonly sharesOre: Ore;
  readonly redListOre: Ore;
  readonly ownChargesOre: Ore;
  readonly correctionsOre: Ore;
  readonly customerInvoicesOre: Ore | null;
  readonly ledgerDebitOre: Ore | null;
  readonly ledgerCreditOre: Ore | null;
};
