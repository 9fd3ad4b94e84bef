// A real Temporal server for tests, in virtual time: the timers of workflows that are started through
// the connection given here are skipped. `npm test` starts one server for all its parts and names
// it in TEST_TEMPORAL_ADDRESS; a file that is run alone starts one of its own.

import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { bundleToFile } from '../../tools/dev/bundle.ts';
import { startTemporal } from '../../tools/dev/temporal.ts';
import { atTheEnd, children } from './teardown.ts';
import { skipTime } from './virtual-time.ts';

export type TestTemporal = {
  readonly address: string;
  readonly namespace: string;
  /** Everything that is started through it skips its timers. */
  readonly client: Client;
  /** Starts workflows in ordinary time: for those that a test runs on step by step. */
  readonly plain: Client;
  /** For workers: `Worker.create({ connection: temporal.native, … })`. */
  readonly native: NativeConnection;
};

let started: Promise<TestTemporal> | null = null;
let bundled: Promise<string> | null = null;

/** The server of this mocha process; the first call in a file run alone takes some seconds. */
export function testTemporal(): Promise<TestTemporal> {
  started ??= start();
  return started;
}

/** A task queue for one test file, so that files do not take each other's tasks. */
export function testQueue(): string {
  return `test-${randomUUID()}`;
}

/** A worker on a queue of its own, with the house's workflows over activities that a test makes up. */
export async function workerOver(
  activities: object,
): Promise<{ readonly worker: Worker; readonly taskQueue: string }> {
  const { native, namespace } = await testTemporal();
  const taskQueue = testQueue();
  const worker = await Worker.create({
    connection: native,
    namespace,
    taskQueue,
    workflowBundle: { codePath: await workflowBundle() },
    activities,
  });
  return { worker, taskQueue };
}

/** Runs a history through the house's workflows again; fails where they would do otherwise. */
export async function replay(handle: WorkflowHandle): Promise<void> {
  const bundle = { codePath: await workflowBundle() };
  await Worker.runReplayHistory({ workflowBundle: bundle }, await handle.fetchHistory());
}

/** The file of the bundled workflows, made once a run: what `createWorker` calls bundleFile. */
export function workflowBundle(): Promise<string> {
  const made = process.env['WORKFLOW_BUNDLE'];
  bundled ??=
    made === undefined
      ? bundleToFile(path.join(children.temporaryFolder(), 'workflows.js'))
      : Promise.resolve(made);
  return bundled;
}

async function start(): Promise<TestTemporal> {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const address = process.env['TEST_TEMPORAL_ADDRESS'] ?? (await startOwn());
  const namespace = process.env['TEST_TEMPORAL_NAMESPACE'] ?? 'default';
  const connection = await Connection.connect({ address });
  const skipping = await Connection.connect({ address });
  skipTime(skipping);
  const native = await NativeConnection.connect({ address });
  atTheEnd('the connections to Temporal', async () => {
    await connection.close();
    await skipping.close();
    await native.close();
  });
  return {
    address,
    namespace,
    client: new Client({ connection: skipping, namespace }),
    plain: new Client({ connection, namespace }),
    native,
  };
}

async function startOwn(): Promise<string> {
  const folder = children.temporaryFolder();
  const log = path.join(folder, 'temporal.log');
  const options = { file: null, log, background: true, say: tell };
  return (await startTemporal(children, options)).address;
}

function tell(line: string): void {
  console.error(line);
}
