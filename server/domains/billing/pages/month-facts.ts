// What the month's pages are told: the month's own row, its process, and what stands around it.

import type { Instant, LocalDate, Month } from '../../../kernel/calendar.ts';
import type { Ore } from '../../../kernel/money.ts';
import type { Verdict } from '../../../kernel/verdict.ts';
import type { ServiceType } from '../../catalogue/types.ts';
import type { JournalEntry } from '../../journal/types.ts';
import type { Process } from '../../processes/types.ts';
import type {
  BillingMonth,
  Expected,
  FreezeDifference,
  InvoicePart,
  RedLine,
  Waiver,
} from '../types/process.ts';

/** A person's or the house's name for an actor's id; `schedule` where the schedule acted. */
export type NameOf = (actorId: string) => string | null;

export type SupplierSum = {
  readonly supplier: string;
  readonly name: string;
  readonly invoices: number;
  readonly netOre: Ore;
};

/** An invoice that holds nothing up but is not in the month: it waits for somebody, or was refused. */
export type LeftOut = {
  readonly id: number;
  readonly supplier: string;
  readonly number: string | null;
  readonly state: 'waiting' | 'refused';
  readonly code: string | null;
  readonly netOre: Ore;
};

/** What one may do with the month now, and why not. */
export type MonthMay = {
  readonly approve: Verdict | null;
  readonly pause: Verdict | null;
  readonly resume: Verdict | null;
  readonly cancel: Verdict | null;
  readonly waive: Verdict | null;
  readonly place: Verdict | null;
  readonly retry: Verdict | null;
  /** Having the month counted again after a mend. */
  readonly rerun: Verdict | null;
};

export type MonthFacts = {
  readonly month: BillingMonth;
  readonly process: Process | null;
  readonly nameOf: NameOf;
  readonly suppliers: readonly SupplierSum[];
  readonly lines: number;
  readonly shares: number;
  /** Σ of all shares as they are kept, of suppliers' lines and own charges alike. */
  readonly sharedOre: Ore;
  /** Öre on the agreed collecting cost centre; null where none is set. */
  readonly collected: { readonly code: string; readonly netOre: Ore } | null;
  readonly invoices: { readonly count: number; readonly made: number; readonly madeOre: Ore };
  readonly parts: readonly InvoicePart[];
  readonly vouchers: {
    readonly count: number;
    readonly sentAt: Instant | null;
    readonly acceptedAt: Instant | null;
  } | null;
  readonly expected: readonly Expected[];
  readonly supplierName: (code: string) => string;
  readonly waivers: readonly Waiver[];
  readonly leftOut: readonly LeftOut[];
  readonly red: readonly RedLine[];
  /** Those of them that the month's page shows. */
  readonly firstRed: readonly RedFacts[];
  readonly difference: FreezeDifference | null;
  /** Names of the owners whose sums changed. */
  readonly ownerNames: ReadonlyMap<string, string>;
  /** The closed months before, the latest first. */
  readonly before: readonly Pick<BillingMonth, 'month' | 'linesTotal' | 'linesTouched'>[];
  readonly timeline: readonly JournalEntry[];
  readonly may: MonthMay;
  readonly checkedAt: Instant;
  /** Letters to print for the post; null before numbering. */
  readonly toPrint: number | null;
};

/** A line of the red list with what its file said of it. */
export type RedFacts = {
  readonly line: RedLine;
  readonly supplier: string | null;
  readonly invoiceId: number | null;
  readonly invoiceNumber: string | null;
  /** What the line said of its service: the supplier's id, else the number. */
  readonly reference: string | null;
  /** The number, where it said one. */
  readonly number: string | null;
  readonly periodFrom: LocalDate;
  readonly periodTo: LocalDate;
};

export type OwnerChoice = { readonly code: string; readonly name: string };

export type RedListFacts = {
  readonly month: BillingMonth;
  readonly rows: readonly RedFacts[];
  readonly owners: readonly OwnerChoice[];
  readonly collecting: string | null;
  readonly nameOf: NameOf;
  readonly mayPlace: boolean;
  /** Whether one may make services that the register lacks. */
  readonly mayCreate: boolean;
  readonly serviceTypes: readonly ServiceType[];
  /** The service type that most services of a plan have, by the plan's name. */
  readonly typesOfPlans: ReadonlyMap<string, string>;
  readonly supplierLinks: SupplierLinks;
};

/** Where a supplier's invoice is shown, and a line of it. */
export type SupplierLinks = {
  readonly show: (id: number) => string;
  readonly line: (invoiceId: number, lineId: number) => string;
};

export type MonthListFacts = {
  readonly months: readonly BillingMonth[];
  readonly nameOf: NameOf;
  /** The month that may be started by hand next; null where one may not. */
  readonly startable: Month | null;
};
