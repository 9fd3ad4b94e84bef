// The journal only grows, and its chain shows any change made behind its back.

import { expect } from 'chai';
import { SYSTEM } from '../../server/kernel/actor.ts';
import { createJournal } from '../../server/domains/journal/journal.ts';
import { createClock } from '../../server/platform/clock.ts';
import type { Database } from '../../server/platform/database.ts';
import { emptyTables, testDatabase } from '../support/database.ts';

describe('the journal', () => {
  let db: Database;
  beforeEach(async () => {
    db = await testDatabase();
    await emptyTables();
  });

  const record = async (subject: string, count = 1) => {
    const journal = createJournal({ db, clock: createClock() });
    for (let each = 0; each < count; each += 1) {
      await journal.record({
        event: 'subscription.owner-changed',
        actor: SYSTEM,
        subject,
        details: { to: '4200', from: '4110' },
      });
    }
    return journal;
  };

  it('shows what happened to a thing, the newest first', async () => {
    const journal = await record('subscription:AB-1', 2);
    const entries = await journal.ofSubject('subscription:AB-1');
    expect(entries).to.have.length(2);
    expect(entries[0]?.id).to.be.greaterThan(entries[1]?.id ?? 0);
    expect(entries[0]).to.deep.include({ actor: 'system', details: { to: '4200', from: '4110' } });
  });

  it('seals each entry once, also when two sealers meet', async () => {
    const journal = await record('subscription:AB-2', 5);
    const sealed = await Promise.all([journal.sealPending(), journal.sealPending()]);
    expect(sealed[0] + sealed[1]).to.equal(5);
    expect(await journal.sealPending()).to.equal(0);
    expect(await journal.firstBrokenSeal()).to.equal(null);
  });

  it('refuses to change or remove an entry', async () => {
    await record('subscription:AB-3');
    for (const sql of ["UPDATE journal_entries SET actor = 'x'", 'DELETE FROM journal_entries']) {
      const error: unknown = await db.run(sql).catch((reason: unknown) => reason);
      expect(error).to.be.instanceOf(Error);
    }
  });

  it('finds the first seal that does not follow', async () => {
    const journal = await record('subscription:AB-4', 3);
    await journal.sealPending();
    await record('subscription:AB-4');
    // A forged seal over the newest entry: the chain must not accept it.
    await db.run(
      `INSERT INTO journal_seals (ordinal, entry_id, hash)
       SELECT (SELECT MAX(ordinal) FROM journal_seals) + 1, MAX(id), REPEAT('x', 32) FROM journal_entries`,
    );
    expect(await journal.firstBrokenSeal()).to.be.a('number');
  });
});
