// The pages of those who look after access: users, one user's rights and grants, service accounts.

import { ROLES } from '../../../kernel/actor.ts';
import type { Instant, LocalDate } from '../../../kernel/calendar.ts';
import {
  crumbs,
  fact,
  field,
  FRESH_FORM,
  labelled,
  say,
  status,
  verbatim,
  type Crumb,
  type Fact,
  type Field,
  type FieldFault,
  type FormState,
  type PageHead,
  type Status,
  type Text,
} from '../../../kernel/page.ts';
import type { Page } from '../../../kernel/paging.ts';
import type { Fault } from '../../../kernel/refusal.ts';
import { paths } from '../paths.ts';
import { isInForce, mayRevoke } from '../rules.ts';
import { SCOPE_CHOICES } from '../schema.ts';
import type { ExplainedRight, Grant, ServiceAccount, User } from '../types.ts';
import { rightRows, roleText, scopeSays, type RightRow } from './oneself.ts';

const usersCrumb = (): Crumb => ({ href: paths.users(), says: say('access:users.title') });

export type UsersPage = PageHead & {
  readonly action: string;
  readonly text: string;
  readonly rows: readonly {
    readonly href: string;
    readonly name: string;
    readonly email: string | null;
    readonly signedInAt: Instant | null;
  }[];
  readonly next: string | null;
};

export function usersPage(page: Page<User>, text: string): UsersPage {
  const title = say('access:users.title');
  const query = (after: string) => new URLSearchParams({ q: text, after }).toString();
  return {
    title,
    crumbs: crumbs(title),
    action: paths.users(),
    text,
    rows: page.items.map(({ id, name, email, signedInAt }) => ({
      href: paths.user(id),
      name,
      email,
      signedInAt,
    })),
    next: page.next === null ? null : `${paths.users()}?${query(page.next)}`,
  };
}

export type UserPage = PageHead & {
  readonly faults: readonly FieldFault[];
  readonly facts: readonly Fact[];
  readonly rights: readonly RightRow[];
  readonly grants: readonly {
    readonly id: number;
    readonly role: Text;
    readonly scope: Text;
    readonly period: Text;
    readonly reason: string;
    readonly status: Status;
    readonly revocation: string | null;
  }[];
  readonly granting: { readonly action: string; readonly fields: GrantFields } | null;
};

type GrantFields = ScopeFields & {
  readonly from: Field;
  readonly to: Field;
  readonly reason: Field;
};
type ScopeFields = { readonly role: Field; readonly scopeKind: Field; readonly scopeCode: Field };

export type UserFacts = {
  readonly user: User;
  readonly rights: readonly ExplainedRight[];
  readonly grants: readonly Grant[];
  readonly today: LocalDate;
  /** Whether who looks may give this person rights, and take them back. */
  readonly mayManage: boolean;
  readonly isOneself: boolean;
};

export function userPage(facts: UserFacts, form: FormState = FRESH_FORM): UserPage {
  const { user, grants, today, mayManage } = facts;
  const title = verbatim(user.name);
  const fields = grantFields(form, today);
  return {
    title,
    crumbs: crumbs(title, usersCrumb()),
    faults: labelled(form.faults, Object.values(fields)),
    facts: factsOf(user),
    rights: rightRows(facts.rights),
    grants: grants.map((grant) => grantRow(grant, { today, mayManage })),
    granting: mayManage && !facts.isOneself ? { action: paths.grants(user.id), fields } : null,
  };
}

function factsOf(user: User): Fact[] {
  return [
    fact(say('access:email'), user.email === null ? say('parts:none') : verbatim(user.email)),
    fact(say('access:issuer'), verbatim(user.issuer)),
    fact(say('access:nameId'), verbatim(user.nameId)),
    fact(
      say('access:signedInAt'),
      user.signedInAt === null ? say('access:never') : say('access:at', { at: user.signedInAt }),
    ),
  ];
}

function grantRow(grant: Grant, facts: { today: LocalDate; mayManage: boolean }) {
  const { id, from, to, reason } = grant;
  return {
    id,
    role: roleText(grant.role),
    scope: scopeSays(grant.scope),
    period: to === null ? say('parts:from', { from }) : say('parts:period', { from, to }),
    reason,
    status: grantStatus(grant, facts.today),
    revocation: facts.mayManage && mayRevoke(grant).allowed ? paths.revocation(id) : null,
  };
}

function grantStatus(grant: Grant, today: LocalDate): Status {
  if (grant.revokedAt !== null) {
    return status('off', say('access:grants.revoked', { reason: grant.revokedReason ?? '' }));
  }
  if (isInForce(grant, today)) return status('ok', say('access:grants.inForce'));
  return grant.from > today
    ? status('wait', say('access:grants.later'), 'clock')
    : status('off', say('access:grants.ended'));
}

function grantFields(form: FormState, today: LocalDate): GrantFields {
  return {
    ...scopeFields(form),
    from: field(
      'from',
      { label: say('access:grants.from'), type: 'date', value: today, required: true },
      form,
    ),
    to: field(
      'to',
      { label: say('access:grants.to'), hint: say('access:grants.toHint'), type: 'date' },
      form,
    ),
    reason: field(
      'reason',
      { label: say('access:grants.reason'), hint: say('access:grants.reasonHint'), required: true },
      form,
    ),
  };
}

function scopeFields(form: FormState): ScopeFields {
  const roles = ROLES.filter((role) => role !== 'employee');
  return {
    role: field(
      'role',
      {
        label: say('access:role'),
        required: true,
        options: roles.map((role) => ({ value: role, says: roleText(role) })),
      },
      form,
    ),
    scopeKind: field(
      'scopeKind',
      {
        label: say('access:scopeKind'),
        required: true,
        options: SCOPE_CHOICES.map((kind) => ({ value: kind, says: say(`access:choice.${kind}`) })),
      },
      form,
    ),
    scopeCode: field(
      'scopeCode',
      { label: say('access:scopeCode'), hint: say('access:scopeCodeHint') },
      form,
    ),
  };
}

export type ServiceAccountsPage = PageHead & {
  readonly faults: readonly FieldFault[];
  readonly made: { readonly name: string; readonly token: string } | null;
  readonly rows: readonly {
    readonly name: string;
    readonly role: Text;
    readonly scope: Text;
    readonly responsible: string | null;
    readonly usedAt: Instant | null;
    readonly status: Status;
    readonly revocation: string | null;
  }[];
  readonly making: {
    readonly action: string;
    readonly fields: ScopeFields & { readonly name: Field; readonly responsible: Field };
  } | null;
};

export function serviceAccountsPage(
  facts: {
    readonly accounts: readonly ServiceAccount[];
    readonly mayManage: boolean;
    /** The account that was just made, with its token: shown this once. */
    readonly made: { readonly name: string; readonly token: string } | null;
  },
  form: FormState = FRESH_FORM,
): ServiceAccountsPage {
  const title = say('access:accounts.title');
  const fields = accountFields(form);
  return {
    title,
    crumbs: crumbs(title),
    faults: labelled(form.faults, Object.values(fields)),
    made: facts.made,
    rows: facts.accounts.map((account) => ({
      name: account.name,
      role: roleText(account.role),
      scope: scopeSays(account.scope),
      responsible: account.responsibleEmail,
      usedAt: account.usedAt,
      status:
        account.revokedAt === null
          ? status('ok', say('access:accounts.inForce'))
          : status('off', say('access:accounts.revoked')),
      revocation:
        facts.mayManage && account.revokedAt === null ? paths.accountRevocation(account.id) : null,
    })),
    making: facts.mayManage ? { action: paths.serviceAccounts(), fields } : null,
  };
}

function accountFields(form: FormState) {
  const name = { label: say('access:accounts.name'), hint: say('access:accounts.nameHint') };
  const responsible = {
    label: say('access:accounts.responsible'),
    hint: say('access:accounts.responsibleHint'),
    type: 'email',
  };
  return {
    ...scopeFields(form),
    name: field('name', { ...name, required: true }, form),
    responsible: field('responsible', responsible, form),
  };
}

/** What was sent, with each fault in words beside its field. */
export function formOf(
  values: Readonly<Record<string, unknown>>,
  errors: readonly Fault[],
): FormState {
  return {
    values,
    faults: errors.map(({ column = '', code }) => ({
      field: column,
      says: code.includes(':') ? say(code) : say(`errors:${code}`, { column }),
    })),
  };
}
