// A person's word that the month's invoices for the post are printed and posted.

import type { Actor } from '../../../kernel/actor.ts';
import type { Month } from '../../../kernel/calendar.ts';
import { notFound, Refusal } from '../../../kernel/refusal.ts';
import { instantSql } from '../../../platform/database.ts';
import { paths } from '../paths.ts';
import type { MonthRoom } from './deps.ts';
import type { Telling } from './telling.ts';

export function createPostedCommands({ db, clock, outbox, months }: MonthRoom, tell: Telling) {
  return {
    /** Refuses `billing-month.printed` (conflict) where nothing is left to post. */
    markPosted: (month: Month, actor: Actor): Promise<void> =>
      db.transaction(async (tx) => {
        const found = await months.findForUpdate(month, tx);
        if (found === null) throw notFound();
        const { affectedRows } = await db.run(
          `UPDATE customer_invoices SET printed_at = ?, printed_by = ?
           WHERE month = ? AND channel = 'post' AND made_at IS NOT NULL AND printed_at IS NULL`,
          [instantSql(clock.now()), actor.id, month],
          tx,
        );
        if (affectedRows === 0) throw new Refusal('conflict', 'billing-month.printed');
        const details = { invoices: affectedRows };
        await tell.note(found, { event: 'billing-month.printed', actor, details }, tx);
        await outbox.pageChanged(paths.printBatch(month), tx);
      }),
  };
}
