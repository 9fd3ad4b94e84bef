// Who may see a subscription, and who may give it another owner. It lives with those who own it now (or
// will, or were the last to), and with the person who holds it.

import { defineRule, type Target } from '../../kernel/rule.ts';
import type { Ownership } from './types.ts';

/** An employee sees what is one's own; the others what their cost centres and customers own. */
export const seeSubscriptions = defineRule({
  name: 'subscriptions.see',
  roles: [
    'employee',
    'coordinator',
    'cost-centre-owner',
    'unit-economist',
    'administrator',
    'service-desk',
    'finance',
    'auditor',
  ],
});

/** Other owners or another holder from a day. */
export const changeOwnership = defineRule({
  name: 'subscriptions.change-ownership',
  roles: ['coordinator', 'administrator'],
  seenBy: seeSubscriptions,
});

/** Where a subscription with these owners and holders lives. */
export function targetOf(ownerships: readonly Ownership[]): Target {
  const owners = ownerships.map(({ owner }) => owner);
  return {
    costCentres: owners,
    customers: owners,
    persons: ownerships.flatMap(({ holderEmail }) => holderEmail ?? []),
  };
}
