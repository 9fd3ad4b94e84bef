// A CSV file as records (RFC 4180): its delimiter found in the header line, each record with the
// physical line on which it begins. Whatever cannot be read is a fault with a row, never an exception.

import { isUtf8 } from 'node:buffer';
import { CsvError, parse } from 'csv-parse/sync';
import type { Fault } from '../kernel/refusal.ts';

export type Delimiter = ';' | ',';

/** `row` is the physical line on which the record begins; the header is 1 where nothing precedes it. */
export type CsvRecord = { readonly row: number; readonly cells: readonly string[] };

export type CsvFile = {
  readonly delimiter: Delimiter;
  /** Null for a file without a header line. */
  readonly header: CsvRecord | null;
  readonly records: readonly CsvRecord[];
  readonly faults: readonly Fault[];
};

type RecordWithInfo = { readonly record: string[]; readonly info: { readonly bytes: number } };

const BOM = Buffer.from([0xef, 0xbb, 0xbf]);
const [LF, CR] = [0x0a, 0x0d];

/** Reads the whole file. A byte that is not UTF-8 or a quote out of place is one fault, with its row. */
export function readCsv(bytes: Buffer): CsvFile {
  const body = bytes.subarray(0, 3).equals(BOM) ? bytes.subarray(3) : bytes;
  const delimiter = delimiterOf(body);
  if (!isUtf8(body)) {
    const faults = [{ row: rowOfBadByte(body), code: 'import.encoding' }];
    return { delimiter, header: null, records: [], faults };
  }
  const found: RecordWithInfo[] = [];
  const broken = parseInto(found, body, delimiter);
  const lines = countLines(body);
  let end = 0;
  const records = found.map(({ record, info }) => {
    const row = lines.rowAfter(end);
    end = info.bytes;
    return { row, cells: record };
  });
  const faults = broken === null ? [] : [{ row: lines.rowAfter(end), code: broken }];
  return { delimiter, header: records[0] ?? null, records: records.slice(1), faults };
}

/** The delimiter of which the header line, outside quotes, has more; of neither, `;`. */
function delimiterOf(body: Buffer): Delimiter {
  const header = /^[\r\n]*([^\r\n]*)/.exec(body.toString('latin1'))?.[1] ?? '';
  const bare = header.replace(/"[^"]*"/g, '');
  return bare.split(',').length > bare.split(';').length ? ',' : ';';
}

/** Collects what is before the first thing that is no CSV; the code of that, or null. */
function parseInto(found: RecordWithInfo[], body: Buffer, delimiter: Delimiter): string | null {
  try {
    parse(body, {
      delimiter,
      info: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      skip_empty_lines: true,
      on_record: (each: unknown) => {
        found.push(each as RecordWithInfo);
        return null;
      },
    });
    return null;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return error.code === 'CSV_QUOTE_NOT_CLOSED' ? 'import.quote-open' : 'import.quote';
  }
}

/** Walks the file once, forward: which physical line holds the first byte of the next record. */
function countLines(body: Buffer): { rowAfter: (offset: number) => number } {
  let at = 0;
  let row = 1;
  const step = () => {
    if (body[at] === LF || (body[at] === CR && body[at + 1] !== LF)) row += 1;
    at += 1;
  };
  return {
    rowAfter: (offset) => {
      while (at < offset) step();
      while (body[at] === LF || body[at] === CR) step();
      return row;
    },
  };
}

function rowOfBadByte(body: Buffer): number {
  let row = 1;
  let start = 0;
  for (;;) {
    const end = body.indexOf(LF, start);
    if (end === -1 || !isUtf8(body.subarray(start, end))) return row;
    start = end + 1;
    row += 1;
  }
}
