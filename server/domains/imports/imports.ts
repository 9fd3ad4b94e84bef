// The door of imports: every room's CSV kinds in one list, by page, API and command.

import type { Importable } from '../../platform/csv-import.ts';
import type { Database } from '../../platform/database.ts';
import type { Disk } from '../../platform/disk.ts';
import type { Files } from '../../platform/files.ts';
import type { Texts } from '../../http/texts.ts';
import type { Journal } from '../journal/journal.ts';
import { importApi } from './api.ts';
import { createImportCommands } from './commands.ts';
import { importMenu, importRoutes } from './routes.ts';
import { createImportStore } from './store.ts';
import { IMPORT_KINDS } from './types.ts';

export type ImportsDeps = {
  readonly db: Database;
  readonly journal: Pick<Journal, 'record'>;
  /** The kinds of directory, catalogue, inventory, billing and ledger. */
  readonly kinds: readonly Importable[];
  /** Keeps what was previewed until it is confirmed. */
  readonly files: Pick<Files, 'open' | 'has'>;
  readonly disk: Pick<Disk, 'demandRoom'>;
  readonly texts: Pick<Texts, 't'>;
};

/** Throws an Error when a kind of interfaces.md §3 is not handed in: that is a fault of compose. */
export function createImports({ db, journal, kinds, files, disk, texts }: ImportsDeps) {
  const byName = new Map(kinds.map((each) => [each.kind, each]));
  const inOrder = IMPORT_KINDS.map((name) => {
    const kind = byName.get(name);
    if (kind === undefined) throw new Error(`no room imports ${name}`);
    return kind;
  });
  const store = createImportStore(db);
  const commands = createImportCommands({ db, disk, store, journal, kinds: byName });
  return {
    /** All kinds in the order in which they build on each other. */
    kinds: inOrder as readonly Importable[],
    ...commands,
    routes: importRoutes({ commands, kinds: byName, inOrder, files }),
    api: importApi({ commands, texts }),
    menu: importMenu,
  };
}

export type Imports = ReturnType<typeof createImports>;
