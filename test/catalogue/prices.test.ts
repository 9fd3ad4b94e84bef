import { expect } from 'chai';
import { SYSTEM } from '../../server/kernel/actor.ts';
import type { LocalDate } from '../../server/kernel/calendar.ts';
import { Refusal } from '../../server/kernel/refusal.ts';
import type { ChangePrice } from '../../server/domains/catalogue/commands.ts';
import type { RegisterRooms } from '../support/registers.ts';
import { municipality } from '../inventory/municipality.ts';

describe('catalogue: another price from a day', () => {
  let rooms: RegisterRooms;

  beforeEach(async () => {
    rooms = await municipality();
  });

  const change = (changes: Partial<ChangePrice> = {}) =>
    rooms.catalogue.changePrice({
      list: 'own',
      item: 'extension',
      price: '49.50',
      per: 'month',
      from: '2027-01-01' as LocalDate,
      version: 1,
      reason: 'Budget 2027',
      actor: SYSTEM,
      ...changes,
    });
  const prices = async () =>
    (await rooms.catalogue.allPrices('own')).map(({ price, from, to, version }) => [
      price,
      from,
      to,
      version,
    ]);

  it('ends the running one the day before', async () => {
    await change();
    expect(await prices()).to.deep.equal([
      ['45.00', '2020-01-01', '2026-12-31', 2],
      ['49.50', '2027-01-01', null, 1],
    ]);
    const on = (day: string) =>
      rooms.catalogue.priceOn({ list: 'own', item: 'extension', on: day as LocalDate });
    expect((await on('2026-12-31'))?.price).to.equal('45.00');
    expect((await on('2027-01-01'))?.price).to.equal('49.50');
    expect(await on('2019-12-31')).to.equal(null);
    const [entry] = await rooms.journal.ofSubject('price:own/extension');
    expect(entry?.details).to.include({ before: '45.00', after: '49.50', reason: 'Budget 2027' });
  });

  it('may follow one that is to come, and one that has ended, with days between', async () => {
    await change();
    await change({ from: '2028-01-01' as LocalDate, price: '51' });
    await rooms.db.run("UPDATE prices SET to_on = '2028-06-30' WHERE from_on = '2028-01-01'");
    await change({ from: '2029-01-01' as LocalDate, price: '52' });
    expect((await prices()).map(([price, from, to]) => [price, from, to])).to.deep.equal([
      ['45.00', '2020-01-01', '2026-12-31'],
      ['49.50', '2027-01-01', '2027-12-31'],
      ['51.00', '2028-01-01', '2028-06-30'],
      ['52.00', '2029-01-01', null],
    ]);
  });

  it('may be the first of an item', async () => {
    await change({ item: 'mobile', version: null });
    expect(await prices()).to.have.length(2);
  });

  it('refuses days on which a price begins already, amounts that are none, items that are none', async () => {
    await change();
    const cases: [Partial<ChangePrice>, string, string][] = [
      [{ version: 1 }, 'conflict', 'price.overlap'],
      [{ from: '2026-06-01' as LocalDate, version: 2 }, 'conflict', 'price.overlap'],
      [{ price: '1,50' }, 'invalid', 'price.amount'],
      [{ item: 'nothing', version: null }, 'invalid', 'price.item-unknown'],
      [{ from: '2028-01-01' as LocalDate, version: 7 }, 'conflict', 'version.conflict'],
    ];
    for (const [changes, kind, code] of cases) {
      const refusal = await change(changes).then(
        () => expect.fail('it was allowed'),
        (error: unknown) => error as Refusal,
      );
      expect(refusal).to.include({ kind, code });
    }
  });

  it('lets one of many at once win, the first of an item too', async () => {
    for (const changes of [{}, { item: 'mobile', version: null }]) {
      const outcomes = await Promise.allSettled(
        ['50', '51', '52', '53'].map((price) => change({ ...changes, price })),
      );
      const lost = outcomes.flatMap((each) =>
        each.status === 'rejected' ? [each.reason as Refusal] : [],
      );
      expect(lost).to.have.length(3);
      for (const reason of lost) expect(reason.kind).to.equal('conflict');
    }
    expect(await prices()).to.have.length(3);
  });
});
