// A workflow that only waits: what the tests of virtual time start.

import { condition, defineSignal, setHandler, sleep } from '@temporalio/workflow';

/** Sleeps for so many days and tells on which day, counted from its start, it woke up. */
export async function sleeper(days: number): Promise<number> {
  const began = Date.now();
  await sleep(days * 86_400_000);
  return Math.round((Date.now() - began) / 86_400_000);
}

/** Waits for a signal, at most so many days; tells whether it came. */
export async function waiter(days: number): Promise<boolean> {
  let came = false;
  setHandler(defineSignal('come'), () => {
    came = true;
  });
  return condition(() => came, days * 86_400_000);
}
