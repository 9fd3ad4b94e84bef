// What kill tests stand on: processes that die and come back find their data and each other.

import { expect } from 'chai';
import { startHousehold, untilDead, type Household } from '../support/household.ts';

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
