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

/** The question who actors are by name, by their ids as the journal has them; who is not known is left out. */
export type AskNames = (actorIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
