// The columns of catalogue's kinds, as interfaces.md §3 lists them.

import {
  code,
  day,
  decimal,
  oneOf,
  optional,
  required,
  text,
  whole,
  type Reader,
} from '../../../platform/csv-columns.ts';
import type { RowOf } from '../../../platform/csv-lines.ts';
import { readUnitPrice } from '../rules.ts';
import { CHARGE_CLASSES, NAMESPACES, PRICE_UNITS, RHYTHMS } from '../types.ts';

/** A percentage with at most two decimals, 0–100, kept with both. */
const rate: Reader<string> = (given) => {
  const read = decimal(2)(given);
  return 'value' in read && Number(read.value) > 100 ? { code: 'import.rate' } : read;
};

/** Kronor with at most two decimals, as whole öre. */
const kronor: Reader<number> = (given) => {
  const read = decimal(2)(given);
  return 'value' in read ? { value: Number(read.value.replace('.', '')) } : read;
};

/** Kronor with at most six decimals, kept as text. */
const unitPrice: Reader<string> = (given) => {
  const value = readUnitPrice(given);
  if (value !== null) return { value };
  const read = decimal(6)(given);
  return 'code' in read ? read : { code: 'import.number' };
};

export const SERVICE_TYPE_COLUMNS = {
  code: required(code),
  name: required(text(200)),
  namespace: required(oneOf(NAMESPACES)),
  account: optional(code, null),
  vat_rate: optional(rate, '25.00'),
  unused_after_months: optional(whole(1, 120), null),
};
export type ServiceTypeRow = RowOf<typeof SERVICE_TYPE_COLUMNS>;

export const SUPPLIER_COLUMNS = {
  code: required(code),
  name: required(text(200)),
  organisation_number: optional(text(20), null),
  bankgiro: optional(text(20), null),
  specification: optional(code, null),
  invoice_day: optional(whole(1, 31), null),
  rhythm: optional(oneOf(RHYTHMS), 'monthly'),
  tolerance: optional(kronor, 0),
  patterns: optional(text(2000), null),
};
export type SupplierRow = RowOf<typeof SUPPLIER_COLUMNS>;

export const CHARGE_CODE_COLUMNS = {
  supplier: required(code),
  match: required(text(200)),
  class: required(oneOf(CHARGE_CLASSES)),
  item: optional(text(200), null),
};
export type ChargeCodeRow = RowOf<typeof CHARGE_CODE_COLUMNS>;

export const PRICE_COLUMNS = {
  list: required(text(40)),
  item: required(text(200)),
  price: required(unitPrice),
  per: required(oneOf(PRICE_UNITS)),
  from: required(day),
  to: optional(day, null),
};
export type PriceRow = RowOf<typeof PRICE_COLUMNS>;
