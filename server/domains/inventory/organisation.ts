// What lies below a unit.

import type { LocalDate } from '../../kernel/calendar.ts';
import type { Directory } from '../directory/directory.ts';

type Branch = { readonly code: string; readonly parent: string | null };

/** Codes of the cost centres in a unit and below it. */
export async function costCentresBelow(
  directory: Pick<Directory, 'unitTree'>,
  { unit, on }: { readonly unit: string; readonly on: LocalDate },
): Promise<readonly string[]> {
  const { units, costCentres } = await directory.unitTree(on);
  const parents = parentsOf(units);
  return costCentres
    .filter((each) => lineOf(each.unit, parents).includes(unit))
    .map(({ code }) => code);
}

function parentsOf(units: readonly Branch[]): ReadonlyMap<string, string | null> {
  return new Map(units.map(({ code, parent }) => [code, parent]));
}

/** A unit and those above it, up to the top. */
function lineOf(code: string, parents: ReadonlyMap<string, string | null>): string[] {
  const line: string[] = [];
  for (let at: string | null = code; at !== null && !line.includes(at);) {
    line.push(at);
    at = parents.get(at) ?? null;
  }
  return line;
}
