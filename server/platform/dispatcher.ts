// Delivers the outbox, each entry at least once, and what is for one target in the order in which it was
// written: nothing overtakes what failed. That is tried again later and later; what can never arrive is
// marked so.

import { instantAfter } from '../kernel/calendar.ts';
import type { Clock } from './clock.ts';
import { instantSql, type Database } from './database.ts';
import { reasonOf, type Log } from './log.ts';
import type { OutboxEntry } from './outbox.ts';

/** What became of one delivery: done, or gone (it can never be done and needs no more tries). */
export type Delivery = 'delivered' | 'gone';

export type Deliver = (entry: OutboxEntry) => Promise<Delivery>;

export type Dispatcher = {
  readonly start: () => void;
  readonly stop: () => Promise<void>;
  /** Delivers what is due now. Returns how many entries were tried. */
  readonly deliverDue: () => Promise<number>;
};

type Deps = {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly deliver: Deliver;
  /** Only entries of these kinds: a slow mail server holds up no process. */
  readonly kinds?: readonly OutboxEntry['kind'][];
  readonly idleMs?: number;
  /** An entry that a worker has had for this long is given to another: the first one is dead. */
  readonly leaseMs?: number;
};

const ALL_KINDS: readonly OutboxEntry['kind'][] = ['start', 'signal', 'letter'];
const BATCH = 50;
const LEASE_MS = 30_000;
const MAX_BACKOFF_MS = 60_000;
const KEEP_DELIVERED_DAYS = 30;

export function createDispatcher(deps: Deps): Dispatcher {
  const { db, clock, log, deliver, idleMs = 150, leaseMs = LEASE_MS, kinds = ALL_KINDS } = deps;
  let running = false;
  let loop: Promise<void> = Promise.resolve();

  /**
   * Leases a batch, so that two worker processes never deliver the same entry at once. An entry waits
   * for those before it that are for the same target.
   */
  const lease = () =>
    db.transaction(async (tx) => {
      const now = clock.now();
      const entries = await db.rows<OutboxEntry>(
        `SELECT id, kind, target, payload, attempts FROM outbox
         WHERE delivered_at IS NULL AND next_at <= ? AND kind IN (?) AND NOT EXISTS (
           SELECT 1 FROM outbox earlier WHERE earlier.target = outbox.target
             AND earlier.id < outbox.id AND earlier.delivered_at IS NULL)
         ORDER BY id LIMIT ${String(BATCH)} FOR UPDATE SKIP LOCKED`,
        [instantSql(now), kinds],
        tx,
      );
      if (entries.length > 0) {
        await db.run(
          'UPDATE outbox SET next_at = ?, attempts = attempts + 1 WHERE id IN (?)',
          [instantSql(instantAfter(now, leaseMs)), entries.map((entry) => entry.id)],
          tx,
        );
      }
      return entries;
    });

  const tryOne = async (entry: OutboxEntry) => {
    try {
      const outcome = await deliver(entry);
      await db.run('UPDATE outbox SET delivered_at = ?, last_error = ? WHERE id = ?', [
        instantSql(clock.now()),
        outcome === 'gone' ? 'gone' : null,
        entry.id,
      ]);
    } catch (error) {
      const wait = Math.min(MAX_BACKOFF_MS, 250 * 2 ** Math.min(entry.attempts, 10));
      const reason = reasonOf(error);
      log.warn({ outbox: entry.id, kind: entry.kind, reason }, 'a delivery failed');
      await db.run('UPDATE outbox SET next_at = ?, last_error = ? WHERE id = ?', [
        instantSql(instantAfter(clock.now(), wait)),
        reason.slice(0, 300),
        entry.id,
      ]);
    }
  };

  const deliverDue = async () => {
    const until = instantAfter(clock.now(), leaseMs);
    const entries = await lease();
    let tried = 0;
    for (const entry of entries) {
      // What is left when the lease is over may be somebody else's by now.
      if (clock.now() >= until) break;
      await tryOne(entry);
      tried += 1;
    }
    return tried;
  };

  const run = async () => {
    let lastSweep = 0;
    while (running) {
      try {
        const tried = await deliverDue();
        if (tried === 0) await pause(idleMs);
        if (Date.now() - lastSweep > 3_600_000) {
          lastSweep = Date.now();
          await sweep(db, clock);
        }
      } catch (error) {
        log.warn({ reason: reasonOf(error) }, 'the outbox waits');
        await pause(1000);
      }
    }
  };

  return {
    deliverDue,
    start: () => {
      running = true;
      loop = run();
    },
    stop: async () => {
      running = false;
      await loop;
    },
  };
}

/** What was delivered long ago, and page changes nobody waits for, need not be kept. */
async function sweep(db: Database, clock: Clock): Promise<void> {
  const now = clock.now();
  await db.run('DELETE FROM outbox WHERE delivered_at < ? LIMIT 10000', [
    instantSql(instantAfter(now, -KEEP_DELIVERED_DAYS * 86_400_000)),
  ]);
  await db.run('DELETE FROM page_changes WHERE created_at < ? LIMIT 100000', [
    instantSql(instantAfter(now, -3_600_000)),
  ]);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
