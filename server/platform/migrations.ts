// Brings a database to today's shape: Umzug runs the files of migrations/ in order, under a lock of
// the server, so that several processes may start at once. One DDL statement a file.

import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { SequelizeStorage, Umzug } from 'umzug';
import { openDatabase, type Database } from './database.ts';

type Migration = { readonly up: string; readonly down: string };

const LOCK_SECONDS = 120;
const FILE = /^\d{8}T\d{4}-[a-z0-9-]+\.ts$/;
export const MIGRATIONS_TABLE = 'migrations';

/** Runs what has not run. Returns the names that ran now. The database's user must own it. */
export async function migrate(database: Database, folder: string): Promise<string[]> {
  const { umzug, unlock } = await prepare(database, folder);
  try {
    return (await umzug.up()).map((migration) => migration.name);
  } finally {
    await unlock();
  }
}

/** Takes back the last migration, or all of them with `to: 0`. */
export async function migrateDown(database: Database, folder: string, all = false): Promise<void> {
  const { umzug, unlock } = await prepare(database, folder);
  try {
    await umzug.down(all ? { to: 0 } : {});
  } finally {
    await unlock();
  }
}

/** Names of migrations that have not run: a server with pending ones does not start. */
export async function pendingMigrations(database: Database, folder: string): Promise<string[]> {
  const ran = new Set(await namesThatRan(database));
  return (await namesIn(folder)).filter((name) => !ran.has(name));
}

/** Only reads: the application's user may make no table, not even where none is yet. */
async function namesThatRan(database: Database): Promise<string[]> {
  const table = await database.row(
    'SELECT 1 FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = ?',
    [MIGRATIONS_TABLE],
  );
  if (table === null) return [];
  const rows = await database.rows<{ name: string }>(`SELECT name FROM ${MIGRATIONS_TABLE}`);
  return rows.map(({ name }) => name);
}

/** Opens, migrates and closes with the owner's address. */
export async function migrateAt(url: string, folder: string): Promise<string[]> {
  const database = openDatabase(url, { maxConnections: 3 });
  try {
    return await migrate(database, folder);
  } finally {
    await database.close();
  }
}

/** The shape of all tables as text, the same from every database with the same migrations. */
export async function dumpSchema(database: Database): Promise<string> {
  const tables = await database.rows<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' ORDER BY table_name`,
  );
  const parts: string[] = [];
  for (const { name } of tables) {
    if (name === MIGRATIONS_TABLE) continue;
    const created = await database.row<Record<string, string>>(`SHOW CREATE TABLE \`${name}\``);
    parts.push((created?.['Create Table'] ?? '').replace(/ AUTO_INCREMENT=\d+/, ''));
  }
  const triggers = await database.rows<{ name: string; event: string; body: string }>(
    `SELECT trigger_name AS name, CONCAT(action_timing, ' ', event_manipulation, ' ON ',
       event_object_table) AS event, action_statement AS body
     FROM information_schema.triggers WHERE trigger_schema = DATABASE() ORDER BY trigger_name`,
  );
  for (const trigger of triggers) {
    parts.push(`CREATE TRIGGER ${trigger.name} ${trigger.event} FOR EACH ROW ${trigger.body}`);
  }
  return parts.map((part) => `${part};\n`).join('\n');
}

export async function writeSchema(database: Database, folder: string): Promise<void> {
  await writeFile(path.join(folder, 'schema.sql'), await dumpSchema(database));
}

async function prepare(database: Database, folder: string) {
  const name = `migrations-${database.sequelize.getDatabaseName()}`;
  const umzug = await createUmzug(database, folder);
  // A lock of the server belongs to a connection: this transaction holds one for as long as we run.
  const tx = await database.sequelize.transaction();
  const got = await database.row<{ locked: number }>(
    'SELECT GET_LOCK(?, ?) AS locked',
    [name, LOCK_SECONDS],
    tx,
  );
  const unlock = async () => {
    await database.rows('SELECT RELEASE_LOCK(?)', [name], tx);
    await tx.rollback();
  };
  if (got?.locked !== 1) {
    await tx.rollback();
    throw new Error('another process has been migrating this database for two minutes');
  }
  return { umzug, unlock };
}

/** The migrations of a folder by name, in their order. */
async function namesIn(folder: string): Promise<string[]> {
  const files = (await readdir(folder)).filter((name) => FILE.test(name)).sort();
  return files.map((name) => name.slice(0, -'.ts'.length));
}

async function createUmzug(database: Database, folder: string) {
  const migrations = await Promise.all(
    (await namesIn(folder)).map(async (name) => {
      const file = path.join(folder, `${name}.ts`);
      const { up, down } = (await import(pathToFileURL(file).href)) as Migration;
      return {
        name,
        up: async () => {
          await database.run(up);
        },
        down: async () => {
          await database.run(down);
        },
      };
    }),
  );
  return new Umzug({
    migrations,
    storage: new SequelizeStorage({
      sequelize: database.sequelize,
      tableName: MIGRATIONS_TABLE,
      modelName: MIGRATIONS_TABLE,
    }),
    logger: undefined,
  });
}
