// Rules 9, 10, 11 and 13: input VAT by treatment, and what is booked in both posting modes.

import { expect } from 'chai';
import { localDate, month as toMonth } from '../../server/kernel/calendar.ts';
import { ore } from '../../server/kernel/money.ts';
import { allocateMonth } from '../../server/domains/billing/rules/allocation.ts';
import { invoiceDrafts } from '../../server/domains/billing/rules/customer-invoices.ts';
import { brokenEqualities } from '../../server/domains/billing/rules/equalities.ts';
import { inputVat } from '../../server/domains/billing/rules/input-vat.ts';
import { createOwnerBook } from '../../server/domains/billing/rules/owners.ts';
import { voucherDrafts } from '../../server/domains/billing/rules/postings.ts';
import type {
  FrozenInvoice,
  FrozenMonth,
  PostingMode,
} from '../../server/domains/billing/types.ts';
import { postVoucher } from '../../server/domains/ledger/rules/posting.ts';
import { openDate } from '../../server/domains/ledger/rules/dates.ts';
import { toldRows } from '../ledger/told.ts';
import {
  aCostCentre,
  aCustomer,
  aLine,
  aMonth,
  anInvoice,
  aServiceType,
  aSubscription,
  owns,
} from './a-month.ts';

/** `S1`…: one service an owner, so that `put('4110', 100)` puts 100 öre there. */
const OWNERS = ['4110', '4120', '4210', '7010', 'BRUK'] as const;
type OwnerCode = (typeof OWNERS)[number];

function put(owner: OwnerCode, net: number, changes: Parameters<typeof aLine>[1] = {}) {
  return aLine(net, { subscriptionId: owner, ...changes });
}

function monthWith(invoice: Partial<FrozenInvoice>, changes: Partial<FrozenMonth>): FrozenMonth {
  const lines = changes.lines ?? [];
  const netOre = ore(lines.reduce((sum, line) => sum + line.netOre, 0));
  return aMonth({
    subscriptions: OWNERS.map((id) => aSubscription(id)),
    ownerships: OWNERS.map((id) => owns(id, id)),
    invoices: [anInvoice({ netOre, ...invoice })],
    ...changes,
  });
}

function vats(month: FrozenMonth) {
  const [invoice] = month.invoices;
  if (invoice === undefined) return expect.fail('no invoice');
  return inputVat(invoice, allocateMonth(month).shares, createOwnerBook(month)).map(
    ({ rate, reverseCharge, municipalOre, deductibleOre }) =>
      `${reverseCharge ? 'AE ' : ''}${String(rate)}: ${String(municipalOre)} + ${String(deductibleOre)}`,
  );
}

function vouchersOf(month: FrozenMonth): Record<string, string[]> {
  const { shares } = allocateMonth(month);
  const drafts = invoiceDrafts(month, shares).map((draft) => ({ draft, number: null }));
  const terms = {
    rules: month.postingRules,
    dimensions: month.settings.sieDimensions,
    closedThrough: null,
  };
  const vouchers = voucherDrafts(month, shares, drafts).flatMap((draft) => {
    const { voucher, problems } = postVoucher(draft, terms);
    expect(problems).to.deep.equal([]);
    return voucher === null ? [] : [voucher];
  });
  const made = { invoices: drafts.map(({ draft }) => draft), vouchers };
  expect(brokenEqualities(month, allocateMonth(month), made)).to.deep.equal([]);
  return Object.fromEntries(vouchers.map((each) => [each.reference, toldRows(each)]));
}

function inMode(postingMode: PostingMode, more: Partial<FrozenMonth['settings']> = {}) {
  return { ...aMonth().settings, postingMode, ...more };
}

const at25 = (netOre: number, vatOre: number) => ({
  category: 'S',
  rate: 25,
  netOre: ore(netOre),
  vatOre: ore(vatOre),
});

describe('rule 9: input VAT by treatment', () => {
  it('weighs municipal against deductible; companies and external customers deduct', () => {
    const lines = [put('4110', 600), put('4210', 100), put('7010', 200), put('BRUK', 100)];
    expect(vats(monthWith({ vat: [at25(1000, 251)] }, { lines }))).to.deep.equal(['25: 151 + 100']);
  });

  it('a company’s cost centre deducts, whatever it is marked', () => {
    const costCentres = [aCostCentre('7010', { unit: 'ABO', vat: 'municipal' })];
    const month = monthWith({ vat: [at25(100, 25)] }, { lines: [put('7010', 100)], costCentres });
    expect(vats(month)).to.deep.equal(['25: 0 + 25']);
  });

  it('sums below 0 count as 0, by the invoice’s sign', () => {
    const lines = [put('4110', 500), put('4210', -100)];
    expect(vats(monthWith({ vat: [at25(400, 100)] }, { lines }))).to.deep.equal(['25: 100 + 0']);
    const credit = [put('4110', -500), put('4210', 100)];
    expect(vats(monthWith({ vat: [at25(-400, -100)] }, { lines: credit }))).to.deep.equal([
      '25: -100 + 0',
    ]);
  });

  it('of a net of 0 the payable gives the sign, and all 0 is municipal', () => {
    const lines = [put('4110', 500), put('4210', -500)];
    const negative = { vat: [at25(0, -3)], payableOre: ore(-3) };
    expect(vats(monthWith(negative, { lines }))).to.deep.equal(['25: 0 + -3']);
    const none = [put('4110', 100), put('4110', -100)];
    expect(vats(monthWith({ vat: [at25(0, 7)] }, { lines: none }))).to.deep.equal(['25: 7 + 0']);
  });

  it('counts shares under the supplier’s rate of their line', () => {
    const lines = [put('4110', 100), put('4210', 100, { vatRate: 12 })];
    const vat = [{ ...at25(100, 12), rate: 12 }, at25(100, 25)];
    expect(vats(monthWith({ vat }, { lines }))).to.deep.equal(['12: 0 + 12', '25: 25 + 0']);
  });

  it('an odd öre goes to the treatment first in byte order', () => {
    const lines = [put('4110', 100), put('4210', 100)];
    expect(vats(monthWith({ vat: [at25(200, 51)] }, { lines }))).to.deep.equal(['25: 25 + 26']);
  });

  it('reverse charge: own VAT of 25 % on the net, apart from other lines without VAT', () => {
    const reversed = { vatCategory: 'AE', vatRate: 0 };
    const lines = [
      put('4210', 100, { vatCategory: 'E', vatRate: 0 }),
      put('4110', 300, reversed),
      put('7010', 102, reversed),
    ];
    const vat = [
      { category: 'AE', rate: 0, netOre: ore(402), vatOre: ore(0) },
      { category: 'E', rate: 0, netOre: ore(100), vatOre: ore(0) },
    ];
    expect(vats(monthWith({ vat }, { lines }))).to.deep.equal(['0: 0 + 0', 'AE 25: 75 + 26']);
  });
});

describe('rule 11a: a supplier invoice', () => {
  const lines = [put('4110', 600), put('4210', 100), put('7010', 200), put('BRUK', 100)];

  it('in clearing: costs, resale, the clearing account, and the deductible VAT moved', () => {
    const month = monthWith({ vat: [at25(1000, 250)] }, { lines });
    expect(vouchersOf(month)['N-1']).to.deep.equal([
      '1672 {} -100',
      '2641 {} 100',
      '2999 {} -1000',
      '4610 {1 9000} 300',
      '6212 {1 4110} 600',
      '6212 {1 4210} 100',
    ]);
  });

  it('in full: VAT by treatment, rounding, and the debt with what was prepaid', () => {
    const invoice = {
      vat: [at25(1000, 250)],
      roundingOre: ore(-50),
      prepaidOre: ore(200),
      payableOre: ore(1000),
    };
    const month = monthWith(invoice, { lines, settings: inMode('full') });
    expect(vouchersOf(month)['N-1']).to.deep.equal([
      '1672 {} 150',
      '2441 {9 NORD, 10 N-1} -1200',
      '2641 {} 100',
      '3740 {} -50',
      '4610 {1 9000} 300',
      '6212 {1 4110} 600',
      '6212 {1 4210} 100',
    ]);
  });

  it('reverse charge in full credits the own VAT; in clearing only the deductible is moved', () => {
    const reversed = { vatCategory: 'AE', vatRate: 0 };
    const handsets = [put('4110', 300, reversed), put('7010', 100, reversed)];
    const vat = [{ category: 'AE', rate: 0, netOre: ore(400), vatOre: ore(0) }];
    const full = monthWith({ vat }, { lines: handsets, settings: inMode('full') });
    expect(vouchersOf(full)['N-1']).to.deep.equal([
      '1672 {} 75',
      '2441 {9 NORD, 10 N-1} -400',
      '2614 {} -100',
      '2641 {} 25',
      '4610 {1 9000} 100',
      '6212 {1 4110} 300',
    ]);
    expect(vouchersOf(monthWith({ vat }, { lines: handsets }))['N-1']).to.deep.equal([
      '1672 {} -25',
      '2641 {} 25',
      '2999 {} -400',
      '4610 {1 9000} 100',
      '6212 {1 4110} 300',
    ]);
  });

  it('a credit note turns every row around', () => {
    const credit = [put('4110', -600), put('4210', -400)];
    const month = monthWith({ vat: [at25(-1000, -250)] }, { lines: credit });
    expect(vouchersOf(month)['N-1']).to.deep.equal([
      '1672 {} 100',
      '2641 {} -100',
      '2999 {} 1000',
      '6212 {1 4110} -600',
      '6212 {1 4210} -400',
    ]);
  });

  it('takes the account of the code string, then the service type’s, then the rule’s', () => {
    const month = monthWith(
      {},
      {
        lines: [put('4110', 100), put('4120', 100), put('BRUK', 100)],
        serviceTypes: [aServiceType('mobile', { account: '6213' })],
        costCentres: [
          aCostCentre('9000', { codeString: [{ dimension: 'project', code: 'P9' }] }),
          aCostCentre('4110', {
            codeString: [
              { dimension: 'account', code: '6218' },
              { dimension: 'project', code: 'P100' },
            ],
          }),
          aCostCentre('4120'),
        ],
      },
    );
    expect(vouchersOf(month)['N-1']).to.deep.equal([
      '2999 {} -300',
      '6213 {1 4120} 100',
      '6213 {1 9000, 6 P9} 100',
      '6218 {1 4110, 6 P100} 100',
    ]);
  });

  it('is not made where every row is zero', () => {
    const month = monthWith({}, { lines: [put('4110', 5), put('4110', -5)] });
    expect(vouchersOf(month)).to.deep.equal({});
  });

  it('is dated the last day of the month; in full the day of issue', () => {
    const dates = (settings: FrozenMonth['settings']) => {
      const issued = { issuedOn: localDate('2026-10-05') };
      const month = monthWith(issued, { lines: [put('BRUK', 100)], settings });
      const { shares } = allocateMonth(month);
      const numbered = invoiceDrafts(month, shares).map((draft) => ({ draft, number: '1' }));
      return voucherDrafts(month, shares, numbered).map(({ kind, date }) => `${kind} ${date}`);
    };
    expect(dates(inMode('clearing'))).to.deep.equal([
      'supplier-invoice 2026-10-31',
      'own-charges 2026-10-31',
      'customer-invoice 2026-10-31',
    ]);
    expect(dates(inMode('full'))[0]).to.equal('supplier-invoice 2026-10-05');
  });

  it('and moved to the first open day where the period is closed', () => {
    const day = localDate('2026-10-31');
    expect(openDate(day, null)).to.equal('2026-10-31');
    expect(openDate(day, toMonth('2026-09'))).to.equal('2026-10-31');
    expect(openDate(day, toMonth('2026-10'))).to.equal('2026-11-01');
    expect(openDate(day, toMonth('2026-12'))).to.equal('2027-01-01');
  });
});

describe('rule 11b: own charges', () => {
  it('cost with the providing unit as counterpart; income by the buyers’ counterpart', () => {
    const month = aMonth({
      invoices: [],
      subscriptions: ['4110', '4120', '4210', '7010', 'BRUK'].map((id) =>
        aSubscription(id, { serviceType: 'extension' }),
      ),
      ownerships: OWNERS.map((id) => owns(id, id)),
      costCentres: [
        aCostCentre('9000', { counterpart: '2' }),
        aCostCentre('4110'),
        aCostCentre('4120', { codeString: [{ dimension: 'activity', code: '2240' }] }),
        aCostCentre('4210', { counterpart: '3' }),
        aCostCentre('7010', { unit: 'ABO' }),
      ],
      ownPrices: [
        { serviceType: 'extension', price: '10', from: localDate('2024-01-01'), to: null },
      ],
    });
    expect(vouchersOf(month)).to.deep.equal({
      '2026-10': [
        '3990 {22 1} -2000',
        '3990 {22 3} -1000',
        '6213 {1 4110, 22 2} 1000',
        '6213 {1 4120, 20 2240, 22 2} 1000',
        '6213 {1 4210, 22 2} 1000',
      ],
      ABO: ['1510 {} 1250', '2611 {} -250', '3041 {} -1000'],
      BRUK: ['1510 {} 1250', '2611 {} -250', '3041 {} -1000'],
    });
  });
});

describe('rule 11c: a customer invoice with VAT', () => {
  it('claims against sales and VAT by rate, and the rounding', () => {
    const month = monthWith(
      {},
      {
        lines: [put('BRUK', 38047)],
        customers: [aCustomer('BRUK', { rounding: true })],
      },
    );
    expect(vouchersOf(month)['BRUK']).to.deep.equal([
      '1510 {} 47600',
      '2611 {} -9512',
      '3041 {} -38047',
      '3740 {} -41',
    ]);
  });

  it('a credit invoice the other way', () => {
    const month = monthWith({}, { lines: [put('BRUK', -100)] });
    expect(vouchersOf(month)['BRUK']).to.deep.equal(['1510 {} -125', '2611 {} 25', '3041 {} 100']);
  });
});
