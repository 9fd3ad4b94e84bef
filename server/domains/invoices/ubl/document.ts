// What is kept of a Peppol invoice or credit note. The header is small and kept whole; a line is one
// object that is filled again and again, and lives only while its reader looks at it.

import type { Decimal } from '../../../kernel/decimal.ts';
import { ExactOre } from '../exact.ts';
import type { Place } from './parser.ts';

export type DocumentKind = 'invoice' | 'credit-note';

export type Party = {
  endpoint: string | null;
  endpointScheme: string | null;
  identifiers: string[];
  name: string | null;
  registrationName: string | null;
  registrationNumber: string | null;
  country: string | null;
  taxSchemes: { scheme: string; number: string }[];
};

export type PaymentMeans = { code: string; account: string | null; branch: string | null };

export type TaxSubtotal = {
  place: Place;
  categoryPlace: Place | null;
  taxable: Decimal | null;
  tax: Decimal | null;
  category: string;
  percent: Decimal | null;
  /** True when the tax scheme is VAT. */
  isVat: boolean;
};

export type TaxTotal = {
  place: Place;
  amount: Decimal | null;
  currency: string | null;
  subtotals: TaxSubtotal[];
};

export type MonetaryTotal = {
  place: Place | null;
  byteTo: number;
  payablePlace: Place | null;
  lineExtension: Decimal | null;
  taxExclusive: Decimal | null;
  taxInclusive: Decimal | null;
  allowances: Decimal | null;
  charges: Decimal | null;
  prepaid: Decimal | null;
  rounding: Decimal | null;
  payable: Decimal | null;
};

/** A rule that a document breaks, and where. */
export type Broken = { readonly rule: string; readonly place: Place };

/** Sum of lines, charges and allowances of one VAT category and rate, as written in the document. */
export type CategorySum = {
  readonly category: string;
  readonly rate: number;
  readonly sum: ExactOre;
};

export type UblDocument = {
  kind: DocumentKind;
  place: Place;
  number: string | null;
  issuedOn: string | null;
  dueOn: string | null;
  currency: string | null;
  hasTaxPointDate: boolean;
  accountingCost: string | null;
  buyerReference: string | null;
  period: { place: Place; from: string | null; to: string | null; code: string | null } | null;
  /** BT-18: references of type 130. */
  objects: string[];
  seller: Party;
  buyer: Party;
  /** VAT numbers of seller, buyer and tax representative, with their places. */
  vatNumbers: { number: string; place: Place }[];
  paymentMeans: PaymentMeans[];
  hasPaymentTerms: boolean;
  taxTotals: TaxTotal[];
  totals: MonetaryTotal;
  lines: number;
  documentLines: number;
  lineSum: ExactOre;
  allowanceSum: ExactOre;
  chargeSum: ExactOre;
  hasAllowances: boolean;
  hasCharges: boolean;
  categories: CategorySum[];
  /** VAT rates of category S that Sweden does not have, with the first place. */
  strangeRate: Place | null;
};

/** One line, charge or allowance. Amounts are as written; `amount` has the sign of the invoice. */
export class UblLine {
  kind: 'line' | 'document' = 'line';
  byteFrom = 0;
  byteTo = 0;
  line = 0;
  column = 0;
  id = '';
  /** BT-127. */
  note = '';
  /** BT-153, or the reason of a charge or an allowance. */
  name = '';
  /** BT-154. */
  description = '';
  /** BT-128. */
  object: string | null = null;
  /** BT-133. */
  accountingCost: string | null = null;
  periodFrom: string | null = null;
  periodTo: string | null = null;
  hasPeriod = false;
  periodFromByte = 0;
  periodToByte = 0;
  category = '';
  isVat = false;
  percent = '';
  net: string | null = null;
  quantity: string | null = null;
  price: string | null = null;
  baseQuantity: string | null = null;
  charges: string[] = [];
  allowances: string[] = [];
  lacksReason: 'allowance' | 'charge' | null = null;
  isCharge = false;
  /** Exactly what the line adds to the invoice; a credit note's is negative. */
  readonly amount = new ExactOre();
  rate = 0;

  /** Empties the object for the next line. */
  begin(kind: 'line' | 'document', place: Place): void {
    this.kind = kind;
    this.byteFrom = place.byte;
    this.line = place.line;
    this.column = place.column;
    this.id = this.note = this.name = this.description = this.category = this.percent = '';
    this.object = this.accountingCost = this.periodFrom = this.periodTo = null;
    this.net = this.quantity = this.price = this.baseQuantity = null;
    this.hasPeriod = this.isVat = this.isCharge = false;
    this.lacksReason = null;
    if (this.charges.length > 0) this.charges = [];
    if (this.allowances.length > 0) this.allowances = [];
  }

  get place(): Place {
    return { byte: this.byteFrom, line: this.line, column: this.column };
  }
}

export function emptyParty(): Party {
  return {
    endpoint: null,
    endpointScheme: null,
    identifiers: [],
    name: null,
    registrationName: null,
    registrationNumber: null,
    country: null,
    taxSchemes: [],
  };
}

export function emptyDocument(kind: DocumentKind, place: Place): UblDocument {
  return {
    kind,
    place,
    number: null,
    issuedOn: null,
    dueOn: null,
    currency: null,
    hasTaxPointDate: false,
    accountingCost: null,
    buyerReference: null,
    period: null,
    objects: [],
    seller: emptyParty(),
    buyer: emptyParty(),
    vatNumbers: [],
    paymentMeans: [],
    hasPaymentTerms: false,
    taxTotals: [],
    totals: {
      place: null,
      byteTo: 0,
      payablePlace: null,
      lineExtension: null,
      taxExclusive: null,
      taxInclusive: null,
      allowances: null,
      charges: null,
      prepaid: null,
      rounding: null,
      payable: null,
    },
    lines: 0,
    documentLines: 0,
    lineSum: new ExactOre(),
    allowanceSum: new ExactOre(),
    chargeSum: new ExactOre(),
    hasAllowances: false,
    hasCharges: false,
    categories: [],
    strangeRate: null,
  };
}
