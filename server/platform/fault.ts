// Named places where a test may kill this process. Outside a test build they do nothing.

export type Fault = {
  /** Passes, or ends the process here when a test armed this point (`FAULT_POINT=name[:nth]`). */
  readonly point: (name: string) => void;
};

export const NO_FAULT: Fault = { point: () => undefined };

/** Kills this very process, as a power cut would, the nth time that the named point is passed. */
export function createFault(armed: string | null): Fault {
  if (armed === null) return NO_FAULT;
  const [name = '', nth = '1'] = armed.split(':');
  let left = Number(nth);
  return {
    point: (passed) => {
      if (passed !== name) return;
      left -= 1;
      if (left === 0) process.kill(process.pid, 'SIGKILL');
    },
  };
}
