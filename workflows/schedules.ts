// The schedules of the house, registered when Temporal is there. Registering again changes nothing but
// what the descriptor changed.

import { ScheduleAlreadyRunning, ScheduleOverlapPolicy, type Client } from '@temporalio/client';
import { MONTH_SCHEDULE } from '../server/domains/billing/flow.ts';
import { QUEUE } from '../server/kernel/flow.ts';

/** Opens each month by itself, in Stockholm's time. */
export async function registerSchedules(client: Client): Promise<void> {
  const { id, cron, timezone, catchupWindowMs } = MONTH_SCHEDULE;
  const options = {
    spec: { cronExpressions: [cron], timezone },
    policies: { overlap: ScheduleOverlapPolicy.BUFFER_ONE, catchupWindow: catchupWindowMs },
    action: {
      type: 'startWorkflow' as const,
      workflowType: 'scheduledMonth',
      taskQueue: QUEUE,
      workflowId: id,
      args: [],
    },
  };
  try {
    await client.schedule.create({ scheduleId: id, ...options });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    await client.schedule.getHandle(id).update((found) => ({ ...found, ...options }));
  }
}
