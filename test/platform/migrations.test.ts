// What a process learns of migrations before it starts, with no more rights than the application has.

import { readdir } from 'node:fs/promises';
import { expect } from 'chai';
import { openDatabase } from '../../server/platform/database.ts';
import { pendingMigrations } from '../../server/platform/migrations.ts';
import { addressesAt } from '../../tools/dev/mariadb.ts';
import { MIGRATIONS } from '../../tools/dev/places.ts';
import { createDatabase, ownerDatabase, testDatabaseUrls } from '../support/database.ts';

describe('migrations', () => {
  const empty = `jarnkoll_empty${String(process.pid)}`;

  after(async () => {
    await (await ownerDatabase()).run(`DROP DATABASE IF EXISTS ${empty}`);
  });

  it('are all told to the application’s user where none has run', async () => {
    const { app } = await testDatabaseUrls();
    const socket = new URL(app).searchParams.get('socketPath') ?? '';
    await createDatabase(addressesAt(socket), empty);
    const db = openDatabase(addressesAt(socket).appUrl(empty), { maxConnections: 1 });
    const pending = await pendingMigrations(db, MIGRATIONS).finally(() => db.close());
    const files = (await readdir(MIGRATIONS)).filter((name) => name.endsWith('.ts'));
    expect(pending).to.deep.equal(files.sort().map((name) => name.replace(/\.ts$/, '')));
  });

  it('are none where all have run', async () => {
    const db = openDatabase((await testDatabaseUrls()).app, { maxConnections: 1 });
    const pending = await pendingMigrations(db, MIGRATIONS).finally(() => db.close());
    expect(pending).to.deep.equal([]);
  });
});
