// The pages about who one is: signing in and out, and one's rights with where each comes from.

import type { Role } from '../../../kernel/actor.ts';
import {
  crumbs,
  fact,
  say,
  verbatim,
  type Fact,
  type PageHead,
  type Text,
} from '../../../kernel/page.ts';
import { paths } from '../paths.ts';
import type { ExplainedRight, GivenScope } from '../types.ts';

export type SignInPage = PageHead & {
  readonly action: string;
  readonly returnTo: string;
  readonly isPossible: boolean;
};

export function signInPage(returnTo: string, isPossible: boolean): SignInPage {
  return {
    title: say('access:signIn.title'),
    crumbs: [],
    action: paths.signIn(),
    returnTo,
    isPossible,
  };
}

export type SignedOutPage = PageHead & { readonly signIn: string };

export function signedOutPage(): SignedOutPage {
  return { title: say('access:signedOut.title'), crumbs: [], signIn: paths.signIn() };
}

/** A right as a row: what, for what, and from where. */
export type RightRow = {
  readonly role: Text;
  readonly scope: Text;
  readonly source: Text;
  readonly until: Text;
};

export type MyRightsPage = PageHead & {
  readonly facts: readonly Fact[];
  readonly rows: readonly RightRow[];
};

export function myRightsPage(
  me: { readonly name: string; readonly email: string | null },
  rights: readonly ExplainedRight[],
): MyRightsPage {
  const title = say('access:mine.title');
  return {
    title,
    crumbs: crumbs(title),
    facts: [
      fact(say('access:name'), verbatim(me.name)),
      fact(say('access:email'), me.email === null ? say('parts:none') : verbatim(me.email)),
    ],
    rows: rightRows(rights),
  };
}

/** Rights as rows; those that the register gives for one role are told together. */
export function rightRows(rights: readonly ExplainedRight[]): RightRow[] {
  const merged = new Map<string, ExplainedRight[]>();
  for (const [at, right] of rights.entries()) {
    const key = right.source === 'register' ? right.role : String(at);
    merged.set(key, [...(merged.get(key) ?? []), right]);
  }
  return [...merged.values()].flatMap((same) => {
    const [right] = same;
    if (right === undefined) return [];
    return [
      {
        role: roleText(right.role),
        scope: same.length === 1 ? scopeSays(right.scope) : scopesSay(same),
        source: sourceText(right),
        until:
          right.until === null
            ? say('parts:untilFurther')
            : say('parts:until', { to: right.until }),
      },
    ];
  });
}

export function roleText(role: Role): Text {
  return say(`layout:role.${role}`);
}

export function scopeSays(scope: GivenScope): Text {
  return say(`access:scope.${scope.kind}`, 'code' in scope ? { code: scope.code } : {});
}

function scopesSay(rights: readonly ExplainedRight[]): Text {
  const codes = rights.map(({ scope }) => ('code' in scope ? scope.code : '')).join(', ');
  return say('access:scope.cost-centres', { codes });
}

function sourceText(right: ExplainedRight): Text {
  const { source, group, reason, from, role } = right;
  if (source === 'saml') return say('access:source.saml', { group: group ?? '' });
  if (source === 'grant') {
    return say('access:source.grant', { from: from ?? '', reason: reason ?? '' });
  }
  if (source === 'register') return say(`access:source.register.${role}`);
  return say(`access:source.${source}`);
}

export type SamlTestPage = PageHead & {
  readonly action: string;
  readonly isPossible: boolean;
  readonly facts: readonly Fact[];
  readonly rights: readonly RightRow[];
};

/** Before anything was tried: what the page is for. */
export function samlTestPage(isPossible: boolean): SamlTestPage {
  const title = say('access:samlTest.title');
  return {
    title,
    crumbs: crumbs(title, { href: paths.users(), says: say('access:users.title') }),
    action: paths.samlTest(),
    isPossible,
    facts: [],
    rights: [],
  };
}

/** What an identity provider sent, and which rights it would have become. */
export type TriedSignIn = {
  readonly issuer: string;
  readonly nameId: string;
  readonly email: string | null;
  readonly name: string;
  readonly groups: readonly string[];
  readonly rights: readonly {
    readonly role: Role;
    readonly scope: GivenScope;
    readonly group: string;
  }[];
};

export function samlTriedPage(tried: TriedSignIn): SamlTestPage {
  const groups = tried.groups.length === 0 ? say('parts:none') : verbatim(tried.groups.join(', '));
  return {
    ...samlTestPage(true),
    facts: [
      fact(say('access:issuer'), verbatim(tried.issuer)),
      fact(say('access:nameId'), verbatim(tried.nameId)),
      fact(say('access:name'), verbatim(tried.name)),
      fact(say('access:email'), tried.email === null ? say('parts:none') : verbatim(tried.email)),
      fact(say('access:groups'), groups),
    ],
    rights: tried.rights.map(({ role, scope, group }) => ({
      role: roleText(role),
      scope: scopeSays(scope),
      source: say('access:source.saml', { group }),
      until: say('parts:untilFurther'),
    })),
  };
}
