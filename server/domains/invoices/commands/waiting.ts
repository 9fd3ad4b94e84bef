// While an invoice waits: its page says for what and until when, and those who can act are told, twice,
// then those who are to see to it that they do.

import type { Instant } from '../../../kernel/calendar.ts';
import type { RemindedRole } from '../../processes/types.ts';
import type { Parts } from '../deps.ts';
import { intakeId, type IntakeOutcome } from '../flow.ts';
import { paths } from '../paths.ts';
import type { InvoiceId } from '../types.ts';

export type IntakeWait = {
  readonly id: InvoiceId;
  readonly waitsFor: NonNullable<IntakeOutcome['waitsFor']>;
  readonly since: Instant;
  readonly who: RemindedRole;
  readonly reminderAt: Instant | null;
  readonly escalateAt: Instant | null;
};

export type IntakeReminder = {
  readonly id: InvoiceId;
  readonly waitsFor: NonNullable<IntakeOutcome['waitsFor']>;
  readonly since: Instant;
  /** 1, 2, …; the last is the escalation. */
  readonly reminder: number;
  readonly escalation: boolean;
  /** Whom the policy tells, and whom at the escalation as well. */
  readonly who: RemindedRole;
  readonly escalateTo: RemindedRole;
};

export function createWaitingCommands(parts: Parts) {
  const { db, store, catalogue, processes, notices, access } = parts;
  return {
    /** What the process waits for, on its page. */
    noteWait: async ({
      id,
      waitsFor,
      since,
      who,
      reminderAt,
      escalateAt,
    }: IntakeWait): Promise<void> => {
      await processes.wait(intakeId(id), {
        who,
        what: waitsFor,
        since,
        reminderAt,
        escalateAt,
      });
    },

    /** A letter to each whom the policy names, once for each reminder. */
    remind: async (asked: IntakeReminder): Promise<void> => {
      const { id, waitsFor, since, reminder, escalation, who, escalateTo } = asked;
      const invoice = await store.invoices.get(id);
      if (invoice.state !== 'waiting') return;
      const supplier = await catalogue.findSupplier(invoice.supplier);
      const recipients = [
        ...(await access.holdersOfRole(who)),
        ...(escalation ? await access.holdersOfRole(escalateTo) : []),
      ];
      await db.transaction(async (tx) => {
        for (const recipient of recipients) {
          await notices.queueLetter(
            {
              kind: 'invoice-waits',
              key: `invoice-waits:${String(id)}:${waitsFor}:${since}:${String(reminder)}`,
              recipient,
              path: paths.show(id),
              args: {
                supplier: supplier?.name ?? invoice.supplier,
                number: invoice.invoiceNumber,
                waitsFor,
                since,
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
