// The pages of suppliers and prices, and another price from a day.

import { expect } from 'chai';
import type { RegisterRooms } from '../support/registers.ts';
import { municipality, visitorsOf } from '../inventory/municipality.ts';
import type { Browsing } from '../support/browse.ts';

describe('pages of the catalogue', () => {
  let rooms: RegisterRooms;
  let eva: Browsing;
  let finance: Browsing;
  let karin: Browsing;
  let ove: Browsing;

  beforeEach(async () => {
    rooms = await municipality();
    ({ eva, finance, karin, ove } = await visitorsOf(rooms));
  });

  it('show suppliers with how their rows are classed', async () => {
    expect((await finance.get('/suppliers')).text).to.contain('Provtele AB');
    const { text } = await finance.get('/suppliers/PROV');
    expect(text).to.contain('Trafik').and.to.contain('Fast avgift');
    expect((await finance.get('/suppliers/NOPE')).status).to.equal(404);
    expect((await karin.get('/suppliers')).status).to.equal(404);
  });

  it('show price lists, and a way to change only to who may', async () => {
    const evas = (await eva.get('/prices')).text;
    expect(evas).to.contain('Anknytning').and.to.contain('45,00').and.to.contain('/prices/change');
    expect((await karin.get('/prices')).text)
      .to.contain('45,00')
      .and.not.to.contain('/change');
    expect((await karin.get('/prices/change')).status).to.equal(403);
    expect((await ove.get('/prices')).status).to.equal(404);
    expect((await eva.get('/prices?q=nope')).text).to.contain('Inget passar filtret');
  });

  describe('another price from a day', () => {
    const form = {
      list: 'own',
      item: 'extension',
      version: 1,
      price: '49,50',
      per: 'month',
      from: '2027-01-01',
      reason: 'Ny växel',
    };

    it('ends the one that ran, and begins', async () => {
      const shown = (await eva.get('/prices/change?list=own&item=extension')).text;
      expect(shown).to.contain('Nu gäller 45,00 kr').and.to.contain('name="version" value="1"');
      const { status, headers } = await eva.post('/prices/change', form);
      expect([status, headers['location']]).to.deep.equal([303, '/prices?list=own&done=changed']);
      const prices = await rooms.catalogue.allPrices('own');
      expect(prices.map(({ price, from, to }) => [Number(price), from, to])).to.deep.equal([
        [45, '2020-01-01', '2026-12-31'],
        [49.5, '2027-01-01', null],
      ]);
      expect((await eva.get('/prices?list=own&done=changed')).text).to.contain('Priset är sparat');
    });

    it('follows the price that was last, also one that is still to come', async () => {
      await eva.post('/prices/change', form);
      await rooms.db.run("UPDATE prices SET version = 5 WHERE from_on = '2027-01-01'");
      const shown = (await eva.get('/prices/change?list=own&item=extension')).text;
      expect(shown).to.contain('Nu gäller 45,00 kr').and.to.contain('name="version" value="5"');
      const later = { ...form, version: 5, from: '2028-01-01' };
      expect((await eva.post('/prices/change', later)).status).to.equal(303);
      expect((await eva.post('/prices/change', { ...form, list: 'x'.repeat(41) })).status).to.equal(
        422,
      );
    });

    it('shows the form again with the fault at its field', async () => {
      const faults: readonly [Partial<typeof form>, RegExp][] = [
        [{ price: 'mycket' }, /id="price-fault">Skriv ett belopp/],
        [{ from: '' }, /id="from-fault">Skriv en dag/],
        [{ item: 'nope', version: 0 }, /id="item-fault">/],
        [{ from: '2019-01-01' }, /id="from-fault">/],
      ];
      for (const [change, fault] of faults) {
        const answer = await eva.post('/prices/change', { ...form, ...change });
        expect(answer.status, JSON.stringify(change)).to.equal(422);
        expect(answer.text).to.match(fault);
      }
      expect(await rooms.catalogue.allPrices('own')).to.have.length(1);
    });

    it('is refused to others and to forged forms', async () => {
      const answers = await Promise.all([
        finance.post('/prices/change', form),
        karin.post('/prices/change', { ...form, price: 'x' }),
        eva.forge('/prices/change', form),
      ]);
      expect(answers.map(({ status }) => status)).to.deep.equal([403, 403, 403]);
    });
  });
});
