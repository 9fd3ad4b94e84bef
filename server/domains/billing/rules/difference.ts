// What a new freeze changed against the one before it: which rows of the registers, how many lines on
// the red list, and what moved between owners.

import { ore, type Ore } from '../../../kernel/money.ts';
import type { Allocation } from '../types.ts';
import type { FreezeDifference, FrozenVersions } from '../types/process.ts';

export type FrozenState = { readonly versions: FrozenVersions; readonly allocation: Allocation };

/** Owners whose sum changed, the largest change first; kinds of rows without a change left out. */
export function differenceOf(before: FrozenState, after: FrozenState): FreezeDifference {
  return {
    rows: rowsDiffer(before.versions, after.versions),
    redListBefore: before.allocation.redList.length,
    redListAfter: after.allocation.redList.length,
    owners: ownersChanged(before.allocation, after.allocation),
  };
}

/** How many rows of each kind are new, gone or of another version; kinds without a change left out. */
export function rowsDiffer(
  before: FrozenVersions,
  after: FrozenVersions,
): FreezeDifference['rows'] {
  const kinds = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return Object.fromEntries(
    kinds.sort().flatMap((kind) => {
      const change = rowsChanged(before[kind] ?? [], after[kind] ?? []);
      return change.added + change.removed + change.changed === 0 ? [] : [[kind, change]];
    }),
  );
}

function rowsChanged(
  before: readonly (readonly [number, number])[],
  after: readonly (readonly [number, number])[],
) {
  const old = new Map(before);
  let [added, changed] = [0, 0];
  for (const [id, version] of after) {
    const was = old.get(id);
    if (was === undefined) added += 1;
    else if (was !== version) changed += 1;
    old.delete(id);
  }
  return { added, removed: old.size, changed };
}

function ownersChanged(before: Allocation, after: Allocation): FreezeDifference['owners'] {
  const changes = sumByOwner(after, new Map(), 1);
  sumByOwner(before, changes, -1);
  return [...changes]
    .filter(([, change]) => change !== 0)
    .map(([owner, change]) => ({ owner, changeOre: ore(change) }))
    .sort((a, b) => size(b.changeOre) - size(a.changeOre) || (a.owner < b.owner ? -1 : 1));
}

function sumByOwner(
  { shares }: Allocation,
  sums: Map<string, number>,
  sign: 1 | -1,
): Map<string, number> {
  for (const { owner, netOre } of shares) sums.set(owner, (sums.get(owner) ?? 0) + sign * netOre);
  return sums;
}

function size(amount: Ore): number {
  return Math.abs(amount);
}
