// The kinds of registers that can be imported, in the order in which they build on each other
// (interfaces.md §3).

export const IMPORT_KINDS = [
  'settings',
  'legal-entities',
  'units',
  'code-register',
  'people',
  'cost-centres',
  'customers',
  'service-types',
  'suppliers',
  'charge-codes',
  'subscriptions',
  'ownerships',
  'prices',
  'allocation-rules',
  'posting-rules',
] as const;
export type ImportKindName = (typeof IMPORT_KINDS)[number];
