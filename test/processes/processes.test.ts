// A process that one can open: its steps, its waits and its end, however often an activity repeats.

import { expect } from 'chai';
import { createJournal } from '../../server/domains/journal/journal.ts';
import { createProcesses } from '../../server/domains/processes/processes.ts';
import { createClock } from '../../server/platform/clock.ts';
import type { Database } from '../../server/platform/database.ts';
import { createOutbox } from '../../server/platform/outbox.ts';
import { emptyTables, testDatabase } from '../support/database.ts';

const INVOICE = {
  id: 'invoice-1',
  kind: 'invoice-intake',
  subject: 'supplier-invoice:1',
  url: '/supplier-invoices/1',
  state: 'received',
  steps: ['store', 'read'],
};

describe('a process', () => {
  let db: Database;
  const clock = createClock();
  beforeEach(async () => {
    db = await testDatabase();
    await emptyTables();
  });
  const house = () =>
    createProcesses({
      db,
      clock,
      outbox: createOutbox(db, clock),
      journal: createJournal({ db, clock }),
    });

  it('keeps its steps in order and their times', async () => {
    const processes = house();
    await db.transaction((tx) => processes.open(INVOICE, tx));
    await db.transaction((tx) => processes.open(INVOICE, tx));
    const at = { id: INVOICE.id, name: 'store' };
    await processes.step(at, { state: 'running', done: 0, total: 2 });
    await processes.step(at, {
      state: 'done',
      done: 2,
      message: { code: 'invoices:steps.stored', args: { files: 2 } },
    });
    const found = await processes.find(INVOICE.id);
    expect(
      found?.steps.map((step) => [step.name, step.state, step.done, step.total]),
    ).to.deep.equal([
      ['store', 'done', 2, 2],
      ['read', 'pending', null, null],
    ]);
    expect(found?.steps[0]?.endedAt).to.be.a('string');
    expect(found?.steps[0]?.message).to.deep.equal({
      code: 'invoices:steps.stored',
      args: { files: 2 },
    });
  });

  it('says what it waits for, until it ends', async () => {
    const processes = house();
    await db.transaction((tx) => processes.open(INVOICE, tx));
    const waiting = {
      who: 'administrator',
      what: 'specification',
      since: clock.now(),
      reminderAt: null,
    };
    await processes.wait(INVOICE.id, waiting);
    expect((await processes.listOpen('invoice-intake'))[0]?.waitsFor).to.deep.equal(waiting);
    await processes.close(INVOICE.id, 'ready');
    expect(await processes.listOpen()).to.deep.equal([]);
    expect((await processes.find(INVOICE.id))?.waitsFor).to.equal(null);
  });

  it('tells those who look at its page', async () => {
    const processes = house();
    await db.transaction((tx) => processes.open(INVOICE, tx));
    await processes.setState(INVOICE.id, 'reading');
    const rows = await db.rows<{ url: string }>('SELECT url FROM page_changes');
    expect(rows.map((row) => row.url)).to.deep.equal([INVOICE.url, INVOICE.url]);
  });
});
