// Lists as CSV that a Swedish Excel opens at a double click: semicolons, decimal comma, BOM. Text that
// would run as a formula is disarmed; numbers, phone numbers and codes are never altered.

import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import { kronorText, type Column } from './columns.ts';

/**
 * The rows as a stream of bytes, read no faster than they are sent. An error of the rows ends it
 * with that error.
 */
export function csvOf<Row>(
  columns: readonly Column<Row>[],
  rows: Iterable<Row> | AsyncIterable<Row>,
): Readable {
  const writer = stringify({
    delimiter: ';',
    bom: true,
    record_delimiter: 'windows',
    quoted_match: /[\r\n]/,
    header: true,
    columns: columns.map((column) => column.header),
  });
  const source = Readable.from(cellsOf(columns, rows));
  source.on('error', (error) => writer.destroy(error));
  writer.on('close', () => source.destroy());
  return source.pipe(writer);
}

async function* cellsOf<Row>(
  columns: readonly Column<Row>[],
  rows: Iterable<Row> | AsyncIterable<Row>,
): AsyncGenerator<string[]> {
  for await (const row of rows) yield columns.map((column) => cellOf(column, row));
}

function cellOf<Row>(column: Column<Row>, row: Row): string {
  const value = column.value(row);
  if (value === null) return '';
  if (column.kind === 'amount') return kronorText(Number(value), ',');
  if (column.kind === 'number') return String(value).replace('.', ',');
  return column.kind === 'text' ? disarmed(String(value)) : String(value);
}

/** What a spreadsheet takes for the beginning of a formula. */
const FORMULA = /^[\s]*[=+\-@\t\r\n]/;
/** Signed numbers and phone numbers, with spaces: harmless, and wrong with an apostrophe before. */
const PLAIN_NUMBER = /^[+-]?[\d\s]+(?:[.,-][\d\s]+)*$/;

/** A text that would run as a formula, with an apostrophe before it; any other text as it is. */
export function disarmed(text: string): string {
  return FORMULA.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text;
}
