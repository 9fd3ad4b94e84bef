// Keeps a worker at work: connects as soon as Temporal is there, and again after it was away.

import type { Worker } from '@temporalio/worker';
import type { House } from '../server/compose.ts';
import { reasonOf } from '../server/platform/log.ts';
import { createActivities } from './activities.ts';
import { createWorker } from './worker.ts';

const TRY_AGAIN_MS = 1000;

/** Returns how to stop: what is under way is finished first. */
export function keepWorking(house: House, queue?: string): () => Promise<void> {
  const { config, log } = house;
  let stopped = false;
  let worker: Worker | null = null;
  let told = '';
  const activities = createActivities(house);
  const isStopped = () => stopped;
  const loop = (async () => {
    while (!isStopped()) {
      try {
        const made = await createWorker({
          ...config.temporal,
          bundleFile: config.worker.bundle,
          stickyMs: config.worker.stickyMs,
          activities,
          ...(queue === undefined ? {} : { queue }),
        });
        log.info('Temporal is there');
        told = '';
        worker = made.worker;
        if (!isStopped()) await worker.run().finally(() => made.connection.close());
      } catch (error) {
        // Each reason once: it is asked again every second.
        const reason = reasonOf(error);
        if (reason !== told) log.warn({ reason }, 'the flows stand still');
        told = reason;
      }
      worker = null;
      if (!isStopped()) await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_MS));
    }
  })();
  return async () => {
    stopped = true;
    if (worker?.getState() === 'RUNNING') worker.shutdown();
    await loop;
  };
}
