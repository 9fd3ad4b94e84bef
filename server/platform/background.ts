// Small jobs that go round for as long as a process lives. Each waits for itself, and an error is
// said in the log and tried again the next time round.

import { reasonOf, type Log } from './log.ts';

export type Chore = {
  readonly name: string;
  readonly everyMs: number;
  readonly run: () => Promise<unknown>;
};

/** Starts the chores. Returns how to stop them; what is under way is finished first. */
export function startChores(log: Log, chores: readonly Chore[]): () => Promise<void> {
  let stopped = false;
  const wakes = new Set<() => void>();
  const rest = (ms: number) =>
    new Promise<void>((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        wakes.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      wakes.add(wake);
    });
  const goRound = async (chore: Chore) => {
    while (!isStopped()) {
      try {
        await chore.run();
      } catch (error) {
        log.warn({ chore: chore.name, reason: reasonOf(error) }, 'a chore failed');
      }
      if (!isStopped()) await rest(chore.everyMs);
    }
  };
  const isStopped = () => stopped;
  const rounds = chores.map(goRound);
  return async () => {
    stopped = true;
    for (const wake of wakes) wake();
    await Promise.all(rounds);
  };
}
