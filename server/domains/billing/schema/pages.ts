// What the addresses and forms of this room's pages may hold. An empty field is one that was not
// filled in.

import { z } from 'zod';
import { isLocalDate, isMonth, type LocalDate, type Month } from '../../../kernel/calendar.ts';
import { FIRST_SORT } from '../pages/invoice-list.ts';
import { INVOICE_SORTS } from '../pages/facts.ts';
import { CUSTOMER_KINDS } from '../types.ts';

const MAX_ROWS = 5000;
/** The code of a refused row that a person wrote down: the accounting system's own is not known. */
const BY_HAND = 'by-hand';

const text = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest)
    .optional()
    .transform((value) => (value === undefined || value === '' ? null : value));

const month = z
  .string()
  .refine(isMonth, 'form.month')
  .transform((value): Month => value);

const number = z.string().regex(/^[0-9A-Za-z-]{1,20}$/);

/** A box that is ticked, or not sent. */
const ticked = z
  .literal('yes')
  .optional()
  .transform((value) => value === 'yes');

/** A field that may stand in a form once or many times. */
const many = (longest: number) =>
  z
    .union([z.string(), z.array(z.string())])
    .optional()
    .transform((value) => [value ?? []].flat())
    .pipe(z.array(z.string().trim().max(longest)).max(MAX_ROWS));

export const Nothing = z.strictObject({});

export const InvoiceListForm = z.strictObject({
  q: text(100).transform((value) => value ?? ''),
  month: z
    .string()
    .optional()
    .transform((value): Month | null => (value !== undefined && isMonth(value) ? value : null)),
  kind: z
    .string()
    .optional()
    .transform((value) => CUSTOMER_KINDS.find((kind) => kind === value) ?? null),
  sort: z
    .string()
    .optional()
    .transform((value) => INVOICE_SORTS.find((sort) => sort === value) ?? FIRST_SORT),
  from: z.coerce.number().int().min(1).max(1_000_000).default(1),
});

export const InvoiceQuestion = z.strictObject({ number });

/** A document to keep, or (`show`) to look at and print. */
export const DocumentQuestion = z.strictObject({ number, show: z.literal('yes').optional() });

export const LineQuestion = z.strictObject({
  number,
  ordinal: z.coerce.number().int().min(1).max(1_000_000),
});

export const MonthQuestion = z.strictObject({ month });

export const StartForm = z.strictObject({ month });

export const ApprovalForm = z.strictObject({ month, freeze: z.coerce.number().int().min(1) });

export const WaiverForm = z.strictObject({
  month,
  step: z.enum(['waiting', 'awaiting-receipt']),
  supplier: text(40),
  reason: z.string().trim().min(3, 'form.reason').max(500),
});

export const VoucherQuestion = z.strictObject({
  month,
  number,
  from: z.coerce.number().int().min(1).max(1_000_000).default(1),
});

/** A row that the accounting system refused, as a person writes it down: `12: Kontot är stängt`. */
const REFUSED_ROW = /^(\d{1,7})\s*[:;,.]?\s+(\S.*)$/;

const lines = (longest: number) =>
  z
    .string()
    .max(longest)
    .default('')
    .transform((value) => value.split(/\r?\n/).map((each) => each.trim()))
    .transform((all) => all.filter((each) => each !== ''));

export const ReceiptForm = z
  .strictObject({
    month,
    answer: z.enum(['accepted', 'refused'], 'form.answer'),
    /** Voucher numbers of the accounting system's own, one a line. */
    voucherNumbers: lines(100_000).pipe(z.array(z.string().max(40)).max(MAX_ROWS)),
    refusedRows: lines(500_000)
      .pipe(z.array(z.string().regex(REFUSED_ROW, 'form.refused-row').max(1000)).max(MAX_ROWS))
      .transform((all) => all.map(refusedRowOf)),
  })
  .refine(({ answer, refusedRows }) => answer === 'accepted' || refusedRows.length > 0, {
    path: ['refusedRows'],
    message: 'form.refused-rows',
  });
export type ReceiptForm = z.output<typeof ReceiptForm>;

function refusedRowOf(line: string): { row: number; code: string; message: string } {
  const [, row = '0', message = line] = REFUSED_ROW.exec(line) ?? [];
  return { row: Number(row), code: BY_HAND, message };
}

export const PlacementForm = z.strictObject({
  month,
  /** One for each open line, in the same order as `owner`. */
  lineId: many(60),
  owner: many(40),
  /** For every line whose own field is empty. */
  rest: text(40),
  toCollecting: ticked,
  asRule: ticked,
  reason: z.string().trim().min(3, 'form.reason').max(500),
});
export type PlacementForm = z.output<typeof PlacementForm>;

/** Services that the register lacks; those with an owner are made. */
export const MissingForm = z.strictObject({
  month,
  supplier: many(40),
  reference: many(100),
  number: many(100),
  plan: many(200),
  serviceType: many(40),
  owner: many(40),
  activatedOn: many(10).transform((days, context): LocalDate[] => {
    if (days.every(isLocalDate)) return days;
    context.addIssue({ code: 'custom', message: 'form.day' });
    return z.NEVER;
  }),
  /** For every service whose own field is empty. */
  newRest: text(40),
  newReason: z.string().trim().min(3, 'form.reason').max(500),
});
export type MissingForm = z.output<typeof MissingForm>;
