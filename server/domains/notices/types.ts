// What a person is told, on screen and by mail: letters of a few kinds, each with facts of its own.
// A letter holds codes and amounts, never the name or number of anybody whose service it concerns.

import type { Instant, LocalDate, Month } from '../../kernel/calendar.ts';
import type { Ore } from '../../kernel/money.ts';

export type LetterId = number & { readonly __unit: 'letter-id' };

export const LETTER_STATES = ['queued', 'sent', 'failed'] as const;
export type LetterState = (typeof LETTER_STATES)[number];

/** Which reminder this is: 1, 2, …; an escalation goes to somebody further up. */
export type Urgency = { readonly reminder: number; readonly escalation: boolean };

/** The facts of each kind. */
export type LetterArgs = {
  /** "Din faktura är klar": one letter a recipient and month, with all that concern the recipient. */
  'invoices-ready': {
    readonly month: Month;
    readonly invoices: readonly {
      readonly number: string;
      /** Cost centre or customer: `4520 Hemtjänst Centrum`. */
      readonly customer: string;
      readonly payableOre: Ore;
      /** Where it is looked at. */
      readonly path: string;
      /** Whether its PDF goes with the letter: the receiver has chosen invoices by e-mail. */
      readonly attached?: boolean;
    }[];
  };
  /** The month stands still until somebody acts. */
  'month-waits': {
    readonly month: Month;
    readonly step: 'waiting' | 'red-list' | 'preview' | 'invoicing' | 'awaiting-receipt' | 'paused';
    readonly since: Instant;
  } & Urgency;
  /** A supplier's invoice has not come by its day. */
  'invoice-expected': {
    readonly month: Month;
    readonly supplier: string;
    readonly expectedOn: LocalDate;
  } & Urgency;
  /** An invoice that came can't go on by itself. */
  'invoice-waits': {
    readonly supplier: string;
    /** Null before it is read. */
    readonly number: string | null;
    readonly waitsFor: 'specification' | 'e-invoice' | 'decision';
    readonly since: Instant;
  } & Urgency;
  /** The schedule could not start a month: a setting must be mended, and the month started by hand. */
  'month-not-started': { readonly month: Month };
};

/**
 * The question for an invoice's PDF; billing answers, compose hands it in. Asked when the letter is sent
 * and each time that it is tried again: the same number always gives the same bytes.
 */
export type InvoiceDocument = (
  number: string,
  lang: 'sv' | 'en',
) => Promise<{ readonly filename: string; readonly type: string; readonly bytes: Buffer }>;

export type LetterKind = keyof LetterArgs;

/** A letter to be sent: once for each key and address. */
export type NewLetter = {
  readonly [Kind in LetterKind]: {
    readonly kind: Kind;
    readonly args: LetterArgs[Kind];
    /** What it is about: `invoices-ready:2026-10`. The address is added to it. */
    readonly key: string;
    /** Leave the name out (null) for a person with protected identity. */
    readonly recipient: { readonly address: string; readonly name: string | null };
    /** Where the matter is looked at: an address of ours. */
    readonly path: string;
  };
}[LetterKind];

/** What is kept of a letter whatever its kind. */
export type LetterHead = {
  readonly id: LetterId;
  readonly messageId: string;
  readonly recipient: { readonly address: string; readonly name: string };
  readonly path: string;
  readonly lang: 'sv' | 'en';
  readonly state: LetterState;
  readonly attempts: number;
  /** Code of a refusal: why it failed, or why the last try did. */
  readonly failure: string | null;
  readonly queuedAt: Instant;
  readonly sentAt: Instant | null;
  readonly readAt: Instant | null;
};

/** A letter as it is kept. */
export type Letter = LetterHead &
  {
    readonly [Kind in LetterKind]: { readonly kind: Kind; readonly args: LetterArgs[Kind] };
  }[LetterKind];
