// What comes back from MariaDB is exact and plain; what is written in a transaction is there or not.

import { expect } from 'chai';
import { isDuplicate, openDatabase } from '../../server/platform/database.ts';
import type { Database } from '../../server/platform/database.ts';
import { databaseFaults } from '../../server/platform/settings.ts';
import { testDatabase, testDatabaseUrls } from '../support/database.ts';

describe('the database', () => {
  let db: Database;
  before(async () => {
    db = await testDatabase();
  });

  it('gives days as text, moments as instants, booleans, exact sums and parsed JSON', async () => {
    const row = await db.row<Record<string, unknown>>(
      `SELECT CAST('2026-03-29' AS DATE) AS on_day, CAST('2026-03-29 01:30:00.250' AS DATETIME(3)) AS at,
         SUM(9007199254740993) AS total, CAST(12345678901234.5678 AS DECIMAL(18,4)) AS price`,
    );
    expect(row).to.deep.equal({
      on_day: '2026-03-29',
      at: '2026-03-29T01:30:00.250Z',
      total: '9007199254740993',
      price: '12345678901234.5678',
    });
  });

  it('gives TINYINT(1) as a boolean and JSON as its value, in rows and in streams', async () => {
    const sql = 'SELECT difference, rerun FROM casts ORDER BY rerun';
    const expected = [
      { difference: null, rerun: null },
      { difference: { rows: [1] }, rerun: false },
      { difference: 'text', rerun: true },
    ];
    const one = openDatabase((await testDatabaseUrls()).app, { maxConnections: 1 });
    await one.run('CREATE TEMPORARY TABLE casts (difference JSON NULL, rerun TINYINT(1) NULL)');
    const values = expected.map(({ difference, rerun }) => [
      difference === null ? null : JSON.stringify(difference),
      rerun,
    ]);
    await one.insertMany('casts', ['difference', 'rerun'], values);
    expect(await one.rows(sql)).to.deep.equal(expected);
    const streamed: unknown[] = [];
    for await (const row of one.stream(sql)) streamed.push(row);
    expect(streamed).to.deep.equal(expected);
    await one.close();
  });

  it('has the settings that money needs', async () => {
    expect(await databaseFaults(db, { durable: false })).to.deep.equal([]);
  });

  it('rolls back what a transaction wrote before it failed', async () => {
    const work = db.transaction(async (tx) => {
      await db.run(
        "INSERT INTO page_changes (url, created_at) VALUES ('/rolled-back', NOW(3))",
        [],
        tx,
      );
      throw new Error('on purpose');
    });
    await work.catch(() => undefined);
    expect(await db.rows("SELECT id FROM page_changes WHERE url = '/rolled-back'")).to.deep.equal(
      [],
    );
  });

  it('retries the loser when two transactions read and then write the same row', async () => {
    await db.run("INSERT INTO page_changes (url, created_at) VALUES ('counter:0', NOW(3))");
    const { id } = (await db.row<{ id: number }>(
      "SELECT id FROM page_changes WHERE url = 'counter:0'",
    )) ?? { id: 0 };
    const addOne = () =>
      db.transaction(async (tx) => {
        const row = await db.row<{ url: string }>(
          'SELECT url FROM page_changes WHERE id = ?',
          [id],
          tx,
        );
        const next = Number(row?.url.split(':')[1]) + 1;
        await db.run('UPDATE page_changes SET url = ? WHERE id = ?', [`counter:${next}`, id], tx);
      });
    await Promise.all([addOne(), addOne(), addOne()]);
    const row = await db.row<{ url: string }>('SELECT url FROM page_changes WHERE id = ?', [id]);
    expect(row?.url).to.equal('counter:3');
  });

  it('tells a duplicate key from other errors', async () => {
    await db.run("INSERT INTO page_changes (id, url, created_at) VALUES (900, '/a', NOW(3))");
    const again = db.run(
      "INSERT INTO page_changes (id, url, created_at) VALUES (900, '/a', NOW(3))",
    );
    const error: unknown = await again.catch((reason: unknown) => reason);
    expect(isDuplicate(error)).to.equal(true);
    expect(isDuplicate(new Error('other'))).to.equal(false);
  });

  it('takes rows in bulk and as a stream of lines, and streams them out', async () => {
    const rows = Array.from({ length: 5000 }, (_, index) => [`/bulk/${index}`, new Date()]);
    await db.insertMany('page_changes', ['url', 'created_at'], rows);
    const lines = async function* () {
      await Promise.resolve();
      yield Buffer.from(
        '/bulk/å\t2026-10-01 00:00:00.000\n/bulk/tab\\t\t2026-10-01 00:00:00.000\n',
      );
    };
    expect(await db.load('page_changes', ['url', 'created_at'], lines())).to.equal(2);
    const urls: string[] = [];
    const found = db.stream<{ url: string }>(
      "SELECT url FROM page_changes WHERE url LIKE '/bulk/%' ORDER BY id",
    );
    for await (const { url } of found) urls.push(url);
    expect(urls).to.have.length(5002);
    expect(urls.slice(-2)).to.deep.equal(['/bulk/å', '/bulk/tab\t']);
  });
});
