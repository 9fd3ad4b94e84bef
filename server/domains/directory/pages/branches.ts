// The part of the organisation that somebody sees: cost centres of one's reach, the units that hold
// them, and the units above those.

import type { Reach } from '../../../kernel/actor.ts';
import type { CostCentre, Unit } from '../types.ts';

export type Branches = {
  readonly costCentres: readonly CostCentre[];
  /** The topmost units seen. */
  readonly roots: readonly Unit[];
  readonly find: (code: string) => Unit | null;
  readonly childrenOf: (code: string) => readonly Unit[];
  /** From the top down to the unit's own place. */
  readonly above: (code: string) => readonly Unit[];
  readonly costCentresBelow: (code: string) => ReadonlySet<string>;
};

export function branchesOf(
  units: readonly Unit[],
  costCentres: readonly CostCentre[],
  reach: Reach,
): Branches {
  const seenCentres = costCentres.filter(({ code }) => reach.all || reach.costCentres.has(code));
  const byCode = new Map(units.map((unit) => [unit.code, unit]));
  const lineOf = (code: string): Unit[] => {
    const line: Unit[] = [];
    for (let at = byCode.get(code); at !== undefined && !line.includes(at);) {
      line.unshift(at);
      at = at.parent === null ? undefined : byCode.get(at.parent);
    }
    return line;
  };
  const below = new Map<string, Set<string>>();
  for (const centre of seenCentres) {
    for (const { code } of lineOf(centre.unit)) {
      below.set(code, (below.get(code) ?? new Set<string>()).add(centre.code));
    }
  }
  const isSeen = ({ code }: Unit) => reach.all || reach.units.has(code) || below.has(code);
  const seen = units.filter(isSeen);
  return {
    costCentres: seenCentres,
    roots: seen.filter(
      ({ parent }) => parent === null || !seen.some(({ code }) => code === parent),
    ),
    find: (code) => seen.find((unit) => unit.code === code) ?? null,
    childrenOf: (code) => seen.filter(({ parent }) => parent === code),
    above: (code) => lineOf(code).slice(0, -1),
    costCentresBelow: (code) => below.get(code) ?? new Set<string>(),
  };
}
