// Lists whose whole state stands in the address: what one searches, filters and sorts by, and where
// one stands. What is not chosen is not written.

import type { Option, Paging, Text } from './page.ts';

export type Query = Readonly<Record<string, string | number | null>>;

/** A path with the parts of a query that are set. */
export function address(path: string, query: Query = {}): string {
  const set = Object.entries(query).filter(([, value]) => value !== null && value !== '');
  if (set.length === 0) return path;
  const encode = (part: string | number | null) => encodeURIComponent(part ?? '');
  return `${path}?${set.map(([key, value]) => `${encode(key)}=${encode(value)}`).join('&')}`;
}

/** A chosen filter that a click takes away. */
export type Chip = { readonly says: Text; readonly href: string };

/** A saved view of a list: a link with its count; `count` is null where it is not worth counting. */
export type ViewLink = {
  readonly says: Text;
  readonly href: string;
  readonly count: number | null;
  readonly current: boolean;
};

/** The choices of a select, the first of which chooses nothing. */
export function optionsOf(
  none: Text,
  choices: readonly { readonly value: string; readonly says: Text }[],
  chosen: string | null,
): readonly Option[] {
  return [
    { value: '', says: none, chosen: chosen === null },
    ...choices.map((each) => ({ ...each, chosen: each.value === chosen })),
  ];
}

/** Part of a list that is read whole; `from` is the number of its first row, from 1. */
export function windowOf<T>(
  rows: readonly T[],
  from: number,
  size: number,
): { readonly shown: readonly T[]; readonly from: number } {
  const start = Math.min(Math.max(1, from), Math.max(1, rows.length));
  return { shown: rows.slice(start - 1, start - 1 + size), from: start };
}

/** Where one stands in such a list; `hrefOf` gives the address of the part that begins at a row. */
export function pagingOf(
  at: {
    readonly from: number;
    readonly shown: number;
    readonly total: number;
    readonly size: number;
  },
  hrefOf: (from: number | null) => string,
): Paging {
  const { from, shown, total, size } = at;
  const to = from + shown - 1;
  const before = Math.max(1, from - size);
  return {
    from: shown === 0 ? 0 : from,
    to: Math.max(0, to),
    total,
    previous: from > 1 ? hrefOf(before === 1 ? null : before) : null,
    next: to < total ? hrefOf(to + 1) : null,
  };
}

/** Where one stands in a list that is read part by part, by the last row seen. */
export function pagingAt(
  part: {
    readonly rows: readonly unknown[];
    /** Number of the first row, from 1; 0 where there is none. */
    readonly first: number;
    readonly previous: string | null;
    readonly next: string | null;
  },
  total: number,
  hrefOf: (after: string) => string,
): Paging {
  const { rows, first, previous, next } = part;
  return {
    from: first,
    to: first + Math.max(0, rows.length - 1),
    total,
    previous: previous === null ? null : hrefOf(previous),
    next: next === null ? null : hrefOf(next),
  };
}

/** A code as a part of a path. A parameter's name (`:id`) stays: routes are named by the same paths. */
export function segment(code: string): string {
  return code.startsWith(':') ? code : encodeURIComponent(code);
}
