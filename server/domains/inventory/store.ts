// Inventory's registers in bulk.

import type { LocalDate, Month } from '../../kernel/calendar.ts';
import type { Uses } from '../../platform/csv-import.ts';
import type { Database, Tx } from '../../platform/database.ts';
import { createReferences, createRegister } from '../../platform/register.ts';
import type { OwnershipRow, SubscriptionRow } from './import/columns.ts';
import type { OwnerMove } from './rules/moves.ts';
import type { Ownership, SubscriptionCost } from './types.ts';
import { defineInventoryTables, type IdentifierRow } from './tables.ts';

export type InventoryStore = ReturnType<typeof createInventoryStore>;

export function createInventoryStore(db: Database) {
  const tables = defineInventoryTables(db.sequelize);
  return {
    subscriptions: createRegister<SubscriptionRow>(db, tables.subscriptions),
    identifiers: createRegister<IdentifierRow>(db, tables.identifiers),
    ownerships: createRegister<OwnershipRow>(db, tables.ownerships),

    idsOf: async (tx?: Tx): Promise<ReadonlySet<string>> => {
      const rows = await db.rows<{ code: string }>('SELECT code FROM subscriptions', [], tx);
      return new Set(rows.map(({ code }) => code));
    },

    /** Holds a subscription until the transaction ends; null when there is none. */
    lockSubscription: (
      id: string,
      tx: Tx,
    ): Promise<{ readonly rowId: number; readonly version: number } | null> =>
      db.row('SELECT id AS rowId, version FROM subscriptions WHERE code = ? FOR UPDATE', [id], tx),

    /** Tells who looked at it before that something about it has changed. */
    touchSubscription: async (rowId: number, tx: Tx): Promise<void> => {
      await db.run('UPDATE subscriptions SET version = version + 1 WHERE id = ?', [rowId], tx);
    },

    endOwnerships: async (
      ended: readonly { readonly ownership: Ownership; readonly to: LocalDate }[],
      tx: Tx,
    ): Promise<void> => {
      for (const { ownership, to } of ended) {
        await db.run(
          'UPDATE ownerships SET to_on = ?, version = version + 1 WHERE id = ?',
          [to, ownership.rowId],
          tx,
        );
      }
    },

    addOwnerships: async (
      subscription: string,
      { from, shares }: OwnerMove,
      tx: Tx,
    ): Promise<void> => {
      await db.insertMany(
        'ownerships',
        [
          'subscription',
          'owner',
          'from_on',
          'to_on',
          'share_hundredths',
          'holder_email',
          'holder_text',
        ],
        shares.map(({ owner, share, holderEmail, holderText }) => [
          subscription,
          owner,
          from,
          null,
          share,
          holderEmail?.toLowerCase() ?? null,
          holderText,
        ]),
        tx,
      );
    },

    /** Leaves word that something in this room has changed: what lists remember is counted anew. */
    noteChange: async (tx: Tx): Promise<void> => {
      await db.run('INSERT INTO inventory_changes () VALUES ()', [], tx);
    },

    /** What each owner was charged for each subscription in a month, in place of what stood there. */
    replaceCosts: async (
      month: Month,
      costs: readonly SubscriptionCost[],
      tx: Tx,
    ): Promise<void> => {
      await db.run('DELETE FROM subscription_costs WHERE month = ?', [month], tx);
      await db.insertMany(
        'subscription_costs',
        ['month', 'subscription', 'owner', 'net_ore'],
        costs.map(({ subscriptionId, owner, netOre }) => [month, subscriptionId, owner, netOre]),
        tx,
      );
    },

    /** Who names a subscription inside inventory. */
    uses: createReferences(db, { subscriptions: [['ownerships', 'subscription']] }),

    /** Which rows of directory and catalogue inventory names: they may not be removed. */
    usesOfOthers: createReferences(db, {
      'cost-centres': [['ownerships', 'owner']],
      customers: [['ownerships', 'owner']],
      people: [['ownerships', 'holder_email']],
      suppliers: [['subscriptions', 'supplier']],
      'service-types': [['subscriptions', 'service_type']],
    }) satisfies Uses,
  };
}
