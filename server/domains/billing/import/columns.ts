// The columns of billing's kind, as interfaces.md §3 lists them.

import { code, day, optional, required, text } from '../../../platform/csv-columns.ts';
import type { RowOf } from '../../../platform/csv-lines.ts';

export const ALLOCATION_RULE_COLUMNS = {
  supplier: optional(code, null),
  account: optional(text(80), null),
  match: optional(text(200), null),
  key: required(text(1000)),
  from: required(day),
  to: optional(day, null),
};
export type AllocationRuleRow = RowOf<typeof ALLOCATION_RULE_COLUMNS>;
