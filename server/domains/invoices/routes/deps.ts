// What this room's pages stand on: its own parts and commands, and what it asks of its pages' queries.

import type { Actor } from '../../../kernel/actor.ts';
import type { createReceiveCommands } from '../commands/receive.ts';
import type { Acceptance } from '../commands/settle.ts';
import type { Parts } from '../deps.ts';
import type { InvoiceFacts } from '../pages/facts.ts';
import type { PageQueries } from '../queries/pages.ts';
import type { SampleQueries } from '../queries/samples.ts';
import type { SourceQueries } from '../queries/sources.ts';
import type { ToldQueries } from '../queries/told.ts';
import type { InvoiceQuestion } from '../schema.ts';

export type PageCommands = ReturnType<typeof createReceiveCommands> & {
  readonly acceptDifference: (acceptance: Acceptance) => Promise<void>;
};

export type PageDeps = {
  readonly parts: Pick<
    Parts,
    'store' | 'catalogue' | 'processes' | 'files' | 'shares' | 'inventory'
  >;
  readonly commands: PageCommands;
  readonly queries: PageQueries & SourceQueries & SampleQueries & ToldQueries;
};

export type GatherInvoice = (question: InvoiceQuestion, actor: Actor) => Promise<InvoiceFacts>;
