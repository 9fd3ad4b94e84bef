import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import {
  DETAILS_LATIN1,
  SPEC_UTF8,
  type FormatDefinition,
} from '../../server/domains/invoices/specification/definition.ts';
import { readSpecification, refusalOf, sharedData } from './read.ts';
import {
  details,
  DETAILS_HEADER,
  detailsFile,
  readSpec,
  spec,
  SPEC_HEADER,
  specFile,
} from './specification-rows.ts';

describe('specification: rows with their bytes', () => {
  it('gives each row its physical line and its bytes, the line end left out', () => {
    const file = detailsFile(details({ text: 'Räksmörgås' }), '', details({ text: 'Två' }));
    const { rows, rowsIn } = readSpecification(file, DETAILS_LATIN1);
    expect(rowsIn).to.equal(2);
    expect(rows.map(({ line, text }) => [line, text])).to.deep.equal([
      [2, 'Räksmörgås'],
      [4, 'Två'],
    ]);
    for (const { byteFrom, byteTo, text } of rows) {
      expect(file.toString('latin1', byteFrom, byteTo)).to.equal(details({ text }));
    }
  });

  it('reads a file whose last row has no line end, and LF as well as CRLF', () => {
    for (const end of ['\n', '\r\n']) {
      const file = Buffer.from([DETAILS_HEADER, details(), details()].join(end), 'latin1');
      const { rows } = readSpecification(file, DETAILS_LATIN1);
      expect(rows.map(({ rate, column }) => [rate, column])).to.deep.equal([
        [2500, 0],
        [2500, 0],
      ]);
      expect(rows[1]?.byteTo).to.equal(file.length);
    }
  });

  it('takes columns in any order, and says which it does not know', () => {
    const names = SPEC_HEADER.split(';').reverse();
    const file = Buffer.from(
      `Ny;${names.join(';')}\nx;${spec({ text: 'Hej' }).split(';').reverse().join(';')}\n`,
    );
    const { rows, plan } = readSpecification(file, SPEC_UTF8);
    expect(rows[0]).to.include({ text: 'Hej', ore: 1000, fault: null });
    expect(plan.unknown).to.deep.equal([{ name: 'Ny', column: 1 }]);
  });

  it('reads quotes by RFC 4180: separators, quotes and line ends inside them', () => {
    const file = specFile(
      spec({ text: '"Trafik; nät"' }),
      spec({ text: '"sa ""hej"""' }),
      spec({ text: '"två\nrader"' }),
      spec(),
    );
    const { rows } = readSpecification(file, SPEC_UTF8);
    expect(rows.map(({ text, line }) => [text, line])).to.deep.equal([
      ['Trafik; nät', 2],
      ['sa "hej"', 3],
      ['två\nrader', 4],
      ['Bas', 6],
    ]);
    expect(file.toString('utf8', rows[2]?.byteFrom, rows[2]?.byteTo)).to.equal(
      spec({ text: '"två\nrader"' }),
    );
  });

  it('does not let a quote that is never closed swallow the rest', () => {
    const { rows } = readSpec(spec(), spec({ text: '"aldrig' }), spec({ text: 'sist' }));
    expect(rows.map(({ fault, text, line }) => [fault, text, line])).to.deep.equal([
      [null, 'Bas', 2],
      ['row.fields', '', 3],
      [null, 'sist', 4],
    ]);
  });

  it('quarantines a line that is too long alone, wherever the chunks are cut', () => {
    const long = 'x'.repeat(1_100_000);
    const open = spec({ text: `"${long}` });
    const file = specFile(spec({ text: 'y'.repeat(200_000) }), spec({ text: long }), open, spec());
    const ends = [SPEC_HEADER, spec({ text: 'y'.repeat(200_000) }), spec({ text: long }), open];
    const begins = ends.map((_, i) => Buffer.byteLength(`${ends.slice(0, i + 1).join('\n')}\n`));
    for (const piece of [file.length, 65_536, 50_021]) {
      const { rows } = readSpecification(file, SPEC_UTF8, piece);
      expect(rows.map(({ fault, line, byteFrom }) => [fault, line, byteFrom])).to.deep.equal([
        [null, 2, begins[0]],
        ['row.fields', 3, begins[1]],
        ['row.fields', 4, begins[2]],
        [null, 5, begins[3]],
      ]);
      for (const { byteTo } of rows) expect(file[byteTo]).to.equal(10);
    }
    const latin = detailsFile(details({ text: long }), details({ text: 'sist' }));
    const { rows } = readSpecification(latin, DETAILS_LATIN1, 65_536);
    expect(rows.map(({ fault, text }) => [fault, text])).to.deep.equal([
      ['row.fields', ''],
      [null, 'sist'],
    ]);
    expect(latin.toString('latin1', rows[0]?.byteTo, rows[1]?.byteFrom)).to.equal('\r\n');
  });

  it('passes over a byte order mark', () => {
    const plain = specFile(spec());
    const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), plain]);
    const [row] = readSpecification(marked, SPEC_UTF8, 1).rows;
    expect(row?.byteFrom).to.equal(
      (readSpecification(plain, SPEC_UTF8).rows[0]?.byteFrom ?? 0) + 3,
    );
  });

  it('gives the same whatever the chunks', () => {
    const quoted = specFile(
      spec({ text: '"a ""b""\r\n;c"', net: '1\u00a0054,01' }),
      spec({ net: 'x' }),
      '',
      spec({ text: 'åäö' }),
      spec({ text: '"öppen' }),
    );
    const plain = detailsFile(details(), details({ net: '' }), '', details({ from: '32.01.2026' }));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), (size) => {
        expect(readSpecification(quoted, SPEC_UTF8, size)).to.deep.equal(
          readSpecification(quoted, SPEC_UTF8),
        );
        expect(readSpecification(plain, DETAILS_LATIN1, size)).to.deep.equal(
          readSpecification(plain, DETAILS_LATIN1),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('reads what any writer of RFC 4180 writes', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.string({
            maxLength: 12,
            unit: fc.constantFrom('a', 'å', '"', ';', '\n', '\r', ' ', '1'),
          }),
          { minLength: 1, maxLength: 8 },
        ),
        fc.integer({ min: 1, max: 64 }),
        (texts, size) => {
          const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
          const file = specFile(...texts.map((text) => spec({ text: quoted(text) })));
          const { rows } = readSpecification(file, SPEC_UTF8, size);
          expect(rows.map(({ text, fault }) => [text, fault])).to.deep.equal(
            texts.map((text) => [text.trim(), null]),
          );
        },
      ),
    );
  });
});

describe('specification: what a file may be (interfaces.md §6)', () => {
  it('another format: file.unknown-format', () => {
    for (const text of ['%PDF-1.7\nx', 'a;b;c\n1;2;3', '', 'Text;Antal\n1;2']) {
      expect(refusalOf(() => readSpecification(Buffer.from(text), SPEC_UTF8)).code).to.equal(
        'file.unknown-format',
      );
    }
  });

  for (const definition of [DETAILS_LATIN1, SPEC_UTF8]) {
    for (const column of definition.columns.filter(({ required }) => required)) {
      it(`${definition.name} without ${column.name}: column.missing`, () => {
        const names = definition.columns
          .map(({ name }) => name)
          .filter((name) => name !== column.name);
        const refusal = refusalOf(() => readSpecification(encoded(names, definition), definition));
        expect(refusal.code).to.equal('column.missing');
        expect(refusal.details.args?.['column']).to.equal(column.name);
      });
    }
  }

  it('bytes that UTF-8 cannot be: file.encoding', () => {
    const file = Buffer.from(`${SPEC_HEADER}\n${spec({ text: 'Å' })}\n`, 'latin1');
    expect(refusalOf(() => readSpecification(file, SPEC_UTF8)).code).to.equal('file.encoding');
    const cut = specFile(spec({ text: 'Å' })).subarray(0, -1);
    const half = Buffer.concat([cut, Buffer.from([0xc3])]);
    expect(refusalOf(() => readSpecification(half, SPEC_UTF8)).code).to.equal('file.encoding');
  });
});

function encoded(names: readonly string[], definition: FormatDefinition): Buffer {
  return Buffer.from(
    `${names.join(definition.separator)}\n`,
    definition.encoding === 'utf-8' ? 'utf8' : 'latin1',
  );
}

describe('specification: the shared month', () => {
  const folder = sharedData('month');
  before(function () {
    if (folder === null) {
      console.log('      skipped: the folder shared/data/month is not beside the repository');
      this.skip();
    }
  });

  type Expected = {
    supplierInvoices: {
      supplier: string;
      sent: string[];
      rowsIn: number;
      quarantined: { line: number; byteFrom: number; byteTo: number; code: string }[];
      lines: {
        text: string;
        periodFrom: string;
        periodTo: string;
        vatRate: number;
        source: { line: number; byteFrom: number; byteTo: number };
      }[];
    }[];
  };
  for (const [supplier, definition] of [
    ['NORD', DETAILS_LATIN1],
    ['ORTN', SPEC_UTF8],
  ] as const) {
    it(`every row and quarantined row of ${supplier} as expected.json has it`, () => {
      const expected = JSON.parse(
        readFileSync(path.join(folder ?? '', 'expected.json'), 'utf8'),
      ) as Expected;
      const invoice = expected.supplierInvoices.find((each) => each.supplier === supplier);
      const file = readFileSync(path.join(folder ?? '', invoice?.sent[1] ?? ''));
      const { rows, rowsIn } = readSpecification(file, definition, 1000);
      expect(rowsIn).to.equal(invoice?.rowsIn);
      expect(
        rows
          .filter(({ fault }) => fault !== null)
          .map(({ line, byteFrom, byteTo, fault }) => ({ line, byteFrom, byteTo, code: fault })),
      ).to.deep.equal(
        invoice?.quarantined.map(({ line, byteFrom, byteTo, code }) => ({
          line,
          byteFrom,
          byteTo,
          code,
        })),
      );
      const dash = (day: number) => String(day).replace(/(....)(..)(..)/, '$1-$2-$3');
      expect(
        rows
          .filter(({ fault }) => fault === null)
          .map(({ text, from, to, rate, line, byteFrom, byteTo }) => ({
            text,
            periodFrom: dash(from),
            periodTo: dash(to),
            vatRate: rate / 100,
            source: { line, byteFrom, byteTo },
          })),
      ).to.deep.equal(
        invoice?.lines.map(
          ({ text, periodFrom, periodTo, vatRate, source: { line, byteFrom, byteTo } }) => ({
            text,
            periodFrom,
            periodTo,
            vatRate,
            source: { line, byteFrom, byteTo },
          }),
        ),
      );
    });
  }
});
