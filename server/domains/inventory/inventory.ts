// The door of inventory: every subscription and extension, what identified it, who owned and held it.

import type { Clock } from '../../platform/clock.ts';
import type { Importable, Uses } from '../../platform/csv-import.ts';
import type { Database } from '../../platform/database.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Directory } from '../directory/directory.ts';
import type { Journal } from '../journal/journal.ts';
import { defineOwnershipImport } from './import/ownerships.ts';
import { defineSubscriptionImport } from './import/subscriptions.ts';
import { createInventoryFacts } from './queries/facts.ts';
import { createInventoryStore } from './store.ts';

export type InventoryDeps = {
  readonly db: Database;
  readonly clock: Clock;
  readonly journal: Pick<Journal, 'record'>;
  readonly directory: Directory;
  readonly catalogue: Catalogue;
  /** Asked of billing: which of these rows a freeze names. They are not removed nor renamed. */
  readonly frozenUse: Uses;
};

export function createInventory({ db, clock, directory, catalogue, frozenUse }: InventoryDeps) {
  const store = createInventoryStore(db);
  const uses = [frozenUse];
  const kinds: readonly Importable[] = [
    defineSubscriptionImport({ store, catalogue, clock, uses, frozen: frozenUse }),
    defineOwnershipImport({ store, directory, uses }),
  ];
  return {
    ...createInventoryFacts(db),
    /** The CSV kinds of this room. */
    kinds,
    /** Asked by directory and catalogue before a row of theirs is removed. */
    usesOfOthers: store.usesOfOthers,
  };
}

export type Inventory = ReturnType<typeof createInventory>;
