// What every flow asks of the processes' room while it waits for somebody.

import type { Processes } from '../../server/domains/processes/processes.ts';
import { alive } from '../alive.ts';

export function createProcessActivities({ processes }: { readonly processes: Processes }) {
  return {
    /** Asked once, when a wait begins: what an administrator changes later concerns later waits. */
    askWaitPolicy: alive(processes.waitPolicy),
  };
}

export type ProcessActivities = ReturnType<typeof createProcessActivities>;
