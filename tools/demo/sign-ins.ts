// Whom one can sign in as in the demonstration: at least one person for every role, with the groups
// that the identity provider tells of them and the rights that those groups stand for.

import type { Role } from '../../server/kernel/actor.ts';
import { emailOf } from './story.ts';

/** A group of the identity provider and what it gives; scope as in `group=role[:scope]`. */
export type RoleGroup = { readonly group: string; readonly role: Role; readonly scope: string };

export const ROLE_GROUPS: readonly RoleGroup[] = [
  { group: 'jarnkoll-administrator', role: 'administrator', scope: 'all' },
  { group: 'jarnkoll-finance', role: 'finance', scope: 'all' },
  { group: 'jarnkoll-service-desk', role: 'service-desk', scope: 'all' },
  { group: 'jarnkoll-auditor', role: 'auditor', scope: 'all' },
  { group: 'jarnkoll-coordinator-omv', role: 'coordinator', scope: 'unit:OMV' },
  { group: 'jarnkoll-economist-omv', role: 'unit-economist', scope: 'unit:OMV' },
  { group: 'jarnkoll-owner-4520', role: 'cost-centre-owner', scope: 'cost-centre:4520' },
  { group: 'jarnkoll-owner-4521', role: 'cost-centre-owner', scope: 'cost-centre:4521' },
  { group: 'jarnkoll-owner-2110', role: 'cost-centre-owner', scope: 'cost-centre:2110' },
];

/** The same as `SAML_ROLES` has it. */
export const SAML_ROLES = ROLE_GROUPS.map(({ group, role, scope }) =>
  scope === 'all' ? `${group}=${role}` : `${group}=${role}:${scope}`,
).join(', ');

/** A person to sign in as; everyone is an employee besides. */
export type SignIn = {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  /** The role and its reach in Swedish, for the page on which one chooses. */
  readonly title: string;
  readonly groups: readonly string[];
};

export const SIGN_INS: readonly SignIn[] = [
  signIn('Eva Lind', 'administrator', 'Produktägare IT, hela kommunen'),
  signIn('Björn Ahl', 'finance', 'Redovisning, alla pengar'),
  signIn('Maja Sundell', 'finance', 'Redovisning, alla pengar'),
  signIn('Karin Ek', 'cost-centre-owner', 'Kostnadsställeansvarig, 4520 och 4521', [
    '4520',
    '4521',
  ]),
  signIn('Rune Oxelblad', 'cost-centre-owner', 'Kostnadsställeansvarig, 2110', ['2110']),
  signIn('Omar Haddad', 'coordinator', 'Telefonisamordnare, Omvårdnad'),
  signIn('Sara Holm', 'unit-economist', 'Förvaltningsekonom, Omvårdnad'),
  signIn('Tove Strand', 'service-desk', 'IT-support, alla ärenden'),
  signIn('Ingrid Stenhammar', 'auditor', 'Revisor, läser allt'),
  signIn('Amina Yusuf', 'employee', 'Medarbetare, det egna'),
];

/** The one who approves the closed months. */
export const APPROVER = emailOf('Björn Ahl');

function signIn(...[name, role, title, codes]: [string, Role, string, string[]?]): SignIn {
  const groups = ROLE_GROUPS.filter((each) => each.role === role).filter(
    ({ scope }) => codes === undefined || codes.some((code) => scope === `cost-centre:${code}`),
  );
  return { email: emailOf(name), name, role, title, groups: groups.map(({ group }) => group) };
}
