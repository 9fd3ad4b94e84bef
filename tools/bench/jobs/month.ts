// A billing month of a Gävle-size municipality, from read lines to booked vouchers: our own commands in
// the order in which the workflow calls them, against one SQL script that leaves the same rows in the
// same tables of the same durable server.
//
// Ours runs in this process, without Temporal and without letters, as a worker that is up already; its
// first run after a start takes about twice as long as its tenth, and the one warm-up pair is between.
// Nothing has changed in the registers since the lines were read, so neither side looks for their
// services anew (with a change ours would take about a tenth more). Beyond the script's rows ours keeps
// what was frozen, its red list, journal, steps and outbox, and previews all before it is approved; the
// approval, in the same process, uses what the preview found.

import { mkdir, writeFile } from 'node:fs/promises';
import { Session } from 'node:inspector/promises';
import path from 'node:path';
import { month as toMonth, stockholm, toInstant } from '../../../server/kernel/calendar.ts';
import { openDatabase } from '../../../server/platform/database.ts';
import { migrateAt } from '../../../server/platform/migrations.ts';
import { createChildren } from '../../dev/children.ts';
import { findProgram } from '../../dev/debian.ts';
import { startMariadb } from '../../dev/mariadb.ts';
import { MIGRATIONS } from '../../dev/places.ts';
import { time, type Job, type Measured, type PreparedJob } from '../harness.ts';
import { openHouse } from '../house.ts';
import { fillHouse } from '../month/house.ts';
import { toVouchers } from '../month/ours.ts';
import { tellMonth, undoMonth } from '../month/rows.ts';
import { MONTH_SCRIPT } from '../month/script.ts';
import { hottest } from '../profile.ts';
import { runProgram } from '../sides.ts';

const DATABASE = 'jarnkoll';
const MONTH = toMonth('2026-10');

export const month: Job = {
  name: 'month',
  sense: 'at-most',
  floor: 1,
  goal: 1,
  rssLimitMiB: null,
  prepare,
};

async function prepare(): Promise<PreparedJob> {
  const client = findProgram('mariadb', 'mysql');
  if (client === null) {
    throw new Error('month: the client is missing (Debian: apt-get install mariadb-client-core).');
  }
  const children = createChildren();
  const folder = children.temporaryFolder();
  const server = await startMariadb(children, { folder, settings: 'durable' });
  await migrateAt(server.ownerUrl(DATABASE), MIGRATIONS);
  const house = openHouse(server.appUrl(DATABASE), folder, 'worker');
  const owner = openDatabase(server.ownerUrl(DATABASE), { maxConnections: 1 });
  await fillHouse(house, 'gavle', MONTH);
  const ours = async (): Promise<Measured> => {
    await undoMonth(owner, MONTH);
    const measured = await time(async () => {
      await toVouchers(house, MONTH);
      return '';
    });
    return { ...measured, result: await tellMonth(owner, MONTH) };
  };
  return {
    ours,
    bare: async () => {
      await undoMonth(owner, MONTH);
      const { ms } = await runProgram(client, runScript(server.socketPath));
      return { ms, result: await tellMonth(owner, MONTH), rssMiB: 0 };
    },
    profile: () => profileOf(path.join(folder, 'profiles'), ours),
    tearDown: async () => {
      await owner.close();
      await house.db.close();
      await children.stopAll();
    },
  };
}

/** The client's own start, and the script: nothing of ours is in it. */
function runScript(socket: string): string[] {
  const today = stockholm(toInstant(new Date())).date;
  const sql = `SET @month = '${MONTH}', @today = '${today}';\nsource ${MONTH_SCRIPT}`;
  const who = ['--user=app', '--password=app', `--socket=${socket}`];
  return ['--no-defaults', ...who, `--execute=${sql}`, DATABASE];
}

/** Where the time of one run in this process goes. */
async function profileOf(folder: string, run: () => Promise<unknown>): Promise<string[]> {
  await mkdir(folder);
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.start');
  await run();
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  await writeFile(path.join(folder, 'month.cpuprofile'), JSON.stringify(profile));
  return hottest(folder);
}
