// What the worker's process does beside the flows: delivers the outbox and seals the journal.

import type { House } from '../server/compose.ts';
import { startChores, type Chore } from '../server/platform/background.ts';
import { createDispatcher } from '../server/platform/dispatcher.ts';
import { createTemporalGate, type TemporalGate } from '../server/platform/temporal.ts';

const SEAL_MS = 1000;

/** Starts all of it. Returns how to stop. `gate` is a test's own way to Temporal. */
export function startBackground(
  house: House,
  gate: TemporalGate = createTemporalGate(house.config.temporal),
): () => Promise<void> {
  const { db, clock, log } = house;
  const dispatcher = createDispatcher({
    db,
    clock,
    log,
    deliver: (entry) =>
      entry.kind === 'letter'
        ? house.notices.deliverLetter(Number(entry.payload['letterId']))
        : gate.deliver(entry),
  });
  const chores: Chore[] = [
    { name: 'journal.seal', everyMs: SEAL_MS, run: house.journal.sealPending },
  ];
  dispatcher.start();
  const stopChores = startChores(log, chores);
  return async () => {
    await stopChores();
    await dispatcher.stop();
    await gate.close();
  };
}
