// The pages of invoices and months on a whole month: who sees what, that every sum is the same, and
// what a person can do without a script.

import { expect } from 'chai';
import { sum } from '../../server/kernel/money.ts';
import type { BillingHouse } from './a-billing-house.ts';
import { NBSP, pageHouse, plain, type PageHouse } from './a-page-house.ts';
import { fillWithSharedMonth, OCTOBER, sharedMonth, type Run } from './a-run.ts';
import { folderIsThere } from './month-folder.ts';

describe('billing pages', function () {
  this.timeout(120_000);
  let house: BillingHouse;
  let pages: PageHouse;
  let run: Run;

  before(async function () {
    ({ house, run } = await sharedMonth(this));
    await fillWithSharedMonth(house);
    pages = await pageHouse(house);
  });

  after(async () => {
    if (folderIsThere()) await pages.close();
  });

  const get: PageHouse['get'] = (...asked) => pages.get(...asked);
  const post: PageHouse['post'] = (...sent) => pages.post(...sent);
  const kronor = (ore: number) =>
    (ore / 100)
      .toFixed(2)
      .replace('.', ',')
      .replaceAll(/\B(?=(\d{3})+,)/g, NBSP);

  it('lists no months to those who may not see them, and offers a start to administrators', async () => {
    await get('owner', '/billing-months').expect(404);
    const page = await get('eva', '/billing-months').expect(200);
    expect(page.text).to.contain('Ingen månad har körts');
    expect(page.text).to.contain('action="/billing-months"');
    const finance = await get('karin', '/billing-months').expect(200);
    expect(finance.text).not.to.contain('action="/billing-months"');
  });

  it('shows the month with its red list, and who may do what', async () => {
    await run.frozen();
    const page = await get('eva', '/billing-months/2026-10').expect(200);
    const text = plain(page.text);
    expect(text).to.contain('Rader utan hem').and.to.contain('1 rad kvar.');
    expect(text).to.contain('är lika, på öret.');
    expect(page.text).to.match(/<a href="\/supplier-invoices\/\d+\/lines\/\d+">/);
    expect(text).to.contain('Kvar på röda listan');
    expect(page.text).to.contain('action="/billing-months/2026-10/pause"');
    expect(page.text).to.match(
      /<details[^>]*><summary[^>]*>.*Avbryt körningen<\/summary><form[^>]*cancellation/,
    );
    expect(text).to.contain('måste placeras på nytt');
    await post('owner', '/billing-months/2026-10/pause').expect(404);
    await get('eva', '/billing-months/2026-09').expect(404);
  });

  it('keeps what was written when a placement is refused, and says why at its field', async () => {
    const page = await get('eva', '/billing-months/2026-10/red-list').expect(200);
    const lineId = /name="lineId" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    const form = { lineId, owner: 'NOBODY', reason: 'rätt ägare' };
    const wrong = await post('eva', '/billing-months/2026-10/red-list/placement', form).expect(422);
    expect(wrong.text).to.contain('value="NOBODY"').and.to.contain('aria-invalid="true"');
    expect(plain(wrong.text)).to.contain('NOBODY');
    expect(wrong.text).to.match(/<title>Fel:/);
    const short = await post('eva', '/billing-months/2026-10/red-list/placement', {
      ...form,
      reason: '',
    }).expect(422);
    expect(short.text).to.contain('id="reason"').and.to.contain('value="NOBODY"');
    const nothing = { ...form, owner: '' };
    await post('eva', '/billing-months/2026-10/red-list/placement', nothing).expect(422);
    await post('karin', '/billing-months/2026-10/approval', { freeze: 1 }).expect(409);
  });

  it('makes services that the register lacks, and has the month counted again', async () => {
    const page = await get('eva', '/billing-months/2026-10/red-list').expect(200);
    expect(page.text).to.contain('value="+46701999999"');
    const finance = await get('karin', '/billing-months/2026-10/red-list').expect(200);
    expect(finance.text).not.to.contain('value="+46701999999"');
    const form = {
      supplier: 'NORD',
      reference: '+46701999999',
      serviceType: 'mobile',
      activatedOn: '2026-10-01',
      newReason: 'glömd i registret',
    };
    const path = '/billing-months/2026-10/red-list/subscriptions';
    const unknown = await post('eva', path, { ...form, owner: 'NOBODY' }).expect(422);
    expect(unknown.text).to.contain('value="NOBODY"').and.to.contain('href="#new-owner-1"');
    await post('eva', path, { ...form, owner: '' }).expect(422);
    const rest = await post('eva', path, { ...form, owner: '', newRest: 'NOBODY' }).expect(422);
    expect(rest.text).to.contain('href="#newRest"').and.to.contain('id="newRest-fault"');
    await post('karin', path, { ...form, owner: '4110' }).expect(403);
    await post('eva', path, { ...form, owner: '4110' }).expect(303);
    const made = await house.db.rows('SELECT 1 FROM subscriptions WHERE code LIKE ?', ['NORD-%']);
    expect(made).to.have.length(1);
    await house.billing.freezeMonth({ month: OCTOBER, ordinal: 2 });
    await house.billing.allocateFrozen({ month: OCTOBER, ordinal: 2 });
    await post('karin', '/billing-months/2026-10/approval', { freeze: 1 }).expect(409);
  });

  it('places the rest on the collecting cost centre, and lets another one approve', async () => {
    const page = await get('eva', '/billing-months/2026-10/red-list').expect(200);
    const lineId = /name="lineId" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    await post('eva', '/billing-months/2026-10/red-list/placement', {
      lineId,
      owner: '',
      toCollecting: 'yes',
      reason: 'saknar hem',
    }).expect(303);
    const after = await get('karin', '/billing-months/2026-10').expect(200);
    expect(after.text).to.contain('action="/billing-months/2026-10/approval"');
    expect(plain(after.text)).to.contain('varav på uppsamling 9900: 59,00');
    expect(plain(after.text)).not.to.contain('Kvar på röda listan');
    const emptied = await get('karin', '/billing-months/2026-10/red-list').expect(200);
    expect(plain(emptied.text)).to.contain('Månaden kan godkännas av ekonomin.');
    const placed = emptied.text.slice(emptied.text.indexOf('id="done-lines"'));
    expect(placed).to.match(/<a href="\/supplier-invoices\/\d+\/lines\/\d+">/);
    await post('eva', '/billing-months/2026-10/approval', { freeze: 2 }).expect(403);
    await post('karin', '/billing-months/2026-10/approval', { freeze: 2 }).expect(303);
  });

  it('shows invoices only when they are made, and only one’s own', async () => {
    const before = await get('karin', '/customer-invoices').expect(200);
    expect(plain(before.text)).to.contain('Inga fakturor');
    await run.make();
    const all = await get('karin', '/customer-invoices?sort=-net').expect(200);
    expect(plain(all.text)).to.contain(`22 fakturor · ${kronor(1_768_685)}`);
    const own = await get('owner', '/customer-invoices').expect(200);
    expect(own.text.match(/<tr><th scope="row"/g)).to.have.length(2); // one row, and the foot
    expect(plain(own.text)).to.contain(kronor(159_611));
    await get('employee', '/customer-invoices').expect(404);
    const csv = await get('owner', '/customer-invoices.csv').expect(200);
    expect(csv.text.split('\r\n')).to.have.length(3);
    expect(csv.text).to.contain('1596,11');
  });

  it('shows one invoice with the same sum as list, PDF and Excel, and hides the others', async () => {
    await house.billing.postMonth(OCTOBER);
    await house.billing.exportMonth(OCTOBER);
    const list = await get('owner', '/customer-invoices').expect(200);
    const number = /href="\/customer-invoices\/(\d+)"/.exec(list.text)?.[1] ?? '';
    const page = await get('owner', `/customer-invoices/${number}`).expect(200);
    const text = plain(page.text);
    expect(text).to.contain(
      `Raderna, fördelningen och bokföringen har samma summa: ${kronor(159_611)}`,
    );
    const pdf = await get('owner', `/customer-invoices/${number}.pdf`).expect(200);
    expect(pdf.headers['content-type']).to.equal('application/pdf');
    expect(pdf.headers['content-disposition']).to.contain(`${number}.pdf`);
    const shown = await get('owner', `/customer-invoices/${number}.pdf?show=yes`).expect(200);
    expect(shown.headers['content-disposition']).to.equal(undefined);
    await get('owner', `/customer-invoices/${number}.xlsx`).expect(200);
    const other = await get('karin', '/customer-invoices?sort=-number').expect(200);
    const hidden = /href="\/customer-invoices\/(\d+)"/.exec(other.text)?.[1] ?? '';
    await get('owner', `/customer-invoices/${hidden}`).expect(404);
    await get('owner', `/customer-invoices/${hidden}.pdf`).expect(404);
    await get('owner', `/customer-invoices/${hidden}/lines/1`).expect(404);
  });

  it('follows lines of every invoice down to the file, öre for öre', async () => {
    const invoices = await house.db.rows<{ number: string; line: number }>(
      `SELECT number, line_no AS line FROM customer_invoice_lines
       WHERE line_no <= 2 OR text LIKE '%Rabatt%' ORDER BY number, line_no`,
    );
    expect(invoices.length).to.be.greaterThan(40);
    for (const { number, line } of invoices) {
      const page = await get('karin', `/customer-invoices/${number}/lines/${String(line)}`).expect(
        200,
      );
      const text = plain(page.text);
      expect(text, `${number} ${String(line)}`).to.contain('Öret stämmer i varje led');
      expect(text, `${number} ${String(line)}`).to.contain('Verifikation V2026');
    }
  });

  it('shows no other row of the file to who may only see one’s own', async () => {
    const { number } = (await house.db.row<{ number: string }>(
      "SELECT number FROM customer_invoices WHERE customer = '2010'",
    )) ?? { number: '' };
    const own = await get('owner', `/customer-invoices/${number}/lines/1`).expect(200);
    expect(own.text).to.contain('den egna raden').and.not.to.contain('någon annans rad');
    const all = await get('karin', `/customer-invoices/${number}/lines/1`).expect(200);
    expect(all.text).to.contain('någon annans rad');
    await get('karin', `/customer-invoices/${number}/lines/9999`).expect(404);
  });

  it('prints what goes by post in one file, and is told when it is posted, once', async () => {
    const page = await get('karin', '/billing-months/2026-10/print-batch').expect(200);
    expect(plain(page.text)).to.contain('Brukshundklubben').and.to.contain('Inte postade');
    const pdf = await get('karin', '/billing-months/2026-10/print-batch/pdf').expect(200);
    expect(pdf.headers['content-type']).to.equal('application/pdf');
    await post('karin', '/billing-months/2026-10/print-batch/printing').expect(303);
    await post('karin', '/billing-months/2026-10/print-batch/printing').expect(409);
    const after = await get('karin', '/billing-months/2026-10/print-batch').expect(200);
    expect(plain(after.text)).to.contain('Namn på person:2');
    await get('owner', '/billing-months/2026-10/print-batch').expect(404);
    await get('karin', '/billing-months/2026-09/print-batch').expect(404);
    await get('karin', '/billing-months/2026-09/print-batch/pdf').expect(404);
  });

  it('shows the vouchers down to their rows, and gives the file that was handed over', async () => {
    await get('owner', '/billing-months/2026-10/ledger').expect(404);
    await get('eva', '/billing-months/2026-09/ledger').expect(404);
    const page = await get('eva', '/billing-months/2026-10/ledger').expect(200);
    expect(plain(page.text)).to.contain('6 verifikationer').and.to.contain('jarnkoll-2026-10.si');
    const file = await get('eva', '/billing-months/2026-10/ledger/file').expect(200);
    expect(file.headers['content-disposition']).to.contain('jarnkoll-2026-10.si');
    const [number = ''] = /V2026\d{6}/.exec(page.text) ?? [];
    const { debitOre } = (await house.db.row<{ debitOre: number }>(
      'SELECT debit_ore AS debitOre FROM vouchers WHERE number = ?',
      [number],
    )) ?? { debitOre: 0 };
    const voucher = await get('eva', `/billing-months/2026-10/ledger/${number}`).expect(200);
    expect(plain(voucher.text)).to.contain(`Verifikation ${number}`).and.contain(kronor(debitOre));
    await get('eva', '/billing-months/2026-10/ledger/V2026999999').expect(404);
  });

  it('takes the accounting system’s answer from finance, and asks for what it lacks', async () => {
    const path = '/billing-months/2026-10/ledger/receipt';
    await post('owner', path, { answer: 'accepted' }).expect(404);
    await post('eva', path, { answer: 'accepted' }).expect(403);
    const eva = await get('eva', '/billing-months/2026-10/ledger').expect(200);
    expect(eva.text).not.to.contain(`action="${path}"`);
    const empty = await post('karin', path, { voucherNumbers: 'A 17' }).expect(422);
    expect(plain(empty.text)).to.contain('Välj om filen är mottagen eller avvisad.');
    expect(empty.text).to.contain('A 17');
    const bare = await post('karin', path, { answer: 'refused' }).expect(422);
    expect(plain(bare.text)).to.contain('Skriv minst en avvisad rad');
    const odd = await post('karin', path, { answer: 'refused', refusedRows: 'stängt' }).expect(422);
    expect(plain(odd.text)).to.contain('behöver börja med radens nummer');
    const rows = '12: Kontot 6212 är stängt\r\n\r\n13 Motpart saknas';
    await post('karin', path, { answer: 'refused', refusedRows: rows }).expect(303);
    const told = await get('karin', '/billing-months/2026-10/ledger').expect(200);
    expect(plain(told.text)).to.contain('Avvisad').and.to.contain('12 Kontot 6212 är stängt');
    expect(told.text).to.contain(`action="${path}"`);
  });

  /** What owners were charged, those with lines of no service too, is what was invoiced. */
  const expectCostsToBeInvoiced = async () => {
    const [month = OCTOBER] = await house.billing.costMonths();
    const owners = (await house.billing.costsOfOwners([month])).get(month);
    const closed = await house.billing.findMonth(month);
    expect(sum(owners?.values() ?? [])).to.equal(closed?.sums.customerInvoicesOre);
  };

  it('shows the month to its end, with nothing left to decide', async () => {
    const page = await get('karin', '/billing-months/2026-10').expect(200);
    const text = plain(page.text);
    expect(text).to.contain('Alla tre summorna är lika, på öret.');
    expect(text).to.contain('Debet är lika med kredit i alla 6 verifikationer.');
    expect(text).to.contain('Kan inte avbrytas längre.');
    await post('karin', '/billing-months/2026-10/cancellation').expect(409);
    const waiver = { step: 'awaiting-receipt', reason: 'x"' };
    const short = await post('karin', '/billing-months/2026-10/waiver', waiver).expect(422);
    expect(short.text).to.match(/<details[^>]* id="waive-receipt" open>/);
    expect(short.text).to.contain('value="x&quot;"').and.to.contain('id="waive-receipt-fault"');
    expect(plain(short.text)).to.contain('Skriv varför, med minst tre tecken.');
    await post('karin', '/billing-months/2026-09/waiver', waiver).expect(404);
    await post('eva', '/billing-months/2026-10/waiver', waiver).expect(403);
    const good = { ...waiver, reason: 'kommer inte' };
    await post('karin', '/billing-months/2026-10/waiver', good).expect(303);
    expect(await house.billing.costMonths()).to.deep.equal([]);
    await house.billing.closeMonth(OCTOBER);
    await expectCostsToBeInvoiced();
    const closed = await get('karin', '/billing-months/2026-10').expect(200);
    expect(plain(closed.text)).to.contain('Månaden stängdes');
    const late = { answer: 'accepted' };
    await post('karin', '/billing-months/2026-10/ledger/receipt', late).expect(409);
    const list = await get('karin', '/customer-invoices').expect(200);
    expect(plain(list.text)).to.contain('Bokförd');
  });
});
