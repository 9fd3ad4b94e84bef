// The lines of a register's file: the header's columns and the cells below them, each read by its column.
// What cannot be read is a fault; the rest of the line is still looked at.

import type { Fault } from '../kernel/refusal.ts';
import type { Cell, Column } from './csv-columns.ts';
import type { CsvFile, CsvRecord } from './csv-reading.ts';

export type Columns = Readonly<Record<string, Column<Cell>>>;
export type RowOf<C extends Columns> = {
  readonly [K in keyof C]: C[K] extends Column<infer T> ? T : never;
};

/** A row as the database has it. */
export type Stored<R> = { readonly id: number; readonly version: number; readonly row: R };

export type Line<R> = {
  /** The physical line of the file. */
  readonly row: number;
  /** What could be read; a column that the file lacks has its stored value, or its default. */
  readonly cells: Partial<R>;
  /** What is stored under the same key, or null. */
  readonly stored: Stored<R> | null;
  /** Null when a part of the key could not be read. */
  readonly key: string | null;
  readonly isRemoval: boolean;
  readonly texts: Readonly<Record<string, string>>;
};

export type Description<C extends Columns> = {
  readonly columns: C;
  readonly key: readonly (keyof C & string)[];
  /** True where rows of one key may follow each other: the first, the second … are told apart by order. */
  readonly repeats?: boolean;
};

/** The key of a row as one text; parts are told apart by a character that no cell can hold. */
export function keyOf<R>(row: R, key: readonly (keyof R & string)[]): string {
  return key.map((column) => String(row[column] ?? '')).join('\u0000');
}

/** Gives rows their keys, in their order; what is said again has a key of its own where it may. */
export function createKeying<R>({
  key,
  repeats = false,
}: {
  readonly key: readonly (keyof R & string)[];
  readonly repeats?: boolean;
}): (row: R) => string {
  const times = new Map<string, number>();
  return (row) => {
    const plain = keyOf(row, key);
    const time = (times.get(plain) ?? 0) + 1;
    times.set(plain, time);
    return repeats && time > 1 ? `${plain}\u0000${String(time)}` : plain;
  };
}

const REMOVAL = 'delete';

/** Reads every cell under its header. Faults of the header and of single cells are added to `faults`. */
export function readLines<C extends Columns>(
  file: CsvFile,
  description: Description<C>,
  { stored, faults }: { stored: ReadonlyMap<string, Stored<RowOf<C>>>; faults: Fault[] },
): Line<RowOf<C>>[] {
  const places = placesOf(file.header, description, faults);
  const width = file.header?.cells.length ?? 0;
  const keying = createKeying<Record<string, Cell>>(description);
  return file.records.map((record) =>
    readLine({ record, places, width, faults, description, keying, stored }),
  );
}

type Places = ReadonlyMap<string, number>;

/** Where each known column stands; what is missing, unknown or there twice is a fault of the header. */
function placesOf<C extends Columns>(
  header: CsvRecord | null,
  { columns }: Description<C>,
  faults: Fault[],
): Places {
  const places = new Map<string, number>();
  if (header === null) return places;
  header.cells.forEach((name, index) => {
    const known = name === REMOVAL || Object.hasOwn(columns, name);
    if (!known)
      faults.push({ row: header.row, column: name, value: name, code: 'import.column-unknown' });
    else if (places.has(name))
      faults.push({ row: header.row, column: name, code: 'import.column-twice' });
    else places.set(name, index);
  });
  for (const [name, column] of Object.entries(columns)) {
    if (column.required && !places.has(name)) {
      faults.push({ row: header.row, column: name, code: 'import.column-missing' });
    }
  }
  return places;
}

type Reading<C extends Columns> = {
  readonly record: CsvRecord;
  readonly places: Places;
  readonly width: number;
  readonly faults: Fault[];
  readonly description: Description<C>;
  readonly keying: (row: Record<string, Cell>) => string;
  readonly stored: ReadonlyMap<string, Stored<RowOf<C>>>;
};

function readLine<C extends Columns>(reading: Reading<C>): Line<RowOf<C>> {
  const { record, places, width, faults, description, keying, stored } = reading;
  if (record.cells.length !== width) {
    const args = { found: record.cells.length, expected: width };
    faults.push({ row: record.row, code: 'import.fields', args });
    return { row: record.row, cells: {}, stored: null, key: null, isRemoval: false, texts: {} };
  }
  const texts: Record<string, string> = {};
  for (const [name, index] of places) texts[name] = record.cells[index] ?? '';
  const isRemoval = readRemoval(texts[REMOVAL] ?? '', record.row, faults);
  // Of a row that is to go only the key is read.
  const asked = isRemoval ? description.key : Object.keys(description.columns);
  const cells = readCells({ asked, texts, row: record.row, faults }, description.columns);
  const key = description.key.every((name) => Object.hasOwn(cells, name) || !places.has(name))
    ? keying(cells)
    : null;
  const twin = key === null ? null : (stored.get(key) ?? null);
  const line = { row: record.row, stored: twin, key, isRemoval, texts };
  return { ...line, cells: { ...absentCells(description, places, twin), ...cells } as RowOf<C> };
}

type Asked = {
  readonly asked: readonly string[];
  readonly texts: Readonly<Record<string, string>>;
  readonly row: number;
  readonly faults: Fault[];
};

function readCells({ asked, texts, row, faults }: Asked, columns: Columns): Record<string, Cell> {
  const cells: Record<string, Cell> = {};
  for (const name of asked) {
    const [given, column] = [texts[name], columns[name]];
    if (given === undefined || column === undefined) continue;
    const read = readCell(column, given);
    if ('value' in read) cells[name] = read.value;
    else faults.push({ row, column: name, value: given, ...read });
  }
  return cells;
}

function readCell(column: Column<Cell>, given: string) {
  if (given !== '') return column.read(given);
  return column.required ? { code: 'import.required' } : { value: column.empty };
}

function readRemoval(given: string, row: number, faults: Fault[]): boolean {
  if (given !== '' && given !== 'yes' && given !== 'no') {
    faults.push({ row, column: REMOVAL, value: given, code: 'import.yes-no' });
  }
  return given === 'yes';
}

/** A file that lacks a column says nothing about it: what is stored stays, else the default holds. */
function absentCells<C extends Columns>(
  { columns }: Description<C>,
  places: Places,
  stored: Stored<RowOf<C>> | null,
): Record<string, Cell> {
  const cells: Record<string, Cell> = {};
  for (const [name, column] of Object.entries(columns)) {
    if (places.has(name) || column.required) continue;
    cells[name] = stored === null ? column.empty : (stored.row[name] as Cell);
  }
  return cells;
}
