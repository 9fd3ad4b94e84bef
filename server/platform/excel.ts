// Lists as Excel files: numbers are numbers, days are days, text stays text whatever it begins with.
// For up to 100,000 rows; what is longer goes as CSV.

import writeXlsxFile, { type Cell, type Sheet as SheetOfLibrary } from 'write-excel-file/node';
import { kronorText, type Column, type ColumnKind } from './columns.ts';

/** One sheet: a name of at most 31 characters, a header line, rows, and perhaps a line of sums. */
export type Sheet = {
  readonly name: string;
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly (readonly SheetValue[])[];
  readonly foot: readonly SheetValue[] | null;
};
export type SheetColumn = Pick<Column<never>, 'header' | 'kind' | 'width'>;
export type SheetValue = string | number | null;

export const EXCEL_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const MAX_EXCEL_ROWS = 100_000;
/** What XML can't hold: one such character makes the whole file unreadable. */
const UNWRITABLE = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;
const DEFAULT_WIDTHS: Readonly<Record<ColumnKind, number>> = {
  text: 28,
  code: 18,
  day: 12,
  amount: 16,
  number: 12,
};

/** A sheet of a list described by the same columns as its CSV. */
export function sheetOf<Row>(
  name: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): Sheet {
  return {
    name,
    columns,
    rows: rows.map((row) => columns.map((column) => column.value(row))),
    foot: null,
  };
}

/** The bytes of an .xlsx file with the sheets in order. */
export async function workbookOf(sheets: readonly Sheet[]): Promise<Buffer> {
  return writeXlsxFile(sheets.map(toLibrary)).toBuffer();
}

function toLibrary(sheet: Sheet): SheetOfLibrary<never> {
  const cells = (values: readonly SheetValue[], bold: boolean) =>
    values.map((value, index) => cellOf(sheet.columns[index]?.kind ?? 'text', value, bold));
  const header: Cell[] = sheet.columns.map((column) => ({
    value: column.header,
    type: String,
    fontWeight: 'bold',
    align: column.kind === 'amount' || column.kind === 'number' ? 'right' : 'left',
  }));
  return {
    sheet: sheet.name.slice(0, 31),
    stickyRowsCount: 1,
    columns: sheet.columns.map(({ kind, width }) => ({ width: width ?? DEFAULT_WIDTHS[kind] })),
    data: [
      header,
      ...sheet.rows.map((row) => cells(row, false)),
      ...(sheet.foot === null ? [] : [cells(sheet.foot, true)]),
    ],
  };
}

function cellOf(kind: ColumnKind, value: SheetValue, bold: boolean): Cell {
  if (value === null) return null;
  const weight = bold ? ({ fontWeight: 'bold' } as const) : {};
  if (typeof value === 'number' && kind === 'amount') {
    return { value: Number(kronorText(value, '.')), type: Number, format: '#,##0.00', ...weight };
  }
  if (typeof value === 'number') return { value, type: Number, ...weight };
  if (kind === 'day') {
    return { value: new Date(`${value}T00:00:00Z`), type: Date, format: 'yyyy-mm-dd', ...weight };
  }
  return { value: value.replaceAll(UNWRITABLE, ' '), type: String, ...weight };
}
