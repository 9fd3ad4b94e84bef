// Two at once: the same file from two sides, two starts, two approvals, an approval and a cancellation,
// an ownership changed under a month that runs. One wins, the other is told, and nothing is there twice.

import { expect } from 'chai';
import type { Response } from 'supertest';
import type { LocalDate } from '../../server/kernel/calendar.ts';
import type { UblLine } from '../../tools/demo/ubl.ts';
import { checkInvariants } from '../../tools/commands/invariant-list.ts';
import { registerCsv } from '../../tools/demo/registers.ts';
import { aLine, aMunicipality, anInvoiceFile, filesOf } from '../support/a.ts';
import { apiClient, eventually, type ApiClient } from '../support/api-client.ts';
import { browseAs } from '../support/browse.ts';
import { emptyTables } from '../support/database.ts';
import { workingHouse, type TestHouse } from '../support/house.ts';

type Month = {
  readonly state: string;
  readonly freeze: number;
  readonly redList: readonly { readonly lineId: string }[];
};
type Customer = { readonly number: string; readonly customer: string; readonly netOre: number };

describe('two at once', function () {
  this.timeout(120_000);
  let test: TestHouse;
  let administrators: readonly [ApiClient, ApiClient];
  let finances: readonly [ApiClient, ApiClient];

  before(async () => {
    test = await workingHouse();
    await emptyTables();
    administrators = [
      await apiClient(test, 'administrator'),
      await apiClient(test, 'administrator'),
    ];
    finances = [await apiClient(test, 'finance'), await apiClient(test, 'finance')];
    for (const { kind, bytes } of filesOf(aMunicipality())) {
      const answer = await administrators[0].importCsv(kind, bytes);
      expect(answer.status, answer.text).to.equal(200);
    }
  });

  afterEach(async () => {
    const { db, journal } = test.house;
    const findings = await checkInvariants(db, journal, { isWorking: false });
    expect(findings.filter(({ places }) => places.length > 0)).to.deep.equal([]);
  });

  const fileOf = (number: string, month: string, lines: readonly UblLine[] = [aLine()]) => {
    const issuedOn = `${month}-15` as LocalDate;
    const bytes = anInvoiceFile({ number, issuedOn, dueOn: issuedOn, lines: [...lines] });
    return { name: `${number}.xml`, bytes };
  };
  const monthNow = async (month: string) =>
    (await finances[0].get(`/billing-months/${month}`)).body as Month;
  const untilMonth = (month: string, ...states: string[]) =>
    eventually(
      () => monthNow(month),
      ({ state }) => states.includes(state),
    );
  const readInvoice = (id: string) =>
    eventually(
      async () =>
        (await administrators[0].get(`/supplier-invoices/${id}`)).body as {
          state: string;
          refusal: { code: string } | null;
        },
      ({ state }) => !['received', 'reading'].includes(state),
    );
  const send = async (...args: Parameters<typeof fileOf>) => {
    const sent = await administrators[0].upload('PROV', [fileOf(...args)]);
    expect(sent.status, sent.text).to.equal(202);
    const { id } = sent.body as { id: string };
    expect(await readInvoice(id)).to.include({ state: 'ready' });
    return id;
  };
  /** A month with one invoice, as far as its preview. */
  const preview = async (month: string) => {
    await send(`F-${month}`, month);
    const started = await administrators[0].post('/billing-months', { month });
    expect(started.status, started.text).to.equal(202);
    return untilMonth(month, 'preview');
  };
  const invoicesOf = (month: string) =>
    finances[0].all<Customer>(`/customer-invoices?month=${month}`);
  const count = async (sql: string, ...values: unknown[]) =>
    (await test.house.db.row<{ n: number }>(`SELECT COUNT(*) AS n FROM ${sql}`, values))?.n;
  const events = (event: string, month: string) =>
    count('journal_entries WHERE event = ? AND subject = ?', event, `billing-month:${month}`);

  it('the same file from eight sides is one invoice, and seven are told where it is', async () => {
    const file = fileOf('F-SAME', '2026-01');
    const sides = Array.from({ length: 4 }, () => administrators).flat();
    const answers = await Promise.all(sides.map((side) => side.upload('PROV', [file])));
    const [taken, ...others] = inOrder(answers);
    expect(taken?.status).to.equal(202);
    const { id, url } = taken?.body as { id: string; url: string };
    for (const { status, body } of others) {
      expect(status).to.equal(409);
      expect(body).to.include({ code: 'invoice.same-file', url });
    }
    expect(await readInvoice(id)).to.include({ state: 'ready' });
    expect(await count('supplier_invoices')).to.equal(1);
    expect(await count('supplier_invoice_lines')).to.equal(1);
  });

  it('two files with one number: the first that is read is taken, the other refused', async () => {
    const files = [
      fileOf('F-ONE', '2026-01'),
      fileOf('F-ONE', '2026-01', [aLine({ netOre: 20_000 })]),
    ];
    const answers = await Promise.all(
      files.map((file) => administrators[0].upload('PROV', [file])),
    );
    const ids = inOrder(answers).map(({ body }) => (body as { id: string }).id);
    const read = await Promise.all(ids.map(readInvoice));
    expect(read.map(({ state }) => state).sort()).to.deep.equal(['ready', 'refused']);
    const codes = read.flatMap(({ refusal }) => refusal?.code ?? []);
    expect(codes).to.deep.equal(['invoice.same-number']);
  });

  it('a month is started once', async () => {
    await send('F-START', '2026-02');
    const answers = await Promise.all(
      [...administrators, ...administrators].map((each) =>
        each.post('/billing-months', { month: '2026-02' }),
      ),
    );
    const [started, ...others] = inOrder(answers);
    expect(started?.status).to.equal(202);
    for (const { status, body } of others) {
      expect(status).to.equal(409);
      expect(body).to.include({ code: 'billing-month.exists', url: '/billing-months/2026-02' });
    }
    await untilMonth('2026-02', 'preview');
    expect(await events('billing-month.started', '2026-02')).to.equal(1);
    expect(await events('billing-month.frozen', '2026-02')).to.equal(1);
  });

  it('a line of the red list is placed once', async () => {
    const month = '2026-03';
    await send('F-RED', month, [aLine({ object: '+46701749999' })]);
    await administrators[0].post('/billing-months', { month });
    const { redList } = await untilMonth(month, 'red-list');
    const lineId = redList[0]?.lineId ?? '';
    const placing = (costCentre: string) => ({ costCentre, reason: 'utreds' });
    const path = `/billing-months/${month}/red-list/${lineId}/placement`;
    const answers = await Promise.all([
      administrators[0].post(path, placing('1000')),
      administrators[1].post(path, placing('2000')),
    ]);
    const [placed, other] = inOrder(answers);
    expect([placed?.status, other?.status]).to.deep.equal([200, 409]);
    expect(other?.body).to.include({ code: 'billing-month.line-placed' });
    await untilMonth(month, 'preview');
  });

  it('two approvals are one', async () => {
    const month = '2026-04';
    const { freeze } = await preview(month);
    const answers = await Promise.all(
      finances.map((each) => each.post(`/billing-months/${month}/approval`, { freeze })),
    );
    const [approved, other] = inOrder(answers);
    expect([approved?.status, other?.status]).to.deep.equal([200, 409]);
    expect(other?.body).to.include({ code: 'billing-month.state' });
    await untilMonth(month, 'awaiting-receipt');
    expect(await events('billing-month.approved', month)).to.equal(1);
    expect(await events('billing-month.numbered', month)).to.equal(1);
    const customers = (await invoicesOf(month)).map(({ customer }) => customer);
    expect(customers).to.deep.equal([...new Set(customers)]).and.not.to.be.empty;
  });

  for (const [month, first] of [
    ['2026-05', 'approval'],
    ['2026-06', 'cancellation'],
  ] as const) {
    it(`an approval and a cancellation, ${first} first: one of them`, async () => {
      const { freeze } = await preview(month);
      const approve = () => finances[0].post(`/billing-months/${month}/approval`, { freeze });
      const cancel = () => administrators[0].post(`/billing-months/${month}/cancellation`);
      const calls = first === 'approval' ? [approve(), cancel()] : [cancel(), approve()];
      const answers = await Promise.all(calls);
      const [done, other] = inOrder(answers);
      expect([done?.status, other?.status]).to.deep.equal([200, 409]);
      expect(other?.body).to.include({ code: 'billing-month.state' });
      const { state } = done?.body as { state: string };
      expect(state).to.be.oneOf(['numbering', 'cancelled']);
      await untilMonth(month, state === 'cancelled' ? 'cancelled' : 'awaiting-receipt');
      const made = (await invoicesOf(month)).length;
      if (state === 'cancelled') expect(made).to.equal(0);
      else expect(made).to.be.above(0);
    });
  }

  it('a receipt is taken once', async () => {
    const [file] = await finances[0].all<{ id: string }>('/ledger-exports?month=2026-04');
    const receipt = { accepted: true, voucherNumbers: ['V1'], refusedRows: [] };
    const answers = await Promise.all(
      finances.map((each) => each.post(`/ledger-exports/${file?.id ?? ''}/receipt`, receipt)),
    );
    const [taken, other] = inOrder(answers);
    expect([taken?.status, other?.status]).to.deep.equal([200, 409]);
    await untilMonth('2026-04', 'closed');
    expect(await events('billing-month.closed', '2026-04')).to.equal(1);
  });

  /** S-1 has these owners from 2020 on: each with its first day, and its last where there is one. */
  const own = async (...owners: [owner: string, from: string, to?: string][]) => {
    const rows = owners.map(([owner, from, to = '']) => ({ subscription: 'S-1', owner, from, to }));
    const bytes = registerCsv('ownerships', rows);
    const answer = await administrators[0].importCsv('ownerships', bytes);
    expect(answer.status, answer.text).to.equal(200);
  };
  const FIRST: [string, string, string] = ['1000', '2020-01-01', '2026-07-31'];

  it('an ownership that changes under a month: the freeze holds until it is frozen again', async () => {
    const month = '2026-08';
    const { freeze } = await preview(month);
    await own(FIRST, ['2000', '2026-08-01']);
    const again = await administrators[0].post(`/billing-months/${month}/freeze`);
    expect(again.status, again.text).to.equal(200);
    const stale = await finances[0].post(`/billing-months/${month}/approval`, { freeze });
    expect(stale.status).to.equal(409);
    expect(stale.body).to.include({ code: 'billing-month.state' });
    const second = await eventually(
      () => monthNow(month),
      (each) => each.state === 'preview' && each.freeze === freeze + 1,
    );
    const old = await finances[0].post(`/billing-months/${month}/approval`, { freeze });
    expect(old.body).to.include({ status: 409, code: 'billing-month.state' });
    const approved = await approve(month, second.freeze);
    expect(approved.status, approved.text).to.equal(200);
    // From here on the register may say what it likes.
    await own(FIRST, ['2000', '2026-08-01', '2026-08-09'], ['3000', '2026-08-10']);
    await untilMonth(month, 'awaiting-receipt');
    expect(await linesOn(month, '2000')).to.equal(1);
    expect(await linesOn(month, '3000')).to.equal(0);
  });

  const approve = (month: string, freeze: number) =>
    finances[0].post(`/billing-months/${month}/approval`, { freeze });
  const linesOn = (month: string, costCentre: string) =>
    count(
      `customer_invoice_lines l JOIN customer_invoices i ON i.number = l.number
       WHERE i.month = ? AND l.subscription = 'S-1' AND l.cost_centre = ?`,
      month,
      costCentre,
    );
  const nextFreeze = (month: string, freeze: number) =>
    eventually(
      () => monthNow(month),
      (each) => each.state === 'preview' && each.freeze === freeze,
    );

  it('a register that changes between preview and approval: refused, frozen again, asked again', async () => {
    const month = '2026-09';
    const { freeze } = await preview(month);
    await own(['3000', '2026-08-10', '2026-08-31'], ['2000', '2026-09-01']);
    const refused = await approve(month, freeze);
    expect(refused.status).to.equal(409);
    expect(refused.body).to.include({
      code: 'billing-month.state',
      state: 'preview',
      url: `/billing-months/${month}`,
    });
    const { message, errors } = refused.body as {
      message: string;
      errors: { code: string; message: string }[];
    };
    expect(message).to.contain(`Underlaget har ändrats sedan frysning ${String(freeze)}`);
    expect(errors.map((each) => each.message)).to.deep.equal(['Ägande har ändrats: 2 rader.']);
    const again = await nextFreeze(month, freeze + 1);
    const karin = await browseAs({ app: test.app, db: test.house.db }, 'finance');
    const page = (await karin.get(`/billing-months/${month}`)).text;
    expect(page).to.contain('Ändrat sedan förra frysningen').and.to.contain('Ägande');
    expect((await approve(month, freeze)).status).to.equal(409);
    expect((await approve(month, again.freeze)).status).to.equal(200);
    await untilMonth(month, 'awaiting-receipt');
    expect(await linesOn(month, '2000')).to.equal(1);
    expect(await events('billing-month.inputs-changed', month)).to.equal(1);
  });

  it('an invoice that is ready after the freeze asks again', async () => {
    const month = '2026-10';
    const { freeze } = await preview(month);
    await send('F-LATE', month, [aLine({ netOre: 30_000 })]);
    const karin = await browseAs({ app: test.app, db: test.house.db }, 'finance');
    const refused = await karin.post(`/billing-months/${month}/approval`, { freeze });
    expect(refused.status).to.equal(409);
    expect(refused.text)
      .to.contain('Leverantörsfakturor har ändrats: 1 rad.')
      .and.to.contain(`href="/billing-months/${month}"`);
    await nextFreeze(month, freeze + 1);
    expect((await approve(month, freeze + 1)).status).to.equal(200);
    await untilMonth(month, 'awaiting-receipt');
    expect(await count('supplier_invoices WHERE booked_month = ?', month)).to.equal(2);
  });

  it('an approval and a change of the register at once: either holds, never half of both', async () => {
    const month = '2026-11';
    const { freeze } = await preview(month);
    const [answer] = await Promise.all([
      approve(month, freeze),
      own(['2000', '2026-09-01', '2026-10-31'], ['3000', '2026-11-01']),
    ]);
    expect(answer.status).to.be.oneOf([200, 409]);
    if (answer.status === 409) {
      await nextFreeze(month, freeze + 1);
      expect((await approve(month, freeze + 1)).status).to.equal(200);
    }
    await untilMonth(month, 'awaiting-receipt');
    const expected = answer.status === 200 ? '2000' : '3000';
    expect(await linesOn(month, expected)).to.equal(1);
    expect(await events('billing-month.approved', month)).to.equal(1);
  });
});

/** Those that were done first, then those that were told why not. */
function inOrder(answers: readonly Response[]): Response[] {
  return [...answers].sort((left, right) => left.status - right.status);
}
