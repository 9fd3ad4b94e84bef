// The door of access: who may come in, what each may do and why, and how that is changed.

import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/database.ts';
import { createIdempotency } from '../../http/idempotency.ts';
import type { Route } from '../../http/route.ts';
import { createSamlStore } from '../../http/saml-store.ts';
import { sweepSessions } from '../../http/session.ts';
import type { Journal } from '../journal/journal.ts';
import { createAccessCommands } from './commands.ts';
import { createAccessQueries } from './queries.ts';
import { accessMenu, administrationRoutes } from './routes/administration.ts';
import { signInRoutes, type WebParts } from './routes/sign-in.ts';
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
  readonly treeLifeMs?: number;
}) {
  const store = createAccessStore(deps.db);
  const groupRoles = parseGroupRoles(deps.samlRoles);
  const commands = createAccessCommands({ ...deps, store, groupRoles });
  const queries = createAccessQueries({ ...deps, store });
  return {
    ...commands,
    ...queries,
    /** The room's pages, once it is known how people sign in. */
    routes:
      (web: WebParts) =>
      (route: Route): void => {
        signInRoutes({ commands, groupRoles }, web)(route);
        administrationRoutes({ commands, queries, clock: deps.clock })(route);
      },
    menu: accessMenu,
    /** Deletes what has ended and nobody can use any more: sessions, requests, old answers. */
    sweep: async (): Promise<void> => {
      await sweepSessions(deps);
      await createSamlStore(deps).sweep();
      await createIdempotency(deps).sweep();
    },
  };
}

export type Access = ReturnType<typeof createAccess>;
