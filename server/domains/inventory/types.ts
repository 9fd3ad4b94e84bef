// The nouns of what the organisation has: subscriptions and extensions, what identified them when, and
// who owned and held them when. Days are both included; null is "not known".

import type { LocalDate, Month } from '../../kernel/calendar.ts';
import type { Ore } from '../../kernel/money.ts';
import type { ChargeClass } from '../catalogue/types.ts';

/** A freeze names rows by these two; every change takes the version up. */
export type Versioned = { readonly rowId: number; readonly version: number };

/** What identified a subscription, and when: E.164, an extension number or a supplier's service id. */
export type IdentifierPeriod = {
  readonly identifier: string;
  readonly from: LocalDate;
  readonly to: LocalDate | null;
};

export type Subscription = Versioned & {
  /** Our key, the one that was imported. */
  readonly id: string;
  /** Code of the service type. */
  readonly serviceType: string;
  /** As it was written; the periods hold it as it is compared. */
  readonly identifier: string;
  readonly switchboard: string | null;
  readonly supplier: string | null;
  readonly supplierAccount: string | null;
  readonly supplierSubscriptionId: string | null;
  readonly plan: string | null;
  readonly options: readonly string[];
  /** The contract's number, which is also its price list. */
  readonly contract: string | null;
  readonly activatedOn: LocalDate;
  readonly terminatedOn: LocalDate | null;
  readonly boundUntil: LocalDate | null;
  readonly noticeDays: number | null;
  readonly iccid: string | null;
  readonly imei: string | null;
  readonly place: string | null;
};

/** As a billing month needs it. */
export type BilledSubscription = Pick<
  Subscription,
  | 'rowId'
  | 'version'
  | 'id'
  | 'serviceType'
  | 'identifier'
  | 'plan'
  | 'activatedOn'
  | 'terminatedOn'
>;

/** As matching and checks of supplier invoices need it. */
export type SupplierSubscription = Versioned & {
  readonly id: string;
  readonly serviceType: string;
  readonly supplierAccount: string | null;
  readonly supplierSubscriptionId: string | null;
  readonly plan: string | null;
  readonly contract: string | null;
  /** In order of time; the last is the one that holds now. */
  readonly identifiers: readonly IdentifierPeriod[];
  readonly activatedOn: LocalDate;
  readonly terminatedOn: LocalDate | null;
};

/** Who pays for a subscription, and who has it, during a period. */
export type Ownership = Versioned & {
  readonly subscriptionId: string;
  /** Code of a cost centre or a customer. */
  readonly owner: string;
  readonly from: LocalDate;
  readonly to: LocalDate | null;
  /** Hundredths of a per cent: 10,000 is all of it. */
  readonly share: number;
  readonly holderEmail: string | null;
  /** A function or a thing, where it is no person. */
  readonly holderText: string | null;
};

/** All of it, in hundredths of a per cent. */
export const WHOLE_SHARE = 10_000;

/** What one owner was charged for one subscription in a month; billing tells it, lists and cards show it. */
export type SubscriptionCost = {
  readonly subscriptionId: string;
  readonly owner: string;
  readonly netOre: Ore;
};

/** A subscription that an invoice line names and the register lacks: what the line told of it. */
export type MissingSubscription = {
  readonly serviceType: string;
  readonly identifier: string;
  readonly switchboard: string | null;
  readonly supplier: string | null;
  readonly supplierAccount: string | null;
  readonly supplierSubscriptionId: string | null;
  readonly plan: string | null;
  readonly contract: string | null;
  readonly activatedOn: LocalDate;
  /** Who pays from that day, the whole of it. */
  readonly owner: string;
  readonly holderText: string | null;
};

/** What one owner was charged for a subscription in a month, of one class of charge. */
export type CostShare = {
  readonly month: Month;
  readonly owner: string;
  /** Own charges are fees. */
  readonly class: ChargeClass;
  readonly netOre: Ore;
};

/** The question what a subscription cost month by month; billing answers, compose hands it in. */
export type CostFacts = (subscription: string) => Promise<readonly CostShare[]>;
