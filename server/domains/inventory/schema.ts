// What the addresses and forms of this room may hold. An empty field is one that was not filled in.

import { z } from 'zod';
import { isLocalDate, isMonth, type Month } from '../../kernel/calendar.ts';
import { SUBSCRIPTION_STATUSES } from './rules/lists.ts';

const text = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest)
    .optional()
    .transform((value) => (value === undefined || value === '' ? null : value));

const month = z
  .string()
  .optional()
  .transform((value): Month | null => (value !== undefined && isMonth(value) ? value : null));

/** `all` shows every state; without anything it is what goes on now. */
export const LIST_STATUSES = [...SUBSCRIPTION_STATUSES, 'all'] as const;
export type ListStatus = (typeof LIST_STATUSES)[number];

export const SubscriptionQuery = z.strictObject({
  q: text(100),
  type: text(40),
  unit: text(40),
  owner: text(40),
  supplier: text(40),
  status: z
    .string()
    .optional()
    .transform((value): ListStatus => LIST_STATUSES.find((status) => status === value) ?? 'active'),
  month,
  sort: text(20),
  after: text(500),
});
export type SubscriptionQuery = z.output<typeof SubscriptionQuery>;

export const SubscriptionShow = z.strictObject({
  id: z.string().max(40),
  done: z.enum(['moved']).optional(),
});
export type SubscriptionShow = z.output<typeof SubscriptionShow>;

export const OwnershipQuestion = z.strictObject({ id: z.string().max(40) });

const day = z.string().trim().refine(isLocalDate, 'form.day');

/** A percentage with at most two decimals, comma or dot, as hundredths. */
const share = text(6).transform((value, context): number | null => {
  if (value === null) return null;
  const match = /^(\d{1,3})(?:[.,](\d{1,2}))?$/.exec(value);
  if (match === null) {
    context.addIssue({ code: 'custom', message: 'form.percent' });
    return z.NEVER;
  }
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
});

export const OwnershipForm = z.strictObject({
  id: z.string().max(40),
  version: z.coerce.number().int().min(0),
  from: day,
  owner1: z.string().trim().min(1, 'form.required').max(40),
  share1: share,
  owner2: text(40),
  share2: share,
  owner3: text(40),
  share3: share,
  holderEmail: text(254),
  holderText: text(200),
  reason: z.string().trim().min(3, 'form.reason').max(500),
});
export type OwnershipForm = z.output<typeof OwnershipForm>;
