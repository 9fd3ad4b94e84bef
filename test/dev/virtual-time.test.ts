// The Temporal server that we build keeps the promise that every test of a process stands on: timers
// are skipped, and a signal still arrives between them.

import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, Worker } from '@temporalio/worker';
import { expect } from 'chai';
import { testQueue, testTemporal, type TestTemporal } from '../support/temporal.ts';
import { fastForward } from '../support/virtual-time.ts';

describe('virtual time', function () {
  this.timeout(60_000);
  const taskQueue = testQueue();
  let temporal: TestTemporal;
  let worker: Worker;
  let running: Promise<void>;

  before(async () => {
    temporal = await testTemporal();
    const workflowBundle = await bundleWorkflowCode({
      workflowsPath: fileURLToPath(new URL('./sleeper.ts', import.meta.url)),
      logger: new DefaultLogger('ERROR'),
    });
    const { native: connection, namespace } = temporal;
    worker = await Worker.create({ connection, namespace, taskQueue, workflowBundle });
    running = worker.run();
  });

  after(async () => {
    worker.shutdown();
    await running;
  });

  it('lets 400 days pass in seconds', async () => {
    const began = Date.now();
    const workflowId = `${taskQueue}-sleeper`;
    const options = { workflowId, taskQueue, args: [400] };
    expect(await temporal.client.workflow.execute('sleeper', options)).to.equal(400);
    expect(Date.now() - began).to.be.below(20_000);
  });

  it('runs a clock on step by step, and lets a signal in between', async () => {
    const workflowId = `${taskQueue}-waiter`;
    const options = { workflowId, taskQueue, args: [30] };
    const handle = await temporal.plain.workflow.start('waiter', options);
    expect(await fastForward(temporal.plain, workflowId, 20 * 86_400_000)).to.equal('done');
    await handle.signal('come');
    expect(await handle.result()).to.equal(true);
  });

  it('says when the workflow ended before the clock had run on', async () => {
    const workflowId = `${taskQueue}-short`;
    const options = { workflowId, taskQueue, args: [3] };
    await temporal.plain.workflow.start('waiter', options);
    expect(await fastForward(temporal.plain, workflowId, 20 * 86_400_000)).to.equal('ended');
  });
});
