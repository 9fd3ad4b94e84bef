import { expect } from 'chai';
import { refusalOf } from './read.ts';
import { details, readDetails, readSpec, spec } from './specification-rows.ts';

describe('specification: what a row may say', () => {
  const amounts: readonly (readonly [string, number, number])[] = [
    ['59,00', 5900, 0],
    ['-200,01', -20_001, 0],
    ['0', 0, 0],
    ['5', 500, 0],
    ['0,0049', 0, 490_000_000_000],
    ['-0,0049', 0, -490_000_000_000],
    ['1,2345', 123, 450_000_000_000],
    ['0,00000000000001', 0, 1],
    ['+7,5', 750, 0],
    ['100000000000,00', 10_000_000_000_000, 0],
  ];
  for (const [net, ore, parts] of amounts) {
    it(`reads ${net}`, () => {
      expect(readDetails(details({ net })).rows[0]).to.include({ fault: null, ore, parts });
    });
  }

  it('reads thousands with a no-break space where the definition has it, grouped in threes', () => {
    expect(readSpec(spec({ net: '1\u00a0054,01' })).rows[0]).to.include({
      ore: 105_401,
      fault: null,
    });
    expect(readSpec(spec({ net: '-12\u00a0345\u00a0678,9' })).rows[0]).to.include({
      ore: -1_234_567_890,
      fault: null,
    });
    for (const net of [
      '1 054,01',
      '10\u00a054,01',
      '1054\u00a0,01',
      '1\u00a00540,00',
      '1\u00a0054,01,99',
    ]) {
      expect(readSpec(spec({ net })).rows[0]?.fault, net).to.equal('row.number');
    }
    expect(readDetails(details({ net: '1\u00a0054,01' })).rows[0]?.fault).to.equal('row.number');
  });

  for (const net of [
    '',
    'x',
    '1.00',
    '1,2,3',
    '--1',
    '-',
    ',',
    '1e3',
    ' 1',
    '1,0000000000000001',
  ]) {
    it(`quarantines the amount "${net}"`, () => {
      expect(readDetails(details({ net })).rows[0]).to.include({ fault: 'row.number', column: 19 });
    });
  }

  it('refuses an amount over 10^13 öre', () => {
    expect(refusalOf(() => readDetails(details({ net: '100000000000,01' }))).code).to.equal(
      'amount.too-large',
    );
    expect(refusalOf(() => readDetails(details({ net: '99999999999999999,00' }))).code).to.equal(
      'amount.too-large',
    );
  });

  it('reads one day as both ends, none as none, and quarantines a period that runs backwards', () => {
    expect(readDetails(details({ to: '' })).rows[0]).to.include({ from: 20261001, to: 20261001 });
    expect(readDetails(details({ from: '' })).rows[0]).to.include({ from: 20261031, to: 20261031 });
    expect(readDetails(details({ from: '', to: '' })).rows[0]).to.include({
      from: 0,
      to: 0,
      fault: null,
    });
    expect(readDetails(details({ from: '02.10.2026', to: '01.10.2026' })).rows[0]).to.include({
      fault: 'row.period',
    });
  });

  for (const day of [
    '31.02.2026',
    '29.02.2026',
    '2026-10-01',
    '1.10.2026',
    '00.10.2026',
    '01.13.2026',
    '01/10/2026',
    'xx.10.2026',
  ]) {
    it(`quarantines the day ${day}`, () => {
      expect(readDetails(details({ from: day })).rows[0]).to.include({
        fault: 'row.date',
        column: 14,
      });
    });
  }

  it('knows leap years', () => {
    for (const [day, fault] of [
      ['29.02.2028', null],
      ['29.02.2000', null],
      ['29.02.2100', 'row.date'],
    ] as const) {
      expect(readDetails(details({ from: day, to: day })).rows[0]?.fault).to.equal(fault);
    }
  });

  it('quarantines a row of too few or too many fields alone', () => {
    const { rows, rowsIn } = readDetails(
      details(),
      `${details()}¤`,
      details().replace('¤', ''),
      details(),
    );
    expect(rowsIn).to.equal(4);
    expect(rows.map(({ fault }) => fault)).to.deep.equal([null, 'row.fields', 'row.fields', null]);
  });

  it('quarantines a VAT rate that is none', () => {
    for (const rate of ['', 'moms', '25,001', '1000']) {
      expect(readDetails(details({ rate })).rows[0]?.fault, rate).to.equal('row.number');
    }
    expect(readDetails(details({ rate: '12,5' })).rows[0]?.rate).to.equal(1250);
  });
});
