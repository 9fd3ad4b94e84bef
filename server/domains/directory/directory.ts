// The door of directory: who the organisation is, who works there, and what is charged.

import type { Reach } from '../../kernel/actor.ts';
import type { Route } from '../../http/route.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Importable, Uses } from '../../platform/csv-import.ts';
import type { Database, Tx } from '../../platform/database.ts';
import type { Journal } from '../journal/journal.ts';
import {
  defineLegalEntityImport,
  defineSettingImport,
  defineUnitImport,
} from './import/organisation.ts';
import { defineCostCentreImport, defineCustomerImport } from './import/payers.ts';
import { definePersonImport } from './import/people.ts';
import { directoryApi } from './api.ts';
import { createCostCentreCommands } from './commands/cost-centres.ts';
import { createPeopleList } from './queries/people.ts';
import { createDirectoryQueries } from './queries/registers.ts';
import { unitsToChoose } from './routes/choices.ts';
import { costCentreRoutes } from './routes/cost-centres.ts';
import type { DirectoryPageParts } from './routes/deps.ts';
import { directoryMenu } from './routes/menu.ts';
import { peopleRoutes } from './routes/people.ts';
import { unitRoutes } from './routes/units.ts';
import { createDirectoryStore } from './store.ts';
import type { CodeCheck } from './types.ts';

export type DirectoryDeps = {
  readonly db: Database;
  readonly clock: Clock;
  readonly journal: Pick<Journal, 'record' | 'ofSubject'>;
  /** Asked of the ledger's register when a cost centre is saved. */
  readonly codeCheck: CodeCheck;
  /** Who is asked before a row is removed: inventory, and billing for what is frozen. */
  readonly uses: readonly Uses[];
};

export function createDirectory(deps: DirectoryDeps) {
  const { db, clock, journal, codeCheck, uses } = deps;
  const store = createDirectoryStore(db);
  const queries = createDirectoryQueries(db);
  const people = createPeopleList(db);
  const importDeps = { store, uses };
  const kinds: readonly Importable[] = [
    defineSettingImport(importDeps),
    defineLegalEntityImport(importDeps),
    defineUnitImport(importDeps),
    definePersonImport(importDeps),
    defineCostCentreImport({ ...importDeps, codeCheck }),
    defineCustomerImport(importDeps),
  ];
  const directory = {
    ...queries,
    ...people,
    ...createCostCentreCommands({ db, store, journal, clock, codeCheck }),
  };
  return {
    ...directory,
    /** The pages of this room. */
    routes: (parts: DirectoryPageParts) => (route: Route) => {
      const page = { ...parts, clock, journal, directory };
      unitRoutes(page)(route);
      costCentreRoutes(page)(route);
      peopleRoutes(page)(route);
    },
    menu: directoryMenu,
    /** The units of a reach, for a select: the lowest levels only where there are few. */
    unitsToChoose: async (reach: Reach) => unitsToChoose(await queries.allUnits(), reach),
    api: directoryApi({ queries, people, clock }),
    /** The CSV kinds of this room. */
    kinds,
    /** The codes of everybody who can be charged: cost centres and customers. */
    ownerCodes: async (tx?: Tx): Promise<ReadonlySet<string>> =>
      new Set([
        ...(await store.keysOf('cost_centres', tx)),
        ...(await store.keysOf('customers', tx)),
      ]),
    costCentreCodes: (tx?: Tx) => store.keysOf('cost_centres', tx),
    /** The addresses of everybody in the register, in small letters. */
    emails: (tx?: Tx) => store.keysOf('people', tx),
  };
}

export type Directory = ReturnType<typeof createDirectory>;
