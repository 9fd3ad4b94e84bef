// The processes of supplier invoices on a real Temporal server in virtual time, over activities that
// only remember what was asked of them; saved histories are replayed.

import { expect } from 'chai';
import type { WorkflowHandle } from '@temporalio/client';
import {
  expectedInvoice as expectedFlow,
  invoiceArrived,
  invoiceChanged,
  invoiceIntake as intakeFlow,
  type IntakeOutcome,
} from '../../server/domains/invoices/flow.ts';
import type { WaitKind, WaitPolicy } from '../../server/domains/processes/types.ts';
import type { InvoiceActivities } from '../../workflows/invoices/activities.ts';
import type { expectedInvoice } from '../../workflows/invoices/expected-invoice.ts';
import type { invoiceIntake } from '../../workflows/invoices/invoice-intake.ts';
import type { ProcessActivities } from '../../workflows/processes/activities.ts';
import { replay, testTemporal, type TestTemporal, workerOver } from '../support/temporal.ts';
import { fastForward } from '../support/virtual-time.ts';

const DAY = 86_400_000;
const POLICY: WaitPolicy = {
  remindAfterHours: 48,
  remindAgainAfterHours: 48,
  escalateAfterHours: 72,
  who: 'administrator',
  escalateTo: 'finance',
};
const LIMITS = { heartbeatMs: 10_000, timeoutMs: 60_000 };
const READY: IntakeOutcome = { state: 'ready', waitsFor: null };
const WAITING: IntakeOutcome = { state: 'waiting', waitsFor: 'specification' };

type Played = { did: string[]; outcomes: IntakeOutcome[]; missed: boolean; stopAt: string | null };

function pretend(play: Played): {
  [Name in keyof (InvoiceActivities & ProcessActivities)]: (...args: never[]) => Promise<unknown>;
} {
  const step = (name: string) => () => {
    play.did.push(name);
    return Promise.resolve({ goesOn: play.stopAt !== name });
  };
  return {
    recogniseInvoice: step('recognise'),
    readInvoice: step('read'),
    matchInvoice: step('match'),
    checkInvoice: step('check'),
    settleInvoice: () => {
      const outcome = play.outcomes.length > 1 ? play.outcomes.shift() : play.outcomes[0];
      play.did.push(`settle ${outcome?.state ?? ''}`);
      return Promise.resolve(outcome);
    },
    noteInvoiceWait: ({
      waitsFor,
      reminderAt,
    }: {
      waitsFor: string;
      reminderAt: string | null;
    }) => {
      play.did.push(`wait ${waitsFor}${reminderAt === null ? ' quietly' : ''}`);
      return Promise.resolve();
    },
    remindOfInvoice: ({ reminder, escalation }: { reminder: number; escalation: boolean }) => {
      play.did.push(`remind ${String(reminder)}${escalation ? ' escalation' : ''}`);
      return Promise.resolve();
    },
    askWaitPolicy: (kind: WaitKind) =>
      Promise.resolve(kind === 'invoice-expected' ? { ...POLICY, remindAfterHours: 0 } : POLICY),
    isInvoiceMissed: () => Promise.resolve(play.missed),
    remindOfExpected: ({ reminder, escalation }: { reminder: number; escalation: boolean }) => {
      play.did.push(`remind ${String(reminder)}${escalation ? ' escalation' : ''}`);
      return Promise.resolve();
    },
  };
}

describe('the processes of supplier invoices', function () {
  this.timeout(60_000);
  let temporal: TestTemporal;

  before(async () => {
    temporal = await testTemporal();
  });

  const during = async <Result>(
    play: Played,
    run: (taskQueue: string) => Promise<{ handle: WorkflowHandle; result: Result }>,
  ): Promise<Result> => {
    const { worker, taskQueue } = await workerOver(pretend(play));
    return worker.runUntil(async () => {
      const { handle, result } = await run(taskQueue);
      await replay(handle);
      return result;
    });
  };
  const intake = (
    play: Played,
    act: (handle: WorkflowHandle<typeof invoiceIntake>) => Promise<void>,
    client = temporal.client,
  ) =>
    during(play, async (taskQueue) => {
      const handle = await client.workflow.start<typeof invoiceIntake>(intakeFlow.name, {
        taskQueue,
        workflowId: `invoice-1-${taskQueue}`,
        args: [{ invoiceId: 1, limits: LIMITS }],
      });
      await act(handle);
      return { handle, result: await handle.result() };
    });
  const expected = (
    play: Played,
    act: (handle: WorkflowHandle<typeof expectedInvoice>) => Promise<void>,
    client = temporal.client,
  ) =>
    during(play, async (taskQueue) => {
      const handle = await client.workflow.start<typeof expectedInvoice>(expectedFlow.name, {
        taskQueue,
        workflowId: `expected-A-${taskQueue}`,
        args: [{ supplier: 'A', month: '2026-10', dueInMs: 20 * DAY }],
      });
      await act(handle);
      return { handle, result: await handle.result() };
    });
  const until = async (play: Played, what: string) => {
    while (!play.did.includes(what)) await new Promise((resolve) => setTimeout(resolve, 20));
  };
  const play = (outcomes: IntakeOutcome[], more: Partial<Played> = {}): Played => ({
    did: [],
    outcomes,
    missed: true,
    stopAt: null,
    ...more,
  });

  it('takes an invoice in step by step', async () => {
    const played = play([READY]);
    expect(await intake(played, () => Promise.resolve())).to.deep.equal(READY);
    expect(played.did).to.deep.equal(['recognise', 'read', 'match', 'check', 'settle ready']);
  });

  it('stops where an invoice is refused', async () => {
    const refused: IntakeOutcome = { state: 'refused', waitsFor: null };
    const played = play([refused], { stopAt: 'read' });
    expect(await intake(played, () => Promise.resolve())).to.deep.equal(refused);
    expect(played.did).to.deep.equal(['recognise', 'read', 'settle refused']);
  });

  it('waits with a reminder, a second one, an escalation, and then only for news', async () => {
    const played = play([WAITING, READY]);
    await intake(played, async (handle) => {
      await until(played, 'wait specification quietly');
      await handle.signal(invoiceChanged.name, null, 'files-1');
    });
    expect(played.did.slice(5)).to.deep.equal([
      'wait specification',
      'remind 1',
      'wait specification',
      'remind 2',
      'wait specification',
      'remind 3 escalation',
      'wait specification quietly',
      'recognise',
      'read',
      'match',
      'check',
      'settle ready',
    ]);
  });

  it('what comes in time cancels the reminders; a second delivery of it says nothing new', async () => {
    const played = play([WAITING, WAITING, READY]);
    await intake(
      played,
      async (handle) => {
        await until(played, 'wait specification');
        await handle.signal(invoiceChanged.name, null, 'files-1');
        await handle.signal(invoiceChanged.name, null, 'files-1');
        while (played.did.filter((did) => did === 'wait specification').length < 2) {
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
        await handle.signal(invoiceChanged.name, null, 'files-2');
      },
      temporal.plain,
    );
    expect(played.did.filter((did) => did.startsWith('remind'))).to.deep.equal([]);
    expect(played.did.filter((did) => did.startsWith('settle'))).to.deep.equal([
      'settle waiting',
      'settle waiting',
      'settle ready',
    ]);
  });

  it('an expected invoice that does not come: reminder, second reminder, escalation', async () => {
    const played = play([]);
    expect(await expected(played, () => Promise.resolve())).to.deep.equal({ state: 'escalated' });
    expect(played.did).to.deep.equal(['remind 1', 'remind 2', 'remind 3 escalation']);
  });

  it('its arrival cancels what is left', async () => {
    const played = play([]);
    const outcome = await expected(
      played,
      async (handle) => {
        await fastForward(temporal.plain, handle.workflowId, 21 * DAY);
        await until(played, 'remind 1');
        await handle.signal(invoiceArrived.name, null, 'x');
      },
      temporal.plain,
    );
    expect(outcome).to.deep.equal({ state: 'arrived' });
    expect(played.did).to.deep.equal(['remind 1']);
  });

  it('one that came without being told is not reminded of', async () => {
    const played = play([], { missed: false });
    expect(await expected(played, () => Promise.resolve())).to.deep.equal({ state: 'arrived' });
    expect(played.did).to.deep.equal([]);
  });
});
