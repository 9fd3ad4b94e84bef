// What happened, who did it, to what.

import type { Instant } from '../../kernel/calendar.ts';
import type { Json } from '../../kernel/flow.ts';

/** `order.approved`, by `person:7`, to `supplier-invoice:12`. Details hold before, after and why. */
export type JournalEntry = {
  readonly id: number;
  readonly at: Instant;
  readonly event: string;
  readonly actor: string;
  readonly subject: string;
  readonly details: Readonly<Record<string, Json>>;
};

/** The question what actors are called, by their ids as the journal has them; the unknown are left out. */
export type AskNames = (actorIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
