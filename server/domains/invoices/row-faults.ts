// Where a row that could not be read stands, as its sentence names it.

import type { Args } from './types.ts';

/** The arguments of `errors:row.*`: line and byte, and the column (from 1) where one is to blame. */
export function faultArgs(row: {
  readonly line: number;
  readonly byteFrom: number;
  readonly column: number | null;
}): Args {
  const { line, byteFrom, column } = row;
  return { line, byte: byteFrom, ...(column === null ? {} : { column }) };
}
