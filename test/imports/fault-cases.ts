// Files of the organisation's and the catalogue's kinds with faults, and what is told of each.

export type FaultCase = {
  readonly kind: string;
  readonly what: string;
  readonly text: string;
  /** `row column code`, a line each. */
  readonly faults: readonly string[];
};

export const ORGANISATION_CASES: readonly FaultCase[] = [
  // the file
  {
    kind: 'units',
    what: 'an unknown, a doubled and a missing column',
    text: 'code;nmae;kind;code\nX;Y;unit;X\n',
    faults: [
      '1 nmae import.column-unknown',
      '1 code import.column-twice',
      '1 name import.column-missing',
    ],
  },
  {
    kind: 'units',
    what: 'too few and too many fields, beside a fault in a whole row',
    text: 'code;name;kind\nX;Y\nX;Y;unit;Z\nX;;unit\n',
    faults: ['2 - import.fields', '3 - import.fields', '4 name import.required'],
  },
  {
    kind: 'units',
    what: 'one key twice, told apart by case and accent',
    text: 'code;name;kind\nÅ;Å;unit\nå;å;unit\nA;A;unit\nÅ;Å;unit\n',
    faults: ['5 code import.duplicate'],
  },
  {
    kind: 'units',
    what: 'no codes: empty, with a space, too long',
    text: `code;name;kind\n;a;unit\nA B;b;unit\n${'x'.repeat(41)};c;unit\n`,
    faults: ['2 code import.required', '3 code import.code', '4 code import.code'],
  },
  // settings
  {
    kind: 'settings',
    what: 'settings that there are not, and values that cannot be',
    text:
      'key;value\nposting_mode;both\ncolour;red\ncorrection_months;-1\n' +
      'ledger_closed_through;2026-13\nsie_dimensions;project=1;\nproviding_cost_centre;a b\n',
    faults: [
      '2 value setting.value',
      '3 key setting.unknown',
      '4 value setting.value',
      '5 value setting.value',
      '6 - import.fields',
      '7 value setting.value',
    ],
  },
  // legal entities
  {
    kind: 'legal-entities',
    what: 'words, numbers and addresses that are none',
    text:
      'code;name;kind;ocr;terms_days;rounding;channel;email\n' +
      'B;B;firm;luhn-3;thirty;maybe;pigeon;nobody\n',
    faults: [
      '2 kind import.one-of',
      '2 ocr import.one-of',
      '2 email import.email',
      '2 terms_days import.whole',
      '2 rounding import.yes-no',
      '2 channel import.one-of',
    ],
  },
  // units
  {
    kind: 'units',
    what: 'a parent and a legal entity that there are not',
    text: 'code;name;kind;parent;legal_entity\nX;X;unit;Y;Z\n',
    faults: ['2 parent import.unknown', '2 legal_entity import.unknown'],
  },
  {
    kind: 'units',
    what: 'a circle, also by way of what is there already',
    text: 'code;name;kind;parent\nX;X;unit;Y\nY;Y;unit;X\nF;F;department;E\n',
    faults: ['2 parent unit.circle', '3 parent unit.circle', '4 parent unit.circle'],
  },
  // code register
  {
    kind: 'code-register',
    what: 'a dimension that there is not, and a period backwards',
    text: 'dimension;code;valid_from;valid_to\ncolour;1;;\naccount;1;2026-02-01;2026-01-31\n',
    faults: ['2 dimension import.one-of', '3 valid_to import.period'],
  },
  // people
  {
    kind: 'people',
    what: 'a unit, a manager and a day that there are not, all in one row',
    text:
      'email,name,unit,manager_email,profile,valid_from\n' +
      'a@example.test,A,NO,b@example.test,pilot,2026-02-30\n',
    faults: [
      '2 unit import.unknown',
      '2 manager_email import.unknown',
      '2 profile import.one-of',
      '2 valid_from import.date',
    ],
  },
  {
    kind: 'people',
    what: 'one address twice, whatever its capitals',
    text: 'email,name,unit\na@example.test,A,E\nA@Example.Test,A,E\n',
    faults: ['3 email import.duplicate'],
  },
  // cost centres
  {
    kind: 'cost-centres',
    what: 'references that there are not',
    text:
      'code;name;unit;valid_from;owner_email;coordinator_email;successor\n' +
      '5000;Fem;NO;2026-01-01;x@example.test;y@example.test;6000\n',
    faults: [
      '2 unit import.unknown',
      '2 owner_email import.unknown',
      '2 coordinator_email import.unknown',
      '2 successor import.unknown-part',
    ],
  },
  {
    kind: 'cost-centres',
    what: 'successors whose shares are not 100, with a comma or three decimals',
    text:
      'code;name;unit;valid_from;successor\n' +
      '5000;Fem;E;2026-01-01;1000=60|2000=39.99\n' +
      '5001;Fem;E;2026-01-01;1000=60,5|2000=39,5\n' +
      '5002;Fem;E;2026-01-01;1000=33.333|2000=66.667\n' +
      '5003;Fem;E;2026-01-01;1000=50|1000=50\n',
    faults: [2, 3, 4, 5].map((row) => `${String(row)} successor import.shares`),
  },
  {
    kind: 'cost-centres',
    what: 'code strings that are none, and codes that the accounting system does not know',
    text:
      'code;name;unit;valid_from;valid_to;code_string;counterpart\n' +
      '5000;Fem;E;2026-01-01;2025-12-31;account;1\n' +
      '5001;Fem;E;2026-01-01;;"account=6210;account=6212";1\n' +
      '5002;Fem;E;2026-01-01;;colour=1;1\n' +
      '5003;Fem;E;2026-01-01;;"account=9999;activity=510";77\n',
    faults: [
      '2 valid_to import.period',
      '2 code_string cost-centre.code-string',
      '3 code_string cost-centre.code-string',
      '4 code_string cost-centre.code-string',
      '5 code_string cost-centre.code-unknown',
      '5 counterpart cost-centre.code-unknown',
    ],
  },
  {
    kind: 'cost-centres',
    what: "an external customer's code",
    text: 'code;name;unit;valid_from\nEXT;Fem;E;2026-01-01\n',
    faults: ['2 code import.code-of-customer'],
  },
  {
    kind: 'customers',
    what: "a cost centre's code",
    text: 'code;name\n1000;Ett\n',
    faults: ['2 code import.code-of-cost-centre'],
  },
  // catalogue
  {
    kind: 'service-types',
    what: 'a namespace that there is not, and rates that are none',
    text: 'code;name;namespace;vat_rate;unused_after_months\nx;X;other;25,0;0\ny;Y;e164;101;\n',
    faults: [
      '2 namespace import.one-of',
      '2 vat_rate import.number',
      '2 unused_after_months import.whole',
      '3 vat_rate import.rate',
    ],
  },
  {
    kind: 'suppliers',
    what: 'a specification, a day, an amount and patterns that cannot be',
    text:
      'code;name;specification;invoice_day;tolerance;patterns\n' +
      'Q;Q;nothing;32;1.005;[a-\nR;R;none;;;(a+)+b||ok\nS;S;none;;;ok||\n',
    faults: [
      '2 specification import.unknown',
      '2 invoice_day import.whole',
      '2 tolerance import.decimals',
      '2 patterns supplier.pattern-malformed',
      '3 patterns supplier.pattern-unsafe',
      '4 patterns supplier.pattern-malformed',
    ],
  },
  {
    kind: 'charge-codes',
    what: 'a supplier and a class that there are not',
    text: 'supplier;match;class\nNO;Bas;rent\n',
    faults: ['2 supplier import.unknown', '2 class import.one-of'],
  },
  {
    kind: 'prices',
    what: 'amounts that are none, a unit that there is not, an own price of no service type',
    text:
      'list;item;price;per;from;to\nA;x;1,50;month;2026-01-01;\nA;y;0.0000001;month;2026-01-01;\n' +
      'A;z;-1;year;2026-01-01;2025-01-01\nown;nothing;1;month;2026-01-01;\n',
    faults: [
      '2 price import.number',
      '3 price import.decimals',
      '4 price import.number',
      '4 per import.one-of',
      '4 to import.period',
      '5 item import.unknown',
    ],
  },
  {
    kind: 'prices',
    what: 'two prices of one item on one day, ends included',
    text:
      'list;item;price;per;from;to\nA;x;1;month;2026-01-01;2026-01-31\n' +
      'A;x;2;month;2026-01-31;\nA;X;3;month;2026-01-31;\nB;x;3;month;2026-01-31;\n',
    faults: ['3 from import.overlap'],
  },
];
