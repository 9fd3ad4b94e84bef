// Signing in and out. The edge's SAML says who came back; what it believes is handed to the commands.

import type { Request, Response } from 'express';
import { Refusal } from '../../../kernel/refusal.ts';
import { ANYONE, SIGNED_IN } from '../../../kernel/rule.ts';
import { localPath } from '../../../http/address.ts';
import type { BrowserCookie } from '../../../http/browser-cookie.ts';
import type { Route } from '../../../http/route.ts';
import { SAML_PATHS, type Saml, type SamlSettings } from '../../../http/saml.ts';
import type { SamlIdentity } from '../../../http/saml-profile.ts';
import type { Sessions } from '../../../http/session.ts';
import type { createAccessCommands } from '../commands.ts';
import { samlTestPage, samlTriedPage, signedOutPage, signInPage } from '../pages/oneself.ts';
import { paths } from '../paths.ts';
import { manageAccess } from '../policy.ts';
import { rolesOfGroups, userIdOf } from '../rules.ts';
import { Nothing, SamlLogoutQuery, SamlResponseForm, SignInQuery } from '../schema.ts';
import type { GroupRole, SignInFacts } from '../types.ts';

type Deps = {
  readonly commands: ReturnType<typeof createAccessCommands>;
  readonly groupRoles: readonly GroupRole[];
};

/** What the web process has and other processes have not. */
export type WebParts = {
  /** Null where no identity provider is set. */
  readonly saml: Saml | null;
  readonly sessions: Sessions;
  readonly browser: BrowserCookie;
  readonly attributes: SamlSettings['attributes'];
};

export function signInRoutes(deps: Deps, web: WebParts) {
  return (route: Route): void => {
    inRoutes(route, deps, web);
    outRoutes(route, deps, web);
    samlTestRoutes(route, web);
  };
}

function inRoutes(route: Route, { commands, groupRoles }: Deps, web: WebParts): void {
  route.get(paths.signIn(), {
    rule: ANYONE,
    input: SignInQuery,
    handle: async ({ input, actor, reply }) => {
      const returnTo = localPath(input.returnTo);
      if (userIdOf(actor) !== null) reply.seeOther(returnTo);
      else await reply.page('access/sign-in', signInPage(returnTo, web.saml !== null));
    },
  });

  route.post(paths.signIn(), {
    rule: ANYONE,
    input: SignInQuery,
    handle: async ({ input, reply, request }) => {
      reply.seeOther(await samlOf(web).startSignIn(request, input.returnTo));
    },
  });

  route.post(SAML_PATHS.acs, {
    rule: ANYONE,
    input: SamlResponseForm,
    handle: async ({ reply, request }) => {
      const response = responseTo(request);
      const { identity, returnTo } = await samlOf(web).finishSignIn(request, response);
      const facts = factsOf(identity, web.attributes);
      if (returnTo === null) {
        const rights = rolesOfGroups(groupRoles, facts.groups);
        await reply.page('access/saml-test', samlTriedPage({ ...facts, rights }));
        return;
      }
      const userId = await commands.signIn(facts);
      const { nameId, nameIdFormat, sessionIndex, endsAt } = identity;
      await web.sessions.begin(request, { userId, nameId, nameIdFormat, sessionIndex }, endsAt);
      web.browser.clear(response);
      reply.seeOther(returnTo);
    },
  });

  route.get(SAML_PATHS.metadata, {
    rule: ANYONE,
    input: Nothing,
    handle: async ({ reply }) => {
      await reply.bytes({ body: samlOf(web).metadata(), type: 'application/samlmetadata+xml' });
    },
  });
}

function outRoutes(route: Route, { commands }: Deps, web: WebParts): void {
  route.post(paths.signOut(), {
    rule: SIGNED_IN,
    input: Nothing,
    handle: async ({ reply, request }) => {
      const as = await web.sessions.end(request);
      if (as !== null) await commands.signOut(as.userId);
      const elsewhere = as === null ? null : ((await web.saml?.startSignOut(as)) ?? null);
      reply.seeOther(elsewhere ?? paths.signedOut());
    },
  });

  route.get(SAML_PATHS.logout, {
    rule: ANYONE,
    input: SamlLogoutQuery,
    handle: async ({ reply, request }) => {
      await samlOf(web).finishSignOut(request);
      reply.seeOther(paths.signedOut());
    },
  });

  route.get(paths.signedOut(), {
    rule: ANYONE,
    input: Nothing,
    handle: ({ reply }) => reply.page('access/signed-out', signedOutPage()),
  });
}

/** Tries the way in without going in: what the provider sends is shown, and nobody is signed in. */
function samlTestRoutes(route: Route, web: WebParts): void {
  route.get(paths.samlTest(), {
    rule: manageAccess,
    input: Nothing,
    handle: async ({ reply, request }) => {
      web.browser.give(request, responseTo(request));
      await reply.page('access/saml-test', samlTestPage(web.saml !== null));
    },
  });

  route.post(paths.samlTest(), {
    rule: manageAccess,
    input: Nothing,
    handle: async ({ reply, request }) => {
      reply.seeOther(await samlOf(web).startTrial(request));
    },
  });
}

function samlOf({ saml }: WebParts): Saml {
  if (saml === null) throw new Refusal('unavailable', 'access.no-identity-provider');
  return saml;
}

function responseTo(request: Request): Response {
  if (request.res === undefined) throw new Error('a request without a response');
  return request.res;
}

/** The allow-list of attributes as facts about a person. */
export function factsOf(
  identity: Pick<SamlIdentity, 'issuer' | 'nameId' | 'attributes'>,
  names: SamlSettings['attributes'],
): SignInFacts {
  const valuesOf = (name: string) => identity.attributes.get(name) ?? [];
  const email = valuesOf(names.email)[0] ?? null;
  const isAddress = email !== null && /^[^\s@]+@[^\s@]+$/.test(email) && email.length <= 254;
  return {
    issuer: identity.issuer,
    nameId: identity.nameId,
    email: isAddress ? email.toLowerCase() : null,
    name: (valuesOf(names.name)[0] ?? identity.nameId).slice(0, 200),
    groups: valuesOf(names.groups),
  };
}
