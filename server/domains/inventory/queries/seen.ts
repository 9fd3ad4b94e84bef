// Which services somebody may open: other rooms link to those, and name the others in plain text.

import type { Actor } from '../../../kernel/actor.ts';
import { may } from '../../../kernel/rule.ts';
import type { Clock } from '../../../platform/clock.ts';
import { seeSubscriptions, targetOf } from '../policy.ts';
import { livingOwners } from '../rules/living.ts';
import type { InventoryFacts } from './facts.ts';

type Deps = {
  readonly facts: Pick<InventoryFacts, 'subscriptionsById' | 'ownershipsOf'>;
  readonly clock: Clock;
};

export function createSeenQueries({ facts, clock }: Deps) {
  return {
    /** Those of the keys that are there and that the actor may see. */
    seenAmong: async (ids: readonly string[], actor: Actor): Promise<ReadonlySet<string>> => {
      const [found, ownerships] = await Promise.all([
        facts.subscriptionsById(ids),
        facts.ownershipsOf(ids),
      ]);
      const today = clock.today();
      const isSeen = (id: string) => {
        const of = ownerships.filter(({ subscriptionId }) => subscriptionId === id);
        return may(seeSubscriptions, actor, targetOf(livingOwners(of, today)));
      };
      return new Set(found.map(({ id }) => id).filter(isSeen));
    },
  };
}
