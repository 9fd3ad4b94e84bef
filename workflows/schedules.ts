// The schedules of the house, registered when Temporal is there. Registering again changes nothing but
// what the descriptor changed.

import { ScheduleAlreadyRunning, type Client } from '@temporalio/client';
import { MONTH_SCHEDULE } from '../server/domains/billing/flow.ts';

/** Opens each month by itself, in Stockholm's time. */
export async function registerSchedules(client: Client): Promise<void> {
  const { id, flow, calendar, timezone, overlap, catchupWindowMs } = MONTH_SCHEDULE;
  const options = {
    spec: { calendars: [calendar], timezone },
    policies: { overlap, catchupWindow: catchupWindowMs },
    action: {
      type: 'startWorkflow' as const,
      workflowType: flow.name,
      taskQueue: flow.queue,
      workflowId: flow.idOf(null),
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
