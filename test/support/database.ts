// One database for a mocha process, migrated once. `npm test` starts one server for all its parts
// and names it in TEST_MARIADB_SOCKET; a file that is run alone starts one of its own.

import { openDatabase, type Database } from '../../server/platform/database.ts';
import { migrate } from '../../server/platform/migrations.ts';
import { addressesAt, startMariadb, type Addresses } from '../../tools/dev/mariadb.ts';
import { MIGRATIONS } from '../../tools/dev/places.ts';
import { createEmptier, seedsOf, type Emptier } from './emptier.ts';
import { atTheEnd, children } from './teardown.ts';

type TestDatabase = {
  /** As the application sees it: neither DROP nor TRIGGER. */
  readonly app: Database;
  readonly owner: Database;
  readonly appUrl: string;
  readonly ownerUrl: string;
  readonly emptier: Emptier;
};

let started: Promise<TestDatabase> | null = null;

/** The migrated database of this mocha process, with the application's rights. */
export async function testDatabase(): Promise<Database> {
  return (await start()).app;
}

/** The same with the owner's rights, for what the application may not do. */
export async function ownerDatabase(): Promise<Database> {
  return (await start()).owner;
}

/** Its addresses, for processes that a test starts. */
export async function testDatabaseUrls(): Promise<{ app: string; owner: string }> {
  const { appUrl, ownerUrl } = await start();
  return { app: appUrl, owner: ownerUrl };
}

/** Deletes every row but those that the migrations themselves put there. As the owner. */
export async function emptyTables(): Promise<void> {
  const { emptier } = await start();
  await emptier.empty();
}

function start(): Promise<TestDatabase> {
  started ??= make();
  return started;
}

async function make(): Promise<TestDatabase> {
  const name = `jarnkoll_t${String(process.pid)}`;
  const server = await findServer();
  const [appUrl, ownerUrl] = [server.appUrl(name), server.ownerUrl(name)];
  await createDatabase(server, name);
  const owner = openDatabase(ownerUrl, { maxConnections: 3 });
  const app = openDatabase(appUrl);
  atTheEnd('the test database', async () => {
    await app.close();
    await owner.run(`DROP DATABASE IF EXISTS ${seedsOf(name)}`);
    await owner.run(`DROP DATABASE ${name}`);
    await owner.close();
  });
  await migrate(owner, MIGRATIONS);
  return { app, owner, appUrl, ownerUrl, emptier: await createEmptier(owner) };
}

/** An empty database on a server of ours; one of that name that a killed run left is dropped. */
export async function createDatabase(server: Addresses, name: string): Promise<void> {
  const entrance = openDatabase(server.ownerUrl('jarnkoll'), { maxConnections: 1 });
  try {
    await entrance.run(`DROP DATABASE IF EXISTS ${name}`);
    await entrance.run(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_swedish_ci`);
  } finally {
    await entrance.close();
  }
}

async function findServer(): Promise<Addresses> {
  const shared = process.env['TEST_MARIADB_SOCKET'];
  if (shared !== undefined) return addressesAt(shared);
  return startMariadb(children, {
    folder: children.temporaryFolder(true),
    settings: 'fast',
    background: true,
  });
}
