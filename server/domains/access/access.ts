// The door of access: who may come in, what each may do and why, and how that is changed.

import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/database.ts';
import type { Journal } from '../journal/journal.ts';
import { createAccessCommands } from './commands.ts';
import { createAccessQueries } from './queries.ts';
import { parseGroupRoles } from './rules.ts';
import { createAccessStore } from './store.ts';
import type { AskUnitOfPerson, AskUnitTree } from './types.ts';

export { isRole, parseScope, scopeText, usualScope } from './rules.ts';

/** Throws an Error that lists the faults of `samlRoles` (the variable SAML_ROLES). */
export function createAccess(deps: {
  readonly db: Database;
  readonly clock: Clock;
  readonly journal: Pick<Journal, 'record'>;
  readonly samlRoles: string;
  readonly askUnitTree: AskUnitTree;
  readonly askUnitOfPerson: AskUnitOfPerson;
}) {
  const store = createAccessStore(deps.db);
  const groupRoles = parseGroupRoles(deps.samlRoles);
  return {
    groupRoles,
    ...createAccessCommands({ ...deps, store, groupRoles }),
    ...createAccessQueries({ ...deps, store }),
  };
}

export type Access = ReturnType<typeof createAccess>;
