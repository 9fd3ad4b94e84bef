import { expect } from 'chai';
import fc from 'fast-check';
import {
  addDecimals,
  compareDecimals,
  decimalText,
  divideDecimals,
  multiplyDecimals,
  negateDecimal,
  parseDecimal,
  roundDecimal,
  roundToOre,
  subtractDecimals,
  ZERO_DECIMAL,
  type Decimal,
} from '../../server/kernel/decimal.ts';

const decimals = fc.record({
  units: fc.bigInt(-(10n ** 15n), 10n ** 15n),
  scale: fc.integer({ min: 0, max: 8 }),
});

function read(text: string): Decimal {
  const value = parseDecimal(text);
  if (value === null) throw new Error(`not a decimal: ${text}`);
  return value;
}

describe('decimal', () => {
  it('reads plain decimals and nothing else', () => {
    expect(read('-12.3450')).to.deep.equal({ units: -123450n, scale: 4 });
    expect(read('+7')).to.deep.equal({ units: 7n, scale: 0 });
    for (const wrong of ['', '.5', '5.', '1e3', '1 000', '1,5', '--1', 'NaN', '0x10']) {
      expect(parseDecimal(wrong), wrong).to.equal(null);
    }
  });

  it('writes what it reads', () => {
    for (const text of ['0', '-0.05', '12.30', '0.012500', '-1234567890123456789.99']) {
      expect(decimalText(read(text))).to.equal(text);
    }
    fc.assert(
      fc.property(decimals, (value) => compareDecimals(read(decimalText(value)), value) === 0),
    );
  });

  it('multiplies exactly what floating point gets wrong: 5.311 × 15 = 79.665 → 79.67', () => {
    expect(roundToOre(multiplyDecimals(read('5.311'), read('15')))).to.equal(79_67);
    expect(roundToOre(read('-79.665'))).to.equal(-79_67);
    expect(roundToOre(read('1.005'))).to.equal(1_01);
    expect(roundToOre(read('3'))).to.equal(3_00);
  });

  it('adds and takes away without loss', () => {
    fc.assert(
      fc.property(decimals, decimals, (left, right) => {
        const back = subtractDecimals(addDecimals(left, right), right);
        return compareDecimals(back, left) === 0;
      }),
    );
    expect(compareDecimals(addDecimals(ZERO_DECIMAL, read('0.10')), read('0.1'))).to.equal(0);
  });

  it('orders numbers', () => {
    expect(compareDecimals(read('1.10'), read('1.2'))).to.equal(-1);
    expect(compareDecimals(read('-1'), read('-1.01'))).to.equal(1);
    fc.assert(
      fc.property(decimals, decimals, (left, right) => {
        return compareDecimals(left, right) === -compareDecimals(right, left) + 0;
      }),
    );
  });

  it('divides and rounds half away from zero', () => {
    expect(decimalText(divideDecimals(read('1'), read('3'), 4))).to.equal('0.3333');
    expect(decimalText(divideDecimals(read('-0.5'), read('100'), 2))).to.equal('-0.01');
    expect(decimalText(divideDecimals(read('10'), read('0.04'), 0))).to.equal('250');
    expect(decimalText(roundDecimal(read('2.345'), 2))).to.equal('2.35');
    expect(decimalText(roundDecimal(read('2.3'), 2))).to.equal('2.30');
    expect(decimalText(negateDecimal(read('2.30')))).to.equal('-2.30');
  });

  it('is at most half a unit off when it rounds', () => {
    fc.assert(
      fc.property(decimals, fc.integer({ min: 0, max: 4 }), (value, scale) => {
        const off = subtractDecimals(roundDecimal(value, scale), value);
        const half: Decimal = { units: 5n, scale: scale + 1 };
        return compareDecimals(off, half) <= 0 && compareDecimals(negateDecimal(off), half) <= 0;
      }),
    );
  });
});
