// Rule 4: the days of a line's period, moved into the service's life, and who owned them.

import { expect } from 'chai';
import fc from 'fast-check';
import { addDays, localDate } from '../../server/kernel/calendar.ts';
import { allocateMonth } from '../../server/domains/billing/rules/allocation.ts';
import type {
  FrozenLine,
  FrozenMonth,
  FrozenSubscription,
} from '../../server/domains/billing/types.ts';
import { aLine, aMonth, aSubscription, owns, told } from './a-month.ts';

type Case = {
  title: string;
  service?: Partial<FrozenSubscription>;
  owners: [string, string?][];
  line: { net: number; period: string };
  shares?: string[];
  reason?: string;
};

const day = localDate;
const OCTOBER = '2026-10-01..2026-10-31';

const CASES: Case[] = [
  {
    title: 'one owner takes it all',
    owners: [['4110']],
    line: { net: 5900, period: OCTOBER },
    shares: ['4110 5900 2026-10-01..2026-10-31'],
  },
  {
    title: 'two owners by days: 14 and 17',
    owners: [
      ['4110', '..2026-10-14'],
      ['4120', '2026-10-15'],
    ],
    line: { net: 14900, period: OCTOBER },
    shares: ['4110 6729 2026-10-01..2026-10-14', '4120 8171 2026-10-15..2026-10-31'],
  },
  {
    title: 'a negative amount is split as its size, then the sign is put back',
    owners: [
      ['4110', '..2026-10-14'],
      ['4120', '2026-10-15'],
    ],
    line: { net: -14900, period: OCTOBER },
    shares: ['4110 -6729 2026-10-01..2026-10-14', '4120 -8171 2026-10-15..2026-10-31'],
  },
  {
    title: 'shares of a day: the öre that is left goes to the largest remainder',
    owners: [
      ['4200', ' 60'],
      ['4210', ' 40'],
    ],
    line: { net: 10001, period: OCTOBER },
    shares: ['4200 6001 2026-10-01..2026-10-31', '4210 4000 2026-10-01..2026-10-31'],
  },
  {
    title: 'equal remainders go to the lowest code',
    owners: [
      ['4200', ' 50'],
      ['4110', ' 50'],
    ],
    line: { net: 1, period: OCTOBER },
    shares: ['4110 1 2026-10-01..2026-10-31'],
  },
  {
    title: 'an owner that comes back is added first, with its first and last day',
    owners: [
      ['4110', '..2026-10-10'],
      ['4120', '2026-10-11..2026-10-20'],
      ['4110', '2026-10-21'],
    ],
    line: { net: 3100, period: OCTOBER },
    shares: ['4110 2100 2026-10-01..2026-10-31', '4120 1000 2026-10-11..2026-10-20'],
  },
  {
    title: 'a day without an owner puts the whole line on the red list',
    owners: [
      ['4110', '..2026-10-14'],
      ['4120', '2026-10-16'],
    ],
    line: { net: 14900, period: OCTOBER },
    reason: 'owner-missing',
  },
  {
    title: 'so does an unowned first day',
    owners: [['4110', '2026-10-02']],
    line: { net: 14900, period: OCTOBER },
    reason: 'owner-missing',
  },
  {
    title: 'and an unowned last day',
    owners: [['4110', '..2026-10-30']],
    line: { net: 14900, period: OCTOBER },
    reason: 'owner-missing',
  },
  {
    title: 'days after termination count as the last day',
    service: { terminatedOn: day('2026-10-10') },
    owners: [
      ['4110', '..2026-10-09'],
      ['4120', '2026-10-10..2026-10-10'],
    ],
    line: { net: 3100, period: OCTOBER },
    shares: ['4110 900 2026-10-01..2026-10-09', '4120 2200 2026-10-10..2026-10-10'],
  },
  {
    title: 'a period wholly after termination counts as the last day, however long after',
    service: { terminatedOn: day('2025-03-31') },
    owners: [['4110', '..2025-03-31']],
    line: { net: -5900, period: OCTOBER },
    shares: ['4110 -5900 2025-03-31..2025-03-31'],
  },
  {
    title: 'days before activation count as the first day',
    service: { activatedOn: day('2026-10-10') },
    owners: [
      ['4110', '2026-10-10..2026-10-10'],
      ['4120', '2026-10-11'],
    ],
    line: { net: 3100, period: OCTOBER },
    shares: ['4110 1000 2026-10-10..2026-10-10', '4120 2100 2026-10-11..2026-10-31'],
  },
  {
    title: '31 days before activation still counts',
    service: { activatedOn: day('2026-11-01') },
    owners: [['4110', '2026-11-01']],
    line: { net: 3100, period: OCTOBER },
    shares: ['4110 3100 2026-11-01..2026-11-01'],
  },
  {
    title: '32 days before activation puts the whole line on the red list',
    service: { activatedOn: day('2026-11-02') },
    owners: [['4110', '2026-11-02']],
    line: { net: 3100, period: OCTOBER },
    reason: 'before-activation',
  },
  {
    title: 'a service that lived within the period: both ends are moved',
    service: { activatedOn: day('2026-10-11'), terminatedOn: day('2026-10-12') },
    owners: [
      ['4110', '2026-10-11..2026-10-11'],
      ['4120', '2026-10-12..2026-10-12'],
    ],
    line: { net: 3100, period: OCTOBER },
    shares: ['4110 1100 2026-10-11..2026-10-11', '4120 2000 2026-10-12..2026-10-12'],
  },
  {
    title: 'zero shares are left out',
    owners: [
      ['4110', ' 99'],
      ['4120', ' 1'],
    ],
    line: { net: 3, period: OCTOBER },
    shares: ['4110 3 2026-10-01..2026-10-31'],
  },
  {
    title: 'a line of 0 gives one share to the owner of the last day, with the days owned',
    owners: [
      ['4110', '..2026-10-30'],
      ['4120', '2026-10-31'],
    ],
    line: { net: 0, period: OCTOBER },
    shares: ['4120 0 2026-10-31..2026-10-31'],
  },
  {
    title: 'of two owners a line of 0 goes to the larger share',
    owners: [
      ['4110', ' 40'],
      ['4200', ' 60'],
    ],
    line: { net: 0, period: OCTOBER },
    shares: ['4200 0 2026-10-01..2026-10-31'],
  },
  {
    title: 'of two equal shares to the lower code',
    owners: [
      ['4200', ' 50'],
      ['4110', ' 50'],
    ],
    line: { net: 0, period: OCTOBER },
    shares: ['4110 0 2026-10-01..2026-10-31'],
  },
  {
    title: 'a line of 0 is never red: a missing first day does not matter',
    owners: [['4110', '2026-10-31']],
    line: { net: 0, period: OCTOBER },
    shares: ['4110 0 2026-10-31..2026-10-31'],
  },
  {
    title: 'a line of 0 that finds no owner has no share',
    owners: [['4110', '..2026-10-30']],
    line: { net: 0, period: OCTOBER },
    shares: [],
  },
  {
    title: 'a line of 0 after termination goes to the owner of the last day of life',
    service: { terminatedOn: day('2026-09-15') },
    owners: [
      ['4110', '..2026-09-14'],
      ['4120', '2026-09-15..2026-09-15'],
    ],
    line: { net: 0, period: OCTOBER },
    shares: ['4120 0 2026-09-15..2026-09-15'],
  },
];

describe('rule 4: weights are days × share', () => {
  for (const each of CASES) {
    it(each.title, () => {
      const { shares, redList } = allocateMonth(monthOf(each));
      if (each.reason !== undefined) {
        expect(redList.map((entry) => entry.reason)).to.deep.equal([each.reason]);
        expect(shares).to.deep.equal([]);
      } else {
        expect(told(shares)).to.deep.equal(each.shares);
        expect(redList).to.deep.equal([]);
      }
    });
  }

  it('a line whose service is not in the register stands on the red list', () => {
    const { redList } = allocateMonth(aMonth({ lines: [aLine(100, { subscriptionId: null })] }));
    expect(redList.map((entry) => entry.reason)).to.deep.equal(['reference-unknown']);
  });

  it('gives the same as counting day by day', () => {
    fc.assert(
      fc.property(arbitraryLife(), (life) => {
        const { shares, redList } = allocateMonth(life.month);
        const wanted = dayByDay(life);
        if (wanted === null) expect(redList).to.have.length(1);
        else expect(weightsTold(shares)).to.deep.equal(wanted);
      }),
      { numRuns: 300 },
    );
  });
});

function monthOf({ service, owners, line }: Case): FrozenMonth {
  const [from = '', to = ''] = line.period.split('..');
  return aMonth({
    subscriptions: [aSubscription('S1', service)],
    ownerships: owners.map(([owner, when]) => owns('S1', owner, when)),
    lines: [aLine(line.net, { from: localDate(from), to: localDate(to) })],
  });
}

type Life = { month: FrozenMonth; line: FrozenLine; service: FrozenSubscription };

/** Lives around October with up to four owners in a row, now and then with a gap. */
function arbitraryLife(): fc.Arbitrary<Life> {
  const start = localDate('2026-09-01');
  const offset = fc.integer({ min: 0, max: 90 });
  return fc
    .record({
      activated: offset,
      life: fc.option(fc.integer({ min: 0, max: 60 }), { nil: null }),
      cuts: fc.array(offset, { minLength: 1, maxLength: 4 }),
      gap: fc.integer({ min: 0, max: 9 }),
      from: offset,
      days: fc.integer({ min: 1, max: 62 }),
    })
    .map(({ activated, life, cuts, gap, from, days }) => {
      const at = (days_: number) => addDays(start, days_);
      const service = aSubscription('S1', {
        activatedOn: at(activated),
        terminatedOn: life === null ? null : at(activated + life),
      });
      const sorted = [...new Set(cuts)].sort((a, b) => a - b);
      const ownerships = sorted.map((cut, index) => {
        const next = sorted[index + 1];
        const shorter = gap === 0 && index === 0 ? 2 : 1;
        return {
          ...owns('S1', ['4110', '4120', '4200', '4210'][index] ?? ''),
          from: index === 0 && gap !== 1 ? at(0) : at(cut),
          to: next === undefined ? null : at(Math.max(cut, next - shorter)),
        };
      });
      // Weights show themselves in the öre when the amount is the number of days.
      const line = aLine(days, { from: at(from), to: at(from + days - 1) });
      return {
        month: aMonth({ subscriptions: [service], ownerships, lines: [line] }),
        line,
        service,
      };
    });
}

function weightsTold(shares: readonly { owner: string; netOre: number }[]) {
  return Object.fromEntries(shares.map(({ owner, netOre }) => [owner, netOre]));
}

/** The rule read slowly: each day moved, each day asked for. Null for the red list. */
function dayByDay({ month, line, service }: Life): Record<string, number> | null {
  const days: Record<string, number> = {};
  for (let date = line.from; date <= line.to; date = addDays(date, 1)) {
    if (date < addDays(service.activatedOn, -31)) return null;
    let moved = date < service.activatedOn ? service.activatedOn : date;
    if (service.terminatedOn !== null && moved > service.terminatedOn) moved = service.terminatedOn;
    const owner = month.ownerships.find(
      (each) => each.from <= moved && (each.to === null || moved <= each.to),
    );
    if (owner === undefined) return null;
    days[owner.owner] = (days[owner.owner] ?? 0) + 1;
  }
  return days;
}
