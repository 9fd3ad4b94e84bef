// The list of subscriptions, fifty rows of it, as a coordinator asks for it: session, scope, filter, sort,
// count, page. Against a bare server that sends the same queries and puts strings together.

import autocannon from 'autocannon';
import path from 'node:path';
import { openDatabase, type Database } from '../../../server/platform/database.ts';
import { migrateAt } from '../../../server/platform/migrations.ts';
import { createChildren } from '../../dev/children.ts';
import { startMariadb } from '../../dev/mariadb.ts';
import { MIGRATIONS } from '../../dev/places.ts';
import type { Job, Measured, PreparedJob } from '../harness.ts';
import { peakMiB, serveSide } from '../sides.ts';

const DATABASE = 'jarnkoll';
const ROLE = 'coordinator';
const PAGE = '/subscriptions?type=mobile&status=active&sort=plan';
const CONNECTIONS = 10;
const SECONDS = 4;
const ROWS = 50;
const LINK = /href="\/subscriptions\/([A-Za-z0-9._-]+)"/g;
/** The count of the whole list. */
const COUNTING = 'SELECT COUNT(*) AS count FROM subscriptions s WHERE';
/** Links to the list as a file. */
const NOT_A_ROW = /\.(csv|xlsx)$/;

type Target = { readonly port: number; readonly cookie: string };
type HouseTarget = Target & { readonly pid: number };

export const list50: Job = {
  name: 'list-50',
  sense: 'at-least',
  floor: 0.35,
  goal: 0.35,
  rssLimitMiB: null,
  prepare,
};

async function prepare(): Promise<PreparedJob> {
  const children = createChildren();
  const folder = children.temporaryFolder();
  const server = await startMariadb(children, { folder, settings: 'durable' });
  await migrateAt(server.ownerUrl(DATABASE), MIGRATIONS);
  const url = server.appUrl(DATABASE);
  const house = await serveSide<HouseTarget>(children, {
    name: 'serve-house',
    args: [url, folder, ROLE],
    log: path.join(folder, 'house.log'),
  });
  const owner = openDatabase(server.ownerUrl(DATABASE), { maxConnections: 1 });
  const cold = await queriesOf(owner, () => get(house.facts));
  const warm = await queriesOf(owner, () => get(house.facts));
  // Ours remembers what it counted for as long as nothing changes; a bare page counts each time.
  const queries = [
    ...warm,
    ...cold.filter((sql) => sql.startsWith(COUNTING) && !warm.includes(sql)),
  ];
  const bare = await serveSide<{ port: number }>(children, {
    name: 'serve-bare',
    args: [url, JSON.stringify(queries)],
    log: path.join(folder, 'bare.log'),
  });
  return {
    ours: async () => ({ ...(await load(house.facts)), rssMiB: peakMiB(house.facts.pid) }),
    bare: () => load({ ...bare.facts, cookie: '' }),
    profile: () => Promise.resolve([`${queries.length} queries for one page`]),
    tearDown: async () => {
      await owner.close();
      await children.stopAll();
    },
  };
}

/** What one look asks the database: the server writes it down. */
async function queriesOf(owner: Database, look: () => Promise<string>): Promise<string[]> {
  await owner.run("SET GLOBAL log_output = 'TABLE'");
  await owner.run('TRUNCATE TABLE mysql.general_log');
  await owner.run('SET GLOBAL general_log = ON');
  await look();
  await owner.run('SET GLOBAL general_log = OFF');
  const rows = await owner.rows<{ sql: Buffer | string }>(
    `SELECT argument AS \`sql\` FROM mysql.general_log
     WHERE command_type IN ('Query', 'Execute') AND user_host LIKE 'app%' ORDER BY event_time`,
  );
  return rows.map(({ sql }) => String(sql).trim()).filter((sql) => /^SELECT\b/i.test(sql));
}

async function get({ port, cookie }: Target): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}${PAGE}`, { headers: { cookie } });
  const body = await answer.text();
  if (!answer.ok) throw new Error(`the list answers ${answer.status}: ${body.slice(0, 500)}`);
  return body;
}

/** `ms` is for one page; what came out are the fifty subscriptions in their order. */
async function load(target: Target): Promise<Measured> {
  const result = rowsOf(await get(target));
  const { requests, non2xx, errors, duration } = await autocannon({
    url: `http://127.0.0.1:${target.port}${PAGE}`,
    connections: CONNECTIONS,
    duration: SECONDS,
    headers: { cookie: target.cookie },
  });
  if (non2xx + errors > 0) throw new Error(`${non2xx} answers were no pages, ${errors} failed`);
  return { ms: (1000 * duration) / requests.total, result, rssMiB: 0 };
}

function rowsOf(html: string): string {
  const ids = [...html.matchAll(LINK)].map(([, id = '']) => id).filter((id) => !NOT_A_ROW.test(id));
  const unique = [...new Set(ids)].slice(0, ROWS);
  if (unique.length < ROWS) throw new Error(`the list has ${unique.length} rows, not ${ROWS}`);
  return unique.join(' ');
}
