// What an exported list's columns are, for CSV and Excel alike. Amounts are whole öre on the way in;
// each writer makes kronor of them in its own way.

/**
 * `text` may hold anything a person wrote; `code` is ours (numbers, ids, days): never altered.
 * `amount` is whole öre. `number` is any other number.
 */
export type ColumnKind = 'text' | 'code' | 'day' | 'amount' | 'number';

export type Column<Row> = {
  readonly header: string;
  readonly kind: ColumnKind;
  /** Null is an empty cell. */
  readonly value: (row: Row) => string | number | null;
  /** Width in characters, for Excel. */
  readonly width?: number;
};

/** Whole öre as kronor text with the given decimal sign: `-1234,50`. */
export function kronorText(ore: number, decimalSign: ',' | '.'): string {
  const size = String(Math.abs(ore)).padStart(3, '0');
  return `${ore < 0 ? '-' : ''}${size.slice(0, -2)}${decimalSign}${size.slice(-2)}`;
}
