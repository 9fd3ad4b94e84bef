// Who pays from a day: the running period ends the day before, the new one begins. One transaction,
// the subscription's row locked, so that of two at once one wins and the other is told.

import type { Actor } from '../../../kernel/actor.ts';
import { notFound, Refusal } from '../../../kernel/refusal.ts';
import { demand } from '../../../kernel/verdict.ts';
import type { Database, Tx } from '../../../platform/database.ts';
import type { Directory } from '../../directory/directory.ts';
import type { Journal } from '../../journal/journal.ts';
import type { InventoryFacts } from '../queries/facts.ts';
import { endedBy, mayMove, mayShare, type OwnerMove } from '../rules/moves.ts';
import type { InventoryStore } from '../store.ts';

export type ChangeOwner = OwnerMove & {
  /** Our key of the subscription. */
  readonly subscription: string;
  /** The subscription's version that the one who decides has seen. */
  readonly version: number;
  readonly reason: string;
  readonly actor: Pick<Actor, 'id'>;
};

export type OwnerCommandDeps = {
  readonly db: Database;
  readonly store: InventoryStore;
  readonly facts: InventoryFacts;
  readonly directory: Pick<Directory, 'ownerCodes' | 'emails'>;
  readonly journal: Pick<Journal, 'record'>;
};

export function createOwnerCommands(deps: OwnerCommandDeps) {
  const { db, store, facts, journal } = deps;
  return {
    /**
     * Gives a subscription other owners from a day, until further notice. Throws `version.conflict`
     * when somebody was first, `ownership.overlap` when something is planned on or after the day,
     * `ownership.sum`, `ownership.owner-twice`, `ownership.owner-unknown`, `ownership.holder-unknown`.
     */
    changeOwner: (order: ChangeOwner): Promise<void> =>
      db.transaction(async (tx) => {
        const locked = await store.lockSubscription(order.subscription, tx);
        if (locked === null) throw notFound();
        if (locked.version !== order.version) throw new Refusal('conflict', 'version.conflict');
        demand(mayShare(order.shares));
        await demandKnown(deps, order, tx);
        const periods = await facts.ownershipsOf([order.subscription], tx);
        demand(mayMove(periods, order));
        const ended = endedBy(periods, order);
        await store.endOwnerships(ended, tx);
        await store.addOwnerships(order.subscription, order, tx);
        await store.touchSubscription(locked.rowId, tx);
        await store.noteChange(tx);
        await journal.record(entryOf(order, ended), tx);
      }),
  };
}

async function demandKnown(deps: OwnerCommandDeps, { shares }: OwnerMove, tx: Tx): Promise<void> {
  const owners = await deps.directory.ownerCodes(tx);
  const stranger = shares.find(({ owner }) => !owners.has(owner));
  if (stranger !== undefined) {
    const args = { owner: stranger.owner };
    throw new Refusal('invalid', 'ownership.owner-unknown', { args });
  }
  const named = shares.flatMap(({ holderEmail }) => holderEmail ?? []);
  if (named.length === 0) return;
  const people = await deps.directory.emails(tx);
  if (named.some((email) => !people.has(email.toLowerCase()))) {
    throw new Refusal('invalid', 'ownership.holder-unknown');
  }
}

function entryOf(order: ChangeOwner, ended: ReturnType<typeof endedBy>) {
  return {
    event: 'ownership.changed',
    actor: order.actor,
    subject: `subscription:${order.subscription}`,
    details: {
      from: order.from,
      reason: order.reason,
      before: ended.map(({ ownership: { owner, share } }) => ({ owner, share })),
      after: order.shares.map(({ owner, share }) => ({ owner, share })),
    },
  };
}
