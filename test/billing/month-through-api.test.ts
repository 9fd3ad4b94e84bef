// The shared example month from an empty installation to a closed month, through the API alone, held
// against figures that other code worked out from the same files.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { apiClient, eventually, type ApiClient, type ApiFile } from '../support/api-client.ts';
import { emptyTables } from '../support/database.ts';
import { workingHouse } from '../support/house.ts';
import {
  INVOICE_TOTALS,
  MONTH_FOLDER,
  readExpected,
  skipWithoutFolder,
  type ExpectedInvoice,
  type ExpectedLine,
  type ExpectedMonth,
  type ExpectedShare,
} from './month-folder.ts';

type Line = ExpectedLine;
type Invoice = Record<string, unknown> & Pick<ExpectedInvoice, 'deviations'>;
type CustomerInvoice = Pick<ExpectedMonth['customerInvoices'][number], 'customer'> & {
  number: string;
  lines: { costCentre: string; subscriptionId: string | null; netOre: number }[];
};
type Month = {
  state: string;
  freeze: number;
  sums: Record<string, number | null>;
  redList: { lineId: string; netOre: number; text: string }[];
};

describe('the shared month through the API', function () {
  this.timeout(180_000);
  let expected: ExpectedMonth;
  let administrator: ApiClient;
  let finance: ApiClient;
  const ids = new Map<string, string>();
  const monthPath = () => `/billing-months/${expected.month}`;
  const monthNow = async () => (await finance.get(monthPath())).body as Month;
  const fileOf = (name: string): ApiFile => ({
    name: path.basename(name),
    bytes: readFileSync(path.join(MONTH_FOLDER, name)),
  });

  before(async function () {
    skipWithoutFolder(this);
    expected = readExpected();
    const test = await workingHouse();
    await emptyTables();
    administrator = await apiClient(test, 'administrator');
    finance = await apiClient(test, 'finance');
  });

  it('takes the registers in their order, and again without any change', async () => {
    for (const { kind, file, rows, delimiter } of expected.imports) {
      const { bytes } = fileOf(file);
      const first = await administrator.importCsv(kind, bytes);
      expect(first.status, `${kind}: ${first.text}`).to.equal(200);
      expect(first.body, kind).to.include({ kind, rows, delimiter, dryRun: false });
      const again = await administrator.importCsv(kind, bytes);
      expect(again.body, kind).to.include({ added: 0, changed: 0, unchanged: rows, removed: 0 });
    }
  });

  it('reads every line, byte range, quarantined row and deviation of the three invoices', async () => {
    for (const invoice of expected.supplierInvoices) {
      const sent = await administrator.upload(invoice.supplier, invoice.sent.map(fileOf));
      expect(sent.status, sent.text).to.equal(202);
      const id = String((sent.body as { id: unknown }).id);
      ids.set(invoice.supplier, id);
      const read = await eventually(
        async () => (await administrator.get(`/supplier-invoices/${id}`)).body as Invoice,
        (body) => !['received', 'reading'].includes(String(body['state'])),
      );
      for (const total of ['state', ...INVOICE_TOTALS] as const) {
        expect(read[total], `${invoice.supplier} ${total}`).to.deep.equal(invoice[total]);
      }
      const lines = await administrator.all<Line>(`/supplier-invoices/${id}/lines`);
      expect(lines.map(plainLine)).to.deep.equal(invoice.lines.map(plainLine));
      const quarantined = await administrator.all<Record<string, unknown>>(
        `/supplier-invoices/${id}/rows?state=quarantined`,
      );
      expect(quarantined.map(({ message: _m, text: _t, ...row }) => row)).to.deep.equal(
        invoice.quarantined,
      );
      for (const deviation of invoice.deviations) {
        expect(read.deviations.map(({ stakeOre }) => stakeOre)).to.include(deviation.stakeOre);
      }
    }
  });

  it('answers the bad files as it must', async () => {
    for (const bad of expected.bad) {
      if (bad.import !== undefined) {
        const answer = await administrator.importCsv(bad.import, fileOf(bad.file).bytes);
        expect(answer.status).to.equal(bad.status);
        expect(answer.body).to.include({ code: bad.code });
        const { errors } = answer.body as { errors: { row: number; column: string }[] };
        expect(errors.map(({ row, column }) => ({ row, column }))).to.deep.equal(bad.errors);
        continue;
      }
      const answer = await administrator.upload(bad.supplier ?? '', [fileOf(bad.file)]);
      expect(answer.status, bad.file).to.equal(bad.status);
      if (bad.status !== 202) {
        expect(answer.body).to.include({ code: bad.code });
        continue;
      }
      const id = String((answer.body as { id: unknown }).id);
      const read = await eventually(
        async () => (await administrator.get(`/supplier-invoices/${id}`)).body as Invoice,
        (body) => !['received', 'reading'].includes(String(body['state'])),
      );
      expect(read['state'], bad.file).to.equal(bad.state);
      const refusal = read['refusal'] as { code: string } | null;
      const codes = [
        refusal?.code,
        ...(read.deviations as unknown as { code: string }[]).map(({ code }) => code),
      ];
      expect(codes, bad.file).to.include(bad.code);
    }
  });

  it('starts the month, and shows what has no home', async () => {
    const started = await administrator.post('/billing-months', { month: expected.month });
    expect(started.status, started.text).to.equal(202);
    const month = await eventually(
      monthNow,
      ({ state }) => state === 'red-list' || state === 'preview',
    );
    expect(month.state).to.equal('red-list');
    expect(month.sums).to.include(expected.billingMonth.beforePlacement.sums);
    expect(month.redList.map(({ netOre }) => netOre)).to.deep.equal(
      expected.billingMonth.beforePlacement.redList.map(({ netOre }) => netOre),
    );
    const early = await finance.post(`${monthPath()}/approval`);
    expect(early.status).to.equal(409);
    expect(early.body).to.include({ code: 'billing-month.red-list' });
  });

  it('places what is on the red list, and lets another approve', async () => {
    for (const { lineId } of (await monthNow()).redList) {
      const placed = await administrator.post(`${monthPath()}/red-list/${lineId}/placement`, {
        costCentre: expected.billingMonth.placeOn,
        reason: 'okänt nummer, utreds',
      });
      expect(placed.status, placed.text).to.equal(200);
    }
    await eventually(monthNow, ({ state }) => state === 'preview');
    const approved = await finance.post(`${monthPath()}/approval`, {
      freeze: (await monthNow()).freeze,
    });
    expect(approved.status, approved.text).to.equal(200);
    const month = await eventually(monthNow, ({ state }) =>
      ['awaiting-receipt', 'closed'].includes(state),
    );
    expect(month.redList).to.deep.equal([]);
    expect(month.sums).to.include(expected.billingMonth.afterApproval.sums);
  });

  it('has every share of every line', async () => {
    for (const { supplier, lines } of expected.supplierInvoices) {
      const found = await administrator.all<Line>(
        `/supplier-invoices/${ids.get(supplier) ?? ''}/lines`,
      );
      found.forEach((line, index) => {
        const wanted = lines[index];
        if (wanted === undefined || wanted.onRedList === true) return;
        expect(line.shares.map(plainShare), line.text).to.deep.equal(wanted.shares.map(plainShare));
      });
    }
  });

  it('makes the customer invoices to the öre', async () => {
    const invoices = await finance.all<CustomerInvoice>(
      `/customer-invoices?month=${expected.month}`,
    );
    expect(invoices.map(({ customer }) => customer)).to.deep.equal(
      expected.customerInvoices.map(({ customer }) => customer),
    );
    for (const wanted of expected.customerInvoices) {
      const { number } = invoices.find(({ customer }) => customer === wanted.customer) ?? {
        number: '',
      };
      const found = (await finance.get(`/customer-invoices/${number}`)).body as CustomerInvoice;
      const { bySubscription, ...totals } = wanted;
      expect(found, wanted.customer).to.deep.include(totals);
      expect(sumsBySubscription(found.lines), wanted.customer).to.deep.equal(
        sumsBySubscription(bySubscription),
      );
    }
  });

  it('writes one balanced ledger file, and closes at its receipt', async () => {
    const [ledgerExport] = await finance.all<Record<string, unknown>>(
      `/ledger-exports?month=${expected.month}`,
    );
    const { vouchers, debitOre, creditOre } = expected.ledgerExport;
    expect(ledgerExport).to.include({ debitOre, creditOre });
    expect(numberOf(ledgerExport?.['vouchers'])).to.equal(vouchers);
    const id = String(ledgerExport?.['id']);
    const file = await finance.get(`/ledger-exports/${id}/file`);
    expect(file.status).to.equal(200);
    const receipt = await finance.post(`/ledger-exports/${id}/receipt`, {
      accepted: true,
      voucherNumbers: ['V1'],
      refusedRows: [],
    });
    expect(receipt.status, receipt.text).to.equal(200);
    await eventually(monthNow, ({ state }) => state === 'closed');
  });
});

function plainLine({
  shares: _shares,
  onRedList: _red,
  ...line
}: Line & { case?: string; lineId?: unknown }) {
  const { case: _case, lineId: _id, ...rest } = line;
  return rest;
}

function plainShare({ costCentre, netOre, from, to }: ExpectedShare) {
  return { costCentre, netOre, ...(typeof from === 'string' ? { from, to } : {}) };
}

function sumsBySubscription(
  lines: readonly { costCentre: string; subscriptionId: string | null; netOre: number }[],
) {
  const sums = new Map<string, number>();
  for (const { costCentre, subscriptionId, netOre } of lines) {
    const key = `${costCentre} ${subscriptionId ?? '-'}`;
    sums.set(key, (sums.get(key) ?? 0) + netOre);
  }
  return [...sums]
    .filter(([, ore]) => ore !== 0)
    .sort(([left], [right]) => (left < right ? -1 : 1));
}

function numberOf(value: unknown): number {
  return Array.isArray(value) ? value.length : Number(value);
}
