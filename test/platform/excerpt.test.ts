import { expect } from 'chai';
import { Readable } from 'node:stream';
import { excerptOf } from '../../server/platform/excerpt.ts';

function file(bytes: Buffer) {
  return {
    open: (_sha256: string, from = 0, to = bytes.length) =>
      Readable.from([bytes.subarray(from, Math.min(to, bytes.length))]),
  };
}

const place = { sha256: 'a'.repeat(64), encoding: 'utf-8' };

describe('platform/excerpt', () => {
  const text = 'huvud\r\nrad två å\r\nrad tre\r\nrad fyra\r\nrad fem\r\n';
  const bytes = Buffer.from(text);
  const at = (part: string) => {
    const byteFrom = bytes.indexOf(Buffer.from(part));
    return { ...place, byteFrom, byteTo: byteFrom + Buffer.byteLength(part) };
  };

  it('shows the record marked, with two lines before and after, numbered as in the file', async () => {
    const lines = await excerptOf(file(bytes), { ...at('rad tre'), line: 3 });
    expect(lines).to.deep.equal([
      { no: 1, text: 'huvud', marked: false },
      { no: 2, text: 'rad två å', marked: false },
      { no: 3, text: 'rad tre', marked: true },
      { no: 4, text: 'rad fyra', marked: false },
      { no: 5, text: 'rad fem', marked: false },
    ]);
  });

  it('marks every line of a record that spans several', async () => {
    const lines = await excerptOf(file(bytes), { ...at('två å\r\nrad tre'), line: 2 });
    expect(lines.filter((line) => line.marked).map((line) => line.no)).to.deep.equal([2, 3]);
  });

  it('reads the first and the last line, without a line end', async () => {
    const short = Buffer.from('en\ntvå');
    const first = await excerptOf(file(short), { ...place, byteFrom: 0, byteTo: 2, line: 1 });
    expect(first.map(({ no, marked }) => [no, marked])).to.deep.equal([
      [1, true],
      [2, false],
    ]);
    const last = await excerptOf(file(short), { ...place, byteFrom: 3, byteTo: 7, line: 2 });
    expect(last.at(-1)).to.deep.equal({ no: 2, text: 'två', marked: true });
  });

  it('decodes by the file’s own encoding', async () => {
    const latin = Buffer.from('a\nå¤ö\nb', 'latin1');
    const lines = await excerptOf(file(latin), {
      ...place,
      encoding: 'iso-8859-1',
      byteFrom: 2,
      byteTo: 5,
      line: 2,
    });
    expect(lines[1]).to.deep.equal({ no: 2, text: 'å¤ö', marked: true });
  });

  it('shows the beginning of a record in a file of one endless line', async () => {
    const endless = Buffer.from(`<a>${'x'.repeat(19_997)}<b>${'y'.repeat(50_000)}</b></a>`);
    const asked = { ...place, byteFrom: 20_000, byteTo: 45_000, line: 1 };
    const lines = await excerptOf(file(endless), asked);
    expect(lines).to.have.length(1);
    expect(lines[0]?.text.length).to.be.lessThan(500);
    expect(lines[0]?.text).to.match(/^…<b>y/);
    expect(lines[0]?.marked).to.be.true;
  });
});
