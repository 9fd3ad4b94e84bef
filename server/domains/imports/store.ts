// One import at a time: each is checked against all registers as they then stand.

import type { Database, Tx } from '../../platform/database.ts';

export function createImportStore(db: Database) {
  return {
    /** Waits for its turn, and holds it until the transaction ends. Must be the transaction's first act. */
    lock: async (tx: Tx): Promise<void> => {
      await db.run(
        "INSERT INTO import_locks (name) VALUES ('registers') ON DUPLICATE KEY UPDATE name = name",
        [],
        tx,
      );
    },
  };
}

export type ImportStore = ReturnType<typeof createImportStore>;
