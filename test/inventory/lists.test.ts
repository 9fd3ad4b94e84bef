import { expect } from 'chai';
import type { Reach } from '../../server/kernel/actor.ts';
import type { LocalDate, Month } from '../../server/kernel/calendar.ts';
import { ore } from '../../server/kernel/money.ts';
import {
  NO_FILTER,
  SUBSCRIPTION_SORTS,
  type ListScope,
  type SubscriptionFilter,
} from '../../server/domains/inventory/rules/lists.ts';
import type { RegisterRooms } from '../support/registers.ts';
import { municipality } from './municipality.ts';

const ON = '2026-11-24' as LocalDate;
const EVERYTHING: ListScope = { reach: reach([]), self: null };

function reach(
  costCentres: string[],
  customers: string[] = [],
  all = costCentres.length === 0,
): Reach {
  return {
    all,
    units: new Set(),
    costCentres: new Set(costCentres),
    customers: new Set(customers),
  };
}

function only(
  costCentres: string[],
  customers: string[] = [],
  self: string | null = null,
): ListScope {
  return { reach: reach(costCentres, customers, false), self };
}

const TWENTY = Array.from({ length: 20 }, (_, index) => index);

function service(index: number): string {
  const two = String(index).padStart(2, '0');
  const began = `2021-01-${String(Math.max(1, index)).padStart(2, '0')}`;
  const ended = index === 19 ? '2026-06-30' : '';
  const what = `mobile;+467020000${two};PROV;Plan ${String(index % 3)}`;
  return `L-${two};${what};${began};${ended};Hus ${two}`;
}

function ownership(index: number): string {
  const id = `L-${String(index).padStart(2, '0')}`;
  if (index === 0) return `${id};2000;2021-01-01;60;;\n${id};3000;2021-01-01;40;;`;
  const email = index === 5 ? 'ove.prov@example.test' : '';
  const thing = index === 7 ? 'Hissen i Å' : '';
  return `${id};${index % 2 === 0 ? '2000' : '3000'};2021-01-01;;${email};${thing}`;
}

describe('inventory: the list of services', () => {
  let rooms: RegisterRooms;

  before(async () => {
    rooms = await municipality();
    await rooms.importText(
      'subscriptions',
      `id;service_type;identifier;supplier;plan;activated_on;terminated_on;place\n${TWENTY.map(service).join('\n')}\n`,
    );
    const owned = TWENTY.map(ownership);
    await rooms.importText(
      'ownerships',
      `subscription;owner;from;share;holder_email;holder_text\n${owned.join('\n')}\n`,
    );
    await rooms.db.transaction((tx) =>
      rooms.inventory.recordMonthCosts(
        '2026-10' as Month,
        [
          { subscriptionId: 'L-00', owner: '2000', netOre: ore(6000) },
          { subscriptionId: 'L-00', owner: '3000', netOre: ore(4000) },
          { subscriptionId: 'L-01', owner: '3000', netOre: ore(-500) },
          { subscriptionId: 'L-02', owner: '2000', netOre: ore(9900) },
        ],
        tx,
      ),
    );
    await rooms.db.transaction((tx) =>
      rooms.inventory.recordMonthCosts(
        '2026-09' as Month,
        [{ subscriptionId: 'L-02', owner: '2000', netOre: ore(100) }],
        tx,
      ),
    );
  });

  type Asking = Partial<Parameters<RegisterRooms['inventory']['listSubscriptions']>[0]>;
  const list = (asking: Asking = {}) =>
    rooms.inventory.listSubscriptions({
      filter: NO_FILTER,
      scope: EVERYTHING,
      on: ON,
      costMonth: '2026-10' as Month,
      sort: 'number',
      descending: false,
      size: 100,
      cursor: null,
      ...asking,
    });
  const ids = async (asking: Asking = {}) => (await list(asking)).rows.map(({ id }) => id);
  const filter = (changes: Partial<SubscriptionFilter>): Asking => ({
    filter: { ...NO_FILTER, ...changes },
  });

  for (const sort of SUBSCRIPTION_SORTS) {
    for (const descending of [false, true]) {
      it(`walks all pages forth and back by ${sort}, ${descending ? 'down' : 'up'}`, async () => {
        const whole = await ids({ sort, descending });
        expect(new Set(whole).size).to.equal(24);
        const forth: string[][] = [];
        let page = await list({ sort, descending, size: 7 });
        expect(page.previous).to.equal(null);
        forth.push(page.rows.map(({ id }) => id));
        while (page.next !== null) {
          page = await list({ sort, descending, size: 7, cursor: page.next });
          expect(page.first).to.equal(forth.flat().length + 1);
          forth.push(page.rows.map(({ id }) => id));
        }
        expect(forth.flat()).to.deep.equal(whole);
        const back: string[][] = [];
        while (page.previous !== null) {
          page = await list({ sort, descending, size: 7, cursor: page.previous });
          back.unshift(page.rows.map(({ id }) => id));
        }
        expect(page.first).to.equal(1);
        expect([...back.flat(), ...(forth.at(-1) ?? [])]).to.deep.equal(whole);
      });
    }
  }

  it('shows owners by share, costs of the month and of the one before', async () => {
    const { rows } = await list(filter({ search: 'L-00' }));
    expect(rows[0]).to.deep.include({ costOre: 10000, previousCostOre: null });
    expect(rows[0]?.owners.map(({ owner, share }) => [owner, share])).to.deep.equal([
      ['2000', 6000],
      ['3000', 4000],
    ]);
    const [second] = (await list(filter({ search: 'L-02' }))).rows;
    expect(second).to.deep.include({ costOre: 9900, previousCostOre: 100 });
    expect((await ids({ sort: 'cost', descending: true })).slice(0, 2)).to.deep.equal([
      'L-00',
      'L-02',
    ]);
    expect((await ids({ sort: 'change', descending: true }))[0]).to.equal('L-00');
    expect((await ids({ sort: 'cost' }))[0]).to.equal('L-01');
  });

  it('shows each exactly one’s own, with one’s own part of the costs', async () => {
    const two = await list({ scope: only(['2000']) });
    expect(two.rows.map(({ id }) => id)).to.include.members(['L-00', 'L-02', 'S-4']);
    expect(two.rows.map(({ id }) => id)).not.to.include('L-01');
    expect(two.rows.find(({ id }) => id === 'L-00')?.costOre).to.equal(6000);
    const totals = await rooms.inventory.totalsOfSubscriptions({
      filter: NO_FILTER,
      scope: only(['2000']),
      on: ON,
      costMonth: '2026-10' as Month,
    });
    expect(totals).to.deep.equal({ count: two.rows.length, costOre: 15900 });
    expect(await ids({ scope: only([], ['KUND']) })).to.deep.equal(['S-3']);
    expect(await ids({ scope: only([], [], 'ove.prov@example.test') })).to.deep.equal(['L-05']);
    expect(await ids({ scope: only([]) })).to.deep.equal([]);
    expect(await ids({ scope: only(['3000']), ...filter({ owners: ['2000'] }) })).to.deep.equal([
      'L-00',
    ]);
  });

  it('counts and sums what the filter lets through', async () => {
    const totals = (changes: Partial<SubscriptionFilter>) =>
      rooms.inventory.totalsOfSubscriptions({
        filter: { ...NO_FILTER, ...changes },
        scope: EVERYTHING,
        on: ON,
        costMonth: '2026-10' as Month,
      });
    expect(await totals({})).to.deep.equal({ count: 24, costOre: 19400 });
    expect(await totals({ types: ['extension'] })).to.deep.equal({ count: 1, costOre: 0 });
    expect(await totals({ status: 'terminated' })).to.deep.equal({ count: 1, costOre: 0 });
    expect((await totals({ status: 'active' })).count).to.equal(23);
    expect((await totals({ status: 'coming' })).count).to.equal(0);
    expect((await totals({ suppliers: ['PROV'], owners: ['1000', 'KUND'] })).count).to.equal(2);
  });

  it('finds a number in any spelling, a key, a place, a plan and a holder', async () => {
    expect(await ids(filter({ search: '070-200 00 05' }))).to.deep.equal(['L-05']);
    expect(await ids(filter({ search: '2000007' }))).to.deep.equal(['L-07']);
    expect(await ids(filter({ search: 'L-1' }))).to.have.length(10);
    expect(await ids(filter({ search: 'hus 11' }))).to.deep.equal(['L-11']);
    expect(await ids(filter({ search: 'plan 2' }))).to.have.length(6);
    expect(await ids(filter({ search: 'hissen' }))).to.deep.equal(['L-07']);
    expect(await ids(filter({ search: 'Ove', holders: ['ove.prov@example.test'] }))).to.deep.equal([
      'L-05',
    ]);
    expect(await ids(filter({ search: '%' }))).to.deep.equal([]);
    expect(await ids(filter({ search: "'; DROP TABLE x" }))).to.deep.equal([]);
  });

  it('counts active services by type, now and at the end of the month before', async () => {
    const counts = await rooms.inventory.countsByType('2026-07-10' as LocalDate, EVERYTHING);
    expect(counts).to.have.deep.members([
      { serviceType: 'mobile', count: 22, countBefore: 23 },
      { serviceType: 'extension', count: 1, countBefore: 1 },
    ]);
    const own = await rooms.inventory.countsByType(ON, only([], ['KUND']));
    expect(own).to.deep.equal([{ serviceType: 'mobile', count: 1, countBefore: 1 }]);
  });
});
