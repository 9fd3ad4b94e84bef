// What the addresses and forms of this room's pages may hold. An empty field is one that was not
// filled in; what a list does not know chooses nothing.

import { z } from 'zod';
import { isMonth, type Month } from '../../kernel/calendar.ts';
import { INVOICE_STATES, type InvoiceId, type InvoiceState, type LineId } from './types.ts';

const text = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest)
    .optional()
    .transform((value) => (value === undefined || value === '' ? null : value));

const id = z.coerce
  .number()
  .int()
  .min(1)
  .max(20_000_000)
  .transform((value) => value as InvoiceId);

const key = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

const name = z.string().regex(/^[\p{L}\p{N}._-]{1,40}$/u);

export const Nothing = z.strictObject({});

export const InvoiceListQuery = z.strictObject({
  state: z
    .string()
    .optional()
    .transform(
      (value): InvoiceState | null => INVOICE_STATES.find((state) => state === value) ?? null,
    ),
  supplier: text(40),
  month: z
    .string()
    .optional()
    .transform((value): Month | null => (value !== undefined && isMonth(value) ? value : null)),
  after: text(500),
});
export type InvoiceListQuery = z.output<typeof InvoiceListQuery>;

/** `show`: `all` lines, those that deviate, or those that one check found. */
export const InvoiceQuestion = z.strictObject({ id, show: text(40), after: text(500) });
export type InvoiceQuestion = z.output<typeof InvoiceQuestion>;

export const OneInvoice = z.strictObject({ id });

export const AcceptanceForm = z.strictObject({
  id,
  reason: z.string().trim().min(3, 'form.reason').max(500, 'form.reason'),
});

export const FileQuestion = z.strictObject({ id, fileId: key });

export const LineQuestion = z.strictObject({
  id,
  lineId: key.transform((value) => value as LineId),
});

export const RowQuestion = z.strictObject({ id, fileId: key, byteFrom: key });

/** `file`: the key of a kept file that is to be looked at. */
export const FormatQuestion = z.strictObject({ name, file: key.optional() });

export const OneFormat = z.strictObject({ name });
