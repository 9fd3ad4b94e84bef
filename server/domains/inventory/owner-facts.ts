// Inventory's answer to what directory asks: what owners have, what it costs, and where it is listed.

import type { Reach } from '../../kernel/actor.ts';
import { address } from '../../kernel/listing.ts';
import type { Clock } from '../../platform/clock.ts';
import type { OwnerFacts } from '../directory/types.ts';
import { paths } from './paths.ts';
import type { createInventoryCosts } from './queries/costs.ts';

const EVERYTHING: Reach = {
  all: true,
  units: new Set(),
  costCentres: new Set(),
  customers: new Set(),
};

export function createOwnerFacts(
  costs: ReturnType<typeof createInventoryCosts>,
  clock: Clock,
): OwnerFacts {
  return {
    months: () => costs.costMonths(),
    costs: async (months) => {
      const scope = { reach: EVERYTHING, self: null };
      const byMonth = await Promise.all(
        months.map(async (month) => [month, await costs.costsByOwner(month, scope)] as const),
      );
      return new Map(byMonth);
    },
    services: () => costs.countsByOwner(clock.today()),
    hrefOfOwner: (code) => address(paths.index(), { owner: code }),
    hrefOfUnit: (code) => address(paths.index(), { unit: code }),
  };
}
