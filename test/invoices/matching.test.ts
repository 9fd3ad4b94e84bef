import { expect } from 'chai';
import fc from 'fast-check';
import type { LocalDate } from '../../server/kernel/calendar.ts';
import { ChargeClassifier, periodByClass } from '../../server/domains/invoices/charges.ts';
import { identifierKey, Matcher } from '../../server/domains/invoices/matching.ts';

type Held = [identifier: string, from: string, to?: string];

function subscription(id: string, supplierId: string | null, ...held: Held[]) {
  return {
    id,
    supplierSubscriptionId: supplierId,
    identifiers: held.map(([identifier, from, to]) => ({
      identifier,
      from: from as LocalDate,
      to: (to ?? null) as LocalDate | null,
    })),
  };
}

function find(
  matcher: Matcher,
  said: { id?: string; number?: string },
  [from, to]: [number, number] = [20261001, 20261031],
) {
  const found = matcher.match({
    supplierId: said.id ?? null,
    identifier: said.number === undefined ? null : identifierKey(said.number),
    from,
    to,
  });
  return found === null ? null : `${found.subscriptionId} ${found.rule}`;
}

const NUMBER = '+46701740601';

describe('matching: rule 3 of interfaces.md §4', () => {
  it('the supplier id goes before the number', () => {
    const matcher = new Matcher([
      subscription('A', 'N1'),
      subscription('B', 'N2', [NUMBER, '2020-01-01']),
    ]);
    expect(find(matcher, { id: 'N1', number: NUMBER })).to.equal('A supplier-id');
    expect(find(matcher, { id: 'N9', number: NUMBER })).to.equal('B identifier');
    expect(find(matcher, { id: 'N9' })).to.equal(null);
    expect(find(matcher, {})).to.equal(null);
  });

  it('an identifier held on any day of the period is enough', () => {
    const matcher = new Matcher([subscription('A', null, [NUMBER, '2026-10-31', '2026-11-05'])]);
    expect(find(matcher, { number: NUMBER })).to.equal('A identifier');
    const ended = new Matcher([subscription('A', null, [NUMBER, '2020-01-01', '2026-10-01'])]);
    expect(find(ended, { number: NUMBER })).to.equal('A identifier');
  });

  it('of several the one that holds it last within the period', () => {
    const first = subscription('A', null, [NUMBER, '2020-01-01', '2026-10-14']);
    const second = subscription('B', null, [NUMBER, '2026-10-15', '2026-10-20']);
    expect(find(new Matcher([second, first]), { number: NUMBER })).to.equal('B identifier');
    expect(find(new Matcher([second, first]), { number: NUMBER }, [20261001, 20261010])).to.equal(
      'A identifier',
    );
  });

  it('then the one that began last', () => {
    const old = subscription('A', null, [NUMBER, '2020-01-01']);
    const young = subscription('B', null, [NUMBER, '2026-10-10']);
    expect(find(new Matcher([young, old]), { number: NUMBER })).to.equal('B identifier');
    expect(find(new Matcher([old, young]), { number: NUMBER })).to.equal('B identifier');
  });

  it('else who held it last at most 180 days before the first day, the 180th included', () => {
    // 2026-04-04 is 180 days before 2026-10-01.
    const on = (to: string) => new Matcher([subscription('A', null, [NUMBER, '2020-01-01', to])]);
    expect(find(on('2026-09-30'), { number: NUMBER })).to.equal('A identifier-before');
    expect(find(on('2026-04-04'), { number: NUMBER })).to.equal('A identifier-before');
    expect(find(on('2026-04-03'), { number: NUMBER })).to.equal(null);
  });

  it('a number that is held only later finds nothing', () => {
    const matcher = new Matcher([subscription('A', null, [NUMBER, '2026-11-01'])]);
    expect(find(matcher, { number: NUMBER })).to.equal(null);
  });

  it('every spelling of a number is the number; what is no number is compared as it is', () => {
    const matcher = new Matcher([
      subscription('A', null, [NUMBER, '2020-01-01']),
      subscription('M', null, ['+46719120340', '2020-01-01']),
      subscription('T', null, ['TJ-1', '2020-01-01']),
    ]);
    for (const number of [
      '0701740601',
      '070-174 06 01',
      '+46 70 174 06 01',
      '0046701740601',
      '46701740601',
      '+46701740601',
    ]) {
      expect(find(matcher, { number }), number).to.equal('A identifier');
    }
    expect(find(matcher, { number: '0719-12 03 40' })).to.equal('M identifier');
    expect(find(matcher, { number: ' TJ-1 ' })).to.equal('T identifier');
    expect(find(matcher, { number: 'tj-1' })).to.equal(null);
  });

  it('never finds one whose days are all outside 180 days before to the last day', () => {
    const day = fc
      .integer({ min: 0, max: 700 })
      .map((n) => new Date(Date.UTC(2025, 6, 1) + n * 86_400_000).toISOString().slice(0, 10));
    fc.assert(
      fc.property(fc.array(fc.tuple(day, day), { minLength: 1, maxLength: 5 }), (periods) => {
        const held = periods.map(([a, b], i) =>
          subscription(`S${String(i)}`, null, [NUMBER, a < b ? a : b, a < b ? b : a]),
        );
        const found = find(new Matcher(held), { number: NUMBER });
        const ends = (i: number) => [periods[i]?.[0] ?? '', periods[i]?.[1] ?? ''].sort();
        const inside = held.filter(
          (_, i) => (ends(i)[0] ?? '') <= '2026-10-31' && (ends(i)[1] ?? '') >= '2026-10-01',
        );
        const near = held.filter(
          (_, i) => (ends(i)[0] ?? '') <= '2026-10-31' && (ends(i)[1] ?? '') >= '2026-04-04',
        );
        if (inside.length > 0) expect(found).to.match(/ identifier$/);
        else expect(found === null).to.equal(near.length === 0);
      }),
    );
  });
});

describe('charges: class and period of a line (interfaces.md §4.1)', () => {
  const classifier = new ChargeClassifier([
    { match: 'Trafik', class: 'traffic' },
    { match: 'Trafik mån', class: 'fee' },
    { match: 'Bas', class: 'fee' },
    { match: 'Rab', class: 'discount' },
    { match: 'Fri', class: 'other' },
    { match: 'Avg', class: 'one_off' },
  ]);

  it('the longest beginning wins over all texts, then the first in file order', () => {
    expect(classifier.classOf(['Abonnemang', 'Trafik månad'])).to.equal('fee');
    expect(classifier.classOf(['Trafik', 'Bas'])).to.equal('traffic');
    expect(classifier.classOf(['Avgift', 'Rabatt'])).to.equal('discount');
    expect(classifier.classOf(['bas'])).to.equal(null);
    expect(classifier.classOf([])).to.equal(null);
  });

  it('traffic is the month before, fee the month, any other the day of issue', () => {
    const on = '2027-01-15' as LocalDate;
    expect(periodByClass('traffic', on)).to.deep.equal({ from: '2026-12-01', to: '2026-12-31' });
    expect(periodByClass('fee', on)).to.deep.equal({ from: '2027-01-01', to: '2027-01-31' });
    for (const charge of ['one_off', 'equipment', 'discount', 'other'] as const) {
      expect(periodByClass(charge, on)).to.deep.equal({ from: on, to: on });
    }
  });
});
