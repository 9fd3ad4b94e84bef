// The units that one may choose among, and what lies below them.

import type { Reach } from '../../kernel/actor.ts';
import type { LocalDate } from '../../kernel/calendar.ts';
import type { Directory } from '../directory/directory.ts';

export type UnitChoice = { readonly code: string; readonly name: string };

/** A select longer than this helps nobody: only the upper levels are offered then. */
const LONGEST = 60;

type Branch = { readonly code: string; readonly parent: string | null };

/** Units of one's reach, those above first; the lowest levels only where there are few. */
export async function unitChoices(
  directory: Pick<Directory, 'allUnits'>,
  reach: Reach,
): Promise<readonly UnitChoice[]> {
  const units = await directory.allUnits();
  const parents = parentsOf(units);
  const seen = units
    .filter(({ code }) => reach.all || reach.units.has(code))
    .map(({ code, name }) => ({ code, name, depth: lineOf(code, parents).length }));
  const deepest = [5, 4, 3, 2].find(
    (depth) => seen.filter((unit) => unit.depth <= depth).length <= LONGEST,
  );
  return seen.filter(({ depth }) => depth <= (deepest ?? 1));
}

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
