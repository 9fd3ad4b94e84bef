// What the verbs of the month are made with: stores, doors, and the questions they ask of others.

import type { Clock } from '../../../platform/clock.ts';
import type { Database } from '../../../platform/database.ts';
import type { Fault } from '../../../platform/fault.ts';
import type { Outbox } from '../../../platform/outbox.ts';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import type { Directory } from '../../directory/directory.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { Invoices } from '../../invoices/invoices.ts';
import type { Journal } from '../../journal/journal.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { Notices } from '../../notices/notices.ts';
import type { Processes } from '../../processes/processes.ts';
import type { MonthPolicy } from '../flow.ts';
import type { InputReader, StampReader, VersionReader } from '../freeze.ts';
import type { AllocationRuleStore } from '../store/allocation-rules.ts';
import type { FreezeStore } from '../store/freezes.ts';
import type { InvoiceStore } from '../store/invoices.ts';
import type { MonthStore } from '../store/months.ts';
import type { RedListStore } from '../store/red-list.ts';
import type { ShareStore } from '../store/shares.ts';
import type { MonthWork } from '../work.ts';

/** What the month asks of the suppliers' invoices. */
export type InvoicesOfMonth = Pick<
  Invoices,
  | 'invoicesForMonth'
  | 'linesOf'
  | 'pendingInvoices'
  | 'missingInvoices'
  | 'rematch'
  | 'markBooked'
  | 'release'
>;

/** Who is told when a month waits: everybody with a role that reaches everything. */
export type AskRecipients = (
  role: 'finance' | 'administrator',
) => Promise<readonly { readonly address: string; readonly name: string | null }[]>;

export type MonthDeps = {
  readonly db: Database;
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly journal: Pick<Journal, 'record'>;
  readonly processes: Processes;
  readonly notices: Pick<Notices, 'queueLetter'>;
  readonly fault: Fault;
  readonly directory: Directory;
  readonly catalogue: Catalogue;
  readonly inventory: Inventory;
  readonly ledger: Ledger;
  readonly invoices: InvoicesOfMonth;
  readonly askRecipients: AskRecipients;
  readonly policy: MonthPolicy;
};

export type MonthRoom = MonthDeps & {
  readonly months: MonthStore;
  readonly freezes: FreezeStore;
  readonly shares: ShareStore;
  readonly redList: RedListStore;
  readonly customerInvoices: InvoiceStore;
  readonly rules: AllocationRuleStore;
  readonly readInputs: InputReader;
  readonly readVersions: VersionReader;
  readonly readStamp: StampReader;
  readonly work: MonthWork;
};
