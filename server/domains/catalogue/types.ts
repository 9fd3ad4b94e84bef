// The nouns of what is bought and sold: service types, suppliers, charge codes, prices. Codes are told
// apart by case and accent; days are both included; null is "not known".

import type { LocalDate } from '../../kernel/calendar.ts';
import type { Ore } from '../../kernel/money.ts';

/** A freeze names rows by these two; every change takes the version up. */
export type Versioned = { readonly id: number; readonly version: number };

/**
 * Within what an identifier is unique: E.164 numbers, extensions of one switchboard, or a supplier's
 * own service ids.
 */
export const NAMESPACES = ['e164', 'extension', 'service_id'] as const;
export type Namespace = (typeof NAMESPACES)[number];

export type ServiceType = Versioned & {
  readonly code: string;
  readonly name: string;
  readonly namespace: Namespace;
  /** Goes before the posting rule's account. */
  readonly account: string | null;
  /** Per cent of VAT on our own supply. */
  readonly vatRate: number;
  readonly unusedAfterMonths: number | null;
};

export const RHYTHMS = ['monthly', 'quarterly'] as const;
export type Rhythm = (typeof RHYTHMS)[number];

export type Supplier = Versioned & {
  readonly code: string;
  readonly name: string;
  readonly organisationNumber: string | null;
  readonly bankgiro: string | null;
  /** The format definition of the file that must come with each e-invoice; null where none must. */
  readonly specification: string | null;
  /** By which day of the month its invoice is expected; null where none is. */
  readonly invoiceDay: number | null;
  readonly rhythm: Rhythm;
  /** How far a specification may differ from its e-invoice. */
  readonly toleranceOre: Ore;
  /** Regular expressions that find a reference in a text, in the order in which they are tried. */
  readonly patterns: readonly string[];
};

export const CHARGE_CLASSES = [
  'fee',
  'traffic',
  'one_off',
  'equipment',
  'discount',
  'other',
] as const;
export type ChargeClass = (typeof CHARGE_CLASSES)[number];

/** What a line's groups or text begin with, and what that makes it. Lists are in file order. */
export type ChargeCode = Versioned & {
  readonly supplier: string;
  readonly match: string;
  readonly class: ChargeClass;
  readonly item: string | null;
};

/** The house's own price list; every other list is a contract's number. */
export const OWN_LIST = 'own';

export const PRICE_UNITS = ['month', 'piece', 'minute', 'MB'] as const;
export type PriceUnit = (typeof PRICE_UNITS)[number];

export type Price = Versioned & {
  readonly list: string;
  /** Plan, option or charge; in the own list the code of a service type. */
  readonly item: string;
  /** Kronor in the list's own decimals, at most six: `59.00`, `0.0125`. */
  readonly price: string;
  readonly per: PriceUnit;
  readonly from: LocalDate;
  readonly to: LocalDate | null;
};

/** The question which format definitions there are; compose hands in the answer of invoices. */
export type KnownSpecifications = () => Promise<ReadonlySet<string>>;
