// The nouns of the month as a process: its row, its freezes, its red list with what became of each
// line, and what would stop it.

import type { Instant, LocalDate, Month } from '../../../kernel/calendar.ts';
import type { Ore } from '../../../kernel/money.ts';
import type { MonthState, MonthSums, RedListReason } from '../types.ts';

export type Args = Readonly<Record<string, string | number>>;

export type BillingMonth = {
  readonly month: Month;
  /** 1, or more where an earlier run of the same month was cancelled. */
  readonly run: number;
  readonly state: MonthState;
  /** Where a paused month goes on. */
  readonly resumes: MonthState | null;
  readonly freezeId: number | null;
  /** Ordinal of the frozen inputs; null before the first freeze. */
  readonly freeze: number | null;
  /** Hash of the frozen inputs. */
  readonly freezeSha256: string | null;
  readonly frozenAt: Instant | null;
  /** A mend was reported, and the workflow has not frozen again yet. */
  readonly rerunWanted: boolean;
  readonly startedAt: Instant;
  readonly startedBy: string;
  readonly approvedFreeze: number | null;
  readonly approvedBy: string | null;
  readonly approvedAt: Instant | null;
  readonly closedAt: Instant | null;
  readonly sums: MonthSums;
  readonly linesTotal: number;
  /** Lines that a hand touched: placed, or mended after they had stood on the red list. */
  readonly linesTouched: number;
  /** Null before the first freeze is worked out. */
  readonly blockers: readonly Blocker[] | null;
};

/** Something that would stop an invoice or a voucher; approval waits until it is mended. */
export type Blocker = {
  readonly code:
    | 'code-closed'
    | 'code-unknown'
    | 'rule-missing'
    | 'dimension-missing'
    | 'providing-cost-centre-missing'
    | 'bankgiro-missing'
    | 'address-missing'
    | 'email-missing'
    | 'file-character'
    | 'file-account'
    | 'sums-differ';
  /** Whom it concerns: a customer's or cost centre's code; null where it is everybody. */
  readonly customer: string | null;
  readonly amountOre: Ore | null;
  readonly args: Args;
};

export type Freeze = {
  readonly id: number;
  readonly month: Month;
  readonly run: number;
  readonly ordinal: number;
  readonly frozenAt: Instant;
  readonly sha256: string;
  /** Rows of each kind that it names. */
  readonly counts: Readonly<Record<string, number>>;
  /** Against the freeze before; null for the first. */
  readonly difference: FreezeDifference | null;
  readonly allocatedAt: Instant | null;
};

/** What a mend changed: rows by kind, lines on and off the red list, öre by owner. */
export type FreezeDifference = {
  readonly rows: Readonly<Record<string, { added: number; removed: number; changed: number }>>;
  readonly redListBefore: number;
  readonly redListAfter: number;
  readonly owners: readonly { readonly owner: string; readonly changeOre: Ore }[];
};

/** Ids and versions of the rows of each kind that a freeze was made of. */
export type FrozenVersions = Readonly<Record<string, readonly (readonly [number, number])[]>>;

export const RED_LINE_STATES = ['open', 'placed', 'mended'] as const;
export type RedLineState = (typeof RED_LINE_STATES)[number];

/** A line that stood on the red list, and what became of it. */
export type RedLine = {
  readonly lineId: string;
  /** Null for an own charge. */
  readonly supplierLineId: number | null;
  readonly subscriptionId: string | null;
  readonly text: string;
  readonly netOre: Ore;
  readonly reason: RedListReason;
  readonly args: Args;
  readonly state: RedLineState;
  readonly sinceFreeze: number;
  readonly owner: string | null;
  readonly placedReason: string | null;
  readonly placedBy: string | null;
  readonly placedAt: Instant | null;
  readonly allocationRuleId: number | null;
};

export type Waiver = {
  readonly step: 'waiting' | 'awaiting-receipt';
  readonly supplier: string | null;
  readonly reason: string;
  readonly waivedBy: string;
  readonly waivedAt: Instant;
};

/** What a month still waits for before it can be frozen. */
export type Expected =
  | { readonly kind: 'supplier'; readonly supplier: string; readonly dueOn: LocalDate }
  | {
      readonly kind: 'invoice';
      readonly supplier: string;
      readonly invoiceId: number;
      readonly state: string;
    };

export const PART_STATES = ['pending', 'done', 'failed'] as const;

/** Some fifty invoices that are made together. */
export type InvoicePart = {
  readonly part: number;
  readonly invoices: number;
  readonly state: (typeof PART_STATES)[number];
  readonly messageCode: string | null;
};
