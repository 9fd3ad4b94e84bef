// The columns of inventory's kinds, as interfaces.md §3 lists them.

import {
  code,
  day,
  email,
  optional,
  percent,
  required,
  text,
  whole,
} from '../../../platform/csv-columns.ts';
import type { RowOf } from '../../../platform/csv-lines.ts';
import { WHOLE_SHARE } from '../types.ts';

export const SUBSCRIPTION_COLUMNS = {
  id: required(code),
  service_type: required(code),
  identifier: required(text(100)),
  switchboard: optional(text(40), null),
  supplier: optional(code, null),
  supplier_account: optional(text(80), null),
  supplier_subscription_id: optional(text(80), null),
  plan: optional(text(200), null),
  options: optional(text(1000), null),
  contract: optional(text(80), null),
  activated_on: required(day),
  terminated_on: optional(day, null),
  bound_until: optional(day, null),
  notice_days: optional(whole(0, 3650), null),
  iccid: optional(text(40), null),
  imei: optional(text(40), null),
  place: optional(text(200), null),
};
export type SubscriptionRow = RowOf<typeof SUBSCRIPTION_COLUMNS>;

export const OWNERSHIP_COLUMNS = {
  subscription: required(code),
  owner: required(code),
  from: required(day),
  to: optional(day, null),
  share: optional(percent, WHOLE_SHARE),
  holder_email: optional(email, null),
  holder_text: optional(text(200), null),
};
export type OwnershipRow = RowOf<typeof OWNERSHIP_COLUMNS>;
