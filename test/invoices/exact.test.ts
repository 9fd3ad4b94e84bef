import { expect } from 'chai';
import fc from 'fast-check';
import {
  addDecimals,
  parseDecimal,
  roundToOre,
  ZERO_DECIMAL,
} from '../../server/kernel/decimal.ts';
import { ExactOre, RunningRounding } from '../../server/domains/invoices/exact.ts';

const kronor = fc
  .tuple(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), fc.integer({ min: 0, max: 14 }))
  .map(([units, scale]) => {
    const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0');
    const whole = digits.slice(0, digits.length - scale);
    return `${units < 0n ? '-' : ''}${whole}${scale === 0 ? '' : `.${digits.slice(-scale)}`}`;
  });

function exact(text: string): ExactOre {
  const amount = new ExactOre();
  expect(amount.read(text), text).to.equal('read');
  return amount;
}

describe('exact: amounts below an öre (interfaces.md §4.1)', () => {
  it('agrees with the decimals of the kernel, amount by amount and in running sums', () => {
    fc.assert(
      fc.property(fc.array(kronor, { maxLength: 12 }), (texts) => {
        const rounding = new RunningRounding();
        let [sum, before] = [ZERO_DECIMAL, 0];
        for (const text of texts) {
          sum = addDecimals(sum, parseDecimal(text) ?? ZERO_DECIMAL);
          const rounded = roundToOre(sum);
          expect(rounding.next(25, exact(text)), texts.join(' ')).to.equal(rounded - before);
          before = rounded;
        }
      }),
    );
  });

  it('rounds half away from zero on both sides of it', () => {
    for (const [text, ore] of [
      ['0.005', 1],
      ['-0.005', -1],
      ['0.0049', 0],
      ['-0.0049', 0],
      ['1.015', 102],
      ['-1.015', -102],
    ] as const) {
      expect(exact(text).rounded(), text).to.equal(ore);
    }
  });

  it('runs per VAT rate', () => {
    const rounding = new RunningRounding();
    const half = exact('0.005');
    expect([
      rounding.next(25, half),
      rounding.next(12, half),
      rounding.next(25, half),
    ]).to.deep.equal([1, 1, 0]);
  });

  it('reads what XML Schema calls a decimal and nothing else', () => {
    for (const text of ['.5', '5.', '+5', '007', '-.5', '1.50000000000000000000']) exact(text);
    for (const text of ['', '.', '-', '+', '1e3', ' 1', '1,5', '0x1', 'NaN', '--1']) {
      expect(new ExactOre().read(text), text).to.equal('not-a-number');
    }
  });

  it('says when a number is beyond what is read', () => {
    expect(new ExactOre().read('99999999999999')).to.equal('too-large');
  });
});
