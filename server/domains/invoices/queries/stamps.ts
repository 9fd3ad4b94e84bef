// Whether an invoice would be matched and checked as it was: a short text of everything outside of it
// that matching and checks look at. Equal stamps, equal answers; any change gives another one.

import type { Tx } from '../../../platform/database.ts';
import type { Parts } from '../deps.ts';
import type { InvoiceId } from '../types.ts';

/** Goes up when matching or a check asks of something new: what was seen before is then looked at again. */
const LOOK = 'look-1';

/** The registers as they are now. Asked before they are read, a change meanwhile is looked at again. */
export async function registersStamp(
  { inventory, catalogue }: Pick<Parts, 'inventory' | 'catalogue'>,
  tx?: Tx,
): Promise<string> {
  return [LOOK, await inventory.changeStamp(tx), await catalogue.readingStamp(tx)].join(' ');
}

/** The invoices before this one that a fee may be charged twice against. */
export async function earlierStamp({ db }: Pick<Parts, 'db'>, id: InvoiceId, tx: Tx) {
  const row = await db.row<{ count: number; sum: string | null }>(
    `SELECT COUNT(*) AS count, SUM(CRC32(id)) AS sum FROM supplier_invoices
     WHERE id < ? AND state IN ('ready', 'booked')`,
    [id],
    tx,
  );
  return `${String(row?.count ?? 0)}.${row?.sum ?? '0'}`;
}
