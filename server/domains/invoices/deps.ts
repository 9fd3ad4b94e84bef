// What this room stands on, and the parts that it is put together from.

import type { StepLimits } from '../../kernel/flow.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database, Tx } from '../../platform/database.ts';
import type { Fault } from '../../platform/fault.ts';
import type { Files } from '../../platform/files.ts';
import type { Outbox } from '../../platform/outbox.ts';
import type { Access } from '../access/access.ts';
import type { Texts } from '../../http/texts.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Directory } from '../directory/directory.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { Journal } from '../journal/journal.ts';
import type { Notices } from '../notices/notices.ts';
import type { Processes } from '../processes/processes.ts';
import type { Store } from './store/store.ts';
import type { SharesOfLines } from './types.ts';

export type InvoicesDeps = {
  readonly texts: Pick<Texts, 't'>;
  readonly db: Database;
  readonly clock: Clock;
  readonly files: Files;
  readonly fault: Fault;
  readonly outbox: Outbox;
  readonly journal: Pick<Journal, 'record'>;
  readonly processes: Processes;
  readonly notices: Pick<Notices, 'queueLetter'>;
  /** Whom to write to when an invoice waits. */
  readonly access: Pick<Access, 'holdersOfRole'>;
  readonly directory: Pick<Directory, 'allLegalEntities'>;
  readonly catalogue: Pick<
    Catalogue,
    'allSuppliers' | 'findSupplier' | 'allChargeCodes' | 'createReferenceFinder' | 'readingStamp'
  >;
  readonly inventory: Pick<
    Inventory,
    | 'subscriptionsOfSupplier'
    | 'endedAmong'
    | 'holdersOf'
    | 'ownershipsOf'
    | 'secretMask'
    | 'seenAmong'
    | 'changeStamp'
  >;
  /** How long the steps of an intake may take. */
  readonly limits: StepLimits;
  /** Asked of billing: who pays for some lines. */
  readonly shares: SharesOfLines;
  /** Tells billing that an invoice is ready, waits or was refused. */
  readonly tellMonths: (tx: Tx) => Promise<void>;
};

/** The room's own parts beside what it was given. */
export type Parts = InvoicesDeps & { readonly store: Store };
