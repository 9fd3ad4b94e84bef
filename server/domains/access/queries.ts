// Who acts, worked out afresh for each request: a right that was revoked a moment ago is gone, and a
// person's reach follows the register within seconds.

import type { Actor, Right, Role } from '../../kernel/actor.ts';
import { instantAfter } from '../../kernel/calendar.ts';
import {
  DEFAULT_PAGE_SIZE,
  decodeCursor,
  encodeCursor,
  toPage,
  type Page,
} from '../../kernel/paging.ts';
import type { Clock } from '../../platform/clock.ts';
import type { UnitTree } from '../directory/types.ts';
import { hashOfToken } from './commands.ts';
import { EVERYBODYS_RIGHT, reachOfRights, rightsOfRegister, settleScope } from './rules.ts';
import type { AccessStore } from './store.ts';
import type {
  AskUnitOfPerson,
  AskUnitTree,
  ExplainedRight,
  ServiceAccount,
  User,
  UserId,
} from './types.ts';

const TREE_LIFE_MS = 5000;
const USED_EVERY_MS = 60_000;

export function createAccessQueries(deps: {
  readonly store: AccessStore;
  readonly clock: Clock;
  readonly askUnitTree: AskUnitTree;
  readonly askUnitOfPerson: AskUnitOfPerson;
  /** How long an answer about the tree serves: some seconds; tests ask anew each time. */
  readonly treeLifeMs?: number;
}) {
  const { store, clock, askUnitOfPerson } = deps;
  const askUnitTree = forSomeSeconds(deps.askUnitTree, deps.treeLifeMs ?? TREE_LIFE_MS);

  const findWithRights = async (
    userId: UserId,
  ): Promise<{ user: User; rights: ExplainedRight[] } | null> => {
    const [found, tree] = await Promise.all([
      store.findUserWithRights(userId, clock.today()),
      askUnitTree(),
    ]);
    if (found === null) return null;
    const { user, held } = found;
    const asks = held.some((right) => right.scope.kind === 'own-unit');
    const ownUnit = asks && user.email !== null ? await askUnitOfPerson(user.email) : null;
    const settled = held.flatMap((right): ExplainedRight[] => {
      const scope = settleScope(right.scope, ownUnit);
      const source = right.grantId === null ? 'saml' : 'grant';
      return scope === null ? [] : [{ ...right, scope, source }];
    });
    return { user, rights: [...settled, ...rightsOfRegister(user.email, tree), EVERYBODYS_RIGHT] };
  };

  const toActor = async (
    who: Omit<Actor, 'rights' | 'reach'>,
    rights: readonly Right[],
  ): Promise<Actor> => ({ ...who, rights, reach: reachOfRights(rights, await askUnitTree()) });

  return {
    /** A user with all rights of this moment and where each comes from. */
    findWithRights,
    /**
     * Names of actors by their ids, for pages; the house itself is Järnkoll. Who has one of the hidden
     * addresses is left out: somebody with protected identity.
     */
    namesOfActors: async (
      ids: readonly string[],
      hidden: readonly string[],
    ): Promise<ReadonlyMap<string, string>> => {
      const numbers = (kind: string) =>
        ids
          .filter((id) => id.startsWith(`${kind}:`))
          .map((id) => Number(id.slice(kind.length + 1)));
      const found = await store.namesOf(numbers('person'), numbers('service'));
      return new Map([
        ['system', 'Järnkoll'],
        ...found.users
          .filter(({ email }) => email === null || !hidden.includes(email))
          .map(({ id, name }) => [`person:${String(id)}`, name] as const),
        ...found.accounts.map(({ id, name }) => [`service:${String(id)}`, name] as const),
      ]);
    },

    /** Whom to write to when a process waits for a role: those who hold it everywhere. */
    holdersOfRole: async (
      role: Role,
    ): Promise<readonly { readonly address: string; readonly name: string }[]> =>
      (await store.holdersOfRole(role, clock.today())).map(({ email, name }) => ({
        address: email,
        name,
      })),

    findUser: (id: UserId): Promise<User | null> => store.findUser(id),
    grantsOf: (id: UserId) => store.grantsOf(id),
    listServiceAccounts: (): Promise<ServiceAccount[]> => store.listAccounts(),

    /** Users by name, a page at a time, those whose name or address has the text in it. */
    listUsers: async (text: string, after: string | null): Promise<Page<User>> => {
      const [name, id] = after === null ? [] : (decodeCursor(after) ?? []);
      const from: [string, number] | null =
        typeof name === 'string' && typeof id === 'number' ? [name, id] : null;
      const limit = DEFAULT_PAGE_SIZE;
      const rows = await store.listUsers({ text, after: from, limit: limit + 1 });
      return toPage(rows, limit, (user) => encodeCursor([user.name, user.id]));
    },

    /** A user as an actor, with the rights of this moment; null for one that there is not. */
    actorOf: async (userId: UserId): Promise<Actor | null> => {
      const found = await findWithRights(userId);
      if (found === null) return null;
      const { user } = found;
      const rights = found.rights.map(({ role, scope, source, until }) => ({
        role,
        scope,
        source,
        until,
      }));
      const id = `person:${String(user.id)}`;
      return toActor({ kind: 'person', id, name: user.name, email: user.email }, rights);
    },

    /** The service account of a token as an actor; null for a token that is not, or no longer, one. */
    findByToken: async (token: string): Promise<Actor | null> => {
      const account = await store.findAccountByToken(hashOfToken(token));
      if (account === null) return null;
      const now = clock.now();
      if (account.usedAt === null || account.usedAt < instantAfter(now, -USED_EVERY_MS)) {
        await store.markUsed(account.id, now, instantAfter(now, -USED_EVERY_MS));
      }
      const { role, scope, name } = account;
      const id = `service:${String(account.id)}`;
      return toActor({ kind: 'service', id, name, email: null }, [
        { role, scope, source: 'token', until: null },
      ]);
    },
  };
}

export type AccessQueries = ReturnType<typeof createAccessQueries>;

/** The tree changes seldom and is asked for at every request: one answer serves some seconds. */
function forSomeSeconds(ask: AskUnitTree, lifeMs: number): AskUnitTree {
  let held: { readonly tree: Promise<UnitTree>; readonly until: number } | null = null;
  return () => {
    const now = Date.now();
    if (held === null || held.until <= now) {
      const tree = ask();
      held = { tree, until: now + lifeMs };
      tree.catch(() => {
        held = null;
      });
    }
    return held.tree;
  };
}
