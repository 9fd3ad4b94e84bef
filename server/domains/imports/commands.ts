// An import as a command: one transaction, all rows or none, and a line in the journal when anything
// changed.

import { createHash } from 'node:crypto';
import type { Actor } from '../../kernel/actor.ts';
import { notFound } from '../../kernel/refusal.ts';
import type { ImportAnswer, Importable } from '../../platform/csv-import.ts';
import type { Database } from '../../platform/database.ts';
import type { Disk } from '../../platform/disk.ts';
import type { Journal } from '../journal/journal.ts';
import type { ImportStore } from './store.ts';

export type ImportOrder = {
  readonly kind: string;
  readonly bytes: Buffer;
  /** True for a preview: everything is read and checked, nothing is saved. */
  readonly dryRun: boolean;
  readonly actor: Pick<Actor, 'id'>;
};

export type ImportCommandDeps = {
  readonly db: Database;
  readonly disk: Pick<Disk, 'demandRoom'>;
  readonly store: ImportStore;
  readonly journal: Pick<Journal, 'record'>;
  readonly kinds: ReadonlyMap<string, Importable>;
};

export function createImportCommands({ db, disk, store, journal, kinds }: ImportCommandDeps) {
  return {
    /**
     * Imports a file of one kind. Throws `not-found` for a kind that there is none of, `file.empty`,
     * `import.faults` with every fault of the file, and `disk.full`; then nothing is saved.
     */
    importFile: async ({ kind, bytes, dryRun, actor }: ImportOrder): Promise<ImportAnswer> => {
      const importable = kinds.get(kind);
      if (importable === undefined) throw notFound();
      if (!dryRun) await disk.demandRoom();
      return db.transaction(async (tx) => {
        await store.lock(tx);
        const answer = await importable.run(bytes, { dryRun, tx });
        if (!dryRun && answer.unchanged < answer.rows) {
          const { rows, added, changed, removed } = answer;
          const sha256 = createHash('sha256').update(bytes).digest('hex');
          const details = { rows, added, changed, removed, sha256 };
          await journal.record(
            { event: 'import.applied', actor, subject: `import:${kind}`, details },
            tx,
          );
        }
        return answer;
      });
    },
  };
}
