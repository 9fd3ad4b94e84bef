// What invoices name and the register lacks, made in one go. It goes through the same checks as an
// import, because it is one.

import { stringify } from 'csv-stringify/sync';
import type { Actor } from '../../../kernel/actor.ts';
import type { Importable } from '../../../platform/csv-import.ts';
import type { Database, Tx } from '../../../platform/database.ts';
import type { Journal } from '../../journal/journal.ts';
import { keyOfMissing } from '../rules/missing.ts';
import type { InventoryStore } from '../store.ts';
import type { MissingSubscription } from '../types.ts';

export type CreateMissing = {
  readonly missing: readonly MissingSubscription[];
  readonly reason: string;
  readonly actor: Pick<Actor, 'id'>;
};

export type MissingCommandDeps = {
  readonly db: Database;
  readonly store: InventoryStore;
  readonly journal: Pick<Journal, 'record'>;
  readonly subscriptions: Importable;
  readonly ownerships: Importable;
};

export function createMissingCommands(deps: MissingCommandDeps) {
  const { db, store, journal } = deps;
  const create = async ({ missing, reason, actor }: CreateMissing, tx: Tx): Promise<string[]> => {
    const taken = new Set(await store.idsOf(tx));
    const ids = missing.map((each) => {
      const id = keyOfMissing(each, taken);
      taken.add(id);
      return id;
    });
    const run = { dryRun: false, tx };
    await deps.subscriptions.run(subscriptionsCsv(missing, ids), run);
    await deps.ownerships.run(ownershipsCsv(missing, ids), run);
    for (const id of ids) {
      await journal.record(
        {
          event: 'subscription.created',
          actor,
          subject: `subscription:${id}`,
          details: { reason },
        },
        tx,
      );
    }
    return ids;
  };
  return {
    /**
     * Makes subscriptions with their owners, all or none. Returns their keys in the same order.
     * Throws `import.faults` with `row` 2 for the first of them, 3 for the second and so on.
     */
    createMissingSubscriptions: (order: CreateMissing, tx?: Tx): Promise<string[]> =>
      tx === undefined ? db.transaction((own) => create(order, own)) : create(order, tx),
  };
}

function subscriptionsCsv(missing: readonly MissingSubscription[], ids: readonly string[]): Buffer {
  return toCsv(
    missing.map((each, index) => ({
      id: ids[index],
      service_type: each.serviceType,
      identifier: each.identifier,
      switchboard: each.switchboard,
      supplier: each.supplier,
      supplier_account: each.supplierAccount,
      supplier_subscription_id: each.supplierSubscriptionId,
      plan: each.plan,
      contract: each.contract,
      activated_on: each.activatedOn,
    })),
  );
}

function ownershipsCsv(missing: readonly MissingSubscription[], ids: readonly string[]): Buffer {
  return toCsv(
    missing.map((each, index) => ({
      subscription: ids[index],
      owner: each.owner,
      from: each.activatedOn,
      holder_text: each.holderText,
    })),
  );
}

function toCsv(rows: readonly Readonly<Record<string, string | null | undefined>>[]): Buffer {
  return Buffer.from(stringify([...rows], { header: true, delimiter: ';' }));
}
