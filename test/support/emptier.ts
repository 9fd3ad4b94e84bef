// Empties all tables between tests, as the owner, and puts back the rows that migrations put there.

import type { Database, Tx } from '../../server/platform/database.ts';
import { MIGRATIONS_TABLE } from '../../server/platform/migrations.ts';

export type Emptier = { readonly empty: () => Promise<void> };

/**
 * Make it right after the migrations: what is in the tables then is what `empty` leaves there. The
 * rows are kept in a database beside, `…_seeds`, so that the database itself stays as migrated.
 */
export async function createEmptier(owner: Database): Promise<Emptier> {
  const tables = await tablesOf(owner);
  const guarded = await tablesThatRefuseDelete(owner);
  const seeded = await withRows(owner, tables);
  const seeds = seedsOf(owner.sequelize.getDatabaseName());
  await owner.run(`CREATE OR REPLACE DATABASE ${seeds}`);
  for (const table of seeded) {
    await owner.run(`CREATE TABLE ${seeds}.${table} AS SELECT * FROM ${table}`);
  }
  return {
    empty: () =>
      owner.transaction(async (tx) => {
        await owner.run('SET SESSION foreign_key_checks = 0', [], tx);
        for (const table of await withRows(owner, tables, tx)) {
          const verb = guarded.has(table) ? 'TRUNCATE TABLE' : 'DELETE FROM';
          await owner.run(`${verb} ${table}`, [], tx);
        }
        for (const table of seeded) {
          await owner.run(`INSERT INTO ${table} SELECT * FROM ${seeds}.${table}`, [], tx);
        }
        await owner.run('SET SESSION foreign_key_checks = 1', [], tx);
      }),
  };
}

/** Where the rows are kept that migrations put into a database. */
export function seedsOf(database: string): string {
  return `${database}_seeds`;
}

async function tablesOf(owner: Database): Promise<string[]> {
  const rows = await owner.rows<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' AND table_name <> ?`,
    [MIGRATIONS_TABLE],
  );
  return rows.map((row) => row.name);
}

/** Triggers keep the journal as it is, from the owner too; they do not see a TRUNCATE. */
async function tablesThatRefuseDelete(owner: Database): Promise<Set<string>> {
  const rows = await owner.rows<{ name: string }>(
    `SELECT event_object_table AS name FROM information_schema.triggers
     WHERE trigger_schema = DATABASE() AND event_manipulation = 'DELETE'`,
  );
  return new Set(rows.map((row) => row.name));
}

async function withRows(owner: Database, tables: readonly string[], tx?: Tx): Promise<string[]> {
  if (tables.length === 0) return [];
  const asked = tables.map(
    (table) => `SELECT '${table}' AS name WHERE EXISTS (SELECT 1 FROM ${table})`,
  );
  const rows = await owner.rows<{ name: string }>(asked.join(' UNION ALL '), [], tx);
  return rows.map((row) => row.name);
}
