// What comes in with an import, by page and by call, and what a call answers.

import { z } from 'zod';
import { IMPORT_KINDS } from './types.ts';

const count = z.coerce.number().int().min(0).max(10_000_000);

export const Nothing = z.strictObject({});

/** A kind's page; after an import with what it did. */
export const KindPage = z.strictObject({
  kind: z.enum(IMPORT_KINDS),
  added: count.optional(),
  changed: count.optional(),
  removed: count.optional(),
});

export const PreviewForm = z.strictObject({ kind: z.enum(IMPORT_KINDS) });

/** What was previewed is what is imported: the file is named by its hash. */
export const ImportForm = z.strictObject({
  kind: z.enum(IMPORT_KINDS),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** What it was called when it was looked at. */
  name: z.string().max(255).default(''),
});

export const ImportCall = z.strictObject({
  kind: z.string(),
  dryRun: z.enum(['true', 'false']).optional(),
});

const Fault = z.object({
  row: z.number().int(),
  column: z.string().nullable(),
  value: z.string().nullable(),
  code: z.string(),
  message: z.string(),
});

export const ImportAnswerSchema = z.object({
  kind: z.string(),
  rows: z.number().int(),
  added: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  removed: z.number().int(),
  delimiter: z.enum([';', ',']),
  dryRun: z.boolean(),
  warnings: z.array(Fault),
});
