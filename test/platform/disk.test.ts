// The disk's watch: told early, refused late, and nothing half kept in between.

import { Readable } from 'node:stream';
import { expect } from 'chai';
import request from 'supertest';
import { compose } from '../../server/compose.ts';
import { instantAfter, toInstant } from '../../server/kernel/calendar.ts';
import { createStillClock } from '../../server/platform/clock.ts';
import {
  createDisk,
  standingOf,
  type DiskReading,
  type DiskStanding,
} from '../../server/platform/disk.ts';
import { composeWeb } from '../../server/web.ts';
import { anInvoiceFile } from '../support/a.ts';
import { apiClient, type ApiClient } from '../support/api-client.ts';
import { emptyTables } from '../support/database.ts';
import { testHouse, type TestHouse } from '../support/house.ts';

const GIB = 1024 ** 3;
/** So many per cent of a disk of that size. */
const used = (percent: number, gib = 10): DiskReading => ({
  usedBytes: (percent / 100) * gib * GIB,
  freeBytes: (1 - percent / 100) * gib * GIB,
});

describe('how full a disk is', () => {
  const strict: [number, DiskStanding['standing'], number][] = [
    [0, 'ok', 0],
    [84.99, 'ok', 84],
    [85, 'tight', 85],
    [91.99, 'tight', 91],
    [92, 'full', 92],
    [100, 'full', 100],
  ];
  for (const [percent, standing, usedPercent] of strict) {
    it(`${String(percent)} per cent is ${standing}`, () => {
      const found = standingOf(used(percent), Infinity);
      expect(found).to.deep.equal({ standing, usedPercent });
    });
  }

  it('with enough left it is only tight, whatever the share', () => {
    expect(standingOf(used(95, 1000), 2 * GIB).standing).to.equal('tight');
    expect(standingOf(used(95, 10), 2 * GIB).standing).to.equal('full');
  });

  it('is asked of the system at most every five seconds, of a folder that may be missing', async () => {
    let [asked, now] = [0, 0];
    const read = () => {
      asked += 1;
      return Promise.resolve(used(50));
    };
    const disk = createDisk({ folder: '.', enoughBytes: 0, read, now: () => now });
    await Promise.all([disk.look(), disk.look()]);
    now = 4999;
    await disk.look();
    expect(asked).to.equal(1);
    now = 5000;
    await disk.look();
    expect(asked).to.equal(2);
    const missing = createDisk({ folder: './no/such/folder', enoughBytes: 0 });
    expect((await missing.look()).usedPercent).to.be.within(0, 100);
  });
});

describe('a house on a full disk', function () {
  this.timeout(60_000);
  let test: TestHouse;
  const clock = createStillClock(toInstant(new Date()));
  let disk = used(50);
  let eva: ApiClient;

  before(async () => {
    const { config, house } = await testHouse();
    const read = () => Promise.resolve(disk);
    const own = compose(config, 'test', { db: house.db, clock, readDisk: read });
    const web = await composeWeb(own);
    test = { house: own, web, app: web.app, config };
  });

  beforeEach(async () => {
    await emptyTables();
    eva = await apiClient(test, 'administrator');
  });

  /** The next look is a new one: the last is kept for some seconds. */
  const fill = (percent: number) => {
    disk = used(percent);
    clock.set(instantAfter(clock.now(), 5000));
  };
  const units = Buffer.from('code;name;kind\nK;Kommunen;municipality\n');
  const suppliers = Buffer.from('code;name\nPROV;Provtele AB\n');
  const file = { name: 'F-1.xml', bytes: anInvoiceFile() };

  it('tells it, takes nothing in, serves what is there, and goes on when there is room', async () => {
    expect((await eva.importCsv('suppliers', suppliers)).status).to.equal(200);
    fill(93);
    const ready = await request(test.app).get('/readyz');
    expect(ready.status).to.equal(200);
    expect(ready.body).to.deep.include({ disk: { standing: 'full', usedPercent: 93 } });
    const { text } = await request(test.app).get('/metrics');
    expect(text).to.contain('data_disk_used_percent 93');
    for (const refused of [await eva.importCsv('units', units), await eva.upload('PROV', [file])]) {
      expect(refused.status).to.equal(503);
      expect(refused.body).to.include({ code: 'disk.full' });
      const { message } = refused.body as { message: string };
      expect(message).to.contain('Disken är full till 93 procent');
    }
    expect((await eva.importCsv('units', units, '?dryRun=true')).status).to.equal(200);
    expect((await eva.get('/supplier-invoices')).body).to.deep.include({ items: [] });
    await test.house.files.put(Readable.from([Buffer.from('x')]), 10).then(
      () => expect.fail('it was kept'),
      (error: unknown) => {
        expect(error).to.include({ code: 'disk.full' });
      },
    );
    fill(86);
    expect((await request(test.app).get('/readyz')).body).to.deep.include({
      disk: { standing: 'tight', usedPercent: 86 },
    });
    expect((await eva.upload('PROV', [file])).status).to.equal(202);
  });
});
