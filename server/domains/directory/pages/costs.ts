// Costs of owners, added up for pages: by owner, by unit with what is below it, month by month.

import type { Month } from '../../../kernel/calendar.ts';
import type { CostChart } from '../../../kernel/chart.ts';
import { ore, sum, type Ore } from '../../../kernel/money.ts';
import { say, type Text } from '../../../kernel/page.ts';
import type { OwnerCosts } from '../types.ts';

/** What a row of a list shows: the latest month, and what changed since the one before. */
export type Cost = {
  readonly costOre: Ore | null;
  readonly changeOre: Ore | null;
  readonly changeKind: 'up' | 'down' | 'sub';
};

const NO_COST: Cost = { costOre: null, changeOre: null, changeKind: 'sub' };

/** Costs of some owners together, in the latest of `months` (the latest first). */
export function costOf(
  owners: ReadonlySet<string>,
  costs: OwnerCosts,
  months: readonly Month[],
): Cost {
  const [latest, before] = months;
  if (latest === undefined) return NO_COST;
  const costOre = totalIn(latest, owners, costs);
  const changeOre = before === undefined ? null : ore(costOre - totalIn(before, owners, costs));
  return { costOre, changeOre, changeKind: kindOf(changeOre) };
}

/** Month by month, oldest first; null before the first. */
export function chartOf(
  { id, what }: { readonly id: string; readonly what: Text },
  owners: ReadonlySet<string>,
  facts: { readonly costs: OwnerCosts; readonly months: readonly Month[] },
): CostChart | null {
  const months = [...facts.months].reverse();
  const values = months.map((month) => totalIn(month, owners, facts.costs));
  const [first, last] = [months[0], months.at(-1)];
  if (first === undefined || last === undefined) return null;
  return {
    id: `cost-${id.replace(/[^A-Za-z0-9-]/g, '_')}`,
    title: say('directory:cost.title', { what }),
    description: say('directory:cost.description', {
      from: first,
      to: last,
      first: values[0] ?? 0,
      last: values.at(-1) ?? 0,
    }),
    months,
    series: [{ says: say('directory:cost.all'), values }],
  };
}

function totalIn(month: Month, owners: ReadonlySet<string>, costs: OwnerCosts): Ore {
  const of = costs.get(month);
  return sum([...owners].map((owner) => of?.get(owner) ?? ore(0)));
}

function kindOf(change: Ore | null): Cost['changeKind'] {
  if (change === null || change === 0) return 'sub';
  return change > 0 ? 'up' : 'down';
}
