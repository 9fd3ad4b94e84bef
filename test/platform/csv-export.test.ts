import { expect } from 'chai';
import type { Column } from '../../server/platform/columns.ts';
import { csvOf, disarmed } from '../../server/platform/csv-export.ts';

type Row = { readonly text: string; readonly number: string; readonly ore: number };

const COLUMNS: readonly Column<Row>[] = [
  { header: 'Text', kind: 'text', value: (row) => row.text },
  { header: 'Nummer', kind: 'code', value: (row) => row.number },
  { header: 'Belopp, kr', kind: 'amount', value: (row) => row.ore },
];

async function csv(rows: Iterable<Row> | AsyncIterable<Row>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of csvOf(COLUMNS, rows)) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

describe('platform/csv-export', () => {
  it('writes what a Swedish Excel opens at a double click', async () => {
    const text = await csv([
      { text: 'Åsa "Ö"; rum 1', number: '+46701740612', ore: -1_234_505 },
      { text: 'rad\n2', number: 'NT-1', ore: 7 },
    ]);
    expect(text).to.equal(
      '\ufeffText;Nummer;Belopp, kr\r\n' +
        '"Åsa ""Ö""; rum 1";+46701740612;-12345,05\r\n' +
        '"rad\n2";NT-1;0,07\r\n',
    );
  });

  it('disarms formulas and leaves numbers and phone numbers alone', () => {
    for (const formula of ['=1+1', '+cmd|x', '-2+3*A1', '@SUM(A1)', '\t=1', '  =HYPERLINK("x")']) {
      expect(disarmed(formula), formula).to.equal(`'${formula}`);
    }
    for (const harmless of ['-12,50', '+46 70-174 06 12', '070-174', 'a=b', '', '–']) {
      expect(disarmed(harmless), harmless).to.equal(harmless);
    }
  });

  it('has a header line also without rows', async () => {
    expect(await csv([])).to.equal('\ufeffText;Nummer;Belopp, kr\r\n');
  });

  it('ends with the error of its rows', async () => {
    async function* broken(): AsyncGenerator<Row> {
      yield { text: 'a', number: '1', ore: 1 };
      await Promise.resolve();
      throw new Error('the database went away');
    }
    const failed = await csv(broken()).catch((error: unknown) => String(error));
    expect(failed).to.contain('the database went away');
  });
});
