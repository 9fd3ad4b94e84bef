// Inventory's registers in bulk.

import type { Uses } from '../../platform/csv-import.ts';
import type { Database, Tx } from '../../platform/database.ts';
import { createReferences, createRegister } from '../../platform/register.ts';
import type { OwnershipRow, SubscriptionRow } from './import/columns.ts';
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
