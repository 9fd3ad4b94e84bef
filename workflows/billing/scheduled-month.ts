// What the schedule starts each month: it opens the month before the one in which it was due, whenever
// it came to run.

import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { proxyActivities, workflowInfo } from '@temporalio/workflow';
import { addMonths, monthOf, stockholm, toInstant } from '../../server/kernel/calendar.ts';
import type { BillingActivities } from './activities.ts';

const { startScheduledMonth } = proxyActivities<BillingActivities>({
  startToCloseTimeout: '1 minute',
});

export async function scheduledMonth(): Promise<void> {
  const due = stockholm(toInstant(dueAt())).date;
  await startScheduledMonth(addMonths(monthOf(due), -1));
}

const DUE = defineSearchAttributeKey('TemporalScheduledStartTime', SearchAttributeType.DATETIME);

/** When the schedule meant it to run: the server says so; by hand it is now. */
function dueAt(): Date {
  const { typedSearchAttributes, startTime } = workflowInfo();
  return typedSearchAttributes.get(DUE) ?? startTime;
}
