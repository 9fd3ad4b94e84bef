// Runs of flows in which it is time that passes: reminders, escalations, a part that fails until it is
// retried. Their activities only remember what was asked of them.

import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { month as toMonth } from '../../server/kernel/calendar.ts';
import { billingMonth, monthChanged } from '../../server/domains/billing/flow.ts';
import {
  invoiceChanged,
  invoiceIntake,
  type IntakeOutcome,
} from '../../server/domains/invoices/flow.ts';
import { DAILY, pretendMonth } from '../billing/a-pretend-month.ts';
import { eventually } from '../support/api-client.ts';
import { testTemporal, workerOver } from '../support/temporal.ts';
import type { Keep } from './recorded-runs.ts';

const DAY = 86_400_000;
const LIMITS = { heartbeatMs: 10_000, timeoutMs: 60_000 };

/** A month and an intake through all their letters, and a month with a part that fails. */
export async function recordWaits(keep: Keep): Promise<void> {
  const temporal = await testTemporal();
  const during = async (
    activities: object,
    run: (taskQueue: string) => Promise<{ name: string; workflowId: string }>,
  ) => {
    const { worker, taskQueue } = await workerOver(activities);
    const { name, workflowId } = await worker.runUntil(async () => {
      const started = await run(taskQueue);
      await temporal.plain.workflow.getHandle(started.workflowId).result();
      return started;
    });
    const handle = temporal.plain.workflow.getHandle(workflowId);
    keep(name, historyToJSON(await handle.fetchHistory()));
  };
  const monthInput = {
    month: toMonth('2026-10'),
    run: 1,
    policy: { ...LIMITS, lookEveryMs: DAY },
  };
  const startMonth = (taskQueue: string) =>
    temporal.client.workflow.start(billingMonth.name, {
      taskQueue,
      workflowId: `billing-${taskQueue}`,
      args: [monthInput],
    });

  const reminded = pretendMonth();
  reminded.answerAfterReminders(3, () => {
    reminded.cancel();
  });
  await during(reminded.activities, async (taskQueue) => {
    const { workflowId } = await startMonth(taskQueue);
    return { name: 'billing-month-reminded', workflowId };
  });

  const failing = pretendMonth({ failing: 1 });
  await during(failing.activities, async (taskQueue) => {
    const handle = await startMonth(taskQueue);
    await failing.did('wait preview');
    failing.approve();
    failing.settle();
    await handle.signal(monthChanged.name, { what: 'approved' }, 'approved');
    await failing.did('fail 1');
    failing.retry();
    await handle.signal(monthChanged.name, { what: 'retried' }, 'retried');
    return { name: 'billing-month-part-retried', workflowId: handle.workflowId };
  });

  const intake = pretendIntake();
  await during(intake.activities, async (taskQueue) => {
    const handle = await temporal.client.workflow.start(invoiceIntake.name, {
      taskQueue,
      workflowId: `invoice-${taskQueue}`,
      args: [{ invoiceId: 1, limits: LIMITS }],
    });
    await intake.reminded();
    await handle.signal(invoiceChanged.name, null, 'files-1');
    return { name: 'invoice-intake-reminded', workflowId: handle.workflowId };
  });
}

/** An invoice that waits through all its letters, and is ready when it is looked at again. */
function pretendIntake() {
  let letters = 0;
  const goesOn = () => Promise.resolve({ goesOn: true });
  const settle = (): Promise<IntakeOutcome> =>
    Promise.resolve(
      letters < 3
        ? { state: 'waiting', waitsFor: 'specification' }
        : { state: 'ready', waitsFor: null },
    );
  return {
    activities: {
      recogniseInvoice: goesOn,
      readInvoice: goesOn,
      matchInvoice: goesOn,
      checkInvoice: goesOn,
      settleInvoice: settle,
      askWaitPolicy: () => Promise.resolve(DAILY),
      noteInvoiceWait: () => Promise.resolve(),
      remindOfInvoice: () => {
        letters += 1;
        return Promise.resolve();
      },
    },
    reminded: () =>
      eventually(
        () => Promise.resolve(letters),
        (count) => count === 3,
      ),
  };
}
