// The room's tables, each sort of thing behind its own verbs.

import type { Database } from '../../../platform/database.ts';
import { createFileStore } from './files.ts';
import { createFindingStore } from './findings.ts';
import { createHeaderStore } from './headers.ts';
import { createInvoiceStore } from './invoices.ts';
import { createLineStore } from './lines.ts';

export function createStore(db: Database) {
  return {
    invoices: createInvoiceStore(db),
    headers: createHeaderStore(db),
    files: createFileStore(db),
    lines: createLineStore(db),
    findings: createFindingStore(db),
  };
}

export type Store = ReturnType<typeof createStore>;
