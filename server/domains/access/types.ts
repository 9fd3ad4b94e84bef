// Who may come in and with which rights: the nouns. Everybody who signs in is a user; what a user may
// is a list of rights, each with the place that it comes from.

import type { RightSource, Role, Scope } from '../../kernel/actor.ts';
import type { Instant, LocalDate } from '../../kernel/calendar.ts';
import type { UnitTree } from '../directory/types.ts';

export type UserId = number;

/** A person as the identity provider knows them, keyed by issuer and NameID. */
export type User = {
  readonly id: UserId;
  readonly issuer: string;
  readonly nameId: string;
  /** In lower case; how the register of people knows the same person. */
  readonly email: string | null;
  readonly name: string;
  readonly groups: readonly string[];
  readonly signedInAt: Instant | null;
};

/** What an identity provider said about who signed in, after the allow-list of attributes. */
export type SignInFacts = {
  readonly issuer: string;
  readonly nameId: string;
  readonly email: string | null;
  readonly name: string;
  readonly groups: readonly string[];
};

/** A scope as it is given: `own-unit` is the unit where the register says that the person works. */
export type GivenScope = Scope | { readonly kind: 'own-unit' };

/** One line of SAML_ROLES: who is in the group has the role. */
export type GroupRole = {
  readonly group: string;
  readonly role: Role;
  readonly scope: GivenScope;
};

/** A right of one user with all that there is to tell about where it comes from. */
export type ExplainedRight = {
  readonly role: Role;
  readonly scope: Scope;
  readonly source: RightSource;
  /** The group of a right by SAML. */
  readonly group: string | null;
  readonly grantId: number | null;
  readonly reason: string | null;
  readonly from: LocalDate | null;
  readonly until: LocalDate | null;
};

/** A right that an administrator gave, from a day, for a reason, perhaps to a day. */
export type Grant = {
  readonly id: number;
  readonly userId: UserId;
  readonly role: Role;
  readonly scope: Scope;
  readonly from: LocalDate;
  readonly to: LocalDate | null;
  readonly reason: string;
  readonly grantedBy: string;
  readonly grantedAt: Instant;
  readonly revokedAt: Instant | null;
  readonly revokedReason: string | null;
};

export type NewGrant = Pick<Grant, 'userId' | 'role' | 'scope' | 'from' | 'to' | 'reason'>;

/** An account of a machine: one token, of which only the hash is kept, one role, one scope. */
export type ServiceAccount = {
  readonly id: number;
  readonly name: string;
  readonly role: Role;
  readonly scope: Scope;
  readonly responsibleEmail: string | null;
  readonly createdAt: Instant;
  readonly usedAt: Instant | null;
  readonly revokedAt: Instant | null;
};

export type NewServiceAccount = {
  readonly name: string;
  readonly role: Role;
  readonly scope: Scope;
  /** Null: the first administrator, where there is one. */
  readonly responsibleEmail: string | null;
};

/** Asked of the directory: what is below what, who owns and who coordinates which cost centre. */
export type AskUnitTree = () => Promise<UnitTree>;

/** Asked of the directory: the unit where a person works today. */
export type AskUnitOfPerson = (email: string) => Promise<string | null>;
