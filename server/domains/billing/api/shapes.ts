// The words of billing's calls: what goes in, what comes out (interfaces.md §2). Names and shapes are
// relied on by others.

import { z } from 'zod';
import { isMonth, type Month } from '../../../kernel/calendar.ts';
import { decodeCursor, DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from '../../../kernel/paging.ts';
import { CUSTOMER_KINDS, MONTH_STATES } from '../types.ts';

const ore = z.number().int();
const text = z.string();
const oreOrNull = ore.nullable();
const textOrNull = text.nullable();

export const MonthText = z
  .string()
  .refine(isMonth)
  .transform((value): Month => value);

/** A cursor of ours, the sort key of the last row seen, read as its list has it. */
const after = <K>(read: (key: string) => K | null) =>
  z
    .string()
    .max(500)
    .optional()
    .transform((cursor, context): K | null => {
      if (cursor === undefined) return null;
      const [key] = decodeCursor(cursor) ?? [];
      const found = typeof key === 'string' ? read(key) : null;
      if (found !== null) return found;
      context.addIssue({ code: 'custom', message: 'no cursor' });
      return z.NEVER;
    });

const limit = z.coerce.number().int().min(1).max(MAX_PAGE_SIZE).default(DEFAULT_PAGE_SIZE);

export const pageOf = <S extends z.ZodType>(item: S) =>
  z.object({ items: z.array(item), next: textOrNull });

export const MonthPageInput = z.strictObject({
  limit,
  after: after((key) => (isMonth(key) ? key : null)),
});
export const InvoicePageInput = z.strictObject({
  limit,
  after: after((key) => (/^\d{1,20}$/.test(key) ? key : null)),
  month: MonthText.optional(),
});
export const ExportPageInput = z.strictObject({
  limit,
  after: after((key) => (/^\d{1,10}$/.test(key) ? Number(key) : null)),
  month: MonthText.optional(),
});
export const MonthInput = z.strictObject({ month: MonthText });
export const ApprovalInput = z.strictObject({
  month: MonthText,
  /** Whatever ordinal is not the current one is stale, also one that never was. */
  freeze: z.number().int().optional(),
});

const reason = z.string().trim().min(1).max(500);

export const PlacementInput = z.strictObject({
  month: MonthText,
  lineId: z.string().max(60),
  /** Code of a cost centre or customer. */
  costCentre: z.string().max(40),
  reason,
  /** Whether lines like this one shall find this owner by themselves from now on. */
  asRule: z.boolean().default(false),
});

export const PlacementsInput = z.strictObject({
  month: MonthText,
  lineIds: z.array(z.string().max(60)).min(1).max(5000),
  costCentre: z.string().max(40),
  reason,
  asRule: z.boolean().default(false),
});

export const WaiverInput = z.strictObject({
  month: MonthText,
  step: z.enum(['waiting', 'awaiting-receipt']),
  supplier: z.string().max(40).optional(),
  reason,
});

export const MonthStateSchema = z.object({ state: z.enum(MONTH_STATES) });

export const StartedSchema = z.object({
  month: text,
  state: z.enum(MONTH_STATES),
  url: text,
});

const SumsSchema = z.object({
  supplierNetOre: ore,
  sharesOre: ore,
  redListOre: ore,
  ownChargesOre: ore,
  correctionsOre: ore,
  customerInvoicesOre: oreOrNull,
  ledgerDebitOre: oreOrNull,
  ledgerCreditOre: oreOrNull,
});

export const MonthRowSchema = z.object({
  month: text,
  url: text,
  state: z.enum(MONTH_STATES),
  freeze: z.number().int().nullable(),
  sums: SumsSchema,
  straightThrough: z.number(),
  startedAt: text,
  closedAt: textOrNull,
});

export const MonthSchema = MonthRowSchema.extend({
  freezeSha256: textOrNull,
  frozenAt: textOrNull,
  approvedFreeze: z.number().int().nullable(),
  approvedAt: textOrNull,
  steps: z.array(
    z.object({
      name: text,
      state: text,
      done: z.number().int().nullable(),
      total: z.number().int().nullable(),
      startedAt: textOrNull,
      endedAt: textOrNull,
      message: textOrNull,
    }),
  ),
  redList: z.array(
    z.object({
      lineId: text,
      subscriptionId: textOrNull,
      text,
      netOre: ore,
      reason: text,
      code: text,
    }),
  ),
  blockers: z.array(
    z.object({ code: text, customer: textOrNull, amountOre: oreOrNull, message: text }),
  ),
  /** What holds the month up, and what it goes on without. */
  expected: z.array(
    z.object({
      kind: text,
      supplier: text,
      dueOn: textOrNull,
      invoiceId: textOrNull,
    }),
  ),
  /** Invoices issued in the month that wait for somebody or were refused: they hold nothing up. */
  leftOut: z.array(
    z.object({
      invoiceId: text,
      supplier: text,
      invoiceNumber: textOrNull,
      state: text,
      code: textOrNull,
      netOre: ore,
    }),
  ),
  waitsFor: z.object({ who: text, what: text, since: text, reminderAt: textOrNull }).nullable(),
});

export const NumberInput = z.strictObject({ number: z.string().regex(/^[0-9A-Za-z-]{1,20}$/) });

export const InvoiceSchema = z.object({
  number: text,
  month: text,
  customer: text,
  kind: z.enum(CUSTOMER_KINDS),
  issuedOn: text,
  dueOn: text,
  reference: textOrNull,
  correctsNumber: textOrNull,
  netOre: ore,
  vat: z.array(z.object({ rate: z.number(), netOre: ore, vatOre: ore })),
  roundingOre: ore,
  payableOre: ore,
  ocr: textOrNull,
});

export const WholeInvoiceSchema = InvoiceSchema.extend({
  lines: z.array(
    z.object({
      costCentre: text,
      subscriptionId: textOrNull,
      text,
      class: text,
      periodFrom: text,
      periodTo: text,
      netOre: ore,
      previousNetOre: oreOrNull,
      corrects: z.object({ lineId: text, number: textOrNull, month: text }).nullable(),
    }),
  ),
});

export const ExportInput = z.strictObject({
  id: z.coerce.number().int().min(1).max(2_000_000_000),
});

/** A number or a code of the accounting system's own: as text, or as the number that it is. */
const theirs = (longest: number) =>
  z.union([z.string(), z.number()]).transform(String).pipe(z.string().max(longest));

const Receipt = {
  accepted: z.boolean(),
  voucherNumbers: z.array(theirs(40)).max(100_000).default([]),
  refusedRows: z
    .array(
      z.strictObject({
        row: z.number().int().min(0),
        code: theirs(100).default(''),
        message: z.string().max(1000).default(''),
      }),
    )
    .max(100_000)
    .default([]),
};

export const ReceiptInput = ExportInput.extend(Receipt);

export const ExportSchema = z.object({
  id: text,
  month: text,
  format: text,
  state: text,
  fileName: text,
  sha256: text,
  bytes: z.number().int(),
  vouchers: z.number().int(),
  debitOre: ore,
  creditOre: ore,
  madeAt: text,
  sentAt: textOrNull,
  receipt: z.object(Receipt).nullable(),
});
