// Billing's calls over HTTP: who may what, what is refused how, pages of lists, and documents.

import { expect } from 'chai';
import { encodeCursor } from '../../server/kernel/paging.ts';
import { apiClient, eventually, type ApiClient } from '../support/api-client.ts';
import { aMunicipality, anInvoice, anInvoiceFile, aLine, filesOf } from '../support/a.ts';
import { emptyTables } from '../support/database.ts';
import { testHouse, workingHouse } from '../support/house.ts';

type Month = {
  state: string;
  freeze: number | null;
  redList: { lineId: string; reason: string; code: string }[];
  straightThrough: number;
  steps: { name: string; state: string }[];
  waitsFor: { who: string; what: string } | null;
  blockers: { code: string; message: string }[];
  leftOut: { invoiceId: string; supplier: string; state: string; code: string | null }[];
};
type Invoice = { number: string; customer: string; netOre: number; lines?: unknown[] };

const OCTOBER = '/billing-months/2026-10';

describe('the calls of billing', function () {
  this.timeout(120_000);
  let administrator: ApiClient;
  let finance: ApiClient;
  let auditor: ApiClient;
  let owner: ApiClient;
  const month = async () => (await finance.get(OCTOBER)).body as Month;
  const reached = (...states: string[]) => eventually(month, ({ state }) => states.includes(state));

  before(async () => {
    const test = await workingHouse();
    await emptyTables();
    administrator = await apiClient(test, 'administrator');
    finance = await apiClient(test, 'finance');
    auditor = await apiClient(test, 'auditor');
    for (const { kind, bytes } of filesOf(aMunicipality())) {
      const answer = await administrator.importCsv(kind, bytes);
      expect(answer.status, `${kind}: ${answer.text}`).to.equal(200);
    }
    owner = await apiClient(test, 'cost-centre-owner', { kind: 'cost-centre', code: '1000' });
    const lines = [
      aLine(),
      aLine({ object: '+46701740602' }),
      aLine({ object: '+46701740603' }),
      aLine({ object: '+46709999999' }),
    ];
    const bytes = anInvoiceFile({ lines });
    const sent = await administrator.upload('PROV', [{ name: 'f-1.xml', bytes }]);
    const { id } = sent.body as { id: string };
    await eventually(
      async () => (await administrator.get(`/supplier-invoices/${id}`)).body as { state: string },
      ({ state }) => state === 'ready',
    );
  });

  it('starts a month for administrators alone, once, and says where it is', async () => {
    const call = (client: ApiClient, body: object) => client.post('/billing-months', body);
    expect((await call(finance, { month: '2026-10' })).status).to.equal(403);
    expect((await call(owner, { month: '2026-10' })).status).to.equal(404);
    expect((await call(administrator, { month: '2026-13' })).status).to.equal(400);
    const strange = await call(administrator, { month: '2026-10', colour: 'red' });
    expect([strange.status, (strange.body as { code: string }).code]).to.deep.equal([
      400,
      'body.unknown-field',
    ]);
    const started = await call(administrator, { month: '2026-10' });
    expect(started.status).to.equal(202);
    expect(started.body).to.include({ month: '2026-10', url: OCTOBER });
    const again = await call(administrator, { month: '2026-10' });
    expect(again.status).to.equal(409);
    expect(again.body).to.include({ code: 'billing-month.exists', url: OCTOBER });
  });

  it('lists the invoices that it goes on without', async () => {
    const buyer = { ...anInvoice().buyer, organisationNumber: '2120991118' };
    const bytes = anInvoiceFile({ number: 'F-2', buyer });
    const sent = await administrator.upload('PROV', [{ name: 'f-2.xml', bytes }]);
    const { id } = sent.body as { id: string };
    const { leftOut } = await eventually(month, (now) => now.leftOut.length > 0);
    expect(leftOut).to.deep.equal([
      {
        invoiceId: id,
        supplier: 'PROV',
        invoiceNumber: 'F-2',
        state: 'waiting',
        code: null,
        netOre: 10_000,
      },
    ]);
  });

  it('shows the month to those who may see it, and to nobody else', async () => {
    await eventually(month, ({ state, waitsFor }) => state === 'red-list' && waitsFor !== null);
    expect((await auditor.get(OCTOBER)).status).to.equal(200);
    expect((await owner.get(OCTOBER)).status).to.equal(404);
    expect((await finance.get('/billing-months/2026-09')).status).to.equal(404);
    const now = await month();
    expect(now.redList.map(({ code }) => code)).to.deep.equal(['reference-unknown']);
    expect(now.redList[0]?.reason).to.match(/registret/);
    expect(now.waitsFor).to.include({ what: 'red-list' });
    const list = await finance.all<{ month: string }>('/billing-months?');
    expect(list.map((each) => each.month)).to.deep.equal(['2026-10']);
  });

  it('places by administrators and finance; not by an auditor, nor on nobody', async () => {
    const [line] = (await month()).redList;
    const path = `${OCTOBER}/red-list/${line?.lineId ?? ''}/placement`;
    expect((await auditor.post(path, { costCentre: '9900', reason: 'r' })).status).to.equal(403);
    const nobody = await finance.post(path, { costCentre: 'nobody', reason: 'r' });
    expect(nobody.status).to.equal(422);
    expect(nobody.body).to.include({ code: 'billing-month.owner' });
    expect((await finance.post(path, { costCentre: '9900' })).status).to.equal(400);
    const early = await finance.post(`${OCTOBER}/approval`);
    expect(early.status).to.equal(409);
    expect(early.body).to.include({
      code: 'billing-month.red-list',
      url: OCTOBER,
      state: 'red-list',
    });
    const placed = await finance.post(path, { costCentre: '9900', reason: 'utreds' });
    expect(placed.body).to.deep.equal({ state: 'preview' });
    expect((await finance.post(path, { costCentre: '9900', reason: 'r' })).status).to.equal(409);
  });

  it('is not approved by who placed, nor by an administrator, nor by a stale freeze', async () => {
    await eventually(month, ({ waitsFor }) => waitsFor?.what === 'preview');
    const own = await finance.post(`${OCTOBER}/approval`);
    expect([own.status, (own.body as { code: string }).code]).to.deep.equal([
      403,
      'billing-month.own-placement',
    ]);
    expect((await administrator.post(`${OCTOBER}/approval`)).status).to.equal(403);
    const other = await apiClient(await testHouse(), 'finance');
    for (const freeze of [0, 7]) {
      const stale = await other.post(`${OCTOBER}/approval`, { freeze });
      expect(stale.status).to.equal(409);
      expect(stale.body).to.include({
        ...{ code: 'billing-month.state', url: OCTOBER, state: 'preview' },
      });
    }
    expect((await other.post(`${OCTOBER}/pause`)).body).to.deep.equal({ state: 'paused' });
    expect((await other.post(`${OCTOBER}/approval`)).status).to.equal(409);
    expect((await other.post(`${OCTOBER}/resume`)).body).to.deep.equal({ state: 'preview' });
    expect((await other.post(`${OCTOBER}/approval`, { freeze: 1 })).status).to.equal(200);
    await reached('awaiting-receipt');
    expect((await other.post(`${OCTOBER}/cancellation`)).status).to.equal(409);
  });

  it('lists customer invoices page by page, each to those whom it reaches', async () => {
    const first = (await finance.get('/customer-invoices?limit=2')).body as {
      items: Invoice[];
      next: string;
    };
    expect(first.items).to.have.length(2);
    const next = `/customer-invoices?limit=2&after=${encodeURIComponent(first.next)}`;
    const second = (await finance.get(next)).body as { items: Invoice[] };
    const all = await finance.all<Invoice>('/customer-invoices?month=2026-10');
    expect([...first.items, ...second.items].map(({ number }) => number)).to.deep.equal(
      all.slice(0, 4).map(({ number }) => number),
    );
    expect(all.map(({ customer }) => customer)).to.deep.equal([
      '1000',
      '2000',
      '9900',
      'BAB',
      'KUND',
    ]);
    const own = await owner.all<Invoice>('/customer-invoices?');
    expect(own.map(({ customer }) => customer)).to.deep.equal(['1000']);
    const others = all.find(({ customer }) => customer === '2000')?.number ?? '';
    expect((await owner.get(`/customer-invoices/${others}`)).status).to.equal(404);
    expect((await owner.get(`/customer-invoices/${others}.pdf`)).status).to.equal(404);
    expect((await finance.get('/customer-invoices?after=nonsense')).status).to.equal(400);
    for (const list of ['/ledger-exports', '/billing-months']) {
      const other = encodeURIComponent(encodeCursor(['not a key of it']));
      expect((await finance.get(`${list}?after=${other}`)).status, list).to.equal(400);
    }
  });

  it('gives an invoice whole, as PDF and as a workbook', async () => {
    const [invoice] = await owner.all<Invoice>('/customer-invoices?');
    const number = invoice?.number ?? '';
    const whole = (await owner.get(`/customer-invoices/${number}`)).body as Invoice;
    expect(whole).to.include({ number, customer: '1000', netOre: 10_000 });
    expect(whole.lines).to.deep.equal([
      {
        costCentre: '1000',
        subscriptionId: 'S-1',
        text: 'Bas',
        class: 'fee',
        periodFrom: '2026-10-01',
        periodTo: '2026-10-31',
        netOre: 10_000,
        previousNetOre: null,
        corrects: null,
      },
    ]);
    const pdf = await owner.get(`/customer-invoices/${number}.pdf`);
    expect(pdf.headers['content-type']).to.equal('application/pdf');
    expect((pdf.body as Buffer).subarray(0, 5).toString()).to.equal('%PDF-');
    const workbook = await owner.get(`/customer-invoices/${number}.xlsx`);
    expect(workbook.status).to.equal(200);
    expect(workbook.headers['content-disposition']).to.contain(`${number}.xlsx`);
  });

  it('takes the receipt from finance, once, and closes', async () => {
    const [file] = await auditor.all<{ id: string; fileName: string; bytes: number }>(
      '/ledger-exports?month=2026-10',
    );
    const path = `/ledger-exports/${file?.id ?? ''}`;
    const bytes = await auditor.get(`${path}/file`);
    expect((bytes.body as Buffer).length).to.equal(file?.bytes);
    expect((await auditor.post(`${path}/receipt`, { accepted: true })).status).to.equal(403);
    const receipt = { accepted: true, voucherNumbers: ['A 12', 13] };
    const taken = await finance.post(`${path}/receipt`, receipt);
    expect(taken.body).to.include({ state: 'accepted' });
    expect((taken.body as { receipt: object }).receipt).to.deep.equal({
      accepted: true,
      voucherNumbers: ['A 12', '13'],
      refusedRows: [],
    });
    await reached('closed');
    const late = await finance.post(`${path}/receipt`, { accepted: false });
    expect(late.status).to.equal(409);
    expect(late.body).to.include({ code: 'billing-month.state', url: OCTOBER, state: 'closed' });
    expect((await finance.post(`${OCTOBER}/pause`)).status).to.equal(409);
    expect((await month()).steps.every(({ state }) => state === 'done')).to.equal(true);
  });
});
