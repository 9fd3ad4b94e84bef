// What the addresses and forms of this room may hold. An empty field is one that was not filled in.

import { z } from 'zod';
import { isLocalDate } from '../../kernel/calendar.ts';
import { PRICE_UNITS } from './types.ts';

const text = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest)
    .optional()
    .transform((value) => (value === undefined || value === '' ? null : value));

export const SuppliersQuery = z.strictObject({});
export const SupplierShow = z.strictObject({ code: z.string().max(40) });

export const PricesQuery = z.strictObject({
  list: text(40),
  q: text(100),
  done: z.enum(['changed']).optional(),
});
export type PricesQuery = z.output<typeof PricesQuery>;

export const PriceQuestion = z.strictObject({ list: text(40), item: text(200) });

export const PriceForm = z.strictObject({
  list: z.string().trim().min(1, 'form.required').max(40),
  item: z.string().trim().min(1, 'form.required').max(200),
  version: text(12).transform((value) => (value === null ? null : Number(value))),
  price: z
    .string()
    .trim()
    .regex(/^\d{1,9}(?:[.,]\d{1,6})?$/, 'form.amount')
    .transform((value) => value.replace(',', '.')),
  per: z.enum(PRICE_UNITS),
  from: z.string().trim().refine(isLocalDate, 'form.day'),
  reason: z.string().trim().min(3, 'form.reason').max(500),
});
export type PriceForm = z.output<typeof PriceForm>;
