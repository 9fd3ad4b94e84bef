// Pages of a sorted list by the last row seen, forward and back: a page costs the same wherever it
// lies. A cursor also carries the row's number, so that a page can say "101–150 of 8,940".

import { decodeCursor, encodeCursor } from '../kernel/paging.ts';

/** The expression a list is sorted by, never null, and the column that settles ties. */
export type KeysetOrder = {
  readonly sort: string;
  readonly unique: string;
  readonly descending: boolean;
};

/** Where a page begins: after the row it names, or (backward) before it. */
export type KeysetCursor = {
  readonly isBackward: boolean;
  readonly sort: string | number;
  readonly unique: string;
  /** Number of the row it names, from 1. */
  readonly row: number;
};

/** Reads a cursor of ours; null for anything else, which then is the first page. */
export function readKeysetCursor(text: string | null): KeysetCursor | null {
  const [direction, sort, unique, row] = text === null ? [] : (decodeCursor(text) ?? []);
  const isSort = typeof sort === 'string' || typeof sort === 'number';
  if (direction !== 'next' && direction !== 'previous') return null;
  if (!isSort || typeof unique !== 'string' || typeof row !== 'number') return null;
  return { isBackward: direction === 'previous', sort, unique, row };
}

function writeKeysetCursor({ isBackward, sort, unique, row }: KeysetCursor): string {
  return encodeCursor([isBackward ? 'previous' : 'next', sort, unique, row]);
}

/** The SQL of a page: a condition on where it begins, its order, and the values of the condition. */
export function keysetSql(order: KeysetOrder, cursor: KeysetCursor | null) {
  const isUp = order.descending === (cursor?.isBackward ?? false);
  const direction = isUp ? 'ASC' : 'DESC';
  const orderBy = `${order.sort} ${direction}, ${order.unique} ${direction}`;
  if (cursor === null) return { where: '1 = 1', orderBy, values: [] };
  const beyond = isUp ? '>' : '<';
  return {
    where:
      `${order.sort} ${beyond}= ? AND ` +
      `(${order.sort} ${beyond} ? OR ${order.unique} ${beyond} ?)`,
    orderBy,
    values: [cursor.sort, cursor.sort, cursor.unique],
  };
}

export type KeysetPage<R> = {
  readonly rows: readonly R[];
  /** Number of the first row, from 1; 0 on an empty page. */
  readonly first: number;
  readonly next: string | null;
  readonly previous: string | null;
};

/** Makes a page of `size + 1` rows read in the order of `keysetSql`. */
export function toKeysetPage<R extends { readonly sortKey: string | number; readonly id: string }>(
  read: readonly R[],
  size: number,
  cursor: KeysetCursor | null,
): KeysetPage<R> {
  const isBackward = cursor?.isBackward ?? false;
  const hasMore = read.length > size;
  const rows = isBackward ? read.slice(0, size).reverse() : read.slice(0, size);
  const [top, bottom] = [rows[0], rows.at(-1)];
  if (top === undefined || bottom === undefined) {
    return { rows, first: 0, next: null, previous: null };
  }
  const first = firstRow(rows.length, hasMore, cursor);
  const last = first + rows.length - 1;
  const hasNext = isBackward || hasMore;
  const hasPrevious = isBackward ? hasMore : cursor !== null;
  const at = (row: R, number: number, backward: boolean) =>
    writeKeysetCursor({ isBackward: backward, sort: row.sortKey, unique: row.id, row: number });
  return {
    rows,
    first,
    next: hasNext ? at(bottom, last, false) : null,
    previous: hasPrevious ? at(top, first, true) : null,
  };
}

/** Back at the top the first row is 1, whatever has come or gone since the cursor was made. */
function firstRow(length: number, hasMore: boolean, cursor: KeysetCursor | null): number {
  if (cursor === null) return 1;
  if (!cursor.isBackward) return cursor.row + 1;
  return hasMore ? Math.max(1, cursor.row - length) : 1;
}
