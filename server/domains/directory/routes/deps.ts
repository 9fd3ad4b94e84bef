// What this room's pages stand on: its own facts and commands, and the questions that others answer.

import type { DrawChart } from '../../../http/charts.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Journal } from '../../journal/journal.ts';
import type { AskNames } from '../../journal/types.ts';
import type { createCostCentreCommands } from '../commands/cost-centres.ts';
import type { PeopleList } from '../queries/people.ts';
import type { DirectoryQueries } from '../queries/registers.ts';
import type { OwnerFacts } from '../types.ts';

export type DirectoryPageParts = {
  readonly charts: DrawChart;
  readonly askNames: AskNames;
  readonly owners: OwnerFacts;
  /** Where what a person holds is listed. */
  readonly hrefOfHolder: (name: string) => string;
};

export type DirectoryPageDeps = DirectoryPageParts & {
  readonly clock: Clock;
  readonly journal: Pick<Journal, 'ofSubject'>;
  readonly directory: DirectoryQueries & PeopleList & ReturnType<typeof createCostCentreCommands>;
};
