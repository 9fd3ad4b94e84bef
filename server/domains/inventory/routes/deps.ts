// What this room's pages stand on: its own facts and commands, the doors below, and how to draw.

import type { DrawChart } from '../../../http/charts.ts';
import type { Texts } from '../../../http/texts.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import type { Directory } from '../../directory/directory.ts';
import type { Journal } from '../../journal/journal.ts';
import type { AskNames } from '../../journal/types.ts';
import type { createOwnerCommands } from '../commands/owners.ts';
import type { createInventoryCosts } from '../queries/costs.ts';
import type { InventoryFacts } from '../queries/facts.ts';
import type { createSubscriptionLists } from '../queries/list.ts';
import type { CostFacts } from '../types.ts';

/** What is drawn with, and the questions that upper rooms answer. */
export type InventoryPageParts = {
  readonly charts: DrawChart;
  readonly texts: Texts;
  readonly costs: CostFacts;
  readonly askNames: AskNames;
};

export type InventoryPageDeps = InventoryPageParts & {
  readonly clock: Clock;
  readonly directory: Directory;
  readonly catalogue: Catalogue;
  readonly journal: Pick<Journal, 'ofSubject'>;
  readonly inventory: InventoryFacts &
    ReturnType<typeof createSubscriptionLists> &
    ReturnType<typeof createInventoryCosts> &
    ReturnType<typeof createOwnerCommands>;
};
