// What bad input gets on the pages (interfaces.md §6): a person sends each bad file by the upload page,
// and the invoice's own page says in Swedish what was found where, and what to do.

import { expect } from 'chai';
import { createStore } from '../../server/domains/invoices/store/store.ts';
import type { Args, InvoiceId } from '../../server/domains/invoices/types.ts';
import { pageHouse, type PageHouse, type Person } from '../invoices/a-page-house.ts';
import type { ApiFile } from '../support/api-client.ts';
import { BAD_ROWS, lines, one, withMore, xml } from './a-bad-input.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#x27;': "'",
  '&#x3D;': '=',
};

describe('bad input by the pages', function () {
  this.timeout(60_000);
  let pages: PageHouse;
  let eva: Person;

  before(async () => {
    pages = await pageHouse(withMore());
    eva = await pages.browser('administrator');
    await pages.take(await sent('PROV', one(xml('F-FIRST'))));
  });

  const upload = (supplier: string, files: readonly ApiFile[]) =>
    eva.upload(
      '/supplier-invoices/new',
      { supplier },
      ...files.map(({ name, bytes }) => ['file', name, bytes] as const),
    );
  const sent = async (supplier: string, files: readonly ApiFile[]): Promise<InvoiceId> => {
    const answer = await upload(supplier, files);
    expect(answer.status, answer.text).to.equal(303);
    return Number(/\d+$/.exec(answer.headers['location'] ?? '')?.[0]) as InvoiceId;
  };
  const sentence = (key: string, args: Args) => plain(pages.house.pages.texts.t('sv', key, args));
  /** The sentence of a code, wherever it was found on the invoice. */
  const saidOf = async (id: InvoiceId, code: string): Promise<string[]> => {
    const { invoices, findings } = createStore(pages.house.db);
    const { refusal } = await invoices.get(id);
    const found = await findings.deviationsOf(id);
    const notices = await findings.noticesOf(id);
    const noticeKey = code.startsWith('rule.') ? `errors:${code}` : `invoices:notice.${code}`;
    return [
      ...(refusal?.code === code ? [sentence(`errors:${code}`, refusal.args)] : []),
      ...found
        .filter((each) => each.code === code)
        .map(({ args }) => sentence(`invoices:deviation.${code}`, args)),
      ...notices.filter((each) => each.code === code).map(({ args }) => sentence(noticeKey, args)),
    ];
  };

  for (const [index, [what, supplier, files, state, code]] of BAD_ROWS.entries()) {
    it(`${what}: ${state}${code === null ? '' : `, ${code}`}`, async () => {
      const id = await sent(supplier, files(`F-${String(index)}`));
      expect((await pages.take(id)).state).to.equal(state);
      const page = await eva.get(`/supplier-invoices/${String(id)}?show=all`);
      expect(page.status).to.equal(200);
      const text = plain(page.text);
      if (code === null) return;
      if (code.startsWith('row.')) {
        expect(text).to.match(/Rad 3 \(byte \d+\): [^.]+\. Be leverantören om en rättad fil\./);
        return;
      }
      const said = await saidOf(id, code);
      expect(said).to.have.length.above(0);
      for (const each of said) expect(text).to.contain(each);
    });
  }

  it('the same number with other bytes: refused, with a way to the first', async () => {
    const id = await sent('PROV', one(xml('F-FIRST', lines({ netOre: 5_000 }))));
    expect((await pages.take(id)).state).to.equal('refused');
    const page = await eva.get(`/supplier-invoices/${String(id)}`);
    expect(plain(page.text)).to.contain('Faktura F-FIRST från samma leverantör finns redan');
    expect(page.text).to.match(/href="\/supplier-invoices\/\d+"[^>]*>[^<]*Öppna den första/);
  });

  it('what is refused at once: the form again, the supplier still chosen, the fault at its field', async () => {
    const cases: [string, readonly ApiFile[], string][] = [
      ['PROV', one(Buffer.alloc(0)), 'är tom'],
      ['PROV', one(xml('F-FIRST')), 'Samma fil har kommit förut'],
      ['PROV', [], 'Ingen fil kom med'],
    ];
    for (const [supplier, files, says] of cases) {
      const answer = await upload(supplier, files);
      expect(answer.status, says).to.equal(422);
      expect(plain(answer.text)).to.contain(says);
      expect(answer.text).to.match(/<option value="PROV" selected/);
      expect(answer.text).to.contain('aria-invalid="true"');
    }
    const unknown = await upload('INGEN', one(xml('F-X')));
    expect(unknown.status).to.equal(422);
    expect(plain(unknown.text)).to.contain('Leverantören INGEN finns inte i registret');
  });

  it('a month that is there, or may not do this now: a page that says so, with the way to it', async () => {
    const october = '/billing-months/2026-10';
    const finance = await pages.browser('finance');
    expect((await eva.post('/billing-months', { month: '2026-10' })).status).to.equal(303);
    const refused: [Person, string, Record<string, string>, string][] = [
      [eva, '/billing-months', { month: '2026-10' }, 'Månaden 2026-10 finns redan.'],
      [finance, `${october}/approval`, { freeze: '1' }, 'läge (”Väntar på fakturor”)'],
      [eva, `${october}/resume`, {}, 'läge (”Väntar på fakturor”)'],
    ];
    for (const [who, at, form, says] of refused) {
      const answer = await who.post(at, form);
      expect(answer.status, at).to.equal(409);
      expect(plain(answer.text), at).to.contain(says);
      expect(answer.text, at).to.contain(`href="${october}"`);
    }
    const notMine = await eva.post(`${october}/approval`, { freeze: '1' });
    expect(notMine.status).to.equal(403);
    expect(plain(notMine.text)).to.contain('Du ser detta men har inte rätt att göra det.');
    expect((await eva.get('/billing-months/2026-13')).status).to.equal(404);
    expect((await eva.get('/supplier-invoices/nej')).status).to.equal(404);
  });
});

/** What is read: no tags, no entities, every space alike; what is only kept on one line is not apart. */
function plain(html: string): string {
  return html
    .replaceAll(/<span class="nowrap">([^<]*)<\/span>/g, '$1')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/&(?:amp|lt|gt|quot|#x27|#x3D);/g, (entity) => ENTITIES[entity] ?? entity)
    .replaceAll(/\s+/g, ' ');
}
