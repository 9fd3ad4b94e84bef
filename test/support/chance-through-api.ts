// A municipality of the random maker through the API alone, from imports to the ledger file, beside
// what the oracle says of it: two plain pictures that must be equal.

import { expect } from 'chai';
import { filesOf } from './a.ts';
import { apiClient, eventually, type ApiClient } from './api-client.ts';
import { workingHouse } from './house.ts';
import type { Line } from './oracle/lines.ts';
import { readWorld, sharesIn, solveMonth, type SolvedMonth } from './oracle/month.ts';
import { inOrder } from './oracle/vouchers.ts';
import { e164, get } from './oracle/world.ts';
import type { RandomMonth } from './random/month.ts';
import { sieVouchers } from './sie-vouchers.ts';

type Answer = Readonly<Record<string, unknown>>;
type MonthAnswer = {
  readonly state: string;
  readonly freeze: number;
  readonly sums: Answer;
  readonly redList: readonly { readonly lineId: string; readonly netOre: number }[];
};

/** Runs the month and compares every figure on the way. `about` names it where something differs. */
export async function compareThroughApi(chance: RandomMonth, about: string): Promise<void> {
  const test = await workingHouse();
  const administrator = await apiClient(test, 'administrator');
  const finance = await apiClient(test, 'finance');
  const files = filesOf(chance.registers);
  const solved = solveMonth({ ...chance, world: readWorld(files) });
  for (const { kind, bytes } of files) {
    const answer = await administrator.importCsv(kind, bytes);
    expect(answer.status, `${about} ${kind} ${answer.text}`).to.equal(200);
    const again = await administrator.importCsv(kind, bytes);
    expect(again.body, `${about} ${kind}`).to.include({ added: 0, changed: 0, removed: 0 });
  }
  const invoices = await send(administrator, chance);
  await compareMonth({ administrator, finance }, { chance, solved, about });
  for (const [number, id] of invoices) {
    const found = await administrator.get(`/supplier-invoices/${id}`);
    const wanted = solved.invoices.find(({ invoice }) => invoice.number === number);
    const state = wanted === undefined ? 'ready' : 'booked';
    expect(found.body, `${about} ${number}`).to.include({ state });
    if (wanted === undefined) continue;
    expect(headOf(found.body as Answer), about).to.deep.equal(wantedHead(wanted));
    const lines = await administrator.all<Answer>(`/supplier-invoices/${id}/lines`);
    expect(lines.map(shownLine), about).to.deep.equal(
      wanted.lines.map(({ line, outcome }) => ({
        ...wantedLine(line),
        shares:
          'red' in outcome
            ? [{ costCentre: chance.placeOn, netOre: Number(line.netOre) }]
            : sharesIn(outcome)
                .map(({ owner, netOre }) => ({ costCentre: owner, netOre: Number(netOre) }))
                .sort(byCostCentre),
      })),
    );
  }
  await compareCustomerInvoices(finance, { chance, solved, about });
  await compareLedger(finance, { chance, solved, about });
}

/** Ids by invoice number. */
async function send(
  administrator: ApiClient,
  { sent }: RandomMonth,
): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  for (const { supplier, files } of sent) {
    const answer = await administrator.upload(supplier, files);
    expect(answer.status, answer.text).to.equal(202);
    const id = String((answer.body as Answer)['id']);
    const read = await eventually(
      async () => (await administrator.get(`/supplier-invoices/${id}`)).body as Answer,
      ({ state }) => !['received', 'reading'].includes(String(state)),
    );
    expect(read['state'], JSON.stringify(read)).to.equal('ready');
    ids.set(String(read['invoiceNumber']), id);
  }
  return ids;
}

type Compared = {
  readonly chance: RandomMonth;
  readonly solved: SolvedMonth;
  readonly about: string;
};

async function compareMonth(
  { administrator, finance }: { administrator: ApiClient; finance: ApiClient },
  { chance, solved, about }: Compared,
): Promise<void> {
  const url = `/billing-months/${chance.month}`;
  const now = async () => (await finance.get(url)).body as MonthAnswer;
  const started = await administrator.post('/billing-months', { month: chance.month });
  expect(started.status, started.text).to.equal(202);
  const before = await eventually(now, ({ state }) => ['red-list', 'preview'].includes(state));
  expect(before.sums, about).to.include(plain(solved.before));
  for (const { lineId } of before.redList) {
    const placed = await administrator.post(`${url}/red-list/${lineId}/placement`, {
      costCentre: chance.placeOn,
      reason: 'utan hem',
    });
    expect(placed.status, placed.text).to.equal(200);
  }
  const { freeze } = await eventually(now, ({ state }) => state === 'preview');
  const approved = await finance.post(`${url}/approval`, { freeze });
  expect(approved.status, `${about} ${approved.text}`).to.equal(200);
  const after = await eventually(now, ({ state }) => state === 'awaiting-receipt');
  expect(after.sums, about).to.include(plain(solved.after));
}

function headOf(body: Answer): object {
  const { invoiceNumber, netOre, vatOre, roundingOre, payableOre, rowsIn, rowsQuarantined } = body;
  return { invoiceNumber, netOre, vatOre, roundingOre, payableOre, rowsIn, rowsQuarantined };
}

function wantedHead({ invoice, rowsIn, quarantined }: SolvedMonth['invoices'][number]): object {
  return {
    invoiceNumber: invoice.number,
    netOre: Number(invoice.netOre),
    vatOre: Number(invoice.vatOre),
    roundingOre: Number(invoice.roundingOre),
    payableOre: Number(invoice.payableOre),
    rowsIn,
    rowsQuarantined: quarantined.length,
  };
}

function shownLine(line: Answer): object {
  const { text, number, subscriptionId, periodFrom, periodTo, netOre, vatRate } = line;
  const shares = line['shares'] as { costCentre: string; netOre: number }[];
  return {
    ...{ text, number, subscriptionId, netOre, vatRate },
    // A rounding line's place and days are the house's own.
    ...(text === '' ? {} : { periodFrom, periodTo }),
    shares: shares
      .map(({ costCentre, netOre: share }) => ({ costCentre, netOre: share }))
      .sort(byCostCentre),
  };
}

function wantedLine(line: Line): object {
  const number = e164(line.reference.number);
  return {
    text: line.text,
    number: number.startsWith('+') ? number : null,
    subscriptionId: line.subscription === undefined ? null : get(line.subscription, 'id'),
    netOre: Number(line.netOre),
    vatRate: Number(line.rate),
    ...(line.text === '' ? {} : { periodFrom: line.periodFrom, periodTo: line.periodTo }),
  };
}

function byCostCentre(a: { costCentre: string }, b: { costCentre: string }): number {
  return a.costCentre < b.costCentre ? -1 : 1;
}

async function compareCustomerInvoices(
  finance: ApiClient,
  { chance, solved, about }: Compared,
): Promise<void> {
  const list = await finance.all<Answer>(`/customer-invoices?month=${chance.month}`);
  const found = list.map(({ customer, kind, netOre, roundingOre, payableOre, vat }) => ({
    ...{ customer, kind, netOre, roundingOre, payableOre },
    vat: (vat as { rate: number; netOre: number }[])
      .filter(({ netOre: net }) => net !== 0)
      .sort((a, b) => a.rate - b.rate),
  }));
  const wanted = solved.customerInvoices.map(({ bySubscription: _, ...invoice }) => ({
    ...plain(invoice),
    vat: invoice.vat
      .filter(({ netOre }) => netOre !== 0n)
      .map(({ rate, ...sums }) => ({ rate: Number(rate), ...plain(sums) }))
      .sort((a, b) => a.rate - b.rate),
  }));
  expect(found, about).to.deep.equal(wanted);
}

async function compareLedger(
  finance: ApiClient,
  { chance, solved, about }: Compared,
): Promise<void> {
  const [made] = await finance.all<Answer>(`/ledger-exports?month=${chance.month}`);
  const file = await finance.get(`/ledger-exports/${String(made?.['id'])}/file`);
  const wanted = solved.vouchers.map(({ date, rows }) => ({
    date,
    rows: inOrder(rows).map((row) => ({ ...row, amountOre: Number(row.amountOre) })),
  }));
  expect(sieVouchers(file.body as Buffer), about).to.deep.equal(wanted);
  const receipt = { accepted: true, voucherNumbers: [], refusedRows: [] };
  const answer = await finance.post(`/ledger-exports/${String(made?.['id'])}/receipt`, receipt);
  expect(answer.status, `${about} ${answer.text}`).to.equal(200);
  // Only a month in which everything is equal closes (rule 13).
  const month = async () => (await finance.get(`/billing-months/${chance.month}`)).body as Answer;
  await eventually(month, ({ state }) => state === 'closed');
}

function plain(from: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(from).map(([key, value]: [string, unknown]) => [
      key,
      typeof value === 'bigint' ? Number(value) : value,
    ]),
  );
}
