// Customer invoices as rows: heads with their numbers in one transaction, lines and services in parts.
// What an invoice says of receiver and sender is kept with it, as it was frozen.

import type { Instant, LocalDate, Month } from '../../../kernel/calendar.ts';
import { sum, type Ore } from '../../../kernel/money.ts';
import { instantSql, type Database, type Tx } from '../../../platform/database.ts';
import type { Party } from '../documents/view.ts';
import type { CustomerKind, RateSum } from '../types.ts';
import type { InvoicePart } from '../types/process.ts';
import { inChunks, type Cell } from './tab-separated.ts';

export type InvoiceHead = {
  readonly number: string;
  readonly month: Month;
  /** From 1 in owner-code order within the month. */
  readonly ordinal: number;
  readonly part: number;
  readonly kind: CustomerKind;
  readonly customer: string;
  readonly issuedOn: LocalDate;
  readonly dueOn: LocalDate;
  readonly frozenAt: Instant;
  readonly reference: string | null;
  readonly correctsNumber: string | null;
  readonly netOre: Ore;
  readonly vat: readonly RateSum[];
  readonly roundingOre: Ore;
  readonly payableOre: Ore;
  readonly ocr: string | null;
  readonly channel: string;
  readonly recipient: Party;
  readonly issuer: Party & { readonly bankgiro: string | null };
  readonly costCentres: readonly { readonly code: string; readonly name: string }[];
};

export type NewInvoiceLine = {
  readonly number: string;
  readonly lineNo: number;
  readonly lineId: string;
  readonly costCentre: string;
  readonly subscriptionId: string | null;
  readonly text: string;
  readonly class: string;
  readonly periodFrom: LocalDate;
  readonly periodTo: LocalDate;
  readonly netOre: Ore;
  readonly vatRate: number;
  readonly previousNetOre: Ore | null;
};

export type NewInvoiceService = {
  readonly number: string;
  readonly subscriptionId: string;
  readonly identifier: string;
  readonly holder: string | null;
  readonly plan: string;
};

/** A line as it is found again in another month. */
export type PreviousLine = {
  readonly kind: CustomerKind;
  readonly customer: string;
  readonly costCentre: string;
  readonly subscriptionId: string | null;
  readonly class: string;
  readonly text: string;
  readonly netOre: Ore;
};

export function createInvoiceStore(db: Database) {
  return {
    /** Locks the year's series; the last number that it gave. */
    lastNumber: async (year: number, tx: Tx): Promise<number> => {
      await db.run(
        'INSERT IGNORE INTO invoice_series (year, last_number) VALUES (?, 0)',
        [year],
        tx,
      );
      const row = await db.row<{ last: number }>(
        'SELECT last_number AS last FROM invoice_series WHERE year = ? FOR UPDATE',
        [year],
        tx,
      );
      return row?.last ?? 0;
    },

    keepLastNumber: async (year: number, last: number, tx: Tx): Promise<void> => {
      await db.run('UPDATE invoice_series SET last_number = ? WHERE year = ?', [last, year], tx);
    },

    insertHeads: async (heads: readonly InvoiceHead[], tx: Tx): Promise<void> => {
      await db.insertMany('customer_invoices', HEAD_COLUMNS, heads.map(headRow), tx);
    },

    insertParts: async (
      month: Month,
      parts: readonly Pick<InvoicePart, 'part' | 'invoices'>[],
      tx: Tx,
    ): Promise<void> => {
      const rows = parts.map(({ part, invoices }) => [month, part, invoices, 'pending']);
      await db.insertMany('invoice_parts', ['month', 'part', 'invoices', 'state'], rows, tx);
    },

    parts: (month: Month, tx?: Tx): Promise<InvoicePart[]> =>
      db.rows<InvoicePart>(
        `SELECT part, invoices, state, message_code AS messageCode FROM invoice_parts
         WHERE month = ? ORDER BY part`,
        [month],
        tx,
      ),

    /** Locks one part, so that it is made once, whoever tries. */
    partForUpdate: (month: Month, part: number, tx: Tx): Promise<InvoicePart | null> =>
      db.row<InvoicePart>(
        `SELECT part, invoices, state, message_code AS messageCode FROM invoice_parts
         WHERE month = ? AND part = ? FOR UPDATE`,
        [month, part],
        tx,
      ),

    /** A part that is made stays made: whoever made it may only have been thought dead. */
    failPart: async (month: Month, part: number, messageCode: string): Promise<void> => {
      await db.run(
        `UPDATE invoice_parts SET state = 'failed', message_code = ?
         WHERE month = ? AND part = ? AND state <> 'done'`,
        [messageCode, month, part],
      );
    },

    retryParts: async (month: Month, tx: Tx): Promise<number> => {
      const { affectedRows } = await db.run(
        `UPDATE invoice_parts SET state = 'pending', message_code = NULL
         WHERE month = ? AND state = 'failed'`,
        [month],
        tx,
      );
      return affectedRows;
    },

    /** Numbers of a part's invoices, in their order. */
    numbersOf: (
      month: Month,
      part: number | null,
      tx?: Tx,
    ): Promise<{ number: string; ordinal: number; kind: CustomerKind; customer: string }[]> =>
      db.rows(
        `SELECT number, ordinal, customer_kind AS kind, customer FROM customer_invoices
         WHERE month = ? AND (? IS NULL OR part = ?) ORDER BY ordinal`,
        [month, part, part],
        tx,
      ),

    /** What letters need of a month's invoices, in their order. */
    headsForLetters: (
      month: Month,
    ): Promise<
      Pick<InvoiceHead, 'number' | 'kind' | 'customer' | 'payableOre' | 'channel' | 'recipient'>[]
    > =>
      db.rows(
        `SELECT number, customer_kind AS kind, customer, payable_ore AS payableOre, channel,
           recipient FROM customer_invoices WHERE month = ? ORDER BY ordinal`,
        [month],
      ),

    insertLines: async (
      lines: readonly NewInvoiceLine[],
      services: readonly NewInvoiceService[],
      tx: Tx,
    ): Promise<void> => {
      await db.load('customer_invoice_lines', LINE_COLUMNS, inChunks(lines, lineRow), tx);
      await db.load(
        'customer_invoice_services',
        ['number', 'subscription', 'identifier', 'holder', 'plan'],
        inChunks(services, (each) => [
          each.number,
          each.subscriptionId,
          each.identifier,
          each.holder,
          each.plan,
        ]),
        tx,
      );
    },

    /** The part's invoices are there to be seen, and it is done. */
    markMade: async (month: Month, part: number, at: Instant, tx: Tx): Promise<void> => {
      await db.run(
        'UPDATE customer_invoices SET made_at = ? WHERE month = ? AND part = ?',
        [instantSql(at), month, part],
        tx,
      );
      await db.run(
        `UPDATE invoice_parts SET state = 'done', message_code = NULL
         WHERE month = ? AND part = ?`,
        [month, part],
        tx,
      );
    },

    /** The named customers' invoice lines of a month, with as much as tells them from each other. */
    linesOfCustomers: (
      month: Month,
      customers: readonly string[],
      tx?: Tx,
    ): Promise<PreviousLine[]> =>
      customers.length === 0
        ? Promise.resolve([])
        : db.rows<PreviousLine>(
            `SELECT i.customer_kind AS kind, i.customer, l.cost_centre AS costCentre,
               l.subscription AS subscriptionId, l.class, l.text, l.net_ore AS netOre
             FROM customer_invoices i JOIN customer_invoice_lines l ON l.number = i.number
             WHERE i.month = ? AND i.customer IN (?)`,
            [month, customers],
            tx,
          ),
  };
}

export type InvoiceStore = ReturnType<typeof createInvoiceStore>;

const HEAD_COLUMNS = [
  'number',
  'month',
  'ordinal',
  'part',
  'customer_kind',
  'customer',
  'issued_on',
  'due_on',
  'frozen_at',
  'reference',
  'corrects_number',
  'net_ore',
  'vat',
  'vat_ore',
  'rounding_ore',
  'payable_ore',
  'ocr',
  'channel',
  'recipient',
  'issuer',
  'cost_centres',
] as const;

function headRow(head: InvoiceHead): unknown[] {
  return [
    head.number,
    head.month,
    head.ordinal,
    head.part,
    head.kind,
    head.customer,
    head.issuedOn,
    head.dueOn,
    instantSql(head.frozenAt),
    head.reference,
    head.correctsNumber,
    head.netOre,
    JSON.stringify(head.vat),
    sum(head.vat.map((each) => each.vatOre)),
    head.roundingOre,
    head.payableOre,
    head.ocr,
    head.channel,
    JSON.stringify(head.recipient),
    JSON.stringify(head.issuer),
    JSON.stringify(head.costCentres),
  ];
}

const LINE_COLUMNS = [
  'number',
  'line_no',
  'line_key',
  'cost_centre',
  'subscription',
  'text',
  'class',
  'from_on',
  'to_on',
  'net_ore',
  'vat_rate',
  'previous_net_ore',
] as const;

function lineRow(line: NewInvoiceLine): Cell[] {
  return [
    line.number,
    line.lineNo,
    line.lineId,
    line.costCentre,
    line.subscriptionId,
    line.text,
    line.class,
    line.periodFrom,
    line.periodTo,
    line.netOre,
    line.vatRate,
    line.previousNetOre,
  ];
}
