// The door of inventory: every subscription and extension, what identified it, who owned and held it.

import type { Clock } from '../../platform/clock.ts';
import type { Importable, Uses } from '../../platform/csv-import.ts';
import type { Database, Tx } from '../../platform/database.ts';
import type { Route } from '../../http/route.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Directory } from '../directory/directory.ts';
import type { Journal } from '../journal/journal.ts';
import { inventoryApi } from './api.ts';
import { createMissingCommands } from './commands/missing.ts';
import { createOwnerCommands } from './commands/owners.ts';
import { defineOwnershipImport } from './import/ownerships.ts';
import { defineSubscriptionImport } from './import/subscriptions.ts';
import { createInventoryCosts } from './queries/costs.ts';
import { createInventoryFacts } from './queries/facts.ts';
import { createPlanQueries } from './queries/plans.ts';
import { createSecretQueries } from './queries/secrets.ts';
import { createSeenQueries } from './queries/seen.ts';
import { createSubscriptionLists } from './queries/list.ts';
import { normaliseIdentifier } from './rules/identifiers.ts';
import type { InventoryPageParts } from './routes/deps.ts';
import { listRoutes, scopeOf } from './routes/list.ts';
import { inventoryMenu } from './routes/menu.ts';
import { showRoutes } from './routes/show.ts';
import { changeStamp, createMemory } from './queries/remembered.ts';
import { createInventoryStore } from './store.ts';

export type InventoryDeps = {
  readonly db: Database;
  readonly clock: Clock;
  readonly journal: Pick<Journal, 'record' | 'ofSubject'>;
  readonly directory: Directory;
  readonly catalogue: Catalogue;
  /** Asked of billing: which of these rows a freeze names. They are not removed nor renamed. */
  readonly frozenUse: Uses;
};

export function createInventory(deps: InventoryDeps) {
  const { db, clock, journal, directory, catalogue, frozenUse } = deps;
  const store = createInventoryStore(db);
  const facts = createInventoryFacts(db);
  const memory = createMemory(db);
  const uses = [frozenUse];
  const subscriptions = defineSubscriptionImport({
    store,
    catalogue,
    clock,
    uses,
    frozen: frozenUse,
  });
  const ownerships = defineOwnershipImport({ store, directory, uses });
  const inventory = {
    ...facts,
    ...createSubscriptionLists(db, memory),
    ...createSecretQueries({ db, directory }),
    ...createPlanQueries(db),
    ...createSeenQueries({ facts, clock }),
    ...createInventoryCosts({ db, store, memory }),
    ...createOwnerCommands({ db, store, facts, directory, journal }),
  };
  return {
    ...inventory,
    ...createMissingCommands({ db, store, journal, subscriptions, ownerships }),
    /** The CSV kinds of this room. */
    kinds: [subscriptions, ownerships] as readonly Importable[],
    /** An identifier as it is compared, in its service type's namespace; null where it is none. */
    normaliseIdentifier,
    /** Another text whenever a subscription, an identifier or an ownership has changed. */
    changeStamp: (tx?: Tx) => changeStamp(db, tx),
    /** Asked by directory and catalogue before a row of theirs is removed. */
    usesOfOthers: store.usesOfOthers,
    api: inventoryApi({ inventory: facts, directory, clock }),
    /** The pages of this room. */
    routes: (parts: InventoryPageParts) => (route: Route) => {
      const page = { ...parts, clock, directory, catalogue, journal, inventory };
      listRoutes(page)(route);
      showRoutes(page)(route);
    },
    menu: inventoryMenu,
    /** What somebody may see of services: for those who count and add up. */
    scopeOf,
  };
}

export type Inventory = ReturnType<typeof createInventory>;
