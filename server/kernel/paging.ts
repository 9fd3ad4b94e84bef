// Keyset pages: a cursor names the last row seen, so a page costs the same wherever it lies.

export const MAX_PAGE_SIZE = 1000;
export const DEFAULT_PAGE_SIZE = 100;

/** One page of a list; `next` is the cursor of the page after it, null on the last. */
export type Page<T> = { readonly items: readonly T[]; readonly next: string | null };

/** Cuts a page out of `size + 1` rows read: the extra row only tells that there are more. */
export function toPage<T>(rows: readonly T[], size: number, cursorOf: (row: T) => string): Page<T> {
  const items = rows.slice(0, size);
  const last = items.at(-1);
  return { items, next: rows.length > size && last !== undefined ? cursorOf(last) : null };
}

/** A cursor is opaque to callers: the sort keys of a row as base64url JSON. */
export function encodeCursor(keys: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(keys)).toString('base64url');
}

/** The sort keys of a cursor, or null where it is not one of ours. */
export function decodeCursor(cursor: string): (string | number | null)[] | null {
  try {
    const keys: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(keys) ? (keys as (string | number | null)[]) : null;
  } catch {
    return null;
  }
}
