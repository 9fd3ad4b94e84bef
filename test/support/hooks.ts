// Loaded by mocha before any test: sets the clock's zone, ends everything when the run is over, and
// does not let what is still open keep the process alive for ever.

import { endAll } from './teardown.ts';

const GRACE_MS = 10_000;

process.env.TZ = 'UTC';

export async function mochaGlobalTeardown(): Promise<void> {
  await endAll();
  const impatience = setTimeout(() => {
    const open = process.getActiveResourcesInfo().filter((name) => name !== 'Timeout');
    console.error(`The tests are over, but these are still open: ${open.join(', ')}`);
    process.exit(1);
  }, GRACE_MS);
  impatience.unref();
}
