import { expect } from 'chai';
import { readCsv } from '../../server/platform/csv-reading.ts';

function read(text: string) {
  return readCsv(Buffer.from(text));
}

describe('imports: a CSV file as records (RFC 4180)', () => {
  it('finds the delimiter in the header, not in what is quoted there nor below it', () => {
    expect(read('a;b,c;d\n1,2,3,4\n').delimiter).to.equal(';');
    expect(read('a,b\n1;2;3;4;5,6\n').delimiter).to.equal(',');
    expect(read('"a;b;c",d\n').delimiter).to.equal(',');
    expect(read('alone\n').delimiter).to.equal(';');
  });

  it('tells the physical line on which each record begins', () => {
    const file = read('a;b\r\n1;"two\r\nlines"\r\n\r\n3;"with\n\nfour"\n5;6\r7;8');
    expect(file.records.map(({ row, cells }) => [row, cells])).to.deep.equal([
      [2, ['1', 'two\r\nlines']],
      [5, ['3', 'with\n\nfour']],
      [8, ['5', '6']],
      [9, ['7', '8']],
    ]);
    expect(file.faults).to.deep.equal([]);
  });

  it('takes a byte order mark for what it is', () => {
    const file = read('\ufeffkey;value\nä;ö\n');
    expect(file.header?.cells).to.deep.equal(['key', 'value']);
    expect(file.records[0]).to.deep.equal({ row: 2, cells: ['ä', 'ö'] });
  });

  it('reads quotes within quotes and delimiters within them', () => {
    const file = read('a,b\n"say ""hi"", you","x;y"\n');
    expect(file.records[0]?.cells).to.deep.equal(['say "hi", you', 'x;y']);
  });

  it('gives an empty file no header, and a header alone no records', () => {
    expect(read('').header).to.equal(null);
    expect(read('\n\n').header).to.equal(null);
    expect(read('a;b').records).to.deep.equal([]);
  });

  it('says where bytes are no UTF-8', () => {
    const bytes = Buffer.concat([
      Buffer.from('a;b\n1;2\n3;'),
      Buffer.from([0xe5]),
      Buffer.from('\n'),
    ]);
    expect(readCsv(bytes).faults).to.deep.equal([{ row: 3, code: 'import.encoding' }]);
  });

  it('says where a quote is out of place, and keeps what came before it', () => {
    const open = read('a;b\n1;2\n3;"4\n5;6\n');
    expect(open.faults).to.deep.equal([{ row: 3, code: 'import.quote-open' }]);
    expect(open.records.map(({ row }) => row)).to.deep.equal([2]);
    expect(read('a;b\n1;2\n3;4"5\n').faults).to.deep.equal([{ row: 3, code: 'import.quote' }]);
    expect(read('a;b\n1;"2"3\n').faults).to.deep.equal([{ row: 2, code: 'import.quote' }]);
  });
});
