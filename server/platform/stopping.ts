// A graceful end: what was begun is finished, nothing new is taken in, and a deadline ends the rest.

import type { Log } from './log.ts';

const DEADLINE_MS = 20_000;

/** Runs the steps in order at SIGTERM or SIGINT, once, and ends the process. */
export function stopGracefully(log: Log, steps: () => Promise<void>): void {
  let stopping = false;
  const stop = (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    const deadline = setTimeout(() => {
      log.error('the deadline passed');
      process.exit(1);
    }, DEADLINE_MS);
    deadline.unref();
    steps().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'stopping failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}
