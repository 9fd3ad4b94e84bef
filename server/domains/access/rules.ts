// From groups, grants and the register to rights, and from rights to what they reach. Decisions only:
// nothing here looks anything up.

import { ROLES, type Reach, type Right, type Role, type Scope } from '../../kernel/actor.ts';
import { covers, type LocalDate } from '../../kernel/calendar.ts';
import { ALLOWED, notAllowed, type Verdict } from '../../kernel/verdict.ts';
import type { UnitTree } from '../directory/types.ts';
import type { ExplainedRight, GivenScope, Grant, GroupRole } from './types.ts';

const SCOPE = /^(unit|cost-centre|customer):([\p{L}\p{N}._-]{1,40})$/u;
/** Roles of the house as a whole; the others belong to a part of it. */
const HOUSE_ROLES: readonly Role[] = ['administrator', 'service-desk', 'finance', 'auditor'];

/** `all`, `self`, `unit:110`, `cost-centre:4110` or `customer:K7`; null for anything else. */
export function parseScope(text: string): Scope | null {
  if (text === 'all' || text === 'self') return { kind: text };
  const match = SCOPE.exec(text);
  if (match === null) return null;
  return { kind: match[1] as 'unit' | 'cost-centre' | 'customer', code: match[2] ?? '' };
}

export function scopeText(scope: GivenScope): string {
  return 'code' in scope ? `${scope.kind}:${scope.code}` : scope.kind;
}

export function isRole(text: string): text is Role {
  return (ROLES as readonly string[]).includes(text);
}

/** What a role reaches where nobody says: a house role all, an employee oneself, others the own unit. */
export function usualScope(role: Role): GivenScope {
  if (HOUSE_ROLES.includes(role)) return { kind: 'all' };
  return role === 'employee' ? { kind: 'self' } : { kind: 'own-unit' };
}

/**
 * Reads SAML_ROLES, `group=role[:scope]` separated by spaces, commas or semicolons. Throws one Error
 * that lists every fault.
 */
export function parseGroupRoles(text: string): GroupRole[] {
  const faults: string[] = [];
  const lines = text.split(/[\s,;]+/).filter((line) => line !== '');
  const parsed = lines.flatMap((line) => {
    const match = /^(.+)=([a-z-]+)(?::(.+))?$/.exec(line);
    const [, group = '', role = '', scope] = match ?? [];
    const given = scope === undefined ? null : parseScope(scope);
    if (!isRole(role) || (scope !== undefined && given === null)) {
      faults.push(`SAML_ROLES: "${line}" is not group=role[:scope]`);
      return [];
    }
    return [{ group, role, scope: given ?? usualScope(role) }];
  });
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return parsed;
}

/** The lines of the map that a person's groups fulfil. A group's name counts to the letter. */
export function rolesOfGroups(map: readonly GroupRole[], groups: readonly string[]): GroupRole[] {
  const names = new Set(groups);
  return map.filter((line) => names.has(line.group));
}

/** A grant counts from its first to its last day, both included, until it is revoked. */
export function isInForce(grant: Grant, today: LocalDate): boolean {
  return grant.revokedAt === null && covers({ from: grant.from, to: grant.to }, today);
}

/** Nobody gives oneself a right, nor one that has ended before it begins. */
export function mayGrant(
  grant: { readonly userId: number; readonly from: LocalDate; readonly to: LocalDate | null },
  by: { readonly id: string },
): Verdict {
  if (by.id === `person:${String(grant.userId)}`)
    return notAllowed('forbidden', 'access.own-right');
  if (grant.to !== null && grant.to < grant.from) return notAllowed('invalid', 'access.period');
  return ALLOWED;
}

export function mayRevoke(grant: Pick<Grant, 'revokedAt'>): Verdict {
  return grant.revokedAt === null ? ALLOWED : notAllowed('conflict', 'access.already-revoked');
}

/** The user that an actor is; null for service accounts, the house itself and nobody. */
export function userIdOf(actor: { readonly id: string }): number | null {
  const match = /^person:(\d+)$/.exec(actor.id);
  return match === null ? null : Number(match[1]);
}

/** What the register says by itself: who owns a cost centre, who coordinates one. */
export function rightsOfRegister(email: string | null, tree: UnitTree): ExplainedRight[] {
  if (email === null) return [];
  return tree.costCentres.flatMap((centre) => {
    const scope: Scope = { kind: 'cost-centre', code: centre.code };
    return [
      ...(centre.ownerEmail === email ? [ofRegister('cost-centre-owner', scope)] : []),
      ...(centre.coordinatorEmail === email ? [ofRegister('coordinator', scope)] : []),
    ];
  });
}

/** Everybody who may sign in is an employee, and sees what is one's own. */
export const EVERYBODYS_RIGHT: ExplainedRight = {
  ...ofRegister('employee', { kind: 'self' }),
  source: 'system',
};

function ofRegister(role: Role, scope: Scope): ExplainedRight {
  return {
    role,
    scope,
    source: 'register',
    group: null,
    grantId: null,
    reason: null,
    from: null,
    until: null,
  };
}

/** A given scope as it is today; null where somebody without a unit is to have the own one. */
export function settleScope(given: GivenScope, ownUnit: string | null): Scope | null {
  if (given.kind !== 'own-unit') return given;
  return ownUnit === null ? null : { kind: 'unit', code: ownUnit };
}

/** The codes that each role reaches, units with all that is below them. */
export function reachOfRights(
  rights: readonly Pick<Right, 'role' | 'scope'>[],
  tree: UnitTree,
): Partial<Record<Role, Reach>> {
  const reach: Partial<Record<Role, Reach>> = {};
  for (const role of new Set(rights.map((right) => right.role))) {
    const scopes = rights.filter((right) => right.role === role).map((right) => right.scope);
    reach[role] = reachOfScopes(scopes, tree);
  }
  return reach;
}

function reachOfScopes(scopes: readonly Scope[], tree: UnitTree): Reach {
  const codesOf = (kind: Scope['kind']) =>
    scopes.flatMap((scope) => (scope.kind === kind && 'code' in scope ? [scope.code] : []));
  const units = unitsBelow(codesOf('unit'), tree);
  const centres = tree.costCentres.filter((centre) => units.has(centre.unit));
  return {
    all: scopes.some((scope) => scope.kind === 'all'),
    units,
    costCentres: new Set([...codesOf('cost-centre'), ...centres.map((centre) => centre.code)]),
    customers: new Set(codesOf('customer')),
  };
}

/** The units named and all below them, however deep; a circle in the tree ends where it closes. */
export function unitsBelow(codes: readonly string[], tree: UnitTree): Set<string> {
  const children = new Map<string, string[]>();
  for (const { code, parent } of codes.length === 0 ? [] : tree.units) {
    if (parent !== null) children.set(parent, [...(children.get(parent) ?? []), code]);
  }
  const found = new Set<string>();
  const left = [...codes];
  for (let code = left.pop(); code !== undefined; code = left.pop()) {
    if (found.has(code)) continue;
    found.add(code);
    left.push(...(children.get(code) ?? []));
  }
  return found;
}
