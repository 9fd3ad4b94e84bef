// Files of the inventory's, billing's and the ledger's kinds with faults, and what is told of each.

import type { FaultCase } from './fault-cases.ts';

export const SUBSCRIPTION = 'id;service_type;identifier;supplier;activated_on;terminated_on';

const OWNERSHIP = 'subscription;owner;from;to;share';

export const SERVICE_CASES: readonly FaultCase[] = [
  // inventory
  {
    kind: 'subscriptions',
    what: 'references, numbers and days that cannot be',
    text:
      `${SUBSCRIPTION};switchboard;notice_days\nZ1;fax;+46701234567;NO;2026-01-01;2025-01-01;;x\n` +
      'Z2;mobile;hello;;2026-01-01;;;\nZ3;extension;12a;;2026-01-01;;V;\n',
    faults: [
      '2 service_type import.unknown',
      '2 supplier import.unknown',
      '2 terminated_on import.period',
      '2 notice_days import.whole',
      '3 identifier subscription.e164',
      '4 identifier subscription.extension',
    ],
  },
  {
    kind: 'subscriptions',
    what: 'one number twice on one day, in whatever spelling',
    text:
      `${SUBSCRIPTION}\nZ1;mobile;070-111 22 33;PROV;2026-01-01;2026-06-30\n` +
      'Z2;mobile;+46701112233;PROV;2026-06-30;\nZ3;m2m;0046701112233;PROV;2026-01-01;2026-01-31\n',
    faults: [
      '4 identifier subscription.identifier-taken',
      '3 identifier subscription.identifier-taken',
    ],
  },
  {
    kind: 'subscriptions',
    what: 'one extension twice in one switchboard, and once in another',
    text:
      'id;service_type;identifier;switchboard;activated_on\nZ1;extension;4711;V1;2026-01-01\n' +
      'Z2;extension;47 11;V1;2026-02-01\nZ3;extension;4711;V2;2026-02-01\n',
    faults: ['3 identifier subscription.identifier-taken'],
  },
  {
    kind: 'ownerships',
    what: 'references that there are not',
    text: `${OWNERSHIP};holder_email\nNO;1;2026-01-01;2025-12-31;100;x@example.test\n`,
    faults: [
      '2 subscription import.unknown',
      '2 owner import.unknown',
      '2 to import.period',
      '2 holder_email import.unknown',
    ],
  },
  {
    kind: 'ownerships',
    what: 'percentages that are none',
    text: `${OWNERSHIP}\nNEW;1000;2026-01-01;;0\nNEW;2000;2026-01-01;;33,3\nNEW;9000;2026-01-01;;33.333\nNEW;9900;2026-01-01;;100.01\n`,
    faults: [2, 3, 4, 5].map((row) => `${String(row)} share import.percent`),
  },
  {
    kind: 'ownerships',
    what: 'shares of a day that are not 100: below, above, and for a while',
    text:
      `${OWNERSHIP}\nNEW;1000;2026-01-01;;60\nNEW;2000;2026-02-01;;40\n` +
      'NEWER;1000;2026-01-01;;\nNEWER;2000;2026-03-01;2026-03-31;\n',
    faults: ['2 share ownership.shares', '5 share ownership.shares'],
  },
  // billing and ledger
  {
    kind: 'allocation-rules',
    what: 'keys that are none, and codes that there are not',
    text:
      'supplier;key;from\nNO;one:1000;2026-01-01\nPROV;all:1000;2026-01-01\n' +
      ';percent:1000=60|2000=30;2026-01-01\n;one:NO;2026-01-02\n;fixed:1000=1.005;2026-01-03\n',
    faults: [
      '2 supplier import.unknown',
      '3 key import.allocation-key',
      '4 key import.allocation-key',
      '5 key import.unknown-part',
      '6 key import.allocation-key',
    ],
  },
  {
    kind: 'posting-rules',
    what: 'purposes, types, objects and rates that cannot be, and two rows on one day',
    text:
      'purpose;service_type;vat_rate;account;objects;from\ngift;;;1;;2027-01-01\n' +
      'cost;fax;x;6212;"account=1";2027-01-01\nsales;;6;3041;;2027-01-01\nsales;;6.00;3042;;2027-02-01\n',
    faults: [
      '2 purpose import.one-of',
      '3 service_type import.unknown',
      '3 vat_rate import.number',
      '3 objects import.posting-objects',
      '5 from import.overlap',
    ],
  },
];
