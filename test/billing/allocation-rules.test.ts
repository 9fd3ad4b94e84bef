// Rules 5 and 6: lines that name no service, and cost centres that have closed.

import { expect } from 'chai';
import { localDate } from '../../server/kernel/calendar.ts';
import { allocateMonth } from '../../server/domains/billing/rules/allocation.ts';
import {
  allocationKeyText,
  parseAllocationKey,
} from '../../server/domains/billing/rules/allocation-keys.ts';
import type {
  FrozenAllocationRule,
  FrozenLine,
  FrozenMonth,
} from '../../server/domains/billing/types.ts';
import {
  aClosedCostCentre,
  aLine,
  aMonth,
  anAllocationRule,
  anInvoice,
  anUnreferencedLine,
  aSubscription,
  owns,
  told,
} from './a-month.ts';

const SERVICES = {
  subscriptions: ['S1', 'S2', 'S3'].map((id) => aSubscription(id)),
  ownerships: [owns('S1', '4110'), owns('S2', '4120'), owns('S3', 'BRUK')],
};

function spread(
  rules: FrozenAllocationRule[],
  lines: FrozenLine[],
  more: Partial<FrozenMonth> = {},
) {
  const result = allocateMonth(aMonth({ ...SERVICES, allocationRules: rules, lines, ...more }));
  return { shares: told(result.shares), reasons: result.redList.map((entry) => entry.reason) };
}

describe('rule 5: no reference at all', () => {
  it('reads and writes every key', () => {
    const keys = [
      'one:4110',
      'percent:4110=60|4200=40',
      'percent:4110=33.33|4200=66.67',
      'fixed:4110=100|rest=4200',
      'fixed:4110=0.50|4120=12.34',
      'pro-rata',
    ];
    for (const key of keys) {
      expect(allocationKeyText(parseAllocationKey(key) ?? expect.fail(key))).to.equal(key);
    }
  });

  for (const key of [
    '',
    'one:',
    'half:4110',
    'percent:4110=60|4200=30',
    'percent:4110=60.001|4200=39.999',
    'percent:4110',
    'fixed:4110',
    'fixed:4110=1,50',
    'fixed:4110=100000000000000.00',
    'fixed:rest=1|rest=2',
    'pro-rata:4110',
  ]) {
    it(`does not take ${key === '' ? 'an empty text' : key} for a key`, () => {
      expect(parseAllocationKey(key)).to.equal(null);
    });
  }

  it('one, percent, and zero parts left out', () => {
    expect(
      spread([anAllocationRule('one:4200')], [anUnreferencedLine(-20001)]).shares,
    ).to.deep.equal(['4200 -20001']);
    const sixty = anAllocationRule('percent:4110=60|4200=40');
    expect(spread([sixty], [anUnreferencedLine(-20001)]).shares).to.deep.equal([
      '4110 -12001',
      '4200 -8000',
    ]);
    expect(spread([sixty], [anUnreferencedLine(-1)]).shares).to.deep.equal(['4110 -1']);
  });

  it('fixed gives each its amount in order until the line is used up, the rest to rest', () => {
    const fixed = anAllocationRule('fixed:4200=100.00|4110=50.00|rest=4120');
    expect(spread([fixed], [anUnreferencedLine(20000)]).shares).to.deep.equal([
      '4110 5000',
      '4120 5000',
      '4200 10000',
    ]);
    expect(spread([fixed], [anUnreferencedLine(-12000)]).shares).to.deep.equal([
      '4110 -2000',
      '4200 -10000',
    ]);
    expect(spread([fixed], [anUnreferencedLine(9999)]).shares).to.deep.equal(['4200 9999']);
  });

  it('fixed without rest: what is left puts the whole line on the red list', () => {
    const fixed = anAllocationRule('fixed:4200=100.00');
    expect(spread([fixed], [anUnreferencedLine(10001)])).to.deep.equal({
      shares: [],
      reasons: ['rest-missing'],
    });
    expect(spread([fixed], [anUnreferencedLine(-10000)]).shares).to.deep.equal(['4200 -10000']);
  });

  it('pro-rata weighs by what the same invoice put on owners by reference', () => {
    const lines = [
      aLine(300, { subscriptionId: 'S1' }),
      aLine(100, { subscriptionId: 'S2' }),
      aLine(-700, { subscriptionId: 'S3' }),
      aLine(900, { subscriptionId: 'S2', invoiceId: 2 }),
      anUnreferencedLine(40),
    ];
    const { shares } = spread([anAllocationRule('pro-rata')], lines, {
      invoices: [anInvoice(), anInvoice({ id: 2, number: 'N-2' })],
    });
    expect(shares.slice(-2)).to.deep.equal(['4110 30', '4120 10']);
  });

  it('pro-rata leaves out owners whose sum is not above 0, and what is on the red list', () => {
    const lines = [
      aLine(300, { subscriptionId: 'S1' }),
      aLine(-300, { subscriptionId: 'S1' }),
      aLine(500, { subscriptionId: null }),
      anUnreferencedLine(-100),
    ];
    expect(spread([anAllocationRule('pro-rata')], lines).reasons).to.deep.equal([
      'reference-unknown',
      'weight-missing',
    ]);
  });

  it('no rule: red list; a rule of another supplier, account or text is none', () => {
    const rules = [
      anAllocationRule('one:4110', { supplier: 'SAMB' }),
      anAllocationRule('one:4110', { account: '8812' }),
      anAllocationRule('one:4110', { match: 'rabatt' }),
      anAllocationRule('one:4110', { from: localDate('2026-11-01') }),
      anAllocationRule('one:4110', { to: localDate('2026-10-30') }),
    ];
    expect(spread(rules, [anUnreferencedLine(-100)]).reasons).to.deep.equal(['rule-missing']);
  });

  it('matches what group or text begins with, and the account', () => {
    const byGroup = anAllocationRule('one:4110', { match: 'Kred' });
    const line = anUnreferencedLine(-100, { text: 'Avdrag', groups: ['Övrigt', 'Krediter'] });
    expect(spread([byGroup], [line]).shares).to.deep.equal(['4110 -100']);
    const byAccount = anAllocationRule('one:4120', { account: '8812' });
    const onAccount = anUnreferencedLine(-100, { account: '8812' });
    expect(spread([byAccount], [onAccount]).shares).to.deep.equal(['4120 -100']);
  });

  it('takes the most matching fields, then the latest from, then the first in file order', () => {
    const wide = anAllocationRule('one:4110', { match: 'Rabatt' });
    const narrow = anAllocationRule('one:4120', { match: 'Rab', supplier: 'NORD' });
    expect(spread([wide, narrow], [anUnreferencedLine(5)]).shares).to.deep.equal(['4120 5']);
    const later = anAllocationRule('one:4200', { match: 'R', from: localDate('2026-01-01') });
    expect(spread([wide, later], [anUnreferencedLine(5)]).shares).to.deep.equal(['4200 5']);
    const twin = anAllocationRule('one:4210', { match: 'Rabatt' });
    expect(spread([twin, wide], [anUnreferencedLine(5)]).shares).to.deep.equal(['4110 5']);
  });

  it('a line of 0 finds no owner here, and is not red', () => {
    const { shares, reasons } = spread([anAllocationRule('one:4110')], [anUnreferencedLine(0)]);
    expect({ shares, reasons }).to.deep.equal({ shares: [], reasons: [] });
  });

  it('a placement takes a red line where a person put it', () => {
    const line = anUnreferencedLine(-100);
    const placements = [{ lineId: line.lineId, owner: '9900' }];
    const result = spread([], [line], { placements });
    expect(result).to.deep.equal({ shares: ['9900 -100'], reasons: [] });
  });

  it('a placement moves nothing that has an owner', () => {
    const line = aLine(100);
    const placements = [{ lineId: line.lineId, owner: '9900' }];
    expect(spread([], [line], { placements }).shares[0]).to.match(/^4110 100/);
  });
});

describe('rule 6: a closed cost centre gives way', () => {
  const base = aMonth().costCentres;
  const owned = (codes: string[]) => ({
    subscriptions: [aSubscription('S1')],
    ownerships: codes.map((code) => owns('S1', code, ` ${String(100 / codes.length)}`)),
  });
  const closing = (
    closed: ReturnType<typeof aClosedCostCentre>[],
    net = 1000,
    owners = ['4300'],
  ) => {
    const result = allocateMonth(
      aMonth({ ...owned(owners), costCentres: [...base, ...closed], lines: [aLine(net)] }),
    );
    return {
      shares: result.shares.map(({ owner, netOre, insteadOf }) => [owner, netOre, insteadOf]),
      reasons: result.redList.map((entry) => entry.reason),
    };
  };

  it('to its successor, with the days kept', () => {
    expect(closing([aClosedCostCentre('4300', '4110')]).shares).to.deep.equal([
      ['4110', 1000, '4300'],
    ]);
  });

  it('is not closed on its last valid day being the month’s last', () => {
    const open = { ...aClosedCostCentre('4300', '4110'), validTo: localDate('2026-10-31') };
    expect(closing([open]).shares).to.deep.equal([['4300', 1000, null]]);
    const shut = { ...open, validTo: localDate('2026-10-30') };
    expect(closing([shut]).shares).to.deep.equal([['4110', 1000, '4300']]);
  });

  it('a cost centre that has not opened yet gives way, too', () => {
    const early = { ...aClosedCostCentre('4300', '4110'), validFrom: localDate('2026-11-01') };
    expect(closing([{ ...early, validTo: null }]).shares).to.deep.equal([['4110', 1000, '4300']]);
  });

  it('by percent as weights, together with the other owners', () => {
    expect(closing([aClosedCostCentre('4300', '4110=60|4200=40')], 1001).shares).to.deep.equal([
      ['4110', 601, '4300'],
      ['4200', 400, '4300'],
    ]);
    expect(
      closing([aClosedCostCentre('4300', '4110=50|4200=50')], 1000, ['4300', '4110']).shares,
    ).to.deep.equal([
      ['4110', 750, '4300'],
      ['4200', 250, '4300'],
    ]);
  });

  it('repeated until open, by percent of percent', () => {
    const chain = [
      aClosedCostCentre('4300', '4301=50|4110=50'),
      aClosedCostCentre('4301', '4302'),
      aClosedCostCentre('4302', '4200=50|4110=50'),
    ];
    expect(closing(chain).shares).to.deep.equal([
      ['4110', 750, '4300'],
      ['4200', 250, '4300'],
    ]);
  });

  it('none, a circle, or a code that nobody has: red list', () => {
    expect(closing([aClosedCostCentre('4300')]).reasons).to.deep.equal(['owner-closed']);
    expect(
      closing([aClosedCostCentre('4300', '4301'), aClosedCostCentre('4301', '4300')]).reasons,
    ).to.deep.equal(['successor-circle']);
    expect(
      closing([aClosedCostCentre('4300', '4110=50|4301=50'), aClosedCostCentre('4301')]).reasons,
    ).to.deep.equal(['owner-closed']);
    expect(closing([], 1000, ['4999']).reasons).to.deep.equal(['owner-unknown']);
  });

  it('two ways to one successor are no circle', () => {
    const diamond = [
      aClosedCostCentre('4300', '4301=50|4302=50'),
      aClosedCostCentre('4301', '4110'),
      aClosedCostCentre('4302', '4110'),
    ];
    expect(closing(diamond).shares).to.deep.equal([['4110', 1000, '4300']]);
  });

  it('a line of 0 goes to the heaviest successor, and a circle leaves it without a share', () => {
    expect(closing([aClosedCostCentre('4300', '4110=40|4200=60')], 0).shares).to.deep.equal([
      ['4200', 0, '4300'],
    ]);
    const circle = closing([aClosedCostCentre('4300', '4300')], 0);
    expect(circle).to.deep.equal({ shares: [], reasons: [] });
  });

  it('a successor may belong to a company; then its share is a sale', () => {
    expect(closing([aClosedCostCentre('4300', '7010')]).shares).to.deep.equal([
      ['7010', 1000, '4300'],
    ]);
  });

  it('applies to allocation rules and placements as well', () => {
    const costCentres = [...base, aClosedCostCentre('4300', '4110=50|4200=50')];
    const ruled = allocateMonth(
      aMonth({
        costCentres,
        allocationRules: [anAllocationRule('fixed:4300=1.00|rest=4120')],
        lines: [anUnreferencedLine(300)],
      }),
    );
    expect(told(ruled.shares)).to.deep.equal(['4110 50', '4120 200', '4200 50']);
    const line = aLine(100, { subscriptionId: null });
    const placed = allocateMonth(
      aMonth({ costCentres, lines: [line], placements: [{ lineId: line.lineId, owner: '4300' }] }),
    );
    expect(told(placed.shares)).to.deep.equal(['4110 50', '4200 50']);
  });
});
