import { expect } from 'chai';
import fc from 'fast-check';
import {
  allocate,
  byCodeBytes,
  divideRounded,
  ore,
  proportion,
  sum,
  toOre,
  vat,
  wholeKronor,
} from '../../server/kernel/money.ts';

const amounts = fc.integer({ min: -1_000_000_000_00, max: 1_000_000_000_00 });
const owners = fc.stringMatching(/^[A-Za-zÅÄÖåäö0-9]{1,6}$/);
const weights = fc.array(
  fc.record({ owner: owners, weight: fc.integer({ min: 0, max: 310_000 }) }),
  { minLength: 1, maxLength: 60 },
);

describe('money: öre', () => {
  it('refuses what is not a whole number of öre', () => {
    for (const wrong of [0.5, Number.NaN, Infinity, 2 ** 53]) {
      expect(() => ore(wrong), String(wrong)).to.throw(RangeError);
    }
    expect(Object.is(ore(-0), 0)).to.equal(true);
  });

  it('reads what a database gives', () => {
    expect(toOre('12345')).to.equal(12345);
    expect(toOre('-7.00')).to.equal(-7);
    expect(toOre(7n)).to.equal(7);
    expect(toOre(0)).to.equal(0);
    for (const wrong of ['', '7.5', 'x', null, undefined, 1.5]) {
      expect(() => toOre(wrong), String(wrong)).to.throw(RangeError);
    }
  });

  it('adds', () => {
    expect(sum([ore(1), ore(-3), ore(10)])).to.equal(8);
    expect(sum([])).to.equal(0);
  });
});

describe('money: allocate (interfaces.md §4)', () => {
  it('gives the öre that is left to the largest remainder', () => {
    const parts = allocate(ore(100_01), [
      { owner: '4110', weight: 60 },
      { owner: '4200', weight: 40 },
    ]);
    expect(parts).to.deep.equal([
      { owner: '4110', ore: 60_01 },
      { owner: '4200', ore: 40_00 },
    ]);
  });

  it('settles ties by the lowest code in byte order, also when the amount is negative', () => {
    const three = ['b', 'A', 'Å'].map((owner) => ({ owner, weight: 1 }));
    expect(allocate(ore(-1), three)).to.deep.equal([
      { owner: 'A', ore: -1 },
      { owner: 'b', ore: 0 },
      { owner: 'Å', ore: 0 },
    ]);
  });

  it('adds the weights of equal owners before it divides', () => {
    const parts = allocate(ore(3), [
      { owner: 'x', weight: 1 },
      { owner: 'y', weight: 1 },
      { owner: 'x', weight: 1 },
    ]);
    expect(parts).to.deep.equal([
      { owner: 'x', ore: 2 },
      { owner: 'y', ore: 1 },
    ]);
  });

  it('has no parts where nobody weighs anything, and refuses a negative weight', () => {
    expect(allocate(ore(5), [])).to.deep.equal([]);
    expect(allocate(ore(5), [{ owner: 'x', weight: 0 }])).to.deep.equal([]);
    expect(() => allocate(ore(5), [{ owner: 'x', weight: -1 }])).to.throw(RangeError);
  });

  it('always sums to the whole, and nobody is a whole öre from the exact share', () => {
    fc.assert(
      fc.property(amounts, weights, (total, each) => {
        const all = each.reduce((acc, { weight }) => acc + weight, 0);
        if (all === 0) return allocate(ore(total), each).length === 0;
        const parts = allocate(ore(total), each);
        const bySelf = new Map<string, number>();
        for (const { owner, weight } of each) {
          bySelf.set(owner, (bySelf.get(owner) ?? 0) + weight);
        }
        const near = parts.every(({ owner, ore: part }) => {
          const off = BigInt(part) * BigInt(all) - BigInt(total) * BigInt(bySelf.get(owner) ?? 0);
          return (off < 0n ? -off : off) < BigInt(all);
        });
        return near && sum(parts.map((part) => part.ore)) === total;
      }),
    );
  });

  it('does not depend on the order in which owners come', () => {
    fc.assert(
      fc.property(amounts, weights, (total, each) => {
        expect(allocate(ore(total), [...each].reverse())).to.deep.equal(allocate(ore(total), each));
      }),
    );
  });

  it('puts the sign back: a credit is the mirror of its debit', () => {
    fc.assert(
      fc.property(amounts, weights, (total, each) => {
        const credit = allocate(ore(-total), each).map((part) => 0 - part.ore);
        expect(credit).to.deep.equal(allocate(ore(total), each).map((part) => part.ore));
      }),
    );
  });
});

describe('money: rounding half away from zero', () => {
  it('computes VAT', () => {
    expect(vat(ore(4467_75), 25)).to.equal(1116_94);
    expect(vat(ore(-4467_75), 25)).to.equal(-1116_94);
    expect(vat(ore(2), 25)).to.equal(1);
    expect(vat(ore(100), 6)).to.equal(6);
    expect(vat(ore(1000), 12.5)).to.equal(125);
    expect(vat(ore(12345), 0)).to.equal(0);
  });

  it('takes a proportion and whole kronor', () => {
    expect(proportion(ore(8900), 22, 31)).to.equal(6316);
    expect(proportion(ore(-1), 1, 2)).to.equal(-1);
    expect(wholeKronor(ore(150))).to.equal(200);
    expect(wholeKronor(ore(-149))).to.equal(-100);
    expect(wholeKronor(ore(-150))).to.equal(-200);
  });

  it('is never more than a half from the quotient, and symmetric around zero', () => {
    const numbers = fc.tuple(fc.bigInt(-(10n ** 20n), 10n ** 20n), fc.bigInt(1n, 10n ** 9n));
    fc.assert(
      fc.property(numbers, ([numerator, denominator]) => {
        const rounded = divideRounded(numerator, denominator);
        const off = 2n * (rounded * denominator - numerator);
        return (
          off <= denominator &&
          off >= -denominator &&
          divideRounded(-numerator, denominator) === -rounded
        );
      }),
    );
  });

  it('compares codes by their bytes', () => {
    expect(['Å', 'a', 'Z', '10', '9', 'Ö', 'Ä'].sort(byCodeBytes)).to.deep.equal([
      '10',
      '9',
      'Z',
      'a',
      'Ä',
      'Å',
      'Ö',
    ]);
    expect(byCodeBytes('x', 'x')).to.equal(0);
  });
});
