// What the worker's process does beside the flows: delivers the outbox, seals the journal, watches for
// invoices that do not come, and registers the schedules.

import type { House } from '../server/compose.ts';
import { startChores, type Chore } from '../server/platform/background.ts';
import { createDispatcher } from '../server/platform/dispatcher.ts';
import { registerSchedules } from './schedules.ts';
import { createTemporalGate, type TemporalGate } from '../server/platform/temporal.ts';

const SEAL_MS = 1000;
const FOLDER_MS = 1000;
const HOUR_MS = 3_600_000;

/** Starts all of it. Returns how to stop. `gate` is a test's own way to Temporal. */
export function startBackground(
  house: House,
  gate: TemporalGate = createTemporalGate(house.config.temporal),
): () => Promise<void> {
  const { db, clock, log, config } = house;
  const delivery = { db, clock, log, leaseMs: config.worker.heartbeatMs };
  const dispatchers = [
    createDispatcher({ ...delivery, kinds: ['start', 'signal'], deliver: gate.deliver }),
    createDispatcher({
      ...delivery,
      kinds: ['letter'],
      deliver: (entry) => house.notices.deliverLetter(Number(entry.payload['letterId'])),
    }),
  ];
  const chores: Chore[] = [
    { name: 'journal.seal', everyMs: SEAL_MS, run: house.journal.sealPending },
    { name: 'disk.watch', everyMs: HOUR_MS / 60, run: watchDisk(house) },
    { name: 'access.sweep', everyMs: HOUR_MS / 6, run: house.access.sweep },
    { name: 'invoices.expected', everyMs: HOUR_MS, run: house.invoices.expected.watchExpected },
  ];
  const { takeReceipts } = house.ledger.receiptFolder(
    house.config.folders.ledgerReceipts,
    house.billing.receiveReceipt,
  );
  const { lookOnce } = house.invoices.pickUp({
    folder: house.config.folders.inbox,
    maxFileBytes: house.config.uploadMaxBytes,
  });
  chores.push({ name: 'invoices.pick-up', everyMs: FOLDER_MS, run: lookOnce });
  chores.push({ name: 'ledger.receipts', everyMs: FOLDER_MS, run: takeReceipts });
  if (house.config.worker.monthSchedule) {
    chores.push({ name: 'schedules', everyMs: HOUR_MS / 60, run: untilDone(schedules(gate)) });
  }
  for (const dispatcher of dispatchers) dispatcher.start();
  const stopChores = startChores(log, chores);
  return async () => {
    await stopChores();
    await Promise.all(dispatchers.map((dispatcher) => dispatcher.stop()));
    await gate.close();
  };
}

/** Says in the log that the disk fills up, for as long as it is so. */
function watchDisk({ disk, log }: Pick<House, 'disk' | 'log'>): () => Promise<void> {
  return async () => {
    const { standing, usedPercent } = await disk.look();
    if (standing === 'tight') log.warn({ usedPercent }, 'the disk is filling up');
    if (standing === 'full') log.error({ usedPercent }, 'the disk is full: nothing is taken in');
  };
}

function schedules(gate: TemporalGate): () => Promise<void> {
  return async () => {
    await registerSchedules(await gate.client());
  };
}

/** Tries again each round until it has worked once. */
function untilDone(work: () => Promise<void>): () => Promise<void> {
  let done = false;
  return async () => {
    if (done) return;
    await work();
    done = true;
  };
}
