// What a document needs to know of a customer invoice. Names and numbers of persons with protected
// identity are masked by whoever reads the view: a document is never opened up afterwards.

import type { Instant, LocalDate, Month } from '../../../kernel/calendar.ts';
import type { Ore } from '../../../kernel/money.ts';
import type { ChargeClass } from '../../catalogue/types.ts';
import type { CustomerKind } from '../types.ts';

/** Receiver or sender as an invoice prints it. */
export type Party = {
  readonly code: string;
  readonly name: string;
  readonly address: string | null;
  readonly postalCode: string | null;
  readonly city: string | null;
  readonly organisationNumber: string | null;
  readonly vatNumber: string | null;
  readonly email: string | null;
};

/** One share of one line: never merged (interfaces.md §2). */
export type CustomerInvoiceLine = {
  /** From 1 in print order. */
  readonly ordinal: number;
  readonly lineId: string;
  readonly costCentre: string;
  readonly subscriptionId: string | null;
  readonly text: string;
  readonly class: ChargeClass;
  readonly periodFrom: LocalDate;
  readonly periodTo: LocalDate;
  readonly netOre: Ore;
  /** Per cent of our supply; 0 on internal invoices. */
  readonly vatRate: number;
  /** What a correction corrects. */
  readonly corrects: {
    readonly lineId: string;
    readonly number: string | null;
    readonly month: Month;
  } | null;
};

/** A service of the invoice, also one that only the month before had. */
export type InvoicedService = {
  readonly subscriptionId: string;
  /** Number or id as people write it. */
  readonly identifier: string;
  /** Who or what holds it; null where nothing is known. */
  readonly holder: string | null;
  /** Plan, or the service type's name. */
  readonly plan: string;
};

/** What the customer's invoice of the month before had for one cost centre and service. */
export type PreviousSum = {
  readonly costCentre: string;
  readonly subscriptionId: string | null;
  readonly netOre: Ore;
};

export type CustomerInvoiceView = {
  readonly number: string;
  readonly month: Month;
  readonly kind: CustomerKind;
  readonly customer: Party;
  readonly issuer: Party & { readonly bankgiro: string | null };
  readonly issuedOn: LocalDate;
  readonly dueOn: LocalDate;
  /** The run's frozen instant: the only clock that a document may show. */
  readonly frozenAt: Instant;
  readonly reference: string | null;
  readonly correctsNumber: string | null;
  readonly netOre: Ore;
  readonly vat: readonly { readonly rate: number; readonly netOre: Ore; readonly vatOre: Ore }[];
  readonly roundingOre: Ore;
  readonly payableOre: Ore;
  readonly ocr: string | null;
  readonly costCentres: readonly { readonly code: string; readonly name: string }[];
  readonly services: readonly InvoicedService[];
  readonly lines: readonly CustomerInvoiceLine[];
  /** Null where there was no month before. */
  readonly previous: readonly PreviousSum[] | null;
};
