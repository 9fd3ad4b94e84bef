// What selects and suggestions offer: units of one's reach, people of a unit.

import type { Reach } from '../../../kernel/actor.ts';
import type { PeopleList } from '../queries/people.ts';
import type { Person, Unit } from '../types.ts';

/** A select longer than this helps nobody: only the upper levels are offered then. */
const LONGEST = 60;
const MOST_PEOPLE = 300;

export function unitsToChoose(
  units: readonly Unit[],
  reach: Reach,
): readonly { readonly code: string; readonly name: string }[] {
  const parents = new Map(units.map(({ code, parent }) => [code, parent]));
  const depthOf = (code: string): number => {
    let depth = 0;
    for (let at = parents.get(code) ?? null; at !== null && depth < units.length; depth += 1) {
      at = parents.get(at) ?? null;
    }
    return depth;
  };
  const seen = units
    .filter(({ code }) => reach.all || reach.units.has(code))
    .map(({ code, name }) => ({ code, name, depth: depthOf(code) }));
  const deepest = [5, 4, 3, 2, 1].find(
    (depth) => seen.filter((unit) => unit.depth <= depth).length <= LONGEST,
  );
  return seen.filter(({ depth }) => depth <= (deepest ?? 0));
}

/** The people of some units, by name: as suggestions, so not more than one can look through. */
export async function everyone(
  people: PeopleList,
  units: readonly string[],
): Promise<readonly Person[]> {
  const page = await people.listPeople({
    search: null,
    units,
    on: null,
    reach: { all: true, units: new Set(), costCentres: new Set(), customers: new Set() },
    mayFindProtected: false,
    sort: 'name',
    descending: false,
    size: MOST_PEOPLE,
    cursor: null,
  });
  return page.rows;
}
