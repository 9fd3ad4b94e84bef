// The pages of suppliers' invoices: what they show of what came, who may see and change, and what an
// administrator does while an invoice waits.

import { expect } from 'chai';
import { localDate } from '../../server/kernel/calendar.ts';
import { anInvoiceFile } from '../support/a.ts';
import { testHouse } from '../support/house.ts';
import { pageHouse, type PageHouse, type Person } from './a-page-house.ts';
import { csv, messyRows, withSpecification, xml } from './files.ts';

const NBSP = '\u00a0';

describe('pages of suppliers’ invoices', () => {
  let pages: PageHouse;
  let eva: Person;
  let finance: Person;

  beforeEach(async () => {
    pages = await pageHouse(withSpecification());
    eva = await pages.browser('administrator');
    finance = await pages.browser('finance');
  });

  const messy = () => pages.send(xml(), messyRows({ text: 'Bas åäö' }));

  it('lists what came, filtered by state, supplier and month in the address', async () => {
    const empty = await eva.get('/supplier-invoices');
    expect(empty.status).to.equal(200);
    expect(empty.text).to.contain('Inga fakturor här');
    const { id } = await messy();
    const { text } = await finance.get('/supplier-invoices?supplier=PROV&month=2026-10');
    expect(text).to.contain(`/supplier-invoices/${String(id)}`);
    expect(text).to.contain(`1 faktura · 100,00${NBSP}kr`).and.to.contain('rad 1–1 av 1');
    expect(text).to.contain('1 avvikelse').and.to.contain('1 i karantän');
    expect((await eva.get('/supplier-invoices?month=2026-09')).text).to.contain('Rensa alla');
    expect((await eva.get('/supplier-invoices?state=refused')).text).to.contain('Inga fakturor');
  });

  it('pages the list by the last row seen, forward and back', async () => {
    for (let n = 1; n <= 51; n += 1) {
      await pages.receive([`${String(n)}.xml`, Buffer.from(`<a>${String(n)}</a>`)]);
    }
    const first = (await eva.get('/supplier-invoices')).text;
    expect(first).to.contain('rad 1–50 av 51');
    const next = /href="([^"]+)" rel="next"/.exec(first)?.[1] ?? '';
    expect(next).to.contain('after');
    const second = (await eva.get(next.replaceAll('&amp;', '&').replaceAll('&#x3D;', '='))).text;
    expect(second).to.contain('rad 51–51 av 51').and.to.contain('rel="prev"');
  });

  it('shows an invoice: sources, verdict, deviations, steps, quarantine, files, lines', async () => {
    const { id } = await messy();
    const { status, text } = await finance.get(`/supplier-invoices/${String(id)}`);
    expect(status).to.equal(200);
    expect(text).to.contain('Provtele AB, faktura F-1').and.to.contain('Klar för månaden');
    expect(text).to.contain('Källorna är lika på öret.').and.to.contain('data-op="&#x3D;"');
    expect(text).to.contain('Dubbla rader').and.to.contain(`50,00${NBSP}kr`);
    expect(text).to.contain('två gånger: raden är lik rad 2');
    expect(text).to.contain('Rader i karantän').and.to.contain('Rader som avviker');
    expect(text)
      .to.contain('4 rader in')
      .and.to.match(/Rader in<\/dt><dd>4<\/dd>/);
    expect(text).to.match(/data-live/);
    const all = (await finance.get(`/supplier-invoices/${String(id)}?show=all`)).text;
    expect(all).to.contain('Alla rader').and.to.contain('070-174\u00a099\u00a099');
    const one = (await finance.get(`/supplier-invoices/${String(id)}?show=duplicate`)).text;
    expect(one).to.contain('Rader: Dubbla rader');
  });

  it('counts in its steps what deviates now, also where a register was mended since', async () => {
    const { id } = await messy();
    const { house } = await testHouse();
    const found = `message_code = 'invoices:process.checked', message_args = '{"count":7}'`;
    await house.db.run(`UPDATE process_steps SET state = 'done', ${found} WHERE name = 'check'`);
    const { text } = await finance.get(`/supplier-invoices/${String(id)}`);
    expect(text)
      .to.match(/Kontrollerad[\s\S]{0,80}1 avvikelse</)
      .and.not.to.contain('7 avvikelser');
  });

  it('shows a line and a quarantined row in their file, marked, in its encoding', async () => {
    const { id } = await messy();
    const { text } = await eva.get(`/supplier-invoices/${String(id)}?show=all`);
    const lines = [...text.matchAll(/href="(\/supplier-invoices\/\d+\/lines\/\d+)"/g)];
    const line = await eva.get(lines[1]?.[1] ?? '');
    expect(line.status).to.equal(200);
    expect(line.text).to.match(/<mark>[^<]*Bas åäö[^<]*<\/mark>/);
    expect(line.text.match(/<mark>/g)).to.have.length(1);
    expect(line.text).to.contain('>3  </span><mark>');
    expect(line.text)
      .to.contain('/subscriptions/S-1')
      .and.to.contain('numret fanns under perioden');
    const row = /href="(\/supplier-invoices\/\d+\/rows\/\d+\/\d+)"/.exec(text)?.[1] ?? '';
    const quarantined = await eva.get(row);
    expect(quarantined.text).to.match(/<mark>[^<]*Trasig[^<]*<\/mark>/);
    expect(quarantined.text).to.contain('datumet i kolumn 10 finns inte');
    const other = await pages.send(xml({ number: 'F-2' }));
    const strange = (lines[1]?.[1] ?? '').replace(/\/\d+\/lines/, `/${String(other.id)}/lines`);
    expect((await eva.get(strange)).status).to.equal(404);
    expect((await eva.get(`${row.slice(0, row.lastIndexOf('/'))}/1`)).status).to.equal(404);
  });

  it('marks the lines of an e-invoice that its element stands on', async () => {
    pages = await pageHouse();
    eva = await pages.browser('administrator');
    const { id } = await pages.send(xml());
    const { text } = await eva.get(`/supplier-invoices/${String(id)}`);
    const href = /href="(\/supplier-invoices\/\d+\/lines\/\d+)"/.exec(text)?.[1] ?? '';
    expect((await eva.get(href)).text).to.match(/<mark>[^<]*InvoiceLine/);
  });

  it('gives a file as the bytes that came, always to be kept, only under its invoice', async () => {
    const { id } = await pages.send(xml(), csv({}));
    const { text } = await finance.get(`/supplier-invoices/${String(id)}`);
    const href = /href="(\/supplier-invoices\/\d+\/files\/\d+)"/.exec(text)?.[1] ?? '';
    const file = await finance.get(href).then((response) => response);
    expect(file.headers['content-disposition']).to.match(/^attachment; filename="faktura.xml"/);
    expect(file.headers['content-type']).to.equal('application/octet-stream');
    expect(Buffer.from(file.body as Buffer).equals(anInvoiceFile())).to.equal(true);
    expect((await finance.get(href.replace(/\d+\/files/, '999/files'))).status).to.equal(404);
  });

  it('lets administrators change, finance and auditors see, and is not there for others', async () => {
    const { id } = await pages.send(xml());
    const auditor = await pages.browser('auditor');
    const owner = await pages.browser('cost-centre-owner');
    const url = `/supplier-invoices/${String(id)}`;
    expect((await eva.get(url)).text).to.contain('Fil som saknas');
    for (const person of [finance, auditor]) {
      const { status, text } = await person.get(url);
      expect(status).to.equal(200);
      expect(text).not.to.contain('Fil som saknas');
      expect((await person.get('/supplier-invoices/new')).status).to.equal(403);
      expect((await person.post(`${url}/acceptance`, { reason: 'därför' })).status).to.equal(403);
    }
    for (const path of ['/supplier-invoices', url, '/format-definitions']) {
      expect((await owner.get(path)).status, path).to.equal(404);
    }
  });

  describe('sending in', () => {
    const files = [
      ['file', 'faktura.xml', anInvoiceFile()],
      ['file', 'spec.csv', csv({})[1]],
    ] as const;

    it('takes several files as one invoice and leads to it', async () => {
      expect((await eva.get('/supplier-invoices/new')).text).to.contain('Provtele AB');
      const sent = await eva.upload('/supplier-invoices/new', { supplier: 'PROV' }, ...files);
      expect(sent.status).to.equal(303);
      const page = await eva.get(sent.headers['location'] ?? '');
      expect(page.text).to.contain('faktura.xml').and.to.contain('spec.csv');
      expect(page.text).to.contain('Mottagen');
    });

    it('links to the first where the same bytes come again, what was chosen kept', async () => {
      await eva.upload('/supplier-invoices/new', { supplier: 'PROV' }, ...files);
      const { status, text } = await eva.upload(
        '/supplier-invoices/new',
        { supplier: 'PROV' },
        ...files,
      );
      expect(status).to.equal(422);
      expect(text).to.contain('Samma fil har kommit förut').and.to.contain('Öppna den första');
      expect(text).to.match(/<option value="PROV" selected>/);
    });

    for (const [what, supplier, sent, says] of [
      ['no supplier', '', files, 'Välj vilken leverantör'],
      ['a supplier that is not known', 'X', files, 'finns inte i registret'],
      ['no file', 'PROV', [], 'Ingen fil kom med'],
      ['an empty file', 'PROV', [['file', 'a.xml', Buffer.alloc(0)]], 'är tom'],
    ] as const) {
      it(`says what is wrong with ${what}`, async () => {
        const { status, text } = await eva.upload('/supplier-invoices/new', { supplier }, ...sent);
        expect(status).to.equal(422);
        expect(text).to.contain(says).and.to.contain('aria-invalid="true"');
      });
    }
  });

  describe('an invoice that waits', () => {
    it('says for what, and takes the file that is missing', async () => {
      const { id } = await pages.send(xml());
      const url = `/supplier-invoices/${String(id)}`;
      expect((await eva.get(url)).text).to.contain('Specifikationen saknas');
      const wrong = await eva.upload(`${url}/files`, {}, ['file', 'x.csv', Buffer.from('a;b\n')]);
      expect(wrong.status).to.equal(422);
      expect(wrong.text).to.contain('varken en e-faktura').and.to.contain('file-fault');
      const right = await eva.upload(`${url}/files`, {}, ['file', ...csv({})]);
      expect(right.status).to.equal(303);
      await pages.take(id);
      expect((await eva.get(url)).text).to.contain('Källorna är lika på öret.');
    });

    it('lets a difference be accepted, with a reason', async () => {
      const { id } = await pages.send(xml(), csv({ amount: 500_000 }));
      const url = `/supplier-invoices/${String(id)}`;
      const page = (await eva.get(url)).text;
      expect(page).to.contain('Raderna och e-fakturan är inte lika').and.to.contain('data-op="≠"');
      expect(page).to.contain(`Raderna är 50,00${NBSP}kr mindre än e-fakturan.`);
      const without = await eva.post(`${url}/acceptance`, { reason: '' });
      expect(without.status).to.equal(422);
      expect(without.text)
        .to.contain('Skriv varför')
        .and.to.match(/<details[^>]* open>/);
      const accepted = await eva.post(`${url}/acceptance`, { reason: 'enligt avtal' });
      expect(accepted.status).to.equal(303);
      expect((await eva.get(url)).text).to.contain('med en avrundningsrad på');
      const again = await eva.post(`${url}/acceptance`, { reason: 'en gång till' });
      expect(again.status).to.equal(422);
    });
  });

  it('says why an invoice was refused, and where the first one is', async () => {
    const first = await pages.send(xml(), csv({}));
    const second = await pages.receive([
      'ny.xml',
      anInvoiceFile({ dueOn: localDate('2026-12-01') }),
    ]);
    await pages.take(second);
    const { text } = await eva.get(`/supplier-invoices/${String(second)}`);
    expect(text).to.contain('Fakturan är avvisad').and.to.contain('Öppna den första');
    expect(text).to.contain(`href="/supplier-invoices/${String(first.id)}"`);
  });

  describe('format definitions', () => {
    it('are listed with the suppliers that use them', async () => {
      const { text } = await finance.get('/format-definitions');
      expect(text).to.contain('details-latin1').and.to.contain('spec-utf8');
      expect(text).to.contain('Provtele AB');
    });

    it('read the first rows of a kept file, each into fields or quarantined', async () => {
      const { id } = await messy();
      const { text } = await finance.get(`/supplier-invoices/${String(id)}`);
      const look =
        /href="(\/format-definitions\/spec-utf8\?file(?:=|&#x3D;)\d+)"/.exec(text)?.[1] ?? '';
      const page = (await finance.get(look.replace('&#x3D;', '='))).text;
      expect(page).to.contain('3 av 4 rader gick att läsa').and.to.contain('Bas åäö');
      expect(page).to.contain('datumet i kolumn 10 finns inte').and.to.contain('Trasig');
      expect((await finance.get('/format-definitions/nope')).status).to.equal(404);
      expect((await finance.get('/format-definitions/spec-utf8?file=999')).status).to.equal(404);
    });

    it('read an uploaded file, or say why they cannot', async () => {
      const path = '/format-definitions/spec-utf8';
      const good = await eva.upload(path, {}, ['look', ...csv({})]);
      expect(good.status).to.equal(200);
      expect(good.text).to.contain('1 av 1 rader').and.to.contain('100.00');
      const bad = await eva.upload(path, {}, ['look', 'a.csv', Buffer.from('a;b\n1;2\n')]);
      expect(bad.text).to.contain('varken en e-faktura');
      expect((await finance.upload(path, {}, ['look', ...csv({})])).status).to.equal(403);
    });
  });
});
