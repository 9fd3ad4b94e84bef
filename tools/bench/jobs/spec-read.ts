// A million rows of a specification to staged, matched lines and their sums, against LOAD DATA of the
// same rows ready made, into the same table, empty and indexed, on the same durable server.

import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { migrateAt } from '../../../server/platform/migrations.ts';
import { openDatabase } from '../../../server/platform/database.ts';
import { STAGED_COLUMNS } from '../../../server/domains/invoices/staging/facts.ts';
import { createChildren } from '../../dev/children.ts';
import { findProgram } from '../../dev/debian.ts';
import { startMariadb } from '../../dev/mariadb.ts';
import { MIGRATIONS } from '../../dev/places.ts';
import { writeSpecification } from '../files/specification.ts';
import type { Job, Measured, PreparedJob } from '../harness.ts';
import { hottest, profilingFlags } from '../profile.ts';
import { runProgram, runSide } from '../sides.ts';

const ROWS = 1_000_000;
const DATABASE = 'jarnkoll';
const TABLE = 'supplier_invoice_lines';

export const specRead: Job = {
  name: 'spec-read',
  sense: 'at-most',
  floor: 1.8,
  goal: 1.25,
  rssLimitMiB: 200,
  prepare,
};

async function prepare(): Promise<PreparedJob> {
  const client = findProgram('mariadb', 'mysql');
  if (client === null) {
    throw new Error(
      'spec-read: the client is missing (Debian: apt-get install mariadb-client-core).',
    );
  }
  const children = createChildren();
  const folder = children.temporaryFolder();
  const server = await startMariadb(children, { folder, settings: 'durable' });
  await migrateAt(server.ownerUrl(DATABASE), MIGRATIONS);
  const [file, ready] = [path.join(folder, 'specification.csv'), path.join(folder, 'ready.tsv')];
  await writeSpecification(file, ROWS);
  await runSide('load-specification', [file, '', ready]);
  const table = emptiableTable(server.ownerUrl(DATABASE));
  const url = server.appUrl(DATABASE);
  const ours = async (flags: readonly string[] = []): Promise<Measured> => {
    await table.empty();
    const measured = await runSide('load-specification', [file, url], flags);
    return { ...measured, result: await table.checksum() };
  };
  return {
    ours: () => ours(),
    bare: async () => {
      await table.empty();
      const { ms } = await runProgram(client, loadDirectly(server.socketPath, ready));
      return { ms, result: await table.checksum(), rssMiB: 0 };
    },
    profile: async () => {
      const profiles = path.join(folder, 'profiles');
      await mkdir(profiles);
      await ours(profilingFlags(profiles));
      return hottest(profiles);
    },
    tearDown: async () => {
      await table.close();
      await children.stopAll();
    },
  };
}

/** The client's own LOAD DATA: nothing of ours is in it. */
function loadDirectly(socket: string, file: string): string[] {
  const sql =
    `LOAD DATA LOCAL INFILE '${file}' INTO TABLE ${TABLE} CHARACTER SET utf8mb4 ` +
    `FIELDS TERMINATED BY '\\t' ESCAPED BY '\\\\' LINES TERMINATED BY '\\n' ` +
    `(${STAGED_COLUMNS.join(', ')})`;
  const who = ['--user=app', '--password=app', `--socket=${socket}`];
  return ['--no-defaults', ...who, '--local-infile=1', `--execute=${sql}`, DATABASE];
}

/** The table as it comes out of the migrations, made anew for each run; equal rows, equal checksum. */
function emptiableTable(ownerUrl: string) {
  const db = openDatabase(ownerUrl, { maxConnections: 1 });
  return {
    empty: async () => {
      await db.run(`TRUNCATE TABLE ${TABLE}`);
    },
    checksum: async () => {
      const [first] = await db.rows<{ Checksum: number }>(`CHECKSUM TABLE ${TABLE}`);
      const [count] = await db.rows<{ n: number }>(`SELECT COUNT(*) AS n FROM ${TABLE}`);
      return `${count?.n ?? 0} rows, checksum ${first?.Checksum ?? 0}`;
    },
    close: () => db.close(),
  };
}
