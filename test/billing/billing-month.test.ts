// The month's workflow on a real Temporal server in virtual time, over activities that only remember
// what was asked of them: steps in order, reminders, pause, mend, a part that fails.

import { expect } from 'chai';
import type { Client, WorkflowHandle } from '@temporalio/client';
import {
  billingMonth as flow,
  monthChanged,
  type MonthPolicy,
} from '../../server/domains/billing/flow.ts';
import { month as toMonth } from '../../server/kernel/calendar.ts';
import type { billingMonth } from '../../workflows/billing/billing-month.ts';
import { replay, testTemporal, workerOver, type TestTemporal } from '../support/temporal.ts';
import { pretendMonth, type PretendMonth } from './a-pretend-month.ts';

const HOUR = 3_600_000;
const POLICY: MonthPolicy = {
  lookEveryMs: 24 * HOUR,
  heartbeatMs: 10_000,
  timeoutMs: 60_000,
};

describe('the workflow of a billing month', function () {
  this.timeout(60_000);
  let temporal: TestTemporal;
  let runs = 0;

  before(async () => {
    temporal = await testTemporal();
  });

  /** Runs a month on a queue of its own while the test plays the people. */
  const during = async (
    pretended: PretendMonth,
    play: (handle: WorkflowHandle<typeof billingMonth>) => Promise<void>,
    client: Client = temporal.client,
  ) => {
    const { worker, taskQueue } = await workerOver(pretended.activities);
    return worker.runUntil(async () => {
      runs += 1;
      const input = { month: toMonth('2026-10'), run: runs, policy: POLICY };
      const handle = await client.workflow.start<typeof billingMonth>(flow.name, {
        taskQueue,
        workflowId: `${flow.idOf(input)}-${taskQueue}`,
        args: [input],
      });
      await play(handle);
      const outcome = await handle.result();
      await replay(handle);
      return outcome;
    });
  };
  const tell = (handle: WorkflowHandle, key: string) =>
    handle.signal(monthChanged.name, { what: key }, key);

  it('takes every step in order, and waits for people in between', async () => {
    const month = pretendMonth();
    const outcome = await during(month, async (handle) => {
      await month.did('wait preview');
      month.approve();
      await tell(handle, 'approved');
      await month.reached('awaiting-receipt');
      month.settle();
      await tell(handle, 'receipt');
    });
    expect(outcome).to.deep.equal({ state: 'closed' });
    expect(month.steps()).to.deep.equal([
      'freeze 1',
      'allocate 1',
      'preview',
      'number',
      'part 1',
      'part 2',
      'finish',
      'notices',
      'post',
      'export',
      'close',
    ]);
  });

  it('reminds, reminds again, tells somebody further up, and then leaves them alone', async () => {
    const month = pretendMonth();
    month.answerAfterReminders(3, () => {
      month.approve();
      month.settle();
    });
    await during(month, () => Promise.resolve());
    expect(month.reminders().slice(0, 3)).to.deep.equal([
      'preview 1',
      'preview 2',
      'preview 3 escalation',
    ]);
  });

  it('freezes again when a mend was reported', async () => {
    const month = pretendMonth({ red: [1, 0] });
    await during(month, async (handle) => {
      await month.did('wait red-list');
      month.rerun();
      await tell(handle, 'rerun');
      await month.did('wait preview');
      month.approve();
      month.settle();
      await tell(handle, 'approved');
    });
    expect(month.steps().slice(0, 5)).to.deep.equal([
      'freeze 1',
      'allocate 1',
      'freeze 2',
      'allocate 2',
      'preview',
    ]);
  });

  it('lets a part that fails wait for a person, and holds up no other', async () => {
    const month = pretendMonth({ failing: 1 });
    await during(month, async (handle) => {
      await month.did('wait preview');
      month.approve();
      month.settle();
      await tell(handle, 'approved');
      await month.did('fail 1');
      await month.did('part 2');
      month.retry();
      await tell(handle, 'retried');
    });
    const steps = month.steps();
    expect(steps.filter((step) => step === 'try 1')).to.have.length(3);
    expect(steps.indexOf('part 1')).to.be.greaterThan(steps.indexOf('fail 1'));
  });

  it('stands still while it is paused, and goes on where it was', async () => {
    const month = pretendMonth();
    await during(month, async (handle) => {
      await month.did('wait preview');
      month.pause();
      await tell(handle, 'paused');
      await month.did('wait paused');
      expect(month.steps()).to.not.include('number');
      month.resume();
      await tell(handle, 'resumed');
      month.approve();
      month.settle();
      await tell(handle, 'approved');
    });
    expect(month.steps().at(-1)).to.equal('close');
  });

  it('ends when the month is cancelled', async () => {
    const month = pretendMonth();
    const outcome = await during(month, async (handle) => {
      await month.did('wait preview');
      month.cancel();
      await tell(handle, 'cancelled');
    });
    expect(outcome).to.deep.equal({ state: 'cancelled' });
  });

  it('waits for an expected invoice, and sees it when it is told of', async () => {
    const month = pretendMonth({ complete: false });
    await during(
      month,
      async (handle) => {
        await month.did('wait waiting');
        expect(month.steps()).to.deep.equal([]);
        month.complete();
        await tell(handle, 'invoice');
        await month.did('wait preview');
        month.approve();
        month.settle();
        await tell(handle, 'approved');
      },
      temporal.plain,
    );
    expect(month.steps()[0]).to.equal('freeze 1');
  });
});
