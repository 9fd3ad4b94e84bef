// The columns of directory's kinds, as interfaces.md §3 lists them.

import {
  code,
  day,
  email,
  oneOf,
  optional,
  required,
  text,
  whole,
  yesNo,
} from '../../../platform/csv-columns.ts';
import type { RowOf } from '../../../platform/csv-lines.ts';
import { OCR_KINDS } from '../../../kernel/numbers.ts';
import {
  CHANNELS,
  COST_CENTRE_CHANNELS,
  LEGAL_ENTITY_KINDS,
  PROFILES,
  UNIT_KINDS,
  VAT_TREATMENTS,
} from '../types.ts';

export const SETTING_COLUMNS = {
  key: required(text(40)),
  value: required(text(500)),
};
export type SettingRow = RowOf<typeof SETTING_COLUMNS>;

const PARTY_COLUMNS = {
  organisation_number: optional(text(20), null),
  vat_number: optional(text(20), null),
  address: optional(text(200), null),
  postal_code: optional(text(20), null),
  city: optional(text(100), null),
  email: optional(email, null),
  reference: optional(text(100), null),
  terms_days: optional(whole(0, 365), 30),
  rounding: optional(yesNo, false),
};

export const LEGAL_ENTITY_COLUMNS = {
  code: required(code),
  name: required(text(200)),
  kind: required(oneOf(LEGAL_ENTITY_KINDS)),
  gln: optional(text(20), null),
  bankgiro: optional(text(20), null),
  ocr: optional(oneOf(OCR_KINDS), 'luhn'),
  ...PARTY_COLUMNS,
  channel: optional(oneOf(CHANNELS), 'login'),
};
export type LegalEntityRow = RowOf<typeof LEGAL_ENTITY_COLUMNS>;

export const UNIT_COLUMNS = {
  code: required(code),
  name: required(text(200)),
  kind: required(oneOf(UNIT_KINDS)),
  parent: optional(code, null),
  legal_entity: optional(code, null),
};
export type UnitRow = RowOf<typeof UNIT_COLUMNS>;

export const PERSON_COLUMNS = {
  email: required(email),
  name: required(text(200)),
  unit: required(code),
  employee_no: optional(text(40), null),
  manager_email: optional(email, null),
  profile: optional(oneOf(PROFILES), null),
  protected: optional(yesNo, false),
  valid_from: optional(day, null),
  valid_to: optional(day, null),
};
export type PersonRow = RowOf<typeof PERSON_COLUMNS>;

export const COST_CENTRE_COLUMNS = {
  code: required(code),
  name: required(text(200)),
  unit: required(code),
  valid_from: required(day),
  valid_to: optional(day, null),
  owner_email: optional(email, null),
  coordinator_email: optional(email, null),
  code_string: optional(text(500), null),
  counterpart: optional(code, null),
  vat: optional(oneOf(VAT_TREATMENTS), 'municipal'),
  channel: optional(oneOf(COST_CENTRE_CHANNELS), 'login'),
  successor: optional(text(1000), null),
};
export type CostCentreRow = RowOf<typeof COST_CENTRE_COLUMNS>;

export const CUSTOMER_COLUMNS = {
  code: required(code),
  name: required(text(200)),
  ...PARTY_COLUMNS,
  channel: optional(oneOf(CHANNELS), 'post'),
  counterpart: optional(code, null),
};
export type CustomerRow = RowOf<typeof CUSTOMER_COLUMNS>;
