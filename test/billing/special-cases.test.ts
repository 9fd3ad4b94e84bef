// The special cases of interfaces.md §4 in one small municipality, through the API, against figures
// counted by hand.

import { expect } from 'chai';
import { addDays, type LocalDate } from '../../server/kernel/calendar.ts';
import { luhnDigit } from '../../server/kernel/numbers.ts';
import { ublFile } from '../../tools/demo/ubl-file.ts';
import { filesOf } from '../support/a.ts';
import { apiClient, eventually, type ApiClient } from '../support/api-client.ts';
import { restingHouse, workingHouse } from '../support/house.ts';
import { sieVouchers } from '../support/sie-vouchers.ts';
import { specialInvoice, specialRegisters } from './a-special-month.ts';

type Answer = Readonly<Record<string, unknown>>;
type Share = { costCentre: string; netOre: number; from: string | null; to: string | null };
type Month = {
  state: string;
  sums: Answer;
  redList: { lineId: string; netOre: number }[];
};

describe('special cases through the API, counted by hand', function () {
  this.timeout(60_000);
  let administrator: ApiClient;
  let finance: ApiClient;
  let id = '';
  const now = async () => (await finance.get('/billing-months/2026-10')).body as Month;

  before(async () => {
    const test = await workingHouse();
    administrator = await apiClient(test, 'administrator');
    finance = await apiClient(test, 'finance');
    for (const { kind, bytes } of filesOf(specialRegisters())) {
      const answer = await administrator.importCsv(kind, bytes);
      expect(answer.status, answer.text).to.equal(200);
    }
    const bytes = ublFile(specialInvoice());
    const sent = await administrator.upload('PROV', [{ name: 'F-1.xml', bytes }]);
    id = String((sent.body as Answer)['id']);
    await eventually(
      async () => (await administrator.get(`/supplier-invoices/${id}`)).body as Answer,
      ({ state }) => state === 'ready',
    );
    await administrator.post('/billing-months', { month: '2026-10' });
    await eventually(now, ({ state }) => state === 'red-list');
  });

  after(restingHouse);

  it('spreads each line as rules 3 to 6 say', async () => {
    const lines = await administrator.all<Answer & { shares: Share[] }>(
      `/supplier-invoices/${id}/lines`,
    );
    const told = lines.map(({ netOre, subscriptionId, shares }) =>
      [netOre, subscriptionId ?? '-', ...shares.map(shareText)].join(' '),
    );
    expect(told).to.deep.equal([
      // 9037, 25368, 3333, 1200 and 12839 are what each has by reference: pro-rata.
      '-600 - 1000=-105 2000=-294 3000=-14 7000=-38 KUND=-149',
      '2900 -',
      // 9 days alone, 22 days 60/40: 900, 1320 and 880 of 3100.
      '10001 S-1 1000=2904(01-09) 2000=4258(10-31) KUND=2839(10-31)',
      '-1 S-1 2000=-1(15-15)',
      // The one that holds the number last; the days before it was activated are its first.
      '5000 S-2b 1000=5000(20-31)',
      // Nobody held it in those days: S-2 did last, and its last day's owner pays.
      '3000 S-2 7000=3000',
      // 33.33 %, and half of 66.67 % each: the öre that is left goes to the lower code.
      '1000 S-3 1000=333(01-31) 2000=334(01-31) 7000=333(01-31)',
      '500 S-5',
      '777 S-6 2000=777(01-31)',
      '1200 S-7 3000=1200(12-31)',
      '1300 S-7',
      '800 S-8 1000=800',
      '900 -',
      '10000 S-10 KUND=10000(01-31)',
      '20000 S-11 2000=20000(01-31)',
      '0 S-1 2000=0(10-31)',
      '-1000 - 1000=-300 3000=-400 KUND=-300',
    ]);
  });

  it('sums up before anything is placed, own charges by price segment', async () => {
    const { sums, redList } = await now();
    expect(sums).to.include({
      supplierNetOre: 55_777,
      sharesOre: 50_177,
      redListOre: 9000,
      ownChargesOre: 1452 + 3400 + 435 + 400 + 1452 + 3400,
    });
    expect(redList.map(({ netOre }) => netOre).sort((a, b) => a - b)).to.deep.equal([
      500, 900, 1300, 2900, 3400,
    ]);
  });

  it('makes the customer invoices of rule 8', async () => {
    await placeAndApprove();
    const list = await finance.all<Answer>('/customer-invoices?month=2026-10');
    expect(list.map(({ customer, netOre }) => [customer, netOre])).to.deep.equal([
      ['1000', 8632 + 1452],
      ['2000', 25_074 + 4852],
      ['3000', 786],
      ['9900', 9000],
      ['BAB', 4130],
      ['KUND', 12_390],
    ]);
    const [company, customer] = list.slice(4);
    expect(company).to.deep.include({
      vat: [{ rate: 25, netOre: 4130, vatOre: 1033 }],
      roundingOre: 37,
      payableOre: 5200,
    });
    expect(customer).to.deep.include({
      vat: [
        { rate: 12, netOre: 10_000, vatOre: 1200 },
        { rate: 25, netOre: 2390, vatOre: 598 },
      ],
      roundingOre: 12,
      payableOre: 14_200,
      dueOn: addDays(customer?.['issuedOn'] as LocalDate, 10),
    });
    const digits = `${String(customer?.['number'])}2`;
    expect(customer?.['ocr']).to.equal(`${digits}${luhnDigit(digits)}`);
  });

  it('books the vouchers of rules 9 and 11 in full, with prepayment, rounding and reverse charge', async () => {
    const [file] = await finance.all<Answer>('/ledger-exports?month=2026-10');
    expect(file).to.include({ debitOre: 99_644, creditOre: 99_644 });
    const answer = await finance.get(`/ledger-exports/${String(file?.['id'])}/file`);
    const vouchers = sieVouchers(answer.body as Buffer).map(({ rows }) =>
      rows.map(({ account, objects, amountOre }) => {
        const list = Object.entries(objects).map(([dimension, code]) => `${dimension}=${code}`);
        return [account, ...list, amountOre].join(' ');
      }),
    );
    expect(vouchers).to.deep.equal([
      [
        '1672 9826',
        '2441 9=PROV 10=F-1 -62200',
        '2614 -7500',
        '2641 4118',
        '3740 -21',
        '4610 1=9000 9513',
        '6210 1=1000 -405',
        '6210 1=2000 20=510 19706',
        '6210 1=3000 -414',
        '6210 1=9900 3800',
        '6212 1=1000 9037',
        '6212 1=2000 20=510 5368',
        '6212 1=3000 1200',
        '6212 1=9000 6172',
        '6212 1=9900 1800',
      ],
      [
        '3990 22=1 -6304',
        '3990 22=2 -3400',
        '6213 1=1000 22=2 1452',
        '6213 1=2000 20=510 22=2 4852',
        '6213 1=9900 22=2 3400',
      ],
      ['1510 5200', '2611 -1033', '3041 -4130', '3740 -37'],
      ['1510 14200', '2611 -1798', '3041 -12390', '3740 -12'],
    ]);
  });

  const placeAndApprove = async () => {
    for (const { lineId } of (await now()).redList) {
      await administrator.post(`/billing-months/2026-10/red-list/${lineId}/placement`, {
        costCentre: '9900',
        reason: 'utan hem',
      });
    }
    await eventually(now, ({ state }) => state === 'preview');
    const approved = await finance.post('/billing-months/2026-10/approval');
    expect(approved.status, approved.text).to.equal(200);
    await eventually(now, ({ state }) => state === 'awaiting-receipt');
  };
});

/** `2000=4258(10-31)`: the days are October's; none where the service was not held in the period. */
function shareText({ costCentre, netOre, from, to }: Share): string {
  const held = from === null || to === null ? '' : `(${from.slice(8)}-${to.slice(8)})`;
  return `${costCentre}=${String(netOre)}${held}`;
}
