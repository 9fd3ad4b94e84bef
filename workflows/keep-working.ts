// Keeps a worker at work: connects as soon as Temporal is there, and again after it was away.

import type { Worker } from '@temporalio/worker';
import type { House } from '../server/compose.ts';
import { createActivities } from './activities.ts';
import { createWorker } from './worker.ts';

const TRY_AGAIN_MS = 1000;

/** Returns how to stop: what is under way is finished first. */
export function keepWorking(house: House, queue?: string): () => Promise<void> {
  const { config, log } = house;
  let stopped = false;
  let worker: Worker | null = null;
  const activities = createActivities(house);
  const isStopped = () => stopped;
  const loop = (async () => {
    while (!isStopped()) {
      try {
        worker = await createWorker({
          ...config.temporal,
          bundleFile: config.worker.bundle,
          stickyMs: config.worker.stickyMs,
          activities,
          ...(queue === undefined ? {} : { queue }),
        });
        log.info('Temporal is there');
        if (!isStopped()) await worker.run();
      } catch (error) {
        log.debug({ reason: error instanceof Error ? error.message : '' }, 'Temporal is away');
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
