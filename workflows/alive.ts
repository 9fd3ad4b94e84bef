// What every activity of ours is wrapped in: it says that it lives for as long as it works.

import { heartbeat } from '@temporalio/activity';

const BEAT_MS = 500;

/** Says every now and then that the work is under way, so that a dead worker is noticed soon. */
export function alive<Args extends unknown[], Result>(
  work: (...args: Args) => Promise<Result>,
): (...args: Args) => Promise<Result> {
  return async (...args) => {
    const beat = setInterval(heartbeat, BEAT_MS);
    try {
      return await work(...args);
    } finally {
      clearInterval(beat);
    }
  };
}
