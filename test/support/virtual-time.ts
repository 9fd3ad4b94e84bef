// Virtual time (temporal.md §3): server 1.32 skips the timers of a workflow. The SDK has no call for
// it yet, so requests are marked on the raw connection. Activities and Schedules are never skipped.

import { randomUUID } from 'node:crypto';
import type { Client, Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';

type Request = Readonly<Record<string, unknown>>;
type Service = Record<string, (request: Request) => Promise<unknown>>;

/** A bound on skips, so that a workflow that only ever sleeps does not spin for ever. */
const SKIPPING = { enabled: true, maxSessionSkipCount: 10_000 };

/** Marks every workflow that is started through this connection: its timers take no time. */
export function skipTime(connection: Connection): void {
  const service = connection.workflowService as unknown as Service;
  const mark = (request: Request): Request => ({ timeSkippingConfig: SKIPPING, ...request });
  wrap(service, 'startWorkflowExecution', mark);
  wrap(service, 'signalWithStartWorkflowExecution', mark);
  wrap(service, 'executeMultiOperation', (request) => ({
    ...request,
    operations: (request['operations'] as Request[]).map((operation) =>
      'startWorkflow' in operation
        ? { ...operation, startWorkflow: mark(operation['startWorkflow'] as Request) }
        : operation,
    ),
  }));
}

/**
 * Lets a workflow's clock run on by so many milliseconds, and waits until it has. `ended` when the
 * workflow came to its end before that.
 */
export async function fastForward(
  client: Client,
  workflowId: string,
  milliseconds: number,
): Promise<'done' | 'ended'> {
  const service = client.workflowService;
  const to = { namespace: client.options.namespace, workflowExecution: { workflowId } };
  const id = `fast-forward-${randomUUID()}`;
  await service.updateWorkflowExecutionOptions({
    ...to,
    workflowExecutionOptions: {
      timeSkippingConfig: {
        ...SKIPPING,
        fastForwardConfig: { id, duration: msToTs(milliseconds) },
      },
    },
    updateMask: { paths: ['time_skipping_config'] },
  });
  for (;;) {
    const polled = await service.pollWorkflowExecutionTimeSkipping({ ...to, fastForwardId: id });
    const result: number = polled.fastForwardPollingResult;
    if (result === 2) return 'done';
    if (result === 3) return 'ended';
  }
}

function wrap(service: Service, method: string, change: (request: Request) => Request): void {
  const original = service[method];
  if (original === undefined) throw new Error(`the SDK has no ${method} any more`);
  service[method] = (request) => original(change(request));
}
