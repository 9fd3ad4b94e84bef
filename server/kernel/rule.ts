// Who may do what with what. A rule names roles; a target says where an object lives; the answer is
// allowed, forbidden (one sees it but may not do this) or hidden (for this actor it does not exist).

import type { Actor, Reach, Role } from './actor.ts';
import { hasRole, hasRoleEverywhere } from './actor.ts';

/**
 * One line of the reviewed table. `everywhere` asks for the role with scope `all`. `seenBy` is the
 * rule for seeing the same object: who passes it but not this one is told 403 rather than 404.
 */
export type Rule = {
  readonly name: string;
  readonly roles: readonly Role[];
  readonly everywhere: boolean;
  readonly seenBy: Rule | null;
};

/** Where an object lives: the codes of which one must be reached. Persons are e-mail addresses. */
export type Target = {
  readonly units?: readonly string[];
  readonly costCentres?: readonly string[];
  readonly customers?: readonly string[];
  readonly persons?: readonly string[];
};

export type Answer = 'allowed' | 'forbidden' | 'hidden';

/** Anyone, also without signing in: sign-in itself, health, assets. Listed one by one in a test. */
export const ANYONE: Rule = { name: 'anyone', roles: [], everywhere: false, seenBy: null };

/** Anyone who is signed in. */
export const SIGNED_IN: Rule = { name: 'signed-in', roles: [], everywhere: false, seenBy: null };

export function defineRule(
  rule: Pick<Rule, 'name' | 'roles'> & Partial<Pick<Rule, 'everywhere' | 'seenBy'>>,
): Rule {
  return { everywhere: false, seenBy: null, ...rule };
}

/** What the actor may do under a rule, to an object or (target null) to the collection itself. */
export function answer(rule: Rule, actor: Actor, target: Target | null): Answer {
  if (passes(rule, actor, target)) return 'allowed';
  if (rule.seenBy !== null && passes(rule.seenBy, actor, target)) return 'forbidden';
  return 'hidden';
}

/** True for `allowed`: pages ask it before they draw a button. */
export function may(rule: Rule, actor: Actor, target: Target | null = null): boolean {
  return passes(rule, actor, target);
}

/** Everything that the rule's roles reach together: lists, counts, sums and exports filter by it. */
export function reachOf(rule: Rule, actor: Actor): Reach {
  const reaches = rule.roles.flatMap((role) => actor.reach[role] ?? []);
  return {
    all: reaches.some((reach) => reach.all),
    units: union(reaches.map((reach) => reach.units)),
    costCentres: union(reaches.map((reach) => reach.costCentres)),
    customers: union(reaches.map((reach) => reach.customers)),
  };
}

/** The e-mail address as whom the actor sees what is one's own, where the rule lets employees in. */
export function selfOf(rule: Rule, actor: Actor): string | null {
  return rule.roles.includes('employee') ? actor.email : null;
}

function passes(rule: Rule, actor: Actor, target: Target | null): boolean {
  if (rule === ANYONE || rule === SIGNED_IN) return true;
  if (rule.everywhere) return hasRoleEverywhere(actor, ...rule.roles);
  if (target === null) return hasRole(actor, ...rule.roles);
  const reach = reachOf(rule, actor);
  return reach.all || reaches(reach, target) || isOneself(selfOf(rule, actor), target);
}

function reaches(reach: Reach, target: Target): boolean {
  return (
    meets(reach.units, target.units) ||
    meets(reach.costCentres, target.costCentres) ||
    meets(reach.customers, target.customers)
  );
}

function isOneself(self: string | null, target: Target): boolean {
  return self !== null && target.persons?.includes(self) === true;
}

function meets(reached: ReadonlySet<string>, codes: readonly string[] | undefined): boolean {
  return codes?.some((code) => reached.has(code)) === true;
}

function union(sets: readonly ReadonlySet<string>[]): Set<string> {
  const all = new Set<string>();
  for (const set of sets) for (const each of set) all.add(each);
  return all;
}
