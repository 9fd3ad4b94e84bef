// The ledger file on bytes: readers accept UTF-8 in silence, so only bytes tell.

import { expect } from 'chai';
import fc from 'fast-check';
import { localDate } from '../../server/kernel/calendar.ts';
import { ore } from '../../server/kernel/money.ts';
import { Refusal } from '../../server/kernel/refusal.ts';
import { toCp437, writtenInCp437 } from '../../server/domains/ledger/cp437.ts';
import { sieFile, type SieFile } from '../../server/domains/ledger/sie.ts';
import type { VoucherRow } from '../../server/domains/ledger/types.ts';
import { sieText } from '../support/sie-vouchers.ts';

function aRow(account: string, amount: number, changes: Partial<VoucherRow> = {}): VoucherRow {
  return { account, objects: [], amountOre: ore(amount), text: null, ...changes };
}

function aFile(changes: Partial<SieFile> = {}): SieFile {
  return {
    program: { name: 'Järnkoll', version: '0.1.0' },
    generatedOn: localDate('2026-11-04'),
    company: { name: 'Åmynninge kommun', organisationNumber: '2120980004' },
    vouchers: [
      {
        date: localDate('2026-10-31'),
        text: 'V2026000001 Leverantörsfaktura NM202610',
        rows: [
          aRow('2999', -123456),
          aRow('6212', 123456, {
            objects: [
              { dimension: 1, code: '4110' },
              { dimension: 20, code: '2240' },
            ],
            text: 'Telefoni "fast"',
          }),
        ],
      },
    ],
    nameOfAccount: (account) => `Konto ${account}`,
    nameOfDimension: (dimension) => (dimension === 1 ? 'Kostnadsställe' : null),
    nameOfObject: ({ code }) => (code === '4110' ? 'Förskolan Ekorren' : null),
    ...changes,
  };
}

describe('the SIE 4I file', () => {
  it('holds the compulsory records, what is used, and the vouchers', () => {
    expect(sieText(sieFile(aFile())).split('\n')).to.deep.equal([
      '#FLAGGA 0',
      '#FORMAT PC8',
      '#SIETYP 4',
      '#PROGRAM "Järnkoll" "0.1.0"',
      '#GEN 20261104',
      '#ORGNR 212098-0004',
      '#FNAMN "Åmynninge kommun"',
      '#KONTO 2999 "Konto 2999"',
      '#KONTO 6212 "Konto 6212"',
      '#DIM 1 "Kostnadsställe"',
      '#DIM 20 "20"',
      '#OBJEKT 1 "4110" "Förskolan Ekorren"',
      '#OBJEKT 20 "2240" "2240"',
      '#VER "" "" 20261031 "V2026000001 Leverantörsfaktura NM202610" 20261104',
      '{',
      '#TRANS 2999 {} -1234.56 20261031',
      '#TRANS 6212 {1 "4110" 20 "2240"} 1234.56 20261031 "Telefoni \\"fast\\""',
      '}',
      '',
    ]);
  });

  it('is code page 437 on bytes', () => {
    expect(toCp437('åäöÅÄÖé')).to.deep.equal(
      Buffer.from([0x86, 0x84, 0x94, 0x8f, 0x8e, 0x99, 0x82]),
    );
    const bytes = sieFile(aFile());
    expect(bytes.includes(Buffer.from([0x8f, ...Buffer.from('mynninge')]))).to.equal(true);
    expect(bytes.includes(Buffer.from('Å'))).to.equal(false);
  });

  it('knows a letter however it was composed', () => {
    expect(toCp437('A\u030A')).to.deep.equal(Buffer.from([0x8f]));
  });

  it('writes what the code page lacks with letters that it has, never a question mark', () => {
    const texts: Record<string, string> = {
      'Søren O’Hara – “Zoë”': 'Soren O\'Hara - "Zoë"',
      'Škoda Łódź ő': 'Skoda Lódz o',
      '100 € × 2 …': '100 EUR x 2 ...',
      '§ 5': 'par. 5',
      ﬁber: 'fiber',
    };
    for (const [text, written] of Object.entries(texts)) {
      expect(writtenInCp437(text)).to.equal(written);
    }
  });

  it('escapes quotes that the code page made', () => {
    const file = aFile({ company: { name: '”Åsen”', organisationNumber: null } });
    expect(sieText(sieFile(file))).to.contain('#FNAMN "\\"Åsen\\""');
  });

  it('refuses what cannot be written', () => {
    expect(() => writtenInCp437('Дом'))
      .to.throw(Refusal)
      .with.property('code', 'ledger.character');
    const letters = aFile();
    const bad = { ...letters, vouchers: [{ ...letters.vouchers[0], rows: [aRow('6A', 1)] }] };
    expect(() => sieFile(bad as SieFile))
      .to.throw(Refusal)
      .with.property('code', 'ledger.account');
  });

  it('has no control characters inside a field, and no backslash but before a quote', () => {
    const file = aFile({ company: { name: 'A\tB\r\nC\\D', organisationNumber: null } });
    expect(sieText(sieFile(file))).to.contain('#FNAMN "A B C/D"');
  });

  it('writes amounts with a point and two decimals', () => {
    const amounts = [5, -5, 100, -99999, 1234567].map((amount) => aRow('2999', amount));
    const [voucher] = aFile().vouchers;
    const text = sieText(
      sieFile(
        aFile({
          vouchers: [{ text: '', date: localDate('2026-10-31'), ...voucher, rows: amounts }],
        }),
      ),
    );
    expect([...text.matchAll(/\{\} (\S+)/g)].map((match) => match[1])).to.deep.equal([
      '0.05',
      '-0.05',
      '1.00',
      '-999.99',
      '12345.67',
    ]);
  });

  it('is the same bytes each time', () => {
    expect(sieFile(aFile()).equals(sieFile(aFile()))).to.equal(true);
  });

  it('keeps every character of the code page as it is', () => {
    const printable = fc.string({ unit: 'grapheme-ascii' });
    fc.assert(
      fc.property(printable, (text) => {
        expect(toCp437(text).toString('latin1')).to.equal(text);
      }),
    );
  });
});
