// Invoices that are expected by a day of the month: each is watched until it comes, or until a month has
// gone without it.

import { dayNumber, monthOf, type Month } from '../../../kernel/calendar.ts';
import { instantSql, type Tx } from '../../../platform/database.ts';
import type { RemindedRole } from '../../processes/types.ts';
import type { Parts } from '../deps.ts';
import { expectedId, expectedInvoice, invoiceArrived } from '../flow.ts';
import { paths } from '../paths.ts';
import type { createMonthQueries } from '../queries/month.ts';
import type { ExpectedInvoice } from '../types.ts';

export type ExpectedReminder = {
  readonly supplier: string;
  readonly month: Month;
  readonly reminder: number;
  readonly escalation: boolean;
  /** Whom the policy tells, and whom at the escalation as well. */
  readonly who: RemindedRole;
  readonly escalateTo: RemindedRole;
};

type Queries = Pick<ReturnType<typeof createMonthQueries>, 'missingInvoices'>;

const DAY_MS = 86_400_000;

export function createExpectedCommands(parts: Parts, queries: Queries) {
  const { db, clock, outbox, catalogue, notices, access } = parts;

  const watch = async (month: Month, each: ExpectedInvoice, tx: Tx) => {
    const { affectedRows } = await db.run(
      `INSERT IGNORE INTO expected_supplier_invoices
         (supplier, month, expected_on, state, changed_at) VALUES (?, ?, ?, 'waiting', ?)`,
      [each.supplier, month, each.expectedOn, instantSql(clock.now())],
      tx,
    );
    if (affectedRows === 0) return;
    // The whole day on which it is expected is still in time.
    const days = dayNumber(each.expectedOn) - dayNumber(clock.today()) + 1;
    await outbox.start(
      expectedInvoice,
      {
        supplier: each.supplier,
        month,
        dueInMs: Math.max(0, days * DAY_MS),
      },
      tx,
    );
  };

  return {
    /** Begins to watch for every invoice that the running month expects. Safe to repeat, daily. */
    watchExpected: async (): Promise<void> => {
      const month = monthOf(clock.today());
      const missing = await queries.missingInvoices(month);
      await db.transaction(async (tx) => {
        for (const each of missing) await watch(month, each, tx);
      });
    },

    /** True while the invoice is missed: nothing of the supplier's issued in the month has come. */
    isMissed: async (supplier: string, month: Month): Promise<boolean> =>
      (await queries.missingInvoices(month)).some((each) => each.supplier === supplier),

    /** A letter to each whom the policy names; the escalation goes to somebody further up as well. */
    remindExpected: async (asked: ExpectedReminder): Promise<void> => {
      const { supplier, month, reminder, escalation, who, escalateTo } = asked;
      const expected = (await queries.missingInvoices(month)).find(
        (each) => each.supplier === supplier,
      );
      if (expected === undefined) return;
      const name = (await catalogue.findSupplier(supplier))?.name ?? supplier;
      const recipients = [
        ...(await access.holdersOfRole(who)),
        ...(escalation ? await access.holdersOfRole(escalateTo) : []),
      ];
      await db.transaction(async (tx) => {
        await db.run(
          `UPDATE expected_supplier_invoices SET reminders = ?, changed_at = ?
           WHERE supplier = ? AND month = ?`,
          [reminder, instantSql(clock.now()), supplier, month],
          tx,
        );
        for (const recipient of recipients) {
          await notices.queueLetter(
            {
              kind: 'invoice-expected',
              key: `invoice-expected:${supplier}:${month}:${String(reminder)}`,
              recipient,
              path: paths.index(),
              args: {
                month,
                supplier: name,
                expectedOn: expected.expectedOn,
                reminder,
                escalation,
              },
            },
            tx,
          );
        }
      });
    },
  };
}

/** An invoice is ready: who waits for one of its supplier and month waits no longer. */
export async function tellArrival(
  { db, clock, outbox }: Pick<Parts, 'db' | 'clock' | 'outbox'>,
  { supplier, month }: { readonly supplier: string; readonly month: Month },
  tx: Tx,
): Promise<void> {
  const { affectedRows } = await db.run(
    `UPDATE expected_supplier_invoices SET state = 'arrived', changed_at = ?
     WHERE supplier = ? AND month = ? AND state = 'waiting'`,
    [instantSql(clock.now()), supplier, month],
    tx,
  );
  if (affectedRows === 0) return;
  const id = expectedId(supplier, month);
  await outbox.signal(
    { flow: expectedInvoice, id, signal: invoiceArrived, args: null, key: id },
    tx,
  );
}
