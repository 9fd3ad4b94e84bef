// `npm run token -- --name NAME --role ROLE [--scope …] [--responsible EMAIL]`: makes a service
// account. Its bearer token is printed this once, alone on the last line.

import { ROLES, SYSTEM } from '../../server/kernel/actor.ts';
import type { Scope } from '../../server/kernel/actor.ts';
import { compose } from '../../server/compose.ts';
import { isRole, parseScope, usualScope } from '../../server/domains/access/access.ts';
import { withInstance, type Instance } from '../dev/instance.ts';
import { Misuse, readArguments, runCommand } from './running.ts';

const USAGE =
  'npm run token -- --name NAME --role ROLE [--scope all|unit:X|cost-centre:X|customer:X] ' +
  `[--responsible EMAIL]\nROLE is one of ${ROLES.join(', ')}.`;

type Account = {
  readonly name: string;
  readonly role: (typeof ROLES)[number];
  readonly scope: Scope;
  readonly responsibleEmail: string | null;
};

runCommand(async () => {
  const account = readAccount();
  await withInstance((instance) => makeToken(instance, account));
});

function readAccount(): Account {
  const text = { type: 'string' } as const;
  const { values } = readArguments(
    { name: text, role: text, scope: text, responsible: text },
    USAGE,
  );
  const { name = '', role = '', responsible } = values;
  if (name === '' || !isRole(role)) throw new Misuse(`Usage: ${USAGE}`);
  if (responsible !== undefined && !/^[^\s@]+@[^\s@]+$/.test(responsible)) {
    throw new Misuse(`--responsible is an e-mail address.\nUsage: ${USAGE}`);
  }
  return { name, role, scope: scopeOf(role, values.scope), responsibleEmail: responsible ?? null };
}

/** Roles of a unit say which one: a service account works nowhere itself. */
function scopeOf(role: Account['role'], said: string | undefined): Scope {
  const scope = said === undefined ? usualScope(role) : parseScope(said);
  if (scope === null || scope.kind === 'own-unit' || scope.kind === 'self') {
    throw new Misuse(`--scope is needed for ${role}.\nUsage: ${USAGE}`);
  }
  return scope;
}

async function makeToken({ config }: Instance, account: Account): Promise<void> {
  const house = compose(config, 'token');
  try {
    const { token } = await house.access.createServiceAccount(account, SYSTEM);
    console.log(`Service account ${account.name}, ${account.role}. The token is shown this once:`);
    console.log(token);
  } finally {
    await house.db.close();
  }
}
