// What comes in with the forms and addresses of this room.

import { z } from 'zod';
import { ROLES } from '../../kernel/actor.ts';
import { isLocalDate, localDate } from '../../kernel/calendar.ts';
import { parseScope } from './rules.ts';

const Id = z.coerce.number().int().positive();
const Day = z.string().refine(isLocalDate, 'access:fault.day').transform(localDate);
const Reason = z.string().trim().min(3, 'access:fault.reason').max(500, 'access:fault.reason');

/** Kinds of scope that a person can choose; the code stands in a field beside. */
export const SCOPE_CHOICES = ['all', 'unit', 'cost-centre', 'customer'] as const;
const ScopeFields = {
  role: z.enum(ROLES, 'access:fault.role'),
  scopeKind: z.enum(SCOPE_CHOICES, 'access:fault.scope'),
  scopeCode: z.string().trim().max(40, 'access:fault.scope-code').default(''),
};
type ScopeInput = { readonly scopeKind: string; readonly scopeCode: string };

function scopeOf({ scopeKind, scopeCode }: ScopeInput) {
  return parseScope(scopeKind === 'all' ? 'all' : `${scopeKind}:${scopeCode}`);
}

const SCOPE_FAULT = { path: ['scopeCode'], message: 'access:fault.scope-code' };

/** However long it is: who asks for a page by a long address signs in all the same. */
export const SignInQuery = z.strictObject({ returnTo: z.string().default('/') });

/** What the identity provider's page posts. */
export const SamlResponseForm = z.strictObject({
  SAMLResponse: z.string(),
  RelayState: z.string().optional(),
});

/** What the identity provider's answer to a sign-out has in its address; the gate reads it raw. */
export const SamlLogoutQuery = z.strictObject({
  SAMLResponse: z.string(),
  RelayState: z.string().optional(),
  SigAlg: z.string(),
  Signature: z.string(),
});

export const Nothing = z.strictObject({});

export const UsersQuery = z.strictObject({
  q: z.string().trim().max(100).default(''),
  after: z.string().max(500).optional(),
});

export const UserQuery = z.strictObject({ id: Id });

export const GrantForm = z
  .strictObject({
    id: Id,
    ...ScopeFields,
    from: Day,
    to: z.literal('').or(Day).default(''),
    reason: Reason,
  })
  .refine((form) => scopeOf(form) !== null, SCOPE_FAULT)
  .refine(({ from, to }) => to === '' || from <= to, {
    path: ['to'],
    message: 'access:fault.period',
  })
  .transform(({ id, role, from, to, reason, ...given }) => ({
    userId: id,
    role,
    scope: scopeOf(given) ?? { kind: 'self' as const },
    from,
    to: to === '' ? null : to,
    reason,
  }));

export const RevocationForm = z.strictObject({ id: Id, reason: Reason });

export const ServiceAccountForm = z
  .strictObject({
    name: z.string().trim().min(2, 'access:fault.name').max(100, 'access:fault.name'),
    ...ScopeFields,
    responsible: z.literal('').or(z.email('access:fault.email').max(254)).default(''),
  })
  .refine((form) => scopeOf(form) !== null, SCOPE_FAULT)
  .transform(({ name, role, responsible, ...given }) => ({
    name,
    role,
    scope: scopeOf(given) ?? { kind: 'self' as const },
    responsibleEmail: responsible === '' ? null : responsible,
  }));
