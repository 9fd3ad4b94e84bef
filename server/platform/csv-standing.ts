// A register as it will stand once a file has been imported: stored rows, and the file's on top.

import type { Line, Stored } from './csv-lines.ts';

/** A row as it will stand after the import, with the line that says so (null: untouched). */
export type Standing<R> = {
  readonly row: R;
  readonly line: Line<R> | null;
  readonly id: number | null;
};

/** All rows; a line with a cell at fault leaves its stored row as it was. */
export function standingOf<R>(
  lines: readonly Line<R>[],
  stored: ReadonlyMap<string, Stored<R>>,
  columns: readonly string[],
): Standing<R>[] {
  const rows = new Map<string, Standing<R>>();
  for (const [key, { row, id }] of stored) rows.set(key, { row, line: null, id });
  for (const line of lines) {
    if (line.key === null) continue;
    if (line.isRemoval) rows.delete(line.key);
    else if (columns.every((name) => Object.hasOwn(line.cells, name))) {
      rows.set(line.key, { row: line.cells as R, line, id: line.stored?.id ?? null });
    }
  }
  return [...rows.values()];
}

/** The rows in groups; only those groups of which the file adds, changes or removes something. */
export function touchedGroups<R>(
  standing: readonly Standing<R>[],
  lines: readonly Line<R>[],
  groupOf: (row: R) => string,
): (readonly Standing<R>[])[] {
  const lost = new Set(
    lines.flatMap(({ isRemoval, stored }) =>
      isRemoval && stored !== null ? [groupOf(stored.row)] : [],
    ),
  );
  const groups = new Map<string, Standing<R>[]>();
  for (const each of standing) {
    const name = groupOf(each.row);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [each]);
    else group.push(each);
  }
  return [...groups]
    .filter(([name, group]) => lost.has(name) || group.some(({ line }) => line !== null))
    .map(([, group]) => group);
}

type Dated = { readonly from: string; readonly to: string | null };

export function periodOf<R>(row: R, from: keyof R, to: keyof R): Dated {
  return { from: row[from] as string, to: row[to] as string | null };
}

/** The periods that begin before one that began earlier has ended, each with that one. */
export function overlapping<D extends Dated>(periods: readonly D[]): { later: D; earlier: D }[] {
  const inOrder = [...periods].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  const found: { later: D; earlier: D }[] = [];
  let reaching: D | null = null;
  for (const later of inOrder) {
    if (reaching !== null && (reaching.to === null || later.from <= reaching.to)) {
      found.push({ later, earlier: reaching });
    }
    if (reaching === null || endOf(later) > endOf(reaching)) reaching = later;
  }
  return found;
}

function endOf({ to }: Dated): string {
  return to ?? '9999-12-31';
}

/** A column's values, also those of lines with faults elsewhere; not those of removed rows. */
export function valuesOf<R>(
  column: keyof R & string,
  lines: readonly Line<R>[],
  stored: ReadonlyMap<string, Stored<R>>,
): Set<string> {
  const spoken = new Set(lines.map((line) => line.key));
  const values = new Set<string>();
  for (const [key, { row }] of stored) if (!spoken.has(key)) values.add(String(row[column]));
  for (const { isRemoval, cells } of lines) {
    if (!isRemoval && cells[column] !== undefined) values.add(String(cells[column]));
  }
  return values;
}
