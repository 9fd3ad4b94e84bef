// What a command tells the outside is in its transaction, and arrives however often delivery fails.

import { expect } from 'chai';
import { defineFlow, defineSignal } from '../../server/kernel/flow.ts';
import { createStillClock } from '../../server/platform/clock.ts';
import type { Database } from '../../server/platform/database.ts';
import { createDispatcher } from '../../server/platform/dispatcher.ts';
import { createLog } from '../../server/platform/log.ts';
import { createOutbox, type OutboxEntry } from '../../server/platform/outbox.ts';
import { instantAfter, toInstant } from '../../server/kernel/calendar.ts';
import { emptyTables, testDatabase } from '../support/database.ts';

const flow = defineFlow<{ month: string }>({
  name: 'billingMonth',
  idOf: ({ month }) => `billing-${month}`,
});

describe('the outbox', () => {
  let db: Database;
  const clock = createStillClock(toInstant(new Date()));
  const log = createLog('silent', 'test');
  beforeEach(async () => {
    db = await testDatabase();
    await emptyTables();
    clock.set(toInstant(new Date()));
  });

  it('forgets what a failed command wanted to tell', async () => {
    const outbox = createOutbox(db, clock);
    await db
      .transaction(async (tx) => {
        await outbox.start(flow, { month: '2026-10' }, tx);
        throw new Error('on purpose');
      })
      .catch(() => undefined);
    expect(await db.rows('SELECT id FROM outbox')).to.deep.equal([]);
  });

  it('delivers in order, tries again what failed, and marks what arrived', async () => {
    const outbox = createOutbox(db, clock);
    await db.transaction(async (tx) => {
      await outbox.start(flow, { month: '2026-10' }, tx);
      await outbox.letter(7, tx);
    });
    const seen: string[] = [];
    let isUp = false;
    const dispatcher = createDispatcher({
      db,
      clock,
      log,
      deliver: (entry: OutboxEntry) => {
        seen.push(entry.target);
        return isUp ? Promise.resolve('delivered') : Promise.reject(new Error('away'));
      },
    });
    expect(await dispatcher.deliverDue()).to.equal(2);
    isUp = true;
    clock.set(toInstant(new Date(Date.now() + 5000)));
    expect(await dispatcher.deliverDue()).to.equal(2);
    expect(await dispatcher.deliverDue()).to.equal(0);
    expect(seen).to.deep.equal(['billing-2026-10', 'letter:7', 'billing-2026-10', 'letter:7']);
    expect(await db.rows('SELECT id FROM outbox WHERE delivered_at IS NULL')).to.deep.equal([]);
  });

  it('lets nothing overtake what failed and is for the same flow', async () => {
    const outbox = createOutbox(db, clock);
    const approved = defineSignal<null>('approved');
    const told = (key: string) => ({
      flow,
      id: 'billing-2026-10',
      signal: approved,
      args: null,
      key,
    });
    await db.transaction(async (tx) => {
      await outbox.start(flow, { month: '2026-10' }, tx);
      await outbox.signal(told('one'), tx);
      await outbox.signal(told('two'), tx);
      await outbox.start(flow, { month: '2026-11' }, tx);
    });
    const seen: string[] = [];
    let isUp = false;
    const deliver = ({ kind, target, payload }: OutboxEntry) => {
      const { key = '' } = payload as { key?: string };
      seen.push(`${kind} ${target} ${key}`.trim());
      const isAway = !isUp && target === 'billing-2026-10';
      return isAway ? Promise.reject(new Error('away')) : Promise.resolve('delivered' as const);
    };
    const dispatcher = createDispatcher({ db, clock, log, deliver });
    expect(await dispatcher.deliverDue()).to.equal(2);
    expect(await dispatcher.deliverDue()).to.equal(0);
    isUp = true;
    clock.set(instantAfter(clock.now(), 60_000));
    for (let round = 0; round < 4; round += 1) await dispatcher.deliverDue();
    expect(seen).to.deep.equal([
      'start billing-2026-10',
      'start billing-2026-11',
      'start billing-2026-10',
      'signal billing-2026-10 one',
      'signal billing-2026-10 two',
    ]);
  });

  it('leaves to others what it has had for longer than its lease', async () => {
    const outbox = createOutbox(db, clock);
    await db.transaction(async (tx) => {
      for (let each = 0; each < 3; each += 1) await outbox.letter(each, tx);
    });
    const seen: string[] = [];
    const slow = (entry: OutboxEntry) => {
      seen.push(entry.target);
      clock.set(instantAfter(clock.now(), 20_000));
      return Promise.resolve('delivered' as const);
    };
    const dispatcher = createDispatcher({ db, clock, log, deliver: slow, leaseMs: 30_000 });
    expect(await dispatcher.deliverDue()).to.equal(2);
    expect(await dispatcher.deliverDue()).to.equal(1);
    expect(seen).to.deep.equal(['letter:0', 'letter:1', 'letter:2']);
  });

  it('never gives one entry to two dispatchers at once', async () => {
    const outbox = createOutbox(db, clock);
    await db.transaction(async (tx) => {
      for (let each = 0; each < 60; each += 1) await outbox.letter(each, tx);
    });
    const seen: string[] = [];
    const deliver = (entry: OutboxEntry) => {
      seen.push(entry.target);
      return Promise.resolve('delivered' as const);
    };
    const two = [1, 2].map(() => createDispatcher({ db, clock, log, deliver }));
    await Promise.all(two.map((dispatcher) => dispatcher.deliverDue()));
    await Promise.all(two.map((dispatcher) => dispatcher.deliverDue()));
    expect(seen).to.have.length(60);
    expect(new Set(seen).size).to.equal(60);
  });
});
