// The pages of services: what each sees of the list, its files and its cards, and moving an owner.

import { expect } from 'chai';
import { ore } from '../../server/kernel/money.ts';
import { month } from '../../server/kernel/calendar.ts';
import type { RegisterRooms } from '../support/registers.ts';
import type { Browsing } from '../support/browse.ts';
import { closeMonthWith } from '../billing/a-closed-month.ts';
import { municipality, visitorsOf } from './municipality.ts';

const NBSP = '\u00a0';

describe('pages of services', () => {
  let rooms: RegisterRooms;
  let eva: Browsing;
  let karin: Browsing;
  let omar: Browsing;
  let ove: Browsing;
  let finance: Browsing;

  beforeEach(async () => {
    rooms = await municipality();
    ({ eva, karin, omar, ove, finance } = await visitorsOf(rooms));
    await rooms.db.transaction((tx) =>
      rooms.inventory.recordMonthCosts(
        month('2026-10'),
        [
          { subscriptionId: 'S-1', owner: '1000', netOre: ore(12_345) },
          { subscriptionId: 'S-4', owner: '2000', netOre: ore(4_500) },
        ],
        tx,
      ),
    );
  });

  describe('the list', () => {
    it('shows an administrator everything, with count, sum and paging', async () => {
      const { status, text } = await eva.get('/subscriptions');
      expect(status).to.equal(200);
      expect(text).to.contain(`4 tjänster · 168,45${NBSP}kr i oktober 2026`);
      expect(text).to.contain(`070-174${NBSP}06${NBSP}01`).and.to.contain('rad 1–4 av 4');
      expect(text).to.match(/<th scope="col" aria-sort="ascending"><button[^>]*value="-number"/);
    });

    it('shows the others what their cost centres own, and no more of the sum', async () => {
      const karins = (await karin.get('/subscriptions')).text;
      expect(karins).to.contain(`1 tjänst · 123,45${NBSP}kr`).and.not.to.contain('10001');
      const omars = (await omar.get('/subscriptions')).text;
      expect(omars).to.contain('2 tjänster').and.not.to.contain('KUND');
      const oves = (await ove.get('/subscriptions')).text;
      expect(oves).to.contain('Inga tjänster än').and.not.to.contain('/subscriptions/S-');
    });

    it('shows an employee one’s own, and no costs, which are not theirs to see', async () => {
      await rooms.db.rows(
        "UPDATE ownerships SET holder_email = 'ove.prov@example.test' WHERE subscription = 'S-1'",
      );
      const { text } = await ove.get('/subscriptions');
      expect(text).to.contain('Du ser det som du själv har: 1 pågående tjänster.');
      expect(text).to.contain(`070-174${NBSP}06${NBSP}01`);
      expect(text).not.to.match(/0,00|oktober 2026|Mot månaden före/);
      expect((await ove.get('/')).text).not.to.match(/0,00|i oktober/);
    });

    it('keeps filter, sorting and month in the address, as chips that go away one by one', async () => {
      const { text } = await eva.get('/subscriptions?q=10001&unit=E&status=all&sort=-cost');
      expect(text).to.contain('1 tjänst ');
      expect(text).to.match(/aria-sort="descending"><button[^>]*value="cost"/);
      expect(text).to.contain('Sökt: 10001').and.to.contain('Enhet: Enheten');
      expect(text).to.contain(
        'href="/subscriptions?q&#x3D;10001&amp;status&#x3D;all&amp;sort&#x3D;-cost"',
      );
      expect(text).to.contain('/subscriptions.csv?q&#x3D;10001');
    });

    it('takes nonsense in the address for nothing, but not an unknown field', async () => {
      const { status, text } = await eva.get('/subscriptions?sort=;drop&month=2026-13&after=xx');
      expect(status).to.equal(200);
      expect(text).to.contain('4 tjänster');
      expect((await eva.get('/subscriptions?hack=1')).status).to.equal(400);
    });

    it('says what can be done where nothing fits', async () => {
      const { text } = await eva.get('/subscriptions?q=nobody-here');
      expect(text).to.contain('Inget passar filtret').and.to.contain('Rensa alla');
    });
  });

  describe('its files', () => {
    it('are the same rows as CSV, with kronor and numbers as they are', async () => {
      const { text, headers } = await karin.get('/subscriptions.csv');
      expect(headers['content-disposition']).to.contain('abonnemang.csv');
      const [header, ...rows] = text.replace('\ufeff', '').trim().split('\r\n');
      expect(header).to.match(/^Id;Typ;Nummer;/);
      expect(rows).to.have.length(1);
      expect(rows[0]).to.contain('S-1;Mobil;+46701740601;').and.to.contain(';123,45;');
    });

    it('are an Excel file too', async () => {
      const answer = await omar.get('/subscriptions.xlsx');
      expect(answer.status).to.equal(200);
      expect(answer.headers['content-type']).to.contain('spreadsheetml');
    });
  });

  describe('a card', () => {
    it('tells who had it when, what it costs, and offers only what one may do', async () => {
      const { status, text } = await eva.get('/subscriptions/S-1');
      expect(status).to.equal(200);
      expect(text).to.contain('Vem hade det när').and.to.contain('1000 Ett');
      expect(text).not.to.contain('Visa samma tal som tabell');
      expect(text).to.contain('/subscriptions/S-1/ownership');
      const karins = (await karin.get('/subscriptions/S-1')).text;
      expect(karins).to.contain('1000 Ett').and.not.to.contain('/subscriptions/S-1/ownership');
    });

    it('shows by class what each owner was charged, to those who may see the owner', async () => {
      await closeMonthWith(rooms.db, month('2026-09'), [
        { owner: '1000', netOre: 14_900, subscriptionId: 'S-1' },
        { owner: '2000', netOre: 777, subscriptionId: 'S-1', class: 'traffic' },
      ]);
      await closeMonthWith(rooms.db, month('2026-10'), [
        { owner: '1000', netOre: 14_900, subscriptionId: 'S-1' },
        { owner: '1000', netOre: -990, subscriptionId: 'S-1', class: 'discount' },
        { owner: '1000', netOre: 8900, subscriptionId: 'S-1', class: 'one_off' },
        { owner: '1000', netOre: 55_555 },
      ]);
      const all = (await eva.get('/subscriptions/S-1')).text;
      expect(all).to.contain('<title>Rabatt, oktober 2026: −9,90');
      expect(all).to.contain('<title>Trafik, september 2026: 7,77');
      expect(all).to.match(/<th scope="row">.*oktober 2026.*<td class="num strong">228,10</);
      expect(all).not.to.contain('555,55');
      const own = (await karin.get('/subscriptions/S-1')).text;
      expect(own).to.contain('Rabatt, oktober 2026').and.not.to.contain('Trafik, september');
      expect(own).not.to.contain('7,77');
    });

    it('does not exist for who may not see it, nor where there is none', async () => {
      const hidden = await karin.get('/subscriptions/S-2');
      const missing = await karin.get('/subscriptions/NO-SUCH');
      expect([hidden.status, missing.status]).to.deep.equal([404, 404]);
      const body = ({ text }: { text: string }) => text.replace(/S-2|NO-SUCH/g, '');
      expect(body(hidden)).to.equal(body(missing));
      expect((await finance.get('/subscriptions/S-1/ownership')).status).to.equal(403);
      expect((await omar.get('/subscriptions/S-2/ownership')).status).to.equal(404);
    });
  });

  describe('another owner from a day', () => {
    const form = {
      version: 1,
      from: '2026-11-01',
      owner1: '2000',
      share1: '100',
      owner2: '',
      share2: '',
      owner3: '',
      share3: '',
      holderEmail: 'Ove.Prov@example.test',
      holderText: '',
      reason: 'Bytte tjänst',
    };

    it('ends what ran the day before, begins the new, and says so', async () => {
      const { status, headers } = await omar.post('/subscriptions/S-1/ownership', form);
      expect([status, headers['location']]).to.deep.equal([303, '/subscriptions/S-1?done=moved']);
      const periods = await rooms.inventory.ownershipsOf(['S-1']);
      expect(periods.map(({ owner, from, to }) => [owner, from, to])).to.deep.equal([
        ['1000', '2020-01-01', '2026-10-31'],
        ['2000', '2026-11-01', null],
      ]);
      const { text } = await omar.get('/subscriptions/S-1?done=moved');
      expect(text).to.contain('Ändringen är sparad').and.to.contain('Flyttad till 2000 Två');
      expect(text).to.contain('Ove Prov');
      expect((await eva.get('/subscriptions/S-1')).text).to.contain('En coordinator');
      await rooms.db.run(
        "UPDATE users SET email = 'Ove.Prov@example.test' WHERE name = 'En coordinator'",
      );
      await rooms.db.run(
        "UPDATE people SET is_protected = 1 WHERE email = 'ove.prov@example.test'",
      );
      expect((await eva.get('/subscriptions/S-1')).text).not.to.contain('En coordinator');
      const [entry] = await rooms.journal.ofSubject('subscription:S-1');
      expect(entry?.event).to.equal('ownership.changed');
    });

    it('shares between several', async () => {
      const shares = { share1: '60', owner2: '1000', share2: '40,0' };
      await eva.post('/subscriptions/S-1/ownership', { ...form, ...shares });
      const periods = await rooms.inventory.ownershipsOf(['S-1']);
      const now = periods.filter(({ to }) => to === null);
      expect(now.map(({ owner, share }) => [owner, share])).to.deep.equal([
        ['1000', 4000],
        ['2000', 6000],
      ]);
    });

    it('shows the form again with what was written and the fault at its field', async () => {
      const faults: readonly [Partial<typeof form>, RegExp][] = [
        [{ from: '2026-02-31' }, /id="from-fault">Skriv en dag/],
        [{ reason: '' }, /id="reason-fault">Skriv varför/],
        [{ owner1: 'NOPE' }, /id="owner1-fault">NOPE är varken/],
        [{ share1: '90' }, /id="share1-fault">Andelarna blir 90/],
        [{ holderEmail: 'nobody@example.test' }, /id="holderEmail-fault">Innehavaren finns inte/],
      ];
      for (const [change, fault] of faults) {
        const answer = await eva.post('/subscriptions/S-1/ownership', { ...form, ...change });
        expect(answer.status).to.equal(422);
        expect(answer.text).to.match(fault).and.to.contain('<title>Fel: ');
        const reason = change.reason ?? form.reason;
        expect(answer.text).to.contain(`>${reason}</textarea>`);
      }
      const { text } = await eva.post('/subscriptions/S-1/ownership', { ...form, owner1: '' });
      expect(text).to.contain('<a href="#owner1">Ägare 1, kod på kostnadsställe eller kund · Fyll');
      expect(await rooms.inventory.ownershipsOf(['S-1'])).to.have.length(1);
    });

    it('tells the second of two that somebody was first', async () => {
      await eva.post('/subscriptions/S-1/ownership', form);
      const late = await omar.post('/subscriptions/S-1/ownership', { ...form, from: '2026-12-01' });
      expect(late.status).to.equal(422);
      expect(late.text).to.contain('Någon annan har ändrat detta');
    });

    it('gives nothing to those outside ones reach, and does not tell that they exist', async () => {
      const away = await omar.post('/subscriptions/S-1/ownership', { ...form, owner1: '7000' });
      const nowhere = await omar.post('/subscriptions/S-1/ownership', { ...form, owner1: '7999' });
      expect([away.status, nowhere.status]).to.deep.equal([422, 422]);
      expect(away.text).to.contain('7000 är varken');
      expect((await omar.get('/subscriptions/S-1/ownership')).text).not.to.contain('value="7000"');
    });

    it('is refused to others, to forged forms, and also when the form is wrong', async () => {
      expect((await karin.post('/subscriptions/S-1/ownership', form)).status).to.equal(403);
      expect((await finance.post('/subscriptions/S-1/ownership', form)).status).to.equal(403);
      expect((await omar.post('/subscriptions/S-2/ownership', form)).status).to.equal(404);
      const wrong = { ...form, from: 'x' };
      expect((await omar.post('/subscriptions/S-2/ownership', wrong)).status).to.equal(404);
      expect((await eva.forge('/subscriptions/S-1/ownership', form)).status).to.equal(403);
      expect(await rooms.inventory.ownershipsOf(['S-1'])).to.have.length(1);
    });
  });
});
