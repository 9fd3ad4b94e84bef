// A register's file while it is being checked: its lines beside the rows that are stored, and every
// fault found so far. Checks look at cells that could be read; the others have their fault already.

import type { Fault } from '../kernel/refusal.ts';
import {
  readLines,
  type Columns,
  type Description,
  type Line,
  type RowOf,
  type Stored,
} from './csv-lines.ts';
import type { CsvFile } from './csv-reading.ts';
import {
  overlapping,
  periodOf,
  standingOf,
  touchedGroups,
  valuesOf,
  type Standing,
} from './csv-standing.ts';

type Args = Readonly<Record<string, string | number>>;

export type Sheet<R> = {
  readonly lines: readonly Line<R>[];
  /** The lines that are not removals. */
  readonly kept: readonly Line<R>[];
  readonly faults: readonly Fault[];
  readonly warnings: readonly Fault[];
  readonly fault: (line: Line<R>, column: keyof R & string, code: string, args?: Args) => void;
  readonly warn: (line: Line<R>, column: keyof R & string, code: string, args?: Args) => void;
  /** Every filled cell of the column names something known, or is at fault. */
  readonly refer: (column: keyof R & string, known: ReadonlySet<string>) => void;
  /** The second day is not before the first, or is at fault. */
  readonly inOrder: (from: keyof R & string, to: keyof R & string) => void;
  /** All rows as they will stand; a line with a cell at fault leaves its stored row as it was. */
  readonly standing: () => readonly Standing<R>[];
  /** The same in groups, but only those groups that the file says something about. */
  readonly standingBy: (groupOf: (row: R) => string) => readonly (readonly Standing<R>[])[];
  /** Periods of one group do not share a day as they will stand, or the later one is at fault. */
  readonly apart: (
    groupOf: (row: R) => string,
    period: { readonly from: keyof R & string; readonly to: keyof R & string },
  ) => void;
  /** The values of a column as they will stand, also those of lines with faults elsewhere. */
  readonly values: (column: keyof R & string) => ReadonlySet<string>;
};

/** Reads every cell and collects every fault of a single cell, of the header and of keys. */
export function openSheet<C extends Columns>(
  file: CsvFile,
  description: Description<C>,
  stored: ReadonlyMap<string, Stored<RowOf<C>>>,
): Sheet<RowOf<C>> {
  type R = RowOf<C>;
  const faults: Fault[] = [...file.faults];
  const warnings: Fault[] = [];
  const lines = readLines(file, description, { stored, faults });
  const say =
    (list: Fault[]) =>
    (line: Line<R>, column: keyof R & string, code: string, args?: Args): void => {
      const value = line.texts[column];
      list.push({
        row: line.row,
        column,
        ...(value === undefined ? {} : { value }),
        code,
        ...(args === undefined ? {} : { args }),
      });
    };
  const fault = say(faults);
  refuseTwins<R>(lines, description.key, fault);
  const kept = lines.filter((line) => !line.isRemoval);
  const standing = () => standingOf<R>(lines, stored, Object.keys(description.columns));
  const standingBy = (groupOf: (row: R) => string) => touchedGroups(standing(), lines, groupOf);
  return {
    lines,
    kept,
    faults,
    warnings,
    fault,
    warn: say(warnings),
    refer: (column, known) => {
      for (const line of kept) {
        const value = line.cells[column];
        if (typeof value === 'string' && !known.has(value)) fault(line, column, 'import.unknown');
      }
    },
    inOrder: (from, to) => {
      for (const line of kept) {
        const [first, last] = [line.cells[from], line.cells[to]];
        if (typeof first === 'string' && typeof last === 'string' && last < first) {
          fault(line, to, 'import.period');
        }
      }
    },
    standing,
    standingBy,
    apart: (groupOf, { from, to }) => {
      for (const group of standingBy(groupOf)) {
        const dated = group.map((each) => ({ ...each, ...periodOf(each.row, from, to) }));
        for (const { later, earlier } of overlapping(dated)) {
          const line = later.line ?? earlier.line;
          if (line !== null) fault(line, from, 'import.overlap', { from: earlier.from });
        }
      }
    },
    values: (column) => valuesOf<R>(column, lines, stored),
  };
}

/** One file says one thing about one row. */
function refuseTwins<R>(
  lines: readonly Line<R>[],
  key: readonly (keyof R & string)[],
  fault: Sheet<R>['fault'],
): void {
  const first = new Map<string, number>();
  const [column] = key;
  for (const line of lines) {
    if (line.key === null || column === undefined) continue;
    const earlier = first.get(line.key);
    if (earlier === undefined) first.set(line.key, line.row);
    else fault(line, column, 'import.duplicate', { first: earlier });
  }
}
