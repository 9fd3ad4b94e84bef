// What the calls of supplier invoices answer with: shapes that others rely on (interfaces.md §2).

import { z } from 'zod';

export const Source = z.object({
  file: z.string(),
  line: z.number().int(),
  byteFrom: z.number().int(),
  byteTo: z.number().int(),
});

export const InvoiceSchema = z.object({
  id: z.string(),
  url: z.string(),
  supplier: z.string(),
  state: z.string(),
  invoiceNumber: z.string().nullable(),
  issuedOn: z.string().nullable(),
  currency: z.string().nullable(),
  netOre: z.number().int(),
  vatOre: z.number().int(),
  roundingOre: z.number().int(),
  payableOre: z.number().int(),
  rowsIn: z.number().int(),
  rowsAccepted: z.number().int(),
  rowsQuarantined: z.number().int(),
});

export const WholeInvoiceSchema = InvoiceSchema.extend({
  siblings: z.array(z.string()),
  pairedWith: z.string().nullable(),
  bookedMonth: z.string().nullable(),
  files: z.array(
    z.object({
      name: z.string(),
      sha256: z.string(),
      bytes: z.number().int(),
      format: z.string().nullable(),
    }),
  ),
  deviations: z.array(
    z.object({
      code: z.string(),
      check: z.string(),
      severity: z.string(),
      lineId: z.string().nullable(),
      expected: z.string().nullable(),
      actual: z.string().nullable(),
      stakeOre: z.number().int(),
      message: z.string(),
    }),
  ),
  notices: z.array(
    z.object({
      code: z.string(),
      message: z.string(),
      row: z.number().int().nullable(),
      column: z.string().nullable(),
    }),
  ),
  refusal: z
    .object({
      code: z.string(),
      rule: z.string().nullable(),
      message: z.string(),
      url: z.string().optional(),
    })
    .nullable(),
});

export const LineSchema = z.object({
  lineId: z.string(),
  text: z.string(),
  subscriptionId: z.string().nullable(),
  number: z.string().nullable(),
  periodFrom: z.string(),
  periodTo: z.string(),
  netOre: z.number().int(),
  vatRate: z.number(),
  source: Source,
  shares: z.array(
    z.object({
      costCentre: z.string(),
      netOre: z.number().int(),
      rule: z.string(),
      from: z.string().nullable(),
      to: z.string().nullable(),
    }),
  ),
});

export const RowSchema = Source.extend({ code: z.string(), message: z.string(), text: z.string() });

export const pageOf = <S extends z.ZodType>(item: S) =>
  z.object({ items: z.array(item), next: z.string().nullable() });
