// Named places where a test may kill or halt this process. Outside a test build they do nothing.

import { writeSync } from 'node:fs';

export type Fault = {
  /** Passes, or ends the process here when a test armed this point (`FAULT_POINT`). */
  readonly point: (name: string) => void;
};

const STDERR = 2;

export const NO_FAULT: Fault = { point: () => undefined };

/**
 * `name` kills this very process, as a power cut would, when the named point is passed; `name:3` the
 * third time. `name:1:halt` halts it there (SIGSTOP) until it is let go on, so that a test can kill
 * what stands around it at just that moment. Several points are parted by commas; each
 * acts once, and says so in the output.
 */
export function createFault(armed: string | null): Fault {
  if (armed === null) return NO_FAULT;
  const points = armed.split(',').map((each) => {
    const [name = '', nth = '1', act = 'kill'] = each.split(':');
    return { name, left: Number(nth), signal: act === 'halt' ? 'SIGSTOP' : 'SIGKILL' } as const;
  });
  const left = new Map(points.map((each) => [each, each.left]));
  return {
    point: (passed) => {
      for (const each of points.filter(({ name }) => name === passed)) {
        const still = (left.get(each) ?? 0) - 1;
        left.set(each, still);
        if (still !== 0) continue;
        writeSync(STDERR, `fault point ${passed}\n`);
        process.kill(process.pid, each.signal);
      }
    },
  };
}
