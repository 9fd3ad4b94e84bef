// Rules 7 and 8: what the house charges itself, and who gets which invoice; numbers and OCR.

import { expect } from 'chai';
import { localDate } from '../../server/kernel/calendar.ts';
import { allocateMonth } from '../../server/domains/billing/rules/allocation.ts';
import { invoiceDrafts } from '../../server/domains/billing/rules/customer-invoices.ts';
import { dueOn, invoiceNumber } from '../../server/domains/billing/rules/numbers.ts';
import type { FrozenMonth, FrozenSubscription } from '../../server/domains/billing/types.ts';
import {
  aClosedCostCentre,
  aCostCentre,
  aCustomer,
  aLegalEntity,
  aLine,
  aMonth,
  aServiceType,
  aSubscription,
  owns,
  told,
} from './a-month.ts';

const day = localDate;

describe('rule 7: own charges', () => {
  const price = (kronor: string, from = '2024-01-01', to: string | null = null) => ({
    serviceType: 'extension',
    price: kronor,
    from: day(from),
    to: to === null ? null : day(to),
  });
  const charged = (
    prices: FrozenMonth['ownPrices'],
    service: Partial<FrozenSubscription> = {},
    owners = [owns('X1', '4110')],
  ) => {
    const result = allocateMonth(
      aMonth({
        subscriptions: [aSubscription('X1', { serviceType: 'extension', ...service })],
        ownerships: owners,
        ownPrices: prices,
      }),
    );
    return {
      charges: result.ownCharges.map(({ from, to, netOre }) => `${from}..${to} ${String(netOre)}`),
      shares: told(result.shares),
      reasons: result.redList.map((entry) => entry.reason),
    };
  };

  it('a whole month is the price', () => {
    expect(charged([price('89.00')]).charges).to.deep.equal(['2026-10-01..2026-10-31 8900']);
  });

  it('days active ÷ days of the month, rounded once', () => {
    expect(charged([price('89.00')], { activatedOn: day('2026-10-10') }).charges).to.deep.equal([
      '2026-10-10..2026-10-31 6316',
    ]);
    expect(charged([price('89.00')], { terminatedOn: day('2026-10-01') }).charges).to.deep.equal([
      '2026-10-01..2026-10-01 287',
    ]);
    expect(charged([price('0.000155')], {}).charges).to.deep.equal(['2026-10-01..2026-10-31 0']);
    expect(charged([price('0.005')], {}).charges).to.deep.equal(['2026-10-01..2026-10-31 1']);
  });

  it('one line per price segment; days outside every price are free', () => {
    const prices = [price('62.00', '2026-10-21'), price('31.00', '2025-01-01', '2026-10-10')];
    expect(charged(prices).charges).to.deep.equal([
      '2026-10-01..2026-10-10 1000',
      '2026-10-21..2026-10-31 2200',
    ]);
  });

  it('nothing for a type that the own list does not price, nor outside its life', () => {
    expect(charged([price('89.00')], { serviceType: 'mobile' }).charges).to.deep.equal([]);
    expect(charged([price('89.00')], { activatedOn: day('2026-11-01') }).charges).to.deep.equal([]);
    expect(charged([price('89.00')], { terminatedOn: day('2026-09-30') }).charges).to.deep.equal(
      [],
    );
  });

  it('is spread by rules 4 and 6, red list included', () => {
    const moved = [owns('X1', '4110', '..2026-10-20'), owns('X1', '4120', '2026-10-21')];
    expect(charged([price('89.00')], {}, moved).shares).to.deep.equal([
      '4110 5742 2026-10-01..2026-10-20',
      '4120 3158 2026-10-21..2026-10-31',
    ]);
    const gap = [owns('X1', '4110', '..2026-10-20')];
    expect(charged([price('89.00')], {}, gap).reasons).to.deep.equal(['owner-missing']);
  });

  it('keeps its key when it is worked out again, so that a placement finds it', () => {
    const month = aMonth({
      subscriptions: [aSubscription('X1', { serviceType: 'extension' })],
      ownPrices: [price('89.00')],
      placements: [{ lineId: 'own-X1-2026-10-01', owner: '9900' }],
    });
    expect(told(allocateMonth(month).shares)).to.deep.equal(['9900 8900']);
  });
});

describe('rule 8: customer invoices', () => {
  const drafted = (month: FrozenMonth) => invoiceDrafts(month, allocateMonth(month).shares);
  const services = (owners: Record<string, string>, more: Partial<FrozenMonth> = {}) =>
    aMonth({
      subscriptions: Object.keys(owners).map((id) => aSubscription(id)),
      ownerships: Object.entries(owners).map(([id, owner]) => owns(id, owner)),
      ...more,
    });

  it('one per internal cost centre without VAT, per company, per external customer', () => {
    const month = services(
      { S1: '4110', S2: '7010', S3: '7020', S4: 'BRUK', S5: '4120' },
      {
        lines: ['S5', 'S4', 'S3', 'S2', 'S1'].map((subscriptionId) =>
          aLine(1003, { subscriptionId }),
        ),
      },
    );
    const heads = drafted(month).map(({ customer, kind, netOre, vat, payableOre }) => ({
      customer,
      kind,
      netOre,
      vat: vat.map(({ rate, vatOre }) => `${String(rate)}: ${String(vatOre)}`),
      payableOre,
    }));
    expect(heads).to.deep.equal([
      { customer: '4110', kind: 'internal', netOre: 1003, vat: [], payableOre: 1003 },
      { customer: '4120', kind: 'internal', netOre: 1003, vat: [], payableOre: 1003 },
      { customer: 'ABO', kind: 'company', netOre: 2006, vat: ['25: 502'], payableOre: 2508 },
      { customer: 'BRUK', kind: 'external', netOre: 1003, vat: ['25: 251'], payableOre: 1254 },
    ]);
  });

  it('comes in byte order of the codes, whatever their kind', () => {
    const costCentres = ['b', 'Ä', '10', '9', 'Z'].map((code) => aCostCentre(code));
    const month = services(
      { S1: 'b', S2: 'Ä', S3: '10', S4: '9', S5: 'Z', S6: 'AA' },
      {
        costCentres,
        customers: [aCustomer('AA')],
        lines: ['S1', 'S2', 'S3', 'S4', 'S5', 'S6'].map((subscriptionId) =>
          aLine(100, { subscriptionId }),
        ),
      },
    );
    expect(drafted(month).map(({ customer }) => customer)).to.deep.equal([
      '10',
      '9',
      'AA',
      'Z',
      'b',
      'Ä',
    ]);
  });

  it('takes the rate of our supply, 25 where there is no service, never the supplier’s', () => {
    const month = aMonth({
      serviceTypes: [aServiceType('mobile', { vatRate: 12 })],
      subscriptions: [aSubscription('S1')],
      ownerships: [owns('S1', 'BRUK')],
      lines: [aLine(1000, { vatRate: 6 }), aLine(500, { subscriptionId: null, vatRate: 0 })],
    });
    const red = allocateMonth(month).redList[0]?.charge.lineId ?? '';
    const placed = { ...month, placements: [{ lineId: red, owner: 'BRUK' }] };
    expect(drafted(placed)[0]?.vat).to.deep.equal([
      { rate: 12, netOre: 1000, vatOre: 120 },
      { rate: 25, netOre: 500, vatOre: 125 },
    ]);
  });

  it('rounds VAT on the sum, and the payable by a row of its own where the customer wants it', () => {
    const whole = services(
      { S1: 'BRUK' },
      {
        customers: [aCustomer('BRUK', { rounding: true })],
        lines: [aLine(23333), aLine(14714)],
      },
    );
    const [draft] = drafted(whole);
    expect(draft?.vat).to.deep.equal([{ rate: 25, netOre: 38047, vatOre: 9512 }]);
    expect([draft?.roundingOre, draft?.payableOre]).to.deep.equal([41, 47600]);
    const exact = drafted({ ...whole, customers: [aCustomer('BRUK')] })[0];
    expect([exact?.roundingOre, exact?.payableOre]).to.deep.equal([0, 47559]);
  });

  it('rounds a company by its legal entity’s setting, and nobody internal', () => {
    const entities = [
      aLegalEntity('KOM', { kind: 'municipality', rounding: true }),
      aLegalEntity('ABO', { rounding: true }),
    ];
    const month = services(
      { S1: '4110', S2: '7010' },
      { legalEntities: entities, lines: [aLine(101), aLine(101, { subscriptionId: 'S2' })] },
    );
    expect(drafted(month).map(({ roundingOre }) => roundingOre)).to.deep.equal([0, -26]);
  });

  it('is made where there is a line other than 0, also when the sum is 0', () => {
    const month = services(
      { S1: '4110', S2: '4120', S3: '4200' },
      {
        lines: [
          aLine(0),
          aLine(500, { subscriptionId: 'S2' }),
          aLine(-500, { subscriptionId: 'S2' }),
          aLine(0, { subscriptionId: 'S3' }),
          aLine(1, { subscriptionId: 'S3' }),
        ],
      },
    );
    expect(drafted(month).map(({ customer, shares }) => [customer, shares.length])).to.deep.equal([
      ['4120', 2],
      ['4200', 2],
    ]);
  });

  it('a negative sum is a credit invoice in the same place of the series', () => {
    const month = services({ S1: 'BRUK' }, { lines: [aLine(-1001)] });
    expect(drafted(month)[0]).to.include({ netOre: -1001, payableOre: -1251 });
  });

  it('never merges lines, and groups a company’s by cost centre', () => {
    const month = services(
      { S1: '7020', S2: '7010' },
      {
        lines: [aLine(1), aLine(1), aLine(3, { subscriptionId: 'S2' })],
      },
    );
    const [draft] = drafted(month);
    expect(draft?.shares.map(({ owner, netOre }) => `${owner} ${String(netOre)}`)).to.deep.equal([
      '7010 3',
      '7020 1',
      '7020 1',
    ]);
  });

  it('a closed municipal cost centre’s line may end on a company’s invoice', () => {
    const month = services(
      { S1: '4300' },
      {
        costCentres: [...aMonth().costCentres, aClosedCostCentre('4300', '7010')],
        lines: [aLine(1000)],
      },
    );
    expect(drafted(month).map(({ customer }) => customer)).to.deep.equal(['ABO']);
  });

  it('a unit without a legal entity has its parent’s', () => {
    const month = services(
      { S1: '8000' },
      {
        units: [...aMonth().units, { code: 'DRIFT', parent: 'ABO', legalEntity: null }],
        costCentres: [aCostCentre('8000', { unit: 'DRIFT' })],
        lines: [aLine(1000)],
      },
    );
    expect(drafted(month)[0]).to.include({ customer: 'ABO', kind: 'company' });
  });
});

describe('numbers of customer invoices', () => {
  it('are digits: year and place in the series', () => {
    expect(invoiceNumber(2026, 17)).to.equal('2026000017');
  });

  it('are due as many days after issue as the terms say', () => {
    expect(dueOn(day('2026-11-24'), 30)).to.equal('2026-12-24');
  });
});
