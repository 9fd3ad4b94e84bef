// What this room's calls are made with.

import type { Month } from '../../../kernel/calendar.ts';
import type { Target } from '../../../kernel/rule.ts';
import type { Texts } from '../../../http/texts.ts';
import type { SupplierInvoice } from '../../invoices/types.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { Process } from '../../processes/types.ts';
import type { createBookingCommands } from '../commands/booking.ts';
import type { createDecidingCommands } from '../commands/deciding.ts';
import type { createPlacingCommands } from '../commands/placing.ts';
import type { createStartingCommands } from '../commands/starting.ts';
import type { InvoiceCalls } from '../queries/calls.ts';
import type { RedListStore } from '../store/red-list.ts';
import type { BillingMonth, Expected } from '../types/process.ts';

/** A customer invoice's documents, made when they are first asked for. Refuses what does not exist. */
export type CustomerInvoiceDocuments = {
  readonly pdf: (number: string) => Promise<Buffer>;
  readonly xlsx: (number: string) => Promise<Buffer>;
};

export type BillingCalls = {
  readonly commands: ReturnType<typeof createDecidingCommands> &
    ReturnType<typeof createPlacingCommands> &
    Pick<ReturnType<typeof createStartingCommands>, 'startMonth'> &
    Pick<ReturnType<typeof createBookingCommands>, 'receiveReceipt'>;
  readonly queries: {
    readonly findMonth: (month: Month) => Promise<BillingMonth | null>;
    readonly listMonths: (after: Month | null, limit: number) => Promise<BillingMonth[]>;
    readonly redListOf: RedListStore['list'];
    readonly findProcess: (month: BillingMonth) => Promise<Process | null>;
    readonly expectedOf: (month: BillingMonth) => Promise<Expected[]>;
    /** Invoices of the month that wait for somebody or were refused: it goes on without them. */
    readonly heldInvoices: (month: Month) => Promise<readonly SupplierInvoice[]>;
  };
  readonly invoices: InvoiceCalls & {
    readonly targetOf: (number: string) => Promise<Target | null>;
  };
  readonly ledger: Pick<Ledger, 'listExports' | 'findExport' | 'exportContent'>;
  readonly documents: CustomerInvoiceDocuments;
  readonly texts: Pick<Texts, 't'>;
};
