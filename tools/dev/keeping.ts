// Keeps a process at work: what dies by itself is told and started again, so that one may kill any
// of them and see that nothing is lost. What dies again and again is left alone.

import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Child, Exit } from './children.ts';

export type Kept = {
  readonly name: string;
  /** Ends it for good. */
  readonly stop: () => Promise<void>;
};

const AGAIN_MS = 1000;
/** So many deaths within so long, and it is given up. */
const MAX_DEATHS = 4;
const WITHIN_MS = 60_000;
/** What refuses to start (its configuration, say) will refuse again. */
const YOUNG_MS = 30_000;

export type Keeping = {
  readonly name: string;
  readonly start: () => Promise<Child>;
  readonly say: (line: string) => void;
  /** Called when it is given up. */
  readonly giveUp: (reason: string) => void;
};

/** Starts it and keeps it; resolves when it has started for the first time. */
export async function keepRunning(keeping: Keeping): Promise<Kept> {
  const state = { isStopped: false, child: await keeping.start() };
  const deaths: number[] = [];
  const began = Date.now();
  const watch = async () => {
    for (;;) {
      const exit = await state.child.exited;
      if (state.isStopped) return;
      deaths.push(Date.now());
      if (exit.signal === null && Date.now() - began < YOUNG_MS) break;
      keeping.say(`${keeping.name} ended by itself (${exitText(exit)}); starting it again.`);
      if (deaths.filter((at) => Date.now() - at < WITHIN_MS).length >= MAX_DEATHS) break;
      await sleep(AGAIN_MS);
      if (isStopped(state)) return;
      state.child = await keeping.start();
    }
    keeping.giveUp(`${keeping.name} does not stay up:\n${endOfLog(state.child.log)}`);
  };
  const watching = watch().catch((error: unknown) => {
    keeping.giveUp(`${keeping.name} does not start again: ${String(error)}`);
  });
  return {
    name: keeping.name,
    stop: async () => {
      state.isStopped = true;
      await state.child.stop();
      await watching;
    },
  };
}

/** The last lines of a process's output: what one reads first when it failed. */
export function endOfLog(log: string | null): string {
  if (log === null || !existsSync(log)) return '';
  return readFileSync(log, 'utf8').trimEnd().split('\n').slice(-15).join('\n');
}

function exitText({ code, signal }: Exit): string {
  return signal ?? `exit ${String(code)}`;
}

function isStopped(state: { readonly isStopped: boolean }): boolean {
  return state.isStopped;
}
