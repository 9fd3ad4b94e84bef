import { expect } from 'chai';
import {
  createReferenceFinder,
  faultOfPattern,
  readUnitPrice,
  splitPatterns,
} from '../../server/domains/catalogue/rules.ts';

describe('catalogue: suppliers’ patterns (interfaces.md §4.3)', () => {
  it('accepts what finds references', () => {
    for (const pattern of [
      'TJ-\\d+',
      '[A-Z]{2}\\d{8}',
      '07\\d[\\d -]{6,12}',
      '(?<=Tjänst )\\p{L}+\\d{3}',
      '(?:\\d[ -]?){9,14}',
      '(?:\\d+[ -]?)+',
      'a\\-b',
      '\\+46[\\d ]{8,14}',
      '[A-Z]{2,}\\s*\\d+\\s*-\\s*\\d+',
    ]) {
      expect(faultOfPattern(pattern), pattern).to.equal(null);
    }
  });

  it('refuses what is no pattern', () => {
    for (const pattern of ['', '[a-', '(', 'a'.repeat(301), '*']) {
      expect(faultOfPattern(pattern), pattern).to.equal('supplier.pattern-malformed');
    }
  });

  it('refuses what could run for ever', () => {
    for (const pattern of [
      '(a+)+b',
      '(?:a|aa)+b',
      '((a*)*)b',
      '(\\w+\\s?)*x',
      '(a)\\1',
      '.*.*.*.*.*.*.*x',
      '(?:[ab]+,){2,}z',
    ]) {
      expect(faultOfPattern(pattern), pattern).to.equal('supplier.pattern-unsafe');
    }
  });

  it('tries patterns in order and gives what the first match finds, whole', () => {
    const find = createReferenceFinder(splitPatterns('TJ-\\d+||\\d{6}'));
    expect(find('Hisslarm 123456 TJ-42 TJ-43')).to.equal('TJ-42');
    expect(find('Hisslarm 123456')).to.equal('123456');
    expect(find('Rabatt')).to.equal(null);
    expect(createReferenceFinder([])('TJ-42')).to.equal(null);
  });

  it('takes its time from no text', () => {
    const find = createReferenceFinder([
      '[a-z]*[a-z]*[a-z]*1',
      '[a-z]*[a-z]*[a-z]*[a-z]*1',
      '[a-z]*[a-z]*[a-z]*[a-z]*[a-z]*1',
      '(?:\\d+[ -]?)+',
    ]);
    const started = Date.now();
    find('a'.repeat(1_000_000));
    find('1'.repeat(1_000_000));
    expect(Date.now() - started).to.be.lessThan(3000);
  });
});

describe('catalogue: unit prices', () => {
  it('keep two decimals, and more where they say something', () => {
    const cases: [string, string][] = [
      ['59', '59.00'],
      ['59.0', '59.00'],
      ['59.00', '59.00'],
      ['0.0125', '0.0125'],
      ['0.012500', '0.0125'],
      ['1.500000', '1.50'],
      ['0', '0.00'],
      ['0.000001', '0.000001'],
    ];
    for (const [written, kept] of cases) expect(readUnitPrice(written), written).to.equal(kept);
  });

  it('are nothing else', () => {
    for (const wrong of ['', '-1', '1,5', '1.2345678', '.5', '5.', '1e3', ' 1', '1234567890123']) {
      expect(readUnitPrice(wrong), wrong).to.equal(null);
    }
  });
});
