// A form of the red list as placements: lines that go to the same owner are placed together.

import type { PlacementForm } from '../schema/pages.ts';

export type PlacementGroup = {
  /** Null is the agreed collecting cost centre. */
  readonly owner: string | null;
  readonly lineIds: readonly string[];
};

/**
 * Groups in the order of their first line. A line with a field of its own goes there; one without goes
 * where the rest goes, if anywhere.
 */
export function placementGroups(
  form: Pick<PlacementForm, 'lineId' | 'owner' | 'rest' | 'toCollecting'>,
): PlacementGroup[] {
  const groups = new Map<string | null, string[]>();
  form.lineId.forEach((lineId, index) => {
    const written = form.owner[index] ?? '';
    if (written === '' && form.rest === null && !form.toCollecting) return;
    const owner = written === '' ? form.rest : written;
    groups.set(owner, [...(groups.get(owner) ?? []), lineId]);
  });
  return [...groups].map(([owner, lineIds]) => ({ owner, lineIds }));
}
