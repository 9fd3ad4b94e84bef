// The story from an empty house to a closed demonstration month, through the real intake, months and
// folders; and every figure on the way is the oracle's.

import { expect } from 'chai';
import type { Express } from 'express';
import type { Actor } from '../../server/kernel/actor.ts';
import { month, type Month } from '../../server/kernel/calendar.ts';
import type { House } from '../../server/compose.ts';
import { fillDemonstration, type Filling } from '../../tools/demo/fill.ts';
import { createHouseApi, mayFill, rememberPeople } from '../../tools/demo/house-api.ts';
import { createMunicipality, registerFiles } from '../../tools/demo/municipality.ts';
import { operatorDeliveries } from '../../tools/demo/operators.ts';
import { receiptsInFolder, startSimulator } from '../../tools/demo/simulator.ts';
import { formatMoney } from '../../server/http/formats.ts';
import { browseAs } from '../support/browse.ts';
import { emptyTables } from '../support/database.ts';
import { workingHouse } from '../support/house.ts';
import { walkLedger } from '../support/ledger-walk.ts';
import { readWorld, solveMonth, type SolvedMonth } from '../support/oracle/month.ts';
import { inOrder } from '../support/oracle/vouchers.ts';
import { people } from '../support/people.ts';
import { signIn } from '../support/sign-in.ts';

const MONTH = month('2026-10');

describe('the demonstration, month by month', function () {
  this.timeout(180_000);
  const municipality = createMunicipality('story', MONTH);
  const lines: string[] = [];
  let house: House;
  let app: Express;
  let filling: Filling;
  let stop: () => Promise<void>;

  before(async () => {
    const test = await workingHouse();
    const { ledgerOutbox, ledgerReceipts, inbox } = test.config.folders;
    await emptyTables();
    ({ house, app } = test);
    const simulator = startSimulator({
      inboxFolder: inbox,
      ledgerOutboxFolder: ledgerOutbox,
      ...receiptsInFolder(ledgerReceipts),
      delayMs: 1_000,
    });
    ({ stop } = simulator);
    const api = createHouseApi(house);
    filling = {
      size: 'story',
      month: MONTH,
      api,
      say: (line) => lines.push(line),
      patienceMs: 120_000,
    };
    await rememberPeople(house);
    await fillDemonstration(filling);
  });

  after(async () => {
    await stop();
  });

  it('closes the months behind it with the sums and vouchers of the oracle', async () => {
    for (const closed of municipality.timeline.closed) {
      const solved = solve(closed);
      const found = await house.billing.findMonth(closed);
      expect(found?.state, closed).to.equal('closed');
      expect(found?.sums).to.include({
        sharesOre: Number(solved.after.sharesOre),
        redListOre: 0,
        ownChargesOre: Number(solved.after.ownChargesOre),
      });
      expect(await vouchers(closed), closed).to.deep.equal(oracleVouchers(solved));
    }
  });

  it('was approved by the finance person, as the month says', async () => {
    const bjorn = await actorOf(people.bjorn.email);
    for (const closed of municipality.timeline.closed) {
      expect((await house.billing.findMonth(closed))?.approvedBy).to.equal(bjorn.id);
    }
  });

  it('leaves the messy month to people, with its red list', async () => {
    const { before } = solve(MONTH);
    const found = await house.billing.findMonth(MONTH);
    expect(found?.state).to.equal('red-list');
    expect(found?.sums).to.include({
      supplierNetOre: Number(before.supplierNetOre),
      sharesOre: Number(before.sharesOre),
      redListOre: Number(before.redListOre),
      ownChargesOre: Number(before.ownChargesOre),
    });
    expect(lines.at(-1)).to.equal(
      'Oktober 2026: 34 rader på röda listan, 4 817,84 kr; väntar på ekonomis godkännande.',
    );
  });

  it('changes nothing when it is filled again, and takes nobody else’s house', async () => {
    const known = new Set(municipality.registers.people.map(({ email = '' }) => email));
    expect(await mayFill(house, { month: MONTH, people: known })).to.equal(true);
    expect(await mayFill(house, { month: month('2026-09'), people: known })).to.equal(false);
    expect(await mayFill(house, { month: MONTH, people: new Set() })).to.equal(false);
    const told = lines.length;
    await fillDemonstration(filling);
    const registers = lines.slice(told, told + 15);
    expect(registers.every((line) => line.endsWith('inget nytt.'))).to.equal(true);
  });

  it('closes when the red list is placed and approved, with the vouchers of the oracle', async () => {
    const [eva, maja] = [await actorOf(people.eva.email), await actorOf(people.maja.email)];
    const found = await house.billing.findMonth(MONTH);
    const red = found === null ? [] : await house.billing.redListOf(found, 'open');
    await house.billing.placeLines(
      {
        month: MONTH,
        lineIds: red.map(({ lineId }) => lineId),
        owner: null,
        reason: 'Saknar hem, reklameras.',
        asRule: false,
      },
      eva,
    );
    await house.billing.approveMonth({ month: MONTH, freeze: null }, maja);
    await untilClosed(MONTH);
    // Which of two files in the inbox is taken first is nobody's promise.
    expect(await vouchers(MONTH)).to.have.deep.members(oracleVouchers(solve(MONTH)));
  });

  it('says on the first page what each month was invoiced for, services or not', async () => {
    const auditor = await browseAs({ app, db: house.db }, 'auditor');
    const { text } = await auditor.get('/');
    for (const closed of [...municipality.timeline.closed.slice(-1), MONTH]) {
      const invoiced = (await house.billing.findMonth(closed))?.sums.customerInvoicesOre ?? 0;
      expect(text, closed).to.contain(`>${formatMoney(invoiced, { unit: true })}<`);
    }
    expect(text).to.contain('Övrigt');
  });

  it('leads from 50 rows of the ledger to the bytes, which say those lines', async () => {
    const { cookie } = await signIn(house.db, {
      email: 'revisor@example.test',
      name: 'En revisor',
      rights: [{ role: 'auditor' }],
    });
    const walk = { month: MONTH, cookie, wanted: 50, seed: 20261031 };
    expect(await walkLedger({ house, app }, walk)).to.equal(50);
  });

  function solve(of: Month): SolvedMonth {
    const world = readWorld(registerFiles(municipality));
    const sent = operatorDeliveries(municipality, of);
    return solveMonth({ world, sent, month: of, placeOn: '1790' });
  }

  async function vouchers(of: Month) {
    return (await house.ledger.vouchersOf(of)).map(({ date, rows }) => ({
      date,
      rows: rows.map(({ account, objects, amountOre }) => ({
        account,
        objects: Object.fromEntries(
          objects.map(({ dimension, code }) => [String(dimension), code]),
        ),
        amountOre,
      })),
    }));
  }

  async function actorOf(email: string): Promise<Actor> {
    const found = await house.access.listUsers(email, null);
    const id = found.items[0]?.id;
    const actor = id === undefined ? null : await house.access.actorOf(id);
    if (actor === null) throw new Error(`nobody has the address ${email}`);
    return actor;
  }

  async function untilClosed(of: Month): Promise<void> {
    for (let attempt = 0; attempt < 600; attempt += 1) {
      if ((await house.billing.findMonth(of))?.state === 'closed') return;
      await filling.api.pause(200);
    }
    throw new Error(`month ${of} does not close`);
  }
});

function oracleVouchers(solved: SolvedMonth) {
  return solved.vouchers.map(({ date, rows }) => ({
    date,
    rows: inOrder(rows).map((row) => ({ ...row, amountOre: Number(row.amountOre) })),
  }));
}
