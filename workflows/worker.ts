// The worker: bundles the workflows, wraps the activities and polls the one task queue. Nothing starts
// on import.

import { fileURLToPath } from 'node:url';
import { readFile } from 'node:fs/promises';
import { ApplicationFailure } from '@temporalio/common';
import {
  bundleWorkflowCode,
  DefaultLogger,
  makeTelemetryFilterString,
  NativeConnection,
  Runtime,
  Worker,
  type WorkerOptions,
  type WorkflowBundle,
} from '@temporalio/worker';
import { QUEUE } from '../server/kernel/flow.ts';
import { Refusal } from '../server/kernel/refusal.ts';
import type { Log } from '../server/platform/log.ts';

export type Activity = (...args: never[]) => Promise<unknown>;
export type Activities = Readonly<Record<string, Activity>>;

export type WorkerDeps = {
  readonly address: string;
  readonly namespace: string;
  readonly tls: boolean;
  readonly apiKey: string | null;
  /** A file with the bundle, made beforehand; without it the bundle is made now (2 s). */
  readonly bundleFile: string | null;
  readonly stickyMs: number;
  readonly activities: Activities;
  readonly identity?: string;
  readonly queue?: string;
};

const CACHED_WORKFLOWS = 300;
const ACTIVITIES_AT_ONCE = 16;

/** The workflows as one text of code, for production and for a whole test run. */
export async function bundleWorkflows(): Promise<{ code: string }> {
  const { code } = await bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('./index.ts', import.meta.url)),
    logger: SILENT,
  });
  return { code };
}

/** A worker that is ready to run, and its connection. Throws while Temporal is away. */
export async function createWorker(
  deps: WorkerDeps,
): Promise<{ worker: Worker; connection: NativeConnection }> {
  const workflowBundle = await loadBundle(deps.bundleFile);
  const connection = await NativeConnection.connect({
    address: deps.address,
    ...(deps.tls ? { tls: true } : {}),
    ...(deps.apiKey === null ? {} : { apiKey: deps.apiKey }),
  });
  const options: WorkerOptions = {
    connection,
    namespace: deps.namespace,
    taskQueue: deps.queue ?? QUEUE,
    workflowBundle,
    activities: wrapAll(deps.activities),
    maxCachedWorkflows: CACHED_WORKFLOWS,
    maxConcurrentActivityTaskExecutions: ACTIVITIES_AT_ONCE,
    stickyQueueScheduleToStartTimeout: deps.stickyMs,
    shutdownGraceTime: 5000,
    ...(deps.identity === undefined ? {} : { identity: deps.identity }),
  };
  try {
    return { worker: await Worker.create(options), connection };
  } catch (error) {
    await connection.close();
    throw error;
  }
}

/** What the SDK has to say goes into the house's own log, and so do the errors that it has met. */
export function installSdkLog(log: Log): void {
  const logger = new DefaultLogger('WARN', ({ level, message, meta = {} }) => {
    const { error, workflowId, activityType } = meta as Readonly<Record<string, unknown>>;
    const about = { workflowId, activityType, ...(error === undefined ? {} : { err: error }) };
    if (level === 'ERROR') log.error(about, message);
    else log.warn(about, message);
  });
  const filter = makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' });
  Runtime.install({ logger, telemetryOptions: { logging: { filter, forward: {} } } });
}

async function loadBundle(file: string | null): Promise<WorkflowBundle> {
  return { code: file === null ? (await bundleWorkflows()).code : await readFile(file, 'utf8') };
}

/** A "no" of the house ends an activity for good; only `unavailable` is worth another try. */
function wrapAll(activities: Activities): Record<string, Activity> {
  return Object.fromEntries(
    Object.entries(activities).map(([name, activity]) => [name, translateRefusals(activity)]),
  );
}

function translateRefusals(activity: Activity): Activity {
  return async (...args) => {
    try {
      return await activity(...args);
    } catch (error) {
      if (error instanceof Refusal) {
        throw ApplicationFailure.create({
          message: error.code,
          type: error.code,
          nonRetryable: error.kind !== 'unavailable',
        });
      }
      throw error;
    }
  };
}

const nothing = () => undefined;
const SILENT = {
  log: nothing,
  trace: nothing,
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
};
