// The door of the ledger: facts in, vouchers and the accounting system's file out.

import type { Clock } from '../../platform/clock.ts';
import type { Importable, Uses } from '../../platform/csv-import.ts';
import type { Database, Tx } from '../../platform/database.ts';
import type { Fault } from '../../platform/fault.ts';
import { versionsStamp } from '../../platform/register.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { createLedgerCommands, type Say } from './commands.ts';
import { defineCodeRegisterImport, definePostingRuleImport } from './import/kinds.ts';
import { createReceiptFolder, type ReceiptFolderDeps } from './receipt-folder.ts';
import { parseCodeString } from './rules/code-strings.ts';
import { postMonth } from './rules/preview.ts';
import { createCodeRegisterStore } from './store/code-register.ts';
import { createExportStore } from './store/exports.ts';
import { createPostingRuleStore } from './store/posting-rules.ts';
import { createVoucherStore } from './store/vouchers.ts';

export type LedgerDeps = {
  readonly db: Database;
  readonly clock: Clock;
  readonly fault: Fault;
  readonly catalogue: Pick<Catalogue, 'allServiceTypes'>;
  /** The receiver's outbox folder. */
  readonly folder: string;
  /** Sentences in Swedish: bookkeeping is kept in Swedish. */
  readonly say: Say;
  readonly program: { readonly name: string; readonly version: string };
  /** Who is asked before a row is removed: billing, for what is frozen. */
  readonly uses: readonly Uses[];
};

export function createLedger(deps: LedgerDeps) {
  const { db, catalogue, uses } = deps;
  const codes = createCodeRegisterStore(db);
  const rules = createPostingRuleStore(db);
  const vouchers = createVoucherStore(db);
  const exports = createExportStore(db);
  const importDeps = { codes, rules, catalogue, uses };
  const kinds: readonly Importable[] = [
    defineCodeRegisterImport(importDeps),
    definePostingRuleImport(importDeps),
  ];
  return {
    ...createLedgerCommands({ ...deps, vouchers, exports }),
    /** The CSV kinds of this room. */
    kinds,
    /** The answer to directory's question about a code string. */
    codeCheck: codes.codeCheck,
    allPostingRules: rules.all,
    allCodes: codes.all,
    /** Another text whenever a posting rule or a registered code has changed. */
    changeStamp: (tx?: Tx) => versionsStamp(db, ['posting_rules', 'registered_codes'], tx),
    /** Vouchers of drafts, and everything that would stop them. Nothing is kept. */
    postMonth,
    parseCodeString,
    vouchersOf: vouchers.ofMonth,
    listExports: exports.list,
    exportsOf: exports.ofMonth,
    findExport: exports.find,
    /** Reads the folder in which the accounting system answers; what it says is taken by `receive`. */
    receiptFolder: (
      folder: string,
      receive: ReceiptFolderDeps['receive'],
    ): ReturnType<typeof createReceiptFolder> =>
      createReceiptFolder({ folder, findExport: exports.findByFileName, receive }),
    /** The bytes of a file, as they were first made. */
    exportContent: exports.contentOf,
  };
}

export type Ledger = ReturnType<typeof createLedger>;
