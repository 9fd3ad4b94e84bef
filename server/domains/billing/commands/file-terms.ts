// What the ledger's file names beside what is frozen, for its preview and for the file itself.

import type { Instant } from '../../../kernel/calendar.ts';
import type { Tx } from '../../../platform/database.ts';
import type { FileTerms } from '../work.ts';
import type { MonthRoom } from './deps.ts';

/** The file's clock, and the suppliers as they are called now. */
export async function fileTermsOf(
  { catalogue }: Pick<MonthRoom, 'catalogue'>,
  frozenAt: Instant,
  tx?: Tx,
): Promise<FileTerms> {
  const suppliers = await catalogue.allSuppliers(tx);
  return { frozenAt, supplierNames: new Map(suppliers.map(({ code, name }) => [code, name])) };
}
