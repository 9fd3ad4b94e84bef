// The commands of interfaces.md §1 as a person types them: what they print, where, and how they end.

import { execFile } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import request from 'supertest';
import { ROOT } from '../../tools/dev/places.ts';
import { emptyTables, testDatabaseUrls } from '../support/database.ts';
import { testHouse } from '../support/house.ts';

type Ended = { readonly code: number; readonly out: string; readonly err: string };

describe('the commands', function () {
  this.timeout(60_000);
  let folder: string;
  let database: Awaited<ReturnType<typeof testDatabaseUrls>>;

  before(async () => {
    database = await testDatabaseUrls();
    folder = await mkdtemp(path.join(os.tmpdir(), 'jarnkoll-commands-'));
    await emptyTables();
  });

  const run = (command: string, ...words: string[]): Promise<Ended> =>
    runIn(
      {
        NODE_ENV: 'test',
        DATABASE_URL: database.app,
        MIGRATION_DATABASE_URL: database.owner,
        DATABASE_SETTINGS: 'fast',
        DATA_FOLDER: folder,
      },
      command,
      ...words,
    );
  const runIn = (
    settings: Readonly<Record<string, string>>,
    ...[command, ...words]: [string, ...string[]]
  ): Promise<Ended> =>
    new Promise((resolve) => {
      const env = { PATH: path.dirname(process.execPath), ...settings };
      const file = path.join(ROOT, 'tools', command);
      execFile(
        process.execPath,
        ['--import', 'tsx', file, ...words],
        { cwd: ROOT, env },
        (error, out, err) => {
          resolve({ code: error === null ? 0 : Number(error.code), out, err });
        },
      );
    });
  const token = (...words: string[]) => run('commands/token.ts', ...words);
  const importFile = (...words: string[]) => run('commands/import.ts', ...words);
  const kept = async (name: string, text: string) => {
    const file = path.join(folder, name);
    await writeFile(file, text);
    return file;
  };

  it('start: lists all that production lacks, and starts nothing', async () => {
    const refused = await runIn({ NODE_ENV: 'production' }, 'dev/start.ts');
    expect(refused.code).to.equal(1);
    for (const name of ['DATABASE_URL', 'BASE_URL', 'SAML_ROLES', 'TRUST_PROXY_HOPS']) {
      expect(refused.out).to.include(`  ${name}: must be`);
    }
  });

  it('token: the last line is the token, and the API knows it', async () => {
    const made = await token('--role', 'auditor', '--name', 'prov');
    expect([made.code, made.err]).to.deep.equal([0, '']);
    const last = made.out.trimEnd().split('\n').at(-1) ?? '';
    const { app } = await testHouse();
    const answer = await request(app)
      .get('/api/v1/billing-months')
      .set('Authorization', `Bearer ${last}`);
    expect(answer.status).to.equal(200);
  });

  it('token: says what is wrong with what was typed, and makes nothing', async () => {
    const typed = [
      ['--name', 'x', '--role', 'cost-centre-owner'],
      ['--name', 'x', '--role', 'auditor', '--responsible', 'eva'],
      ['--name', 'två', 'ord', '--role', 'auditor'],
      ['--nmae', 'x', '--role', 'auditor'],
    ];
    const all = await Promise.all(typed.map((words) => token(...words)));
    for (const [at, refused] of all.entries()) {
      const words = typed[at] ?? [];
      expect([refused.code, refused.out], words.join(' ')).to.deep.equal([1, '']);
      expect(refused.err)
        .to.include('Usage: npm run token')
        .and.not.to.match(/\n {4}at /);
    }
  });

  it('tells how it is typed to who asks, and that is no fault', async () => {
    const [told, demo] = await Promise.all([
      importFile('--help'),
      run('demo/main.ts', '--size', 'story', '-h'),
    ]);
    expect([told.code, told.err]).to.deep.equal([0, '']);
    expect(told.out).to.include('Usage: npm run import -- KIND FILE');
    expect([demo.code, demo.out]).to.deep.equal([
      0,
      'Usage: npm run demo -- --size story|gavle [--month YYYY-MM]\n',
    ]);
  });

  it('import: the flag may stand anywhere; what was read and what it did is told', async () => {
    const file = await kept('enheter.csv', 'code,name,kind\nX1,Ny,unit\n');
    const dry = await importFile('--dry-run', 'units', file);
    expect(dry.out).to.equal(
      'units: 1 rows, 1 added, 0 changed, 0 unchanged, 0 removed; delimiter ,; nothing is saved (--dry-run)\n',
    );
    const done = await importFile('units', file);
    expect([done.code, done.err]).to.deep.equal([0, '']);
    expect(done.out).to.include('1 added').and.not.to.include('dry-run');
    expect((await importFile('units', file, '--dry-run')).out).to.include('1 unchanged');
  });

  it('import: every fault with its row and column, nothing saved, and exit 1', async () => {
    const file = await kept('fel.csv', 'code;name;kind;parent\nX2;;unit;\nX3;Ny;hus;NEJ\n');
    const refused = await importFile('units', file);
    expect([refused.code, refused.out]).to.deep.equal([1, '']);
    expect(refused.err).to.include('Rad 2, name:').and.to.include('Rad 3, kind: hus');
    expect(refused.err).to.include('Rad 3, parent: NEJ').and.to.include('Filen har 3 fel');
  });

  it('import: a kind, a file or a word that there is not', async () => {
    const missing = await importFile('units', path.join(folder, 'finns-ej.csv'));
    expect([missing.code, missing.out]).to.deep.equal([1, '']);
    expect(missing.err)
      .to.include('finns-ej.csv')
      .and.not.to.match(/\n {4}at /);
    const refused = await importFile('units', 'a.csv', 'b.csv');
    expect(refused.code).to.equal(1);
    expect(refused.err).to.include('Not understood: b.csv\nUsage: npm run import');
  });

  it('invariants: one line, or JSON', async () => {
    await emptyTables();
    const told = await run('commands/invariants.ts');
    expect(told.code, told.out + told.err).to.equal(0);
    expect(told.out).to.match(/^invariants: \d+ checked, 0 broken, \d+ rows, [\d.]+ s\n$/);
    const json = JSON.parse((await run('commands/invariants.ts', '--json')).out) as object;
    expect(json).to.have.keys(['checked', 'broken', 'rows', 'seconds']);
  });
});
