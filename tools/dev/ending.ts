// How a tool in the foreground ends: on Ctrl-C, when it is asked to, or when it gives up. What uses
// others ends before them; a second Ctrl-C does not wait.

import type { Children } from './children.ts';
import { faultText, say } from './terminal.ts';

export type Ending = {
  readonly children: Children;
  /** The lower the rank, the earlier it ends; within a rank, the latest first. */
  readonly atTheEnd: (rank: number, end: () => Promise<unknown>) => void;
  /** Ends all and then this process. A second call changes nothing. */
  readonly end: (exitCode: number) => Promise<void>;
  readonly hasBegun: () => boolean;
};

/** One Ctrl-C arrives twice: from the terminal, and passed on by npm. */
const SAME_KEY_MS = 1500;

/** Also listens for the signals that ask this process to end. */
export function createEnding(children: Children): Ending {
  const registered: { rank: number; end: () => Promise<unknown> }[] = [];
  let begun = false;
  let askedAt = 0;
  const end = async (exitCode: number) => {
    if (begun) return;
    begun = true;
    const inOrder = [...registered].reverse().sort((left, right) => left.rank - right.rank);
    for (const each of inOrder) {
      await each.end().catch((error: unknown) => {
        say(faultText(error));
      });
    }
    await children.stopAll();
    process.exit(exitCode);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (begun) {
        // The guard of the children ends what is left.
        if (askedAt > 0 && Date.now() - askedAt > SAME_KEY_MS) process.exit(130);
        return;
      }
      askedAt = Date.now();
      console.log('');
      say('Ending …');
      void end(0);
    });
  }
  return {
    children,
    atTheEnd: (rank, ends) => {
      registered.push({ rank, end: ends });
    },
    end,
    hasBegun: () => begun,
  };
}
