// What reading has to say that holds nothing up: new columns, charges that no code knows, Swedish rules.

import type { ColumnPlan } from '../specification/columns.ts';
import type { StagingOutcome } from '../staging/facts.ts';
import type { Notice } from '../types.ts';
import type { UblDocument } from '../ubl/document.ts';
import { brokenInSweden } from '../ubl/sweden.ts';

/** The notices of one reading. */
export function noticesOf(read: {
  readonly outcome: StagingOutcome;
  readonly document: UblDocument | null;
  readonly plan: ColumnPlan | null;
}): Notice[] {
  const { outcome, document, plan } = read;
  return [
    ...(document === null ? [] : brokenInSweden(document)).map(({ rule, found }) => ({
      code: `rule.${rule}`,
      row: null,
      column: null,
      args: { found },
    })),
    ...(plan?.unknown ?? []).map(({ name, column }) => ({
      code: 'column.unknown',
      row: 1,
      column: name,
      args: { column: name, position: column },
    })),
    ...outcome.unknownCharges.map(({ text, rows }) => ({
      code: 'charge.unknown',
      row: null,
      column: null,
      args: { text, count: rows },
    })),
  ];
}
