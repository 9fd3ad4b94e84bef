// One's own rights, and the pages of those who look after users, grants and service accounts.

import type { Actor } from '../../../kernel/actor.ts';
import { notFound } from '../../../kernel/refusal.ts';
import { may, SIGNED_IN } from '../../../kernel/rule.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Nav } from '../../../http/nav.ts';
import type { Route } from '../../../http/route.ts';
import type { createAccessCommands } from '../commands.ts';
import { formOf, serviceAccountsPage, userPage, usersPage } from '../pages/administration.ts';
import { myRightsPage } from '../pages/oneself.ts';
import { paths } from '../paths.ts';
import { manageAccess, seeAccess } from '../policy.ts';
import type { AccessQueries } from '../queries.ts';
import { userIdOf } from '../rules.ts';
import {
  GrantForm,
  Nothing,
  RevocationForm,
  ServiceAccountForm,
  UserQuery,
  UsersQuery,
} from '../schema.ts';
import type { UserId } from '../types.ts';

type Deps = {
  readonly commands: ReturnType<typeof createAccessCommands>;
  readonly queries: AccessQueries;
  readonly clock: Clock;
};

export function administrationRoutes(deps: Deps) {
  return (route: Route): void => {
    rightsRoutes(route, deps);
    userRoutes(route, deps);
    serviceAccountRoutes(route, deps);
  };
}

/** What the menu has of this room. */
export function accessMenu(nav: Nav): void {
  const system = { group: 'system', rule: seeAccess } as const;
  nav.add({ ...system, key: 'access:users.title', icon: 'users', href: paths.users(), order: 10 });
  nav.add({
    ...system,
    key: 'access:accounts.title',
    icon: 'key-round',
    href: paths.serviceAccounts(),
    order: 20,
  });
}

function rightsRoutes(route: Route, { queries }: Deps): void {
  route.get(paths.mine(), {
    rule: SIGNED_IN,
    input: Nothing,
    handle: async ({ actor, reply }) => {
      const me = await queries.findWithRights(userIdOf(actor) ?? 0);
      if (me === null) throw notFound();
      await reply.page('access/mine', myRightsPage(me.user, me.rights));
    },
  });
}

function userRoutes(route: Route, { commands, queries, clock }: Deps): void {
  const pageFacts = async (id: UserId, actor: Actor) => {
    const found = await queries.findWithRights(id);
    if (found === null) throw notFound();
    return {
      ...found,
      grants: await queries.grantsOf(id),
      today: clock.today(),
      mayManage: may(manageAccess, actor),
      isOneself: userIdOf(actor) === id,
    };
  };

  route.get(paths.users(), {
    rule: seeAccess,
    input: UsersQuery,
    handle: async ({ input, reply }) => {
      const page = await queries.listUsers(input.q, input.after ?? null);
      await reply.page('access/users', usersPage(page, input.q));
    },
  });

  route.get(paths.user(':id'), {
    rule: seeAccess,
    input: UserQuery,
    handle: async ({ input, actor, reply }) => {
      await reply.page('access/user', userPage(await pageFacts(input.id, actor)));
    },
  });

  route.post(paths.grants(':id'), {
    rule: manageAccess,
    input: GrantForm,
    handle: async ({ input, actor, reply }) => {
      await commands.grantRight(input, actor);
      reply.seeOther(paths.user(input.userId));
    },
    onInvalid: async ({ values, errors, actor, reply }) => {
      const facts = await pageFacts(Number(values['id']) || 0, actor);
      await reply.page('access/user', userPage(facts, formOf(values, errors)), 422);
    },
  });

  route.post(paths.revocation(':id'), {
    rule: manageAccess,
    input: RevocationForm,
    handle: async ({ input, actor, reply }) => {
      reply.seeOther(paths.user(await commands.revokeRight(input, actor)));
    },
  });
}

function serviceAccountRoutes(route: Route, { commands, queries }: Deps): void {
  const pageFacts = async (actor: Actor) => ({
    accounts: await queries.listServiceAccounts(),
    mayManage: may(manageAccess, actor),
    made: null,
  });

  route.get(paths.serviceAccounts(), {
    rule: seeAccess,
    input: Nothing,
    handle: async ({ actor, reply }) => {
      await reply.page('access/service-accounts', serviceAccountsPage(await pageFacts(actor)));
    },
  });

  // The token stands in this answer alone: it is kept nowhere, so there is nothing to redirect to.
  route.post(paths.serviceAccounts(), {
    rule: manageAccess,
    input: ServiceAccountForm,
    handle: async ({ input, actor, reply }) => {
      const { token } = await commands.createServiceAccount(input, actor);
      const facts = { ...(await pageFacts(actor)), made: { name: input.name, token } };
      await reply.page('access/service-accounts', serviceAccountsPage(facts), 201);
    },
    onInvalid: async ({ values, errors, actor, reply }) => {
      const page = serviceAccountsPage(await pageFacts(actor), formOf(values, errors));
      await reply.page('access/service-accounts', page, 422);
    },
  });

  route.post(paths.accountRevocation(':id'), {
    rule: manageAccess,
    input: UserQuery,
    handle: async ({ input, actor, reply }) => {
      await commands.revokeServiceAccount(input.id, actor);
      reply.seeOther(paths.serviceAccounts());
    },
  });
}
