// A file's header against a definition: which field stands in which column, what is new, what is missing.

import { FIELDS, type Field, type FormatDefinition } from './definition.ts';

export type ColumnPlan = {
  /** Column of each field, in the order of FIELDS; -1 where the file has none. */
  readonly columns: readonly number[];
  readonly count: number;
  readonly unknown: readonly { readonly name: string; readonly column: number }[];
};

export type HeaderVerdict =
  | { readonly kind: 'plan'; readonly plan: ColumnPlan }
  | { readonly kind: 'unknown-format' }
  | { readonly kind: 'column-missing'; readonly column: string };

/** Fewer known columns than these, and the file is another format, not this one with a fault. */
const ENOUGH_TO_RECOGNISE = 3;

/** Reads a header. Of several columns of one name the first counts; names are told apart by case. */
export function planColumns(
  header: readonly string[],
  definition: FormatDefinition,
): HeaderVerdict {
  const names = header.map((name) => name.trim());
  const known = new Set(definition.columns.map(({ name }) => name));
  const found = names.filter((name) => known.has(name));
  if (found.length < Math.min(ENOUGH_TO_RECOGNISE, known.size)) return { kind: 'unknown-format' };
  const missing = definition.columns.find(
    ({ name, required }) => required && !names.includes(name),
  );
  if (missing !== undefined) return { kind: 'column-missing', column: missing.name };
  return {
    kind: 'plan',
    plan: {
      columns: FIELDS.map((field) => columnOf(field, names, definition)),
      count: names.length,
      unknown: names
        .map((name, index) => ({ name, column: index + 1 }))
        .filter(({ name }) => !known.has(name)),
    },
  };
}

function columnOf(field: Field, names: readonly string[], definition: FormatDefinition): number {
  const column = definition.columns.find((each) => each.field === field && !each.personal);
  return column === undefined ? -1 : names.indexOf(column.name);
}
