import { expect } from 'chai';
import type { ApiClient } from '../support/api-client.ts';
import { aMunicipality, filesOf } from '../support/a.ts';
import { emptyTables } from '../support/database.ts';
import { registersWeb, type RegistersWeb } from '../support/registers.ts';

const ADMINISTRATOR = {
  email: 'eva.lind@example.test',
  name: 'Eva Lind',
  rights: [{ role: 'administrator' as const }],
};
const FINANCE = {
  email: 'fia@example.test',
  name: 'Fia',
  rights: [{ role: 'finance' as const }],
};

describe('imports over HTTP', function () {
  this.timeout(60_000);
  let web: RegistersWeb;
  let admin: ApiClient;

  before(async () => {
    web = await registersWeb();
  });

  beforeEach(async () => {
    await emptyTables();
    admin = await web.client('administrator');
    for (const { kind, bytes } of filesOf(aMunicipality())) {
      await web.rooms.importText(kind, bytes.toString('utf8'));
    }
  });

  const units = async () => (await web.rooms.directory.allUnits()).map(({ code }) => code);

  describe('as a call', () => {
    it('answers what was done', async () => {
      const answer = await admin.importCsv('units', Buffer.from('code;name;kind\nN;Ny;unit\n'));
      expect(answer.status).to.equal(200);
      expect(answer.body).to.deep.equal({
        kind: 'units',
        rows: 1,
        added: 1,
        changed: 0,
        unchanged: 0,
        removed: 0,
        delimiter: ';',
        dryRun: false,
        warnings: [],
      });
      expect(await units()).to.include('N');
    });

    it('only checks with dryRun=true', async () => {
      const file = Buffer.from('code;name;kind\nN;Ny;unit\n');
      const answer = await admin.importCsv('units', file, '?dryRun=true');
      expect(answer.body).to.include({ added: 1, dryRun: true });
      expect(await units()).not.to.include('N');
    });

    it('tells every fault with row, column, value, code and a Swedish sentence', async () => {
      const file = Buffer.from('code;name;kind;parent\nN;Ny;unit;NEJ\nM;;hus;\n');
      const answer = await admin.importCsv('units', file);
      expect(answer.status).to.equal(422);
      expect(answer.type).to.equal('application/problem+json');
      expect(answer.body).to.include({ status: 422, code: 'import.faults' });
      expect(answer.body).to.have.property('title').that.contains('3 fel');
      const { errors } = answer.body as { errors: Record<string, unknown>[] };
      expect(errors).to.deep.include({
        row: 2,
        column: 'parent',
        value: 'NEJ',
        code: 'import.unknown',
        message: 'Rad 2, parent: NEJ finns inte. Läs in den först, eller rätta.',
      });
      expect(errors.map(({ row, column }) => [row, column])).to.deep.equal([
        [2, 'parent'],
        [3, 'name'],
        [3, 'kind'],
      ]);
    });

    it('gives warnings their sentence', async () => {
      const file = Buffer.from('code;name;kind;organisation_number\nB;B;company;5599990011\n');
      const answer = await admin.importCsv('legal-entities', file);
      expect(answer.status).to.equal(200);
      const { warnings } = answer.body as { warnings: { message: string }[] };
      expect(warnings[0]?.message).to.equal(
        'Rad 2, organisation_number: kontrollsiffran i 5599990011 stämmer inte. Kontrollera numret.',
      );
    });

    it('refuses nothing, another type, an unknown kind, an unknown field and who may not', async () => {
      const empty = await admin.importCsv('units', Buffer.alloc(0));
      expect([empty.status, (empty.body as { code: string }).code]).to.deep.equal([
        422,
        'file.empty',
      ]);
      const json = await admin.post('/imports/units', { code: 'N' });
      expect([json.status, (json.body as { code: string }).code]).to.deep.equal([
        400,
        'import.content-type',
      ]);
      const file = Buffer.from('code;name;kind\nN;Ny;unit\n');
      expect((await admin.importCsv('ponies', file)).status).to.equal(404);
      expect((await admin.importCsv('units', file, '?dry=true')).status).to.equal(400);
      expect((await admin.importCsv('units', file, '?dryRun=1')).status).to.equal(400);
      const finance = await web.client('finance');
      expect((await finance.importCsv('units', file)).status).to.equal(403);
      const employee = await web.client('employee');
      expect((await employee.importCsv('units', file)).status).to.equal(404);
      expect(await units()).not.to.include('N');
    });
  });

  describe('as pages', () => {
    it('lists the kinds in order, for those who may import', async () => {
      const page = await (await web.browser(ADMINISTRATOR)).get('/imports');
      expect(page.status).to.equal(200);
      const at = (text: string) => page.text.indexOf(text);
      expect(at('>Inställningar</a>')).to.be.greaterThan(0);
      expect(at('>Konteringsregler</a>')).to.be.greaterThan(at('>Inställningar</a>'));
      expect((await (await web.browser(FINANCE)).get('/imports')).status).to.equal(403);
    });

    it('previews a file, and imports the very file that was looked at', async () => {
      const browser = await web.browser(ADMINISTRATOR);
      const form = await browser.get('/imports/units');
      expect(form.text).to.contain('<code>legal_entity</code>');
      const file = Buffer.from('code;name;kind\nN;Ny;unit\nE;Enhet E;unit\n');
      const preview = await browser.upload('/imports/units/preview', 'enheter.csv', file);
      expect(preview.status).to.equal(200);
      expect(preview.text).to.contain('enheter.csv').and.to.contain('Inget har sparats än');
      expect(await units()).not.to.include('N');
      const sha256 = /name="sha256" value="([0-9a-f]{64})"/.exec(preview.text)?.[1] ?? '';
      const done = await browser.post('/imports/units', { sha256 });
      expect(done.status).to.equal(303);
      expect(done.headers['location']).to.equal('/imports/units?added=1&changed=1&removed=0');
      const after = await browser.get(done.headers['location'] ?? '');
      expect(after.text).to.contain('Inläst: 1 nya, 1 ändrade, 0 borttagna.');
      expect(await units()).to.include('N');
      const again = await browser.upload('/imports/units/preview', 'enheter.csv', file);
      expect(again.text).to.contain('Allt i filen finns redan');
      expect(again.text).not.to.contain('name="sha256"');
    });

    it('shows all faults at once, what was written escaped, and nothing to confirm', async () => {
      const browser = await web.browser(ADMINISTRATOR);
      const file = Buffer.from('code;name;kind;parent\nN;Ny;unit;<b>\nM;;hus;\n');
      const preview = await browser.upload('/imports/units/preview', 'fel.csv', file);
      expect(preview.status).to.equal(422);
      expect(preview.text).to.contain('Filen har 3 fel. Inget har sparats.');
      expect(preview.text).to.contain('Rad 2, parent: &lt;b&gt; är ingen kod');
      expect(preview.text).to.contain('Rad 3, name: fältet är tomt');
      expect(preview.text).not.to.contain('name="sha256"');
    });

    it('shows the faults of a file that the registers no longer take', async () => {
      const browser = await web.browser(ADMINISTRATOR);
      const file = Buffer.from('code;name;kind;parent\nN;Ny;unit;M\n');
      await admin.importCsv('units', Buffer.from('code;name;kind\nM;Mitt;unit\n'));
      const preview = await browser.upload('/imports/units/preview', 'enheter.csv', file);
      const sha256 = /name="sha256" value="([0-9a-f]{64})"/.exec(preview.text)?.[1] ?? '';
      await admin.importCsv('units', Buffer.from('code;name;kind;delete\nM;Mitt;unit;yes\n'));
      const late = await browser.post('/imports/units', { sha256, name: 'enheter.csv' });
      expect(late.status).to.equal(422);
      expect(late.text).to.contain('enheter.csv').and.to.contain('Rad 2, parent: M finns inte');
    });

    it('shows the form again without a file, with an empty one, and refuses a hash that is no file', async () => {
      const browser = await web.browser(ADMINISTRATOR);
      const empty = await browser.upload('/imports/units/preview', 'tom.csv', Buffer.alloc(0));
      expect(empty.status).to.equal(422);
      expect(empty.text).to.contain('Filen är tom');
      const none = await browser.upload('/imports/units/preview', '', Buffer.alloc(0));
      expect(none.status).to.equal(422);
      const stranger = await browser.post('/imports/units', { sha256: 'a'.repeat(64) });
      expect(stranger.status).to.equal(404);
    });
  });
});
