import { expect } from 'chai';
import type { Column } from '../../server/platform/columns.ts';
import { sheetOf, workbookOf } from '../../server/platform/excel.ts';
import { unzip } from '../support/unzip.ts';

type Row = { readonly text: string | null; readonly ore: number; readonly day: string };

const COLUMNS: readonly Column<Row>[] = [
  { header: 'Text', kind: 'text', value: (row) => row.text, width: 40 },
  { header: 'Belopp, kr', kind: 'amount', value: (row) => row.ore },
  { header: 'Dag', kind: 'day', value: (row) => row.day },
];

describe('platform/excel', () => {
  it('keeps numbers as numbers, days as days and formulas as text', async () => {
    const rows = [
      { text: '=HYPERLINK("x")', ore: -1_234_505, day: '2026-10-31' },
      { text: null, ore: 7, day: '2026-02-28' },
    ];
    const files = unzip(await workbookOf([sheetOf('Rader', COLUMNS, rows)]));
    const sheet = files.get('xl/worksheets/sheet1.xml') ?? '';
    expect(sheet).to.match(/<c r="B2"[^>]*><v>-12345\.05<\/v>/);
    expect(sheet).to.match(/<c r="B3"[^>]*><v>0\.07<\/v>/);
    expect(sheet).to.match(/<c r="C2"[^>]*><v>46326<\/v>/);
    expect(sheet).to.match(/<c r="A2" t="s">/);
    expect(sheet).not.to.contain('<f>');
    expect(files.get('xl/sharedStrings.xml')).to.contain('=HYPERLINK("x")');
    expect(files.get('xl/workbook.xml')).to.contain('name="Rader"');
  });

  it('leaves out characters that would make the file unreadable', async () => {
    const rows = [{ text: 'a\u0000b\u001fc < & ü 😀', ore: 0, day: '2026-01-01' }];
    const files = unzip(await workbookOf([sheetOf('Rader', COLUMNS, rows)]));
    expect(files.get('xl/sharedStrings.xml')).to.contain('a b c &lt; &amp; ü 😀');
  });
});
