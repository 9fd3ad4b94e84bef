// The fifteen registers of an organisation as rows with named columns, and as the CSV files that
// anyone would import. Knows the columns of interfaces.md §3 and nothing of what stands in them.

/** The kinds in the order in which they are imported, each with its columns. */
export const COLUMNS = {
  settings: ['key', 'value'],
  'legal-entities': [
    'code',
    'name',
    'kind',
    'organisation_number',
    'vat_number',
    'gln',
    'bankgiro',
    'ocr',
    'address',
    'postal_code',
    'city',
    'email',
    'reference',
    'terms_days',
    'rounding',
    'channel',
  ],
  units: ['code', 'name', 'kind', 'parent', 'legal_entity'],
  'code-register': ['dimension', 'code', 'name', 'valid_from', 'valid_to'],
  people: [
    'email',
    'name',
    'unit',
    'employee_no',
    'manager_email',
    'profile',
    'protected',
    'valid_from',
    'valid_to',
  ],
  'cost-centres': [
    'code',
    'name',
    'unit',
    'valid_from',
    'valid_to',
    'owner_email',
    'coordinator_email',
    'code_string',
    'counterpart',
    'vat',
    'channel',
    'successor',
  ],
  customers: [
    'code',
    'name',
    'organisation_number',
    'vat_number',
    'address',
    'postal_code',
    'city',
    'email',
    'reference',
    'terms_days',
    'rounding',
    'channel',
    'counterpart',
  ],
  'service-types': ['code', 'name', 'namespace', 'account', 'vat_rate', 'unused_after_months'],
  suppliers: [
    'code',
    'name',
    'organisation_number',
    'bankgiro',
    'specification',
    'invoice_day',
    'rhythm',
    'tolerance',
    'patterns',
  ],
  'charge-codes': ['supplier', 'match', 'class', 'item'],
  subscriptions: [
    'id',
    'service_type',
    'identifier',
    'switchboard',
    'supplier',
    'supplier_account',
    'supplier_subscription_id',
    'plan',
    'options',
    'contract',
    'activated_on',
    'terminated_on',
    'bound_until',
    'notice_days',
    'iccid',
    'imei',
    'place',
  ],
  ownerships: ['subscription', 'owner', 'from', 'to', 'share', 'holder_email', 'holder_text'],
  prices: ['list', 'item', 'price', 'per', 'from', 'to'],
  'allocation-rules': ['supplier', 'account', 'match', 'key', 'from', 'to'],
  'posting-rules': [
    'purpose',
    'service_type',
    'vat_rate',
    'account',
    'objects',
    'text',
    'from',
    'to',
  ],
} as const satisfies Record<string, readonly string[]>;

export type RegisterKind = keyof typeof COLUMNS;

export const REGISTER_KINDS = Object.keys(COLUMNS) as RegisterKind[];

/** One row: the columns that say something. What is left out is an empty field. */
export type RegisterRow<K extends RegisterKind> = Readonly<
  Partial<Record<(typeof COLUMNS)[K][number], string>>
>;

export type Registers = { readonly [K in RegisterKind]: readonly RegisterRow<K>[] };

/** The register as a file: UTF-8, `;`, header line, RFC 4180 quoting, CRLF. */
export function registerCsv(
  kind: RegisterKind,
  rows: readonly RegisterRow<RegisterKind>[],
): Buffer {
  const columns: readonly string[] = COLUMNS[kind];
  const lines = rows.map((row) => {
    const fields: Readonly<Record<string, string>> = row;
    return columns.map((column) => quoted(fields[column] ?? '')).join(';');
  });
  return Buffer.from(`${[columns.join(';'), ...lines].join('\r\n')}\r\n`);
}

/** The file's name in a folder of registers: the order of import in front, `05-people.csv`. */
export function registerFileName(kind: RegisterKind): string {
  return `${String(REGISTER_KINDS.indexOf(kind) + 1).padStart(2, '0')}-${kind}.csv`;
}

/** A field as RFC 4180 has it: in quotes where it must be, quotes doubled. */
export function quoted(field: string): string {
  return /[";\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
