// What holds for the shares of any month, whatever its owners, rules and amounts.

import { expect } from 'chai';
import fc from 'fast-check';
import { localDate } from '../../server/kernel/calendar.ts';
import { ore } from '../../server/kernel/money.ts';
import { allocateMonth } from '../../server/domains/billing/rules/allocation.ts';
import type { FrozenMonth } from '../../server/domains/billing/types.ts';
import {
  aClosedCostCentre,
  aCostCentre,
  aLine,
  aMonth,
  anAllocationRule,
  anUnreferencedLine,
  aSubscription,
  owns,
} from './a-month.ts';

describe('shares in any month', () => {
  const arbitraryMonth = fc
    .record({
      nets: fc.array(fc.integer({ min: -100_000, max: 100_000 }), { minLength: 1, maxLength: 12 }),
      cuts: fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 3 }),
      percent: fc.integer({ min: 0, max: 10_000 }),
      key: fc.constantFrom('one:4110', 'percent:4110=33.34|4300=66.66', 'pro-rata', 'fixed:4300=1'),
    })
    .map(({ nets, cuts, percent, key }) => {
      const days = [...new Set(cuts)].sort((a, b) => a - b);
      const date = (day: number) => localDate(`2026-10-${String(day).padStart(2, '0')}`);
      const ownerships = [0, ...days].flatMap((cut, index) => {
        const owner = ['4110', '4300', '7010', 'BRUK'][index] ?? '4120';
        const to = days[index];
        const period = {
          from: cut === 0 ? localDate('2020-01-01') : date(cut + 1),
          to: to === undefined ? null : date(to),
        };
        return [
          { ...owns('S1', owner), ...period, share: percent },
          { ...owns('S1', '4200'), ...period, share: 10_000 - percent },
        ].filter((each) => each.share > 0);
      });
      return aMonth({
        costCentres: [...aMonth().costCentres, aClosedCostCentre('4300', '4110=12.5|4120=87.5')],
        subscriptions: [aSubscription('S1')],
        ownerships,
        allocationRules: [anAllocationRule(key)],
        lines: nets.map((net, index) => (index % 4 === 3 ? anUnreferencedLine(net) : aLine(net))),
      });
    });

  it('sum to their line, or the line is red', () => {
    fc.assert(
      fc.property(arbitraryMonth, (frozen) => {
        const { shares, redList } = allocateMonth(frozen);
        const red = new Set(redList.map((entry) => entry.charge.lineId));
        for (const line of frozen.lines) {
          const own = shares.filter((share) => share.charge.lineId === line.lineId);
          const sum = own.reduce((total, share) => total + share.netOre, 0);
          expect(sum).to.equal(red.has(line.lineId) ? 0 : line.netOre);
          if (line.netOre !== 0) expect(own.every((share) => share.netOre !== 0)).to.equal(true);
          expect(new Set(own.map((share) => share.owner)).size).to.equal(own.length);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('do not depend on the order of any list', () => {
    fc.assert(
      fc.property(arbitraryMonth, (frozen) => {
        const reversed: FrozenMonth = {
          ...frozen,
          lines: [...frozen.lines].reverse(),
          ownerships: [...frozen.ownerships].reverse(),
          costCentres: [...frozen.costCentres].reverse(),
          allocationRules: [...frozen.allocationRules].reverse(),
          invoices: [...frozen.invoices].reverse(),
        };
        expect(allocateMonth(reversed)).to.deep.equal(allocateMonth(frozen));
      }),
      { numRuns: 100 },
    );
  });

  it('take amounts that are as large as an amount may be', () => {
    const net = 10 ** 13;
    const { shares } = allocateMonth(
      aMonth({
        subscriptions: [aSubscription('S1')],
        ownerships: [owns('S1', '4110', ' 33.33'), owns('S1', '4120', ' 66.67')],
        costCentres: [...aMonth().costCentres, aCostCentre('X')],
        lines: [aLine(net)],
      }),
    );
    expect(shares.reduce((total, share) => total + share.netOre, 0)).to.equal(ore(net));
  });
});
