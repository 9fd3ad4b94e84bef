// The answer to the registers' question: which of these rows does a month stand on?

import type { Uses } from '../../platform/csv-import.ts';
import { unpackVersions } from './freeze.ts';
import type { FreezeStore } from './store/freezes.ts';

/** Of the rows asked about, the ids that a freeze in use names. Asked only before rows are removed. */
export function createFrozenUse(freezes: Pick<FreezeStore, 'freezesInUse' | 'versionsOf'>): Uses {
  return async (kind, rows, tx) => {
    const used = new Set<number>();
    if (rows.length === 0) return used;
    const asked = new Set(rows.map((row) => row.id));
    for (const id of await freezes.freezesInUse(tx)) {
      const bytes = await freezes.versionsOf(id, tx);
      const named = bytes === null ? [] : ((await unpackVersions(bytes))[kind] ?? []);
      for (const [row] of named) if (asked.has(row)) used.add(row);
    }
    return used;
  };
}
