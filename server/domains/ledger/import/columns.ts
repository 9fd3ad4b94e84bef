// The columns of the ledger's kinds, as interfaces.md §3 lists them.

import {
  code,
  day,
  decimal,
  oneOf,
  optional,
  required,
  text,
  type Reader,
} from '../../../platform/csv-columns.ts';
import type { RowOf } from '../../../platform/csv-lines.ts';
import { DIMENSIONS } from '../../directory/types.ts';
import { PURPOSES } from '../types.ts';

export const REGISTERED_CODE_COLUMNS = {
  dimension: required(oneOf(DIMENSIONS)),
  code: required(code),
  name: optional(text(200), null),
  valid_from: optional(day, null),
  valid_to: optional(day, null),
};
export type RegisteredCodeRow = RowOf<typeof REGISTERED_CODE_COLUMNS>;

const rate: Reader<string> = (given) => {
  const read = decimal(2)(given);
  return 'value' in read && Number(read.value) > 100 ? { code: 'import.rate' } : read;
};

export const POSTING_RULE_COLUMNS = {
  purpose: required(oneOf(PURPOSES)),
  service_type: optional(code, null),
  vat_rate: optional(rate, null),
  account: required(code),
  objects: optional(text(500), null),
  text: optional(text(200), null),
  from: required(day),
  to: optional(day, null),
};
export type PostingRuleRow = RowOf<typeof POSTING_RULE_COLUMNS>;
