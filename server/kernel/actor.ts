// Who acts, and with which rights. Policies take an actor; nothing else decides.

import type { LocalDate } from './calendar.ts';

export const ROLES = [
  'employee',
  'coordinator',
  'cost-centre-owner',
  'unit-economist',
  'administrator',
  'service-desk',
  'finance',
  'auditor',
] as const;

export type Role = (typeof ROLES)[number];

/** What a right reaches: all, a unit and what is below, a cost centre, a customer, or only oneself. */
export type Scope =
  | { readonly kind: 'all' }
  | { readonly kind: 'unit'; readonly code: string }
  | { readonly kind: 'cost-centre'; readonly code: string }
  | { readonly kind: 'customer'; readonly code: string }
  | { readonly kind: 'self' };

/** Where a right comes from, so that it can be shown. */
export type RightSource = 'saml' | 'grant' | 'register' | 'token' | 'system';

export type Right = {
  readonly role: Role;
  readonly scope: Scope;
  readonly source: RightSource;
  readonly until: LocalDate | null;
};

/**
 * A person at a screen, a service account with a token, or the house itself. `costCentres` are the
 * codes that unit and cost-centre scopes reach per role, worked out once when the actor is made.
 */
export type Actor = {
  readonly kind: 'person' | 'service' | 'system';
  /** Stable and unique over all kinds: `person:7`, `service:2`, `system`. */
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly rights: readonly Right[];
  readonly reach: Readonly<Partial<Record<Role, Reach>>>;
};

/** The codes that a role reaches; `all` makes the sets beside the point. */
export type Reach = {
  readonly all: boolean;
  readonly units: ReadonlySet<string>;
  readonly costCentres: ReadonlySet<string>;
  readonly customers: ReadonlySet<string>;
};

/** The house acting by itself: workflows, the outbox, migrations. */
export const SYSTEM: Actor = {
  kind: 'system',
  id: 'system',
  name: 'Järnkoll',
  email: null,
  rights: [{ role: 'administrator', scope: { kind: 'all' }, source: 'system', until: null }],
  reach: {
    administrator: {
      all: true,
      units: new Set(),
      costCentres: new Set(),
      customers: new Set(),
    },
  },
};

export function hasRole(actor: Actor, ...roles: readonly Role[]): boolean {
  return actor.rights.some((right) => roles.includes(right.role));
}

/** True when one of the roles is held with scope `all`. */
export function hasRoleEverywhere(actor: Actor, ...roles: readonly Role[]): boolean {
  return roles.some((role) => actor.reach[role]?.all === true);
}
