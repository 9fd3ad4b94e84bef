import { expect } from 'chai';
import fc from 'fast-check';
import {
  hasLuhnDigit,
  isBankgiro,
  isIccid,
  isImei,
  isM2mNumber,
  isOrganisationNumber,
  luhnDigit,
  ocrNumber,
  toE164,
} from '../../server/kernel/numbers.ts';

describe('numbers: E.164 (interfaces.md §4.3)', () => {
  const spellings: [string, string][] = [
    ['070-174 06 05', '+46701740605'],
    ['026-17 80 00', '+4626178000'],
    ['0200-123456', '+46200123456'],
    ['020-91 00 37', '+4620910037'],
    ['077-1234567', '+46771234567'],
    ['0900-1234567', '+469001234567'],
    ['010-123 45 67', '+46101234567'],
    ['00467017406 05', '+46701740605'],
    ['+47 41234567', '+4741234567'],
    ['072-123456', '+4672123456'],
    ['0719012345678', '+46719012345678'],
    ['+46719000000000', '+46719000000000'],
    ['07190123456789', '+467190123456789'],
    ['071901234567', '+4671901234567'],
    ['46706092904', '+46706092904'],
    ['0046 719 46 32 101 828', '+46719463210182' + '8'],
    ['+46 (0)70-174 06 05', '+46701740605'],
    ['+46 070 174 06 05', '+46701740605'],
    ['701740605', '+46701740605'],
    ['070\u00a0174\u202f06\u201105', '+46701740605'],
  ];
  for (const [written, e164] of spellings) {
    it(`reads ${written} as ${e164}`, () => {
      expect(toE164(written)).to.equal(e164);
    });
  }

  it('keeps numbers that are national only as they are dialled', () => {
    for (const number of ['112', '1177', '11414', '118118', '11818', '90200']) {
      expect(toE164(number)).to.equal(number);
    }
  });

  it('finds no number in an empty text, a word, a service id or too many digits', () => {
    for (const text of ['', '   ', 'Rabatt', 'TJ-400003', '+', '0', '+4670174060512345', '10001']) {
      expect(toE164(text), text).to.equal(null);
    }
  });

  it('holds the spellings of one number for equal', () => {
    const national = fc
      .stringMatching(/^[1-9]\d{6,9}$/)
      .filter((digits) => !digits.startsWith('46'));
    const prefix = fc.constantFrom('0', '46', '+46', '0046');
    fc.assert(
      fc.property(national, prefix, fc.nat(6), (digits, start, at) => {
        const spaced = `${start}${digits.slice(0, at)} ${digits.slice(at)}`;
        return toE164(spaced) === `+46${digits}`;
      }),
    );
  });

  it('leaves E.164 as it is', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[1-9]\d{6,12}$/), (digits) => {
        const once = toE164(`+${digits}`);
        return once !== null && toE164(once) === once;
      }),
    );
  });

  it('knows a machine by 0719', () => {
    expect(isM2mNumber('+46719012345678')).to.equal(true);
    expect(isM2mNumber('+467190123456789')).to.equal(true);
    expect(isM2mNumber('+46701740605')).to.equal(false);
    expect(isM2mNumber('+4671901234')).to.equal(false);
  });
});

describe('numbers: check digits', () => {
  it('accepts what Luhn accepts', () => {
    const right = [
      '2120002338',
      '5562675164',
      '5564300142',
      '5566778899',
      '50984186',
      '8200040',
      '48180020',
      '490154203237518',
      '12344',
    ];
    for (const digits of right) expect(hasLuhnDigit(digits), digits).to.equal(true);
    for (const digits of ['2244668800', '123451', '', '1', '12a4']) {
      expect(hasLuhnDigit(digits), digits).to.equal(false);
    }
  });

  it('finds every single wrong digit', () => {
    const cases = fc.tuple(
      fc.stringMatching(/^\d{3,15}$/),
      fc.nat(14),
      fc.integer({ min: 1, max: 9 }),
    );
    fc.assert(
      fc.property(cases, ([digits, at, step]) => {
        const right = digits + luhnDigit(digits);
        const index = at % right.length;
        const wrong = String((Number(right[index]) + step) % 10);
        return (
          hasLuhnDigit(right) &&
          !hasLuhnDigit(right.slice(0, index) + wrong + right.slice(index + 1))
        );
      }),
    );
  });

  it('tells organisation numbers, bankgiro, IMEI and ICCID', () => {
    expect(isOrganisationNumber('2120002338')).to.equal(true);
    expect(isOrganisationNumber('212000-2338')).to.equal(true);
    expect(isOrganisationNumber('16212000-2338')).to.equal(true);
    expect(isOrganisationNumber('2244668800')).to.equal(false);
    expect(isOrganisationNumber('212000233')).to.equal(false);
    expect(isBankgiro('5098-4186')).to.equal(true);
    expect(isBankgiro('820-0040')).to.equal(true);
    expect(isBankgiro('504028')).to.equal(false);
    expect(isImei('490154203237518')).to.equal(true);
    expect(isImei('490154203237519')).to.equal(false);
    expect(isIccid('8946000000000158382')).to.equal(true);
    expect(isIccid('7946000000000158382')).to.equal(false);
  });

  it('makes OCR numbers with and without a length digit', () => {
    const only = { '1': '18', '1001': '10017', '12345': '123455', '20261123': '202611232' };
    const withLength = {
      '1': '133',
      '1001': '100164',
      '12345': '1234574',
      '20261123': '2026112306',
    };
    for (const [base, ocr] of Object.entries(only)) expect(ocrNumber(base, 'luhn')).to.equal(ocr);
    for (const [base, ocr] of Object.entries(withLength)) {
      expect(ocrNumber(base, 'luhn-length')).to.equal(ocr);
    }
  });
});
