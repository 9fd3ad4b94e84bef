// The door of catalogue: what can be bought and sold, from whom, and at what price.

import type { Clock } from '../../platform/clock.ts';
import type { Importable, Uses } from '../../platform/csv-import.ts';
import type { Database } from '../../platform/database.ts';
import type { Journal } from '../journal/journal.ts';
import {
  defineChargeCodeImport,
  definePriceImport,
  defineServiceTypeImport,
  defineSupplierImport,
} from './import/kinds.ts';
import { createCatalogueCommands } from './commands.ts';
import { createCatalogueQueries } from './queries.ts';
import { createReferenceFinder } from './rules.ts';
import { catalogueMenu, catalogueRoutes } from './routes.ts';
import { createCatalogueStore } from './store.ts';
import type { KnownSpecifications } from './types.ts';

export type CatalogueDeps = {
  readonly db: Database;
  readonly clock: Clock;
  readonly journal: Pick<Journal, 'record'>;
  /** Asked of invoices: the names of the format definitions. */
  readonly specifications: KnownSpecifications;
  /** Who is asked before a row is removed: inventory, and billing for what is frozen. */
  readonly uses: readonly Uses[];
};

export function createCatalogue({ db, clock, journal, specifications, uses }: CatalogueDeps) {
  const store = createCatalogueStore(db);
  const queries = createCatalogueQueries(db);
  const importDeps = { store, uses };
  const kinds: readonly Importable[] = [
    defineServiceTypeImport(importDeps),
    defineSupplierImport({ ...importDeps, specifications }),
    defineChargeCodeImport(importDeps),
    definePriceImport(importDeps),
  ];
  const catalogue = { ...queries, ...createCatalogueCommands({ db, store, journal }) };
  return {
    ...catalogue,
    /** The pages of this room. */
    routes: catalogueRoutes({ clock, catalogue }),
    menu: catalogueMenu,
    /** The CSV kinds of this room. */
    kinds,
    /** A supplier's patterns as one function: what the first match in a text finds, whole, or null. */
    createReferenceFinder,
  };
}

export type Catalogue = ReturnType<typeof createCatalogue>;
