import { expect } from 'chai';
import fc from 'fast-check';
import {
  addDays,
  addMonths,
  covers,
  dateOfDayNumber,
  dayNumber,
  daysOf,
  firstDayOf,
  instantAfter,
  isLocalDate,
  isMonth,
  lastDayOf,
  localDate,
  month,
  monthOf,
  overlap,
  periodOfMonth,
  stockholm,
  toInstant,
} from '../../server/kernel/calendar.ts';

const days = fc.integer({ min: -200_000, max: 300_000 }).map(dateOfDayNumber);
const months = fc.integer({ min: 0, max: 2400 }).map((count) => addMonths(month('1900-01'), count));

describe('calendar: days', () => {
  it('tells days that exist from those that do not', () => {
    for (const day of ['2024-02-29', '2026-12-31', '0001-01-01']) {
      expect(isLocalDate(day), day).to.equal(true);
    }
    for (const day of ['2026-02-31', '2026-02-29', '2026-13-01', '2026-1-1', '26-01-01', '']) {
      expect(isLocalDate(day), day).to.equal(false);
    }
    expect(() => localDate('2026-02-31')).to.throw(RangeError);
    expect(localDate('2026-02-28')).to.equal('2026-02-28');
  });

  it('counts days both ways', () => {
    expect(dayNumber(localDate('1970-01-01'))).to.equal(0);
    expect(addDays(localDate('2026-02-28'), 1)).to.equal('2026-03-01');
    expect(addDays(localDate('2026-03-29'), 1), 'a day of 23 hours').to.equal('2026-03-30');
    expect(addDays(localDate('2026-10-25'), -1), 'a day of 25 hours').to.equal('2026-10-24');
    fc.assert(
      fc.property(days, fc.integer({ min: -4000, max: 4000 }), (day, step) => {
        return dayNumber(addDays(day, step)) - dayNumber(day) === step;
      }),
    );
  });

  it('orders days as their text', () => {
    fc.assert(fc.property(days, days, (a, b) => a < b === dayNumber(a) < dayNumber(b)));
  });
});

describe('calendar: months', () => {
  it('knows first and last days', () => {
    expect(lastDayOf(month('2024-02'))).to.equal('2024-02-29');
    expect(lastDayOf(month('2026-02'))).to.equal('2026-02-28');
    expect(firstDayOf(month('2026-10'))).to.equal('2026-10-01');
    expect(periodOfMonth(month('2026-11'))).to.deep.equal({ from: '2026-11-01', to: '2026-11-30' });
    expect(isMonth('2026-13')).to.equal(false);
    expect(() => month('2026-00')).to.throw(RangeError);
  });

  it('steps over the turn of the year', () => {
    expect(addMonths(month('2026-12'), 1)).to.equal('2027-01');
    expect(addMonths(month('2026-01'), -1)).to.equal('2025-12');
    fc.assert(
      fc.property(months, fc.integer({ min: -600, max: 600 }), (from, step) => {
        return addMonths(addMonths(from, step), -step) === from;
      }),
    );
  });

  it('ends the day before the next one begins', () => {
    fc.assert(
      fc.property(months, (each) => {
        return (
          addDays(lastDayOf(each), 1) === firstDayOf(addMonths(each, 1)) &&
          monthOf(lastDayOf(each)) === each
        );
      }),
    );
  });
});

describe('calendar: periods', () => {
  const period = fc
    .tuple(days, fc.integer({ min: 0, max: 900 }))
    .map(([from, length]) => ({ from, to: addDays(from, length) }));

  it('counts both ends', () => {
    const october = periodOfMonth(month('2026-10'));
    expect(daysOf(october)).to.equal(31);
    expect(covers(october, localDate('2026-10-31'))).to.equal(true);
    expect(covers(october, localDate('2026-11-01'))).to.equal(false);
    expect(covers({ from: localDate('2026-10-31'), to: null }, localDate('2099-01-01'))).to.equal(
      true,
    );
  });

  it('shares exactly the days that both cover', () => {
    fc.assert(
      fc.property(period, period, days, (left, right, day) => {
        const both = overlap(left, right);
        const inBoth = both !== null && covers(both, day);
        return inBoth === (covers(left, day) && covers(right, day));
      }),
    );
    const open = { from: localDate('2026-10-15'), to: null };
    expect(overlap(periodOfMonth(month('2026-10')), open)).to.deep.equal({
      from: '2026-10-15',
      to: '2026-10-31',
    });
    expect(overlap(periodOfMonth(month('2026-09')), open)).to.equal(null);
  });
});

describe('calendar: Stockholm', () => {
  it('tells the wall clock in winter and in summer', () => {
    expect(stockholm(toInstant(new Date('2026-12-31T23:30:00Z')))).to.deep.equal({
      date: '2027-01-01',
      time: '00:30',
    });
    expect(stockholm(toInstant(new Date('2026-06-30T21:59:59.999Z')))).to.deep.equal({
      date: '2026-06-30',
      time: '23:59',
    });
  });

  it('adds milliseconds to a moment', () => {
    const at = toInstant(new Date('2026-03-29T00:59:59.999Z'));
    expect(instantAfter(at, 1)).to.equal('2026-03-29T01:00:00.000Z');
    expect(stockholm(instantAfter(at, 1)).time, 'the hour that is left out').to.equal('03:00');
  });
});
