// A chart before it is drawn: months and what they cost, series by series. The same figures always
// follow as a table, so a chart never says more than its table.

import type { Month } from './calendar.ts';
import type { Ore } from './money.ts';
import type { Text } from './page.ts';

export type Series = { readonly says: Text; readonly values: readonly Ore[] };

/** Costs by month, at most six series; `values` stand in the order of `months`. */
export type CostChart = {
  /** Unique on its page. */
  readonly id: string;
  readonly title: Text;
  /** What one sees in it, in a sentence. */
  readonly description: Text;
  readonly months: readonly Month[];
  readonly series: readonly Series[];
};
