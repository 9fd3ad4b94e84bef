// Every room's activities under their names. Each is a thin adapter over a command.

import type { House } from '../server/compose.ts';
import { createBillingActivities } from './billing/activities.ts';
import { createInvoiceActivities } from './invoices/activities.ts';
import { createProcessActivities } from './processes/activities.ts';
import type { Activities } from './worker.ts';

export function createActivities(house: House): Activities {
  return {
    ...createBillingActivities(house),
    ...createInvoiceActivities(house),
    ...createProcessActivities(house),
  };
}
