// The rooms that have registers, wired as compose wires them, on the test database.

import { Readable } from 'node:stream';
import { SYSTEM } from '../../server/kernel/actor.ts';
import { toInstant } from '../../server/kernel/calendar.ts';
import { createStillClock } from '../../server/platform/clock.ts';
import type { ImportAnswer, Uses } from '../../server/platform/csv-import.ts';
import { Refusal, type Fault } from '../../server/kernel/refusal.ts';
import { createCatalogue } from '../../server/domains/catalogue/catalogue.ts';
import { createDirectory } from '../../server/domains/directory/directory.ts';
import { defineAllocationRuleImport } from '../../server/domains/billing/import/allocation-rules.ts';
import { createAllocationRuleStore } from '../../server/domains/billing/store/allocation-rules.ts';
import {
  defineCodeRegisterImport,
  definePostingRuleImport,
} from '../../server/domains/ledger/import/kinds.ts';
import { createCodeRegisterStore } from '../../server/domains/ledger/store/code-register.ts';
import { createPostingRuleStore } from '../../server/domains/ledger/store/posting-rules.ts';
import { createImports, type ImportsDeps } from '../../server/domains/imports/imports.ts';
import { createInventory } from '../../server/domains/inventory/inventory.ts';
import { createJournal } from '../../server/domains/journal/journal.ts';
import { testDatabase } from '../support/database.ts';

/** Without pages nothing is kept and no sentence is read. */
const NO_PAGES: Pick<ImportsDeps, 'files' | 'texts'> = {
  files: { open: () => Readable.from([]), has: () => Promise.resolve(false) },
  texts: { t: (_lang, text) => (typeof text === 'string' ? text : 'key' in text ? text.key : '') },
};

/** `frozen` names `kind:key` of what a freeze uses; a test adds to it. */
export async function registerRooms(pages = NO_PAGES) {
  const db = await testDatabase();
  const clock = createStillClock(toInstant(new Date('2026-11-24T09:00:00Z')));
  const journal = createJournal({ db, clock });
  const frozen = new Set<string>();
  const frozenUse: Uses = (kind, rows) =>
    Promise.resolve(
      new Set(rows.filter(({ key }) => frozen.has(`${kind}:${key}`)).map(({ id }) => id)),
    );
  const late: { inventory?: ReturnType<typeof createInventory> } = {};
  const uses: Uses[] = [
    (...asked) => late.inventory?.usesOfOthers(...asked) ?? Promise.resolve(new Set()),
    frozenUse,
  ];
  const codes = createCodeRegisterStore(db);
  const directory = createDirectory({ db, clock, journal, codeCheck: codes.codeCheck, uses });
  const specifications = () => Promise.resolve(new Set(['details-latin1', 'spec-utf8']));
  const catalogue = createCatalogue({ db, clock, journal, specifications, uses });
  const inventory = createInventory({ db, clock, journal, directory, catalogue, frozenUse });
  late.inventory = inventory;
  const allocationRules = createAllocationRuleStore(db);
  const postingRules = createPostingRuleStore(db);
  const ledgerDeps = { codes, rules: postingRules, catalogue, uses };
  const imports = createImports({
    db,
    journal,
    ...pages,
    disk: { demandRoom: () => Promise.resolve() },
    kinds: [
      ...directory.kinds,
      ...catalogue.kinds,
      ...inventory.kinds,
      defineAllocationRuleImport({ store: allocationRules, directory, catalogue, uses }),
      defineCodeRegisterImport(ledgerDeps),
      definePostingRuleImport(ledgerDeps),
    ],
  });
  const importText = (kind: string, text: string, dryRun = false): Promise<ImportAnswer> =>
    imports.importFile({ kind, bytes: Buffer.from(text), dryRun, actor: SYSTEM });
  return {
    db,
    clock,
    journal,
    frozen,
    directory,
    catalogue,
    inventory,
    imports,
    allocationRules,
    postingRules,
    codes,
    importText,
    /** The faults that a file has. */
    faultsOf: (kind: string, text: string): Promise<readonly Fault[]> =>
      importText(kind, text).then(
        () => [],
        (error: unknown) => {
          if (error instanceof Refusal && error.code === 'import.faults') {
            return error.details.errors ?? [];
          }
          throw error;
        },
      ),
  };
}

export type RegisterRooms = Awaited<ReturnType<typeof registerRooms>>;
