// The pages of the organisation: what each sees of units, cost centres and people, and changes from a day.

import { expect } from 'chai';
import { localDate, month } from '../../server/kernel/calendar.ts';
import { sum, toOre } from '../../server/kernel/money.ts';
import type { RegisterRooms } from '../support/registers.ts';
import { closeMonthWith } from '../billing/a-closed-month.ts';
import { municipality, visitorsOf } from '../inventory/municipality.ts';
import type { Browsing } from '../support/browse.ts';
import { testHouse } from '../support/house.ts';

const OCTOBER = month('2026-10');

describe('pages of the organisation', () => {
  let rooms: RegisterRooms;
  let eva: Browsing;
  let karin: Browsing;
  let omar: Browsing;
  let finance: Browsing;
  let ove: Browsing;
  let tove: Browsing;

  beforeEach(async () => {
    rooms = await municipality();
    ({ eva, finance, karin, omar, tove, ove } = await visitorsOf(rooms));
    await closeMonthWith(rooms.db, OCTOBER, [
      { owner: '1000', netOre: 12_300, subscriptionId: 'S-1' },
      { owner: '1000', netOre: 45, class: 'discount' },
      { owner: '7000', netOre: 70_000, kind: 'company', customer: 'BAB', subscriptionId: 'S-2' },
      { owner: 'KUND', netOre: 1000, kind: 'external' },
    ]);
  });

  const form = {
    version: 1,
    from: '2026-12-01',
    name: 'Ett och ett halvt',
    unit: 'F',
    ownerEmail: 'ove.prov@example.test',
    coordinatorEmail: '',
    codeString: 'activity=510',
    counterpart: '2',
    vat: 'deductible',
    channel: 'email',
    reason: 'Omorganisation',
  };

  describe('units', () => {
    it('add up what lies below them, and open down to the cost centres', async () => {
      const top = (await eva.get('/units')).text;
      expect(top).to.contain('Provköpings kommun').and.to.contain('823,45');
      const unit = (await eva.get('/units/E')).text;
      expect(unit).to.contain('Enheten').and.to.contain('1000 Ett').and.to.contain('123,45');
      expect(unit).to.contain('href="/cost-centres?unit&#x3D;E"');
      expect(unit).to.contain('href="/units/F"');
    });

    it('add up to the customer invoices of the month, with the lines of no service', async () => {
      const { house } = await testHouse();
      const costs = (await house.billing.costsOfOwners([OCTOBER])).get(OCTOBER);
      const invoiced = await rooms.db.row<{ netOre: unknown }>(
        'SELECT SUM(net_ore) AS netOre FROM customer_invoices WHERE month = ?',
        [OCTOBER],
      );
      expect(sum(costs?.values() ?? []))
        .to.equal(toOre(invoiced?.netOre))
        .and.to.equal(83_345);
      expect([...(costs ?? [])].sort()).to.deep.equal([
        ['1000', 12_345],
        ['7000', 70_000],
        ['KUND', 1000],
      ]);
    });

    it('show each only the own branches and the own money', async () => {
      const { status, text } = await karin.get('/units');
      expect(status).to.equal(200);
      expect(text)
        .to.contain('123,45')
        .and.not.to.match(/823,45|Bostäder/);
      expect((await karin.get('/units/E')).text).not.to.contain('2000 Två');
      expect((await karin.get('/units/BAB')).status).to.equal(404);
      expect((await karin.get('/units/NOPE')).status).to.equal(404);
      expect((await ove.get('/units')).status).to.equal(404);
    });
  });

  describe('cost centres', () => {
    it('are listed, searched, sorted and narrowed within reach', async () => {
      const all = (await eva.get('/cost-centres')).text;
      expect(all).to.contain('6 kostnadsställen').and.to.contain('rad 1–6 av 6');
      const found = (await eva.get('/cost-centres?q=tv%C3%A5&unit=E')).text;
      expect(found).to.contain('2000 Två').and.not.to.contain('1000 Ett');
      const byCost = (await eva.get('/cost-centres?sort=-cost')).text;
      expect(byCost.indexOf('7000 Bostäder')).to.be.below(byCost.indexOf('1000 Ett'));
      const omars = (await omar.get('/cost-centres')).text;
      expect(omars).to.contain('3 kostnadsställen').and.not.to.contain('7000');
      expect((await eva.get('/cost-centres?q=nowhere')).text).to.contain('Inget passar filtret');
    });

    it('have a card for those who may see them', async () => {
      const { text } = await eva.get('/cost-centres/2000');
      expect(text).to.contain('2000 Två').and.to.contain('Verksamhet').and.to.contain('510');
      expect(text).to.contain('/cost-centres/2000/change');
      expect((await karin.get('/cost-centres/1000')).text).not.to.contain('/change');
      const answers = await Promise.all([
        karin.get('/cost-centres/2000'),
        karin.get('/cost-centres/8888'),
        karin.get('/cost-centres/1000/change'),
      ]);
      expect(answers.map(({ status }) => status)).to.deep.equal([404, 404, 403]);
    });

    it('lead from their card to their invoices, for those who may see these', async () => {
      const href = '/customer-invoices?q&#x3D;1000';
      expect((await karin.get('/cost-centres/1000')).text).to.contain(href);
      const { status, text } = await tove.get('/cost-centres/1000');
      expect(status).to.equal(200);
      expect(text).not.to.contain('/customer-invoices');
    });

    it('change from a day, and stay what they were before it', async () => {
      const { status, headers } = await finance.post('/cost-centres/1000/change', form);
      expect([status, headers['location']]).to.deep.equal([303, '/cost-centres/1000?done=changed']);
      const before = await rooms.directory.findCostCentre('1000', localDate('2026-11-30'));
      const after = await rooms.directory.findCostCentre('1000', localDate('2026-12-01'));
      expect([before?.name, after?.name]).to.deep.equal(['Ett', 'Ett och ett halvt']);
      const { text } = await eva.get('/cost-centres/1000?done=changed');
      expect(text).to.contain('Ändringen är sparad').and.to.contain('Omorganisation');
      expect(text).to.contain('En finance');
    });

    it('show the form again with the fault at its field', async () => {
      const faults: readonly [Partial<typeof form>, RegExp][] = [
        [{ from: 'snart' }, /id="from-fault">Skriv en dag/],
        [{ name: '' }, /id="name-fault">Fyll i fältet/],
        [{ codeString: 'what' }, /id="codeString-fault">/],
        [{ ownerEmail: 'nobody@example.test' }, /id="ownerEmail-fault">/],
      ];
      for (const [change, fault] of faults) {
        const answer = await eva.post('/cost-centres/1000/change', { ...form, ...change });
        expect(answer.status, JSON.stringify(change)).to.equal(422);
        expect(answer.text).to.match(fault).and.to.contain('<title>Fel: ');
      }
    });

    it('close with a last day and a successor', async () => {
      const closing = {
        version: 1,
        validTo: '2026-12-31',
        successor: '2000',
        closingReason: 'Ihop',
      };
      const { status } = await eva.post('/cost-centres/1000/closing', closing);
      expect(status).to.equal(303);
      const { text } = await eva.get('/cost-centres/1000?done=closed');
      expect(text)
        .to.match(/Stängs <span class="nowrap">2026-12-31</)
        .and.to.contain('Sista dagen är sparad');
      const wrong = await eva.post('/cost-centres/2000/closing', { ...closing, successor: '2000' });
      expect(wrong.status).to.equal(422);
      expect(wrong.text).to.match(/id="successor-fault">/);
    });

    it('are changed by nobody else, also where the form is wrong', async () => {
      const wrong = { ...form, from: 'x' };
      const answers = await Promise.all([
        karin.post('/cost-centres/1000/change', form),
        karin.post('/cost-centres/1000/change', wrong),
        omar.post('/cost-centres/7000/change', form),
        eva.post('/cost-centres/8888/change', wrong),
        eva.forge('/cost-centres/1000/change', form),
      ]);
      expect(answers.map(({ status }) => status)).to.deep.equal([403, 403, 404, 404, 403]);
    });
  });

  describe('people', () => {
    it('are listed for those who give them telephones', async () => {
      const { text } = await omar.get('/people');
      expect(text).to.contain('1 person').and.to.contain('Ove Prov');
      const card = (await omar.get('/people/ove.prov@example.test')).text;
      expect(card).to.contain('Enheten').and.to.contain('/subscriptions?q');
      expect((await karin.get('/people')).status).to.equal(404);
    });

    it('are masked where their identity is protected', async () => {
      await rooms.db.run("UPDATE people SET is_protected = 1, name = 'Hemliga Hilma'");
      const list = (await eva.get('/people')).text;
      expect((await eva.get('/people/ove.prov@example.test')).status).to.equal(404);
      expect(list)
        .to.contain('Skyddad identitet')
        .and.not.to.match(/Hilma|ove\.prov/);
      expect((await eva.get('/people?q=Hilma')).text).to.contain('Ingen passar filtret');
      await rooms.db.run("UPDATE cost_centres SET owner_email = 'ove.prov@example.test'");
      for (const path of ['/cost-centres', '/cost-centres/1000', '/cost-centres?q=Hilma']) {
        expect((await eva.get(path)).text, path).not.to.contain('Hilma</');
      }
    });

    it('of protected identity are in no cursor, nor where their name would sort', async () => {
      const row = (n: number) => `p${String(n)}@example.test,Person ${String(100 + n)},E,no`;
      const rows = Array.from({ length: 60 }, (_, n) => row(n));
      rows[48] = 'hilma.hemlig@example.test,Person 148,E,yes';
      await rooms.importText('people', `email,name,unit,protected\n${rows.join('\n')}\n`);
      for (const sort of ['name', '-name', 'email', '-email', 'unit']) {
        const { text } = await eva.get(`/people?sort=${sort}`);
        const cursor = /after&#x3D;([^"&]+)/.exec(text)?.[1] ?? '';
        const held = Buffer.from(decodeURIComponent(cursor), 'base64url').toString();
        expect(held, sort)
          .to.match(/next/)
          .and.not.to.match(/hilma|Person 148/);
      }
      const ups = (await eva.get('/people?sort=name')).text;
      expect(ups.indexOf('Skyddad identitet')).to.be.below(ups.indexOf('Person 100'));
    });

    it('of protected identity stand in no form, and stay there when it is sent', async () => {
      await rooms.db.run("UPDATE people SET is_protected = 1, name = 'Hemliga Hilma'");
      await rooms.db.run("UPDATE cost_centres SET owner_email = 'ove.prov@example.test'");
      const { text } = await finance.get('/cost-centres/1000/change');
      expect(text)
        .to.contain('Tomt fält ändrar ingenting')
        .and.not.to.match(/ove\.prov|Hilma/);
      const sent = await finance.post('/cost-centres/1000/change', { ...form, ownerEmail: '' });
      expect(sent.status).to.equal(303);
      const after = await rooms.directory.findCostCentre('1000', localDate('2026-12-01'));
      expect(after).to.include({ ownerEmail: 'ove.prov@example.test', name: form.name });
    });
  });
});
