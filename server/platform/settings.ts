// Holds the database server's settings against what must be true before anything is kept in it.

import type { Database } from './database.ts';

type Settings = {
  readonly sql_mode: string;
  readonly flush: number;
  readonly doublewrite: string | number;
  readonly snapshot: number;
  readonly local_infile: number;
  readonly charset: string;
};

/** What is wrong, in words for whoever runs the server; empty when all is well. */
export async function databaseFaults(
  db: Database,
  { durable }: { durable: boolean },
): Promise<string[]> {
  const found = await db.row<Settings>(
    `SELECT @@SESSION.sql_mode AS sql_mode, @@GLOBAL.innodb_flush_log_at_trx_commit AS flush,
       @@GLOBAL.innodb_doublewrite AS doublewrite, @@SESSION.innodb_snapshot_isolation AS snapshot,
       @@GLOBAL.local_infile AS local_infile, @@character_set_database AS charset`,
  );
  if (found === null) return ['the server does not tell its settings'];
  const wanted: [boolean, string][] = [
    [/STRICT_(ALL|TRANS)_TABLES/.test(found.sql_mode), 'sql_mode must be strict'],
    [found.sql_mode.includes('ONLY_FULL_GROUP_BY'), 'sql_mode must hold ONLY_FULL_GROUP_BY'],
    [found.snapshot === 1, 'innodb_snapshot_isolation must be ON'],
    [found.local_infile === 1, 'local_infile must be ON'],
    [found.charset === 'utf8mb4', 'the database must be utf8mb4'],
    [!durable || found.flush === 1, 'innodb_flush_log_at_trx_commit must be 1'],
    [!durable || isOn(found.doublewrite), 'innodb_doublewrite must be ON'],
  ];
  return wanted.filter(([ok]) => !ok).map(([, fault]) => fault);
}

function isOn(value: string | number): boolean {
  return value === 1 || value === '1' || value === 'ON';
}
