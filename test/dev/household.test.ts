// What kill tests stand on: processes that die and come back find their data and each other.

import { expect } from 'chai';
import { startHousehold, untilDead, type Household } from '../support/household.ts';

/** Of the shape of a token, and nobody's. */
const TOKEN = 'jk_0123456789abcdef';

describe('a household', function () {
  this.timeout(120_000);
  let household: Household;

  before(async () => {
    household = await startHousehold();
  });

  after(() => household.stop());

  it('keeps what was committed when MariaDB is killed', async () => {
    const { database } = household;
    const before = await database.row<{ n: number }>('SELECT COUNT(*) AS n FROM migrations');
    await household.killMariadb();
    const after = await database.row<{ n: number }>('SELECT COUNT(*) AS n FROM migrations');
    expect(after).to.deep.equal(before);
    expect(before?.n).to.be.above(10);
  });

  it('says that the database is away, and to try again, while it is', async () => {
    const web = await household.startWeb();
    const call = async () =>
      fetch(`${household.url}/api/v1/units`, { headers: { Authorization: `Bearer ${TOKEN}` } });
    expect((await call()).status).to.equal(401);
    await household.killMariadb(async () => {
      const told = await call();
      expect(told.status).to.equal(503);
      expect(await told.json()).to.include({ code: 'database.away' });
      expect((await fetch(`${household.url}/readyz`)).status).to.equal(503);
    });
    expect((await call()).status).to.equal(401);
    await web.kill();
  });

  it('has a web process that answers again after it was killed', async () => {
    const first = await household.startWeb();
    await first.kill();
    expect((await untilDead(first, 1000)).signal).to.equal('SIGKILL');
    await household.startWeb();
    expect((await fetch(`${household.url}/livez`)).status).to.equal(200);
  });

  it('has a worker that ends when it is asked to', async () => {
    const worker = await household.startWorker();
    expect(await worker.stop()).to.deep.equal({ code: 0, signal: null });
  });
});
