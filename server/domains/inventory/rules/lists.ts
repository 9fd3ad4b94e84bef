// What a list of subscriptions can be narrowed to and sorted by.

import type { Reach } from '../../../kernel/actor.ts';

export const SUBSCRIPTION_SORTS = [
  'number',
  'type',
  'plan',
  'owner',
  'cost',
  'change',
  'activated',
] as const;
export type SubscriptionSort = (typeof SUBSCRIPTION_SORTS)[number];

export const SUBSCRIPTION_STATUSES = ['active', 'coming', 'terminated'] as const;
/** On a day: activated and not terminated; not yet; no longer. */
export type SubscriptionStatus = (typeof SUBSCRIPTION_STATUSES)[number];

/** Null narrows nothing; several values of one field widen it. */
export type SubscriptionFilter = {
  /** A number in any spelling, a key, or the beginning of a word in plan, place or holder. */
  readonly search: string | null;
  /** Who `search` may also mean: addresses of people by that name. */
  readonly holders: readonly string[];
  /** Addresses of people with a protected identity: what they hold is not found by number or holder. */
  readonly hidden: readonly string[];
  readonly types: readonly string[];
  readonly suppliers: readonly string[];
  /** Codes of cost centres and customers. */
  readonly owners: readonly string[];
  readonly status: SubscriptionStatus | null;
};

export const NO_FILTER: SubscriptionFilter = {
  search: null,
  holders: [],
  hidden: [],
  types: [],
  suppliers: [],
  owners: [],
  status: null,
};

/** What the one who looks may see: whose services (kernel's `reachOf`), and one's own (`selfOf`). */
export type ListScope = { readonly reach: Reach; readonly self: string | null };
