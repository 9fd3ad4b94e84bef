// What the addresses and forms of this room may hold. An empty field is one that was not filled in.

import { z } from 'zod';
import { isLocalDate } from '../../kernel/calendar.ts';
import { COST_CENTRE_CHANNELS, VAT_TREATMENTS } from './types.ts';

const text = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest)
    .optional()
    .transform((value) => (value === undefined || value === '' ? null : value));

const code = z.string().max(40);

/** Number of the first row shown, from 1. */
const from = z.coerce.number().int().min(1).optional().catch(undefined);

export const UnitsQuery = z.strictObject({});
export const UnitQuery = z.strictObject({ code });

export const COST_CENTRE_STATUSES = ['open', 'closed', 'all'] as const;
export type CostCentreStatus = (typeof COST_CENTRE_STATUSES)[number];

export const CostCentreQuery = z.strictObject({
  q: text(100),
  unit: text(40),
  status: z
    .string()
    .optional()
    .transform(
      (value): CostCentreStatus =>
        COST_CENTRE_STATUSES.find((status) => status === value) ?? 'open',
    ),
  sort: text(20),
  from,
});
export type CostCentreQuery = z.output<typeof CostCentreQuery>;

export const CostCentreShow = z.strictObject({
  code,
  done: z.enum(['changed', 'closed']).optional(),
});
export type CostCentreShow = z.output<typeof CostCentreShow>;

export const CostCentreQuestion = z.strictObject({ code });

const day = z.string().trim().refine(isLocalDate, 'form.day');
const reason = z.string().trim().min(3, 'form.reason').max(500);
const version = z.coerce.number().int().min(0);

export const CostCentreForm = z.strictObject({
  code,
  version,
  from: day,
  name: z.string().trim().min(1, 'form.required').max(200),
  unit: z.string().trim().min(1, 'form.required').max(40),
  ownerEmail: text(254),
  coordinatorEmail: text(254),
  codeString: text(500),
  counterpart: text(40),
  vat: z.enum(VAT_TREATMENTS),
  channel: z.enum(COST_CENTRE_CHANNELS),
  reason,
});
export type CostCentreForm = z.output<typeof CostCentreForm>;

export const ClosingForm = z.strictObject({
  code,
  version,
  validTo: text(10).refine((value) => value === null || isLocalDate(value), 'form.day'),
  successor: text(1000),
  closingReason: reason,
});
export type ClosingForm = z.output<typeof ClosingForm>;

export const PeopleQuery = z.strictObject({
  q: text(100),
  unit: text(40),
  sort: text(20),
  after: text(500),
});
export type PeopleQuery = z.output<typeof PeopleQuery>;

export const PersonShow = z.strictObject({ email: z.string().max(254) });
