// The door of start: the first page, and what the frame of every page tells of the house.

import type { Clock } from '../../platform/clock.ts';
import type { Billing } from '../billing/billing.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Directory } from '../directory/directory.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { Processes } from '../processes/processes.ts';
import { createFrameFacts } from './frame-facts.ts';
import { startMenu, startRoutes, type StartPageParts } from './routes.ts';

export type StartDeps = {
  readonly clock: Clock;
  readonly directory: Pick<
    Directory,
    'allUnits' | 'allLegalEntities' | 'costCentreCodes' | 'ownerCodes' | 'namesOfOwners'
  >;
  readonly catalogue: Pick<Catalogue, 'allServiceTypes'>;
  readonly inventory: Pick<Inventory, 'countsByType' | 'costsByType' | 'costMonths' | 'scopeOf'>;
  readonly processes: Pick<Processes, 'listOpen' | 'find'>;
  readonly billing: Pick<Billing, 'listMonths' | 'straightPercent' | 'costsWithoutService'>;
};

export function createStart(deps: StartDeps) {
  return {
    /** What the frame tells; asked for every page, kept for a minute. */
    frameFacts: createFrameFacts(deps),
    routes: (parts: StartPageParts) => startRoutes(deps, parts),
    menu: startMenu,
  };
}
