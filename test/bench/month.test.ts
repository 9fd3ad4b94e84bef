// The two sides of the bench job `month` on the small municipality: whatever the script makes of a month,
// the house makes, row by row.

import { mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import type { House } from '../../server/compose.ts';
import { month, stockholm, toInstant } from '../../server/kernel/calendar.ts';
import { openDatabase, type Database } from '../../server/platform/database.ts';
import { openHouse } from '../../tools/bench/house.ts';
import { fillHouse } from '../../tools/bench/month/house.ts';
import { toVouchers } from '../../tools/bench/month/ours.ts';
import { tellMonth, undoMonth } from '../../tools/bench/month/rows.ts';
import { statementsOf } from '../../tools/bench/month/script.ts';
import { emptyTables, testDatabaseUrls } from '../support/database.ts';
import { restingHouse } from '../support/house.ts';

const MONTH = month('2026-10');

describe('the bench job month', function () {
  this.timeout(30_000);
  let house: House;
  let owner: Database;
  let bare: Database;

  before(async () => {
    await restingHouse();
    await emptyTables();
    const urls = await testDatabaseUrls();
    house = openHouse(urls.app, await mkdtemp(path.join(os.tmpdir(), 'jarnkoll-bench-')), 'worker');
    owner = openDatabase(urls.owner, { maxConnections: 1 });
    bare = openDatabase(urls.app, { maxConnections: 1 });
    await fillHouse(house, 'story', MONTH);
  });

  after(async () => {
    await Promise.all([house.db.close(), owner.close(), bare.close()]);
    await emptyTables();
  });

  const runScript = async (change: (statement: string) => string): Promise<void> => {
    const today = stockholm(toInstant(new Date())).date;
    await bare.transaction(async (tx) => {
      await bare.run('SET @month = ?, @today = ?', [MONTH, today], tx);
      for (const statement of statementsOf()) await bare.run(change(statement), [], tx);
    });
  };

  const ours = async (): Promise<string> => {
    await undoMonth(owner, MONTH);
    await toVouchers(house, MONTH);
    return tellMonth(owner, MONTH);
  };

  it('has the same rows on both sides, each time', async () => {
    const first = await ours();
    await undoMonth(owner, MONTH);
    await runScript((statement) => statement);
    expect(await tellMonth(owner, MONTH)).to.equal(first);
    expect(first).to.match(/^259 shares/);
    expect(await ours()).to.equal(first);
  });

  it('takes everything away again, and sees another öre', async () => {
    await undoMonth(owner, MONTH);
    expect(await tellMonth(owner, MONTH)).to.match(/^0 shares .* 0 vouchers /);
    await toVouchers(house, MONTH);
    const before = await tellMonth(owner, MONTH);
    await owner.run(
      'UPDATE month_shares SET net_ore = net_ore + 1 ORDER BY freeze_id DESC LIMIT 1',
    );
    expect(await tellMonth(owner, MONTH)).to.not.equal(before);
  });
});
