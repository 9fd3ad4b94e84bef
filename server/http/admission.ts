// Who is let in to a route: before anything is read by one's roles, then by the object that is asked about.

import type { Actor } from '../kernel/actor.ts';
import { notFound, Refusal } from '../kernel/refusal.ts';
import { ANYONE, answer, type Rule, type Target } from '../kernel/rule.ts';

/** Nobody in particular: only routes for anyone let this one in. */
const NOBODY: Actor = {
  kind: 'person',
  id: 'nobody',
  name: '',
  email: null,
  rights: [],
  reach: {},
};

/** Who acts; refuses `unauthenticated` where nobody does and the route is not anyone's. */
export function demandActor(actor: Actor | null, rule: Rule): Actor {
  if (actor !== null) return actor;
  if (rule === ANYONE) return NOBODY;
  throw new Refusal('unauthenticated', 'unauthenticated');
}

/**
 * Who could never pass is told so before anything is read: the same 404 as for what does not exist. That
 * one may not change an object (403) is said only when it is known to be one that one sees.
 */
export function demandRole(
  rule: Rule,
  actor: Actor,
  { asksObject }: { readonly asksObject: boolean },
): void {
  const anywhere = { ...rule, everywhere: false, seenBy: seen(rule.seenBy) };
  if (asksObject && answer(anywhere, actor, null) === 'forbidden') return;
  demandAnswer(anywhere, actor, null, rule);
}

function seen(rule: Rule | null): Rule | null {
  return rule === null ? null : { ...rule, everywhere: false };
}

/** Refuses by the rule's answer: 404 for what does not exist for this actor, 403 for what one may not do. */
export function demandAnswer(rule: Rule, actor: Actor, target: Target | null, named = rule): void {
  if (named.roles.length === 0) return;
  const verdict = answer(rule, actor, target);
  if (verdict === 'hidden') throw notFound();
  if (verdict === 'forbidden') throw new Refusal('forbidden', 'forbidden');
}
