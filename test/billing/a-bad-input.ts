// The rows of interfaces.md §6 that are a file: what is sent in, and what it must come to; and the small
// municipality with what they need.

import { expect } from 'chai';
import { withLuhn } from '../../tools/demo/check-digits.ts';
import type { Registers } from '../../tools/demo/registers.ts';
import {
  aLine,
  aMunicipality,
  anInvoice,
  anInvoiceFile,
  aSpecificationFile,
  aSpecificationRow,
} from '../support/a.ts';
import type { ApiFile } from '../support/api-client.ts';

/** Of which supplier, its files, and what they must come to; null: no code at all. */
type BadRow = readonly [
  what: string,
  supplier: 'PROV' | 'SPEC',
  files: (number: string) => readonly ApiFile[],
  state: 'refused' | 'waiting' | 'ready',
  code: string | null,
];

const OTHER_NUMBER = withLuhn('559999009');
const SPEC_NUMBER = withLuhn('559999003');
const OURS = aMunicipality();
const COMPANY_NUMBER = OURS['legal-entities'].find(({ code }) => code === 'BAB');
const HUGE_ORE = 1_000_000_000_000_100;

export const one = (bytes: Buffer, name = 'faktura.xml'): ApiFile[] => [{ name, bytes }];
export const xml = (number: string, changes: Parameters<typeof anInvoiceFile>[0] = {}) =>
  anInvoiceFile({ number, ...changes });
export const lines = (...each: Parameters<typeof aLine>[0][]) => ({ lines: each.map(aLine) });
/** The e-invoice as text with something else in the place of what a pattern finds. */
const bent = (from: string | RegExp, to: string) => (number: string) => {
  const text = xml(number).toString('utf8');
  const changed = text.replace(from, to);
  expect(changed, `nothing is like ${String(from)}`).not.to.equal(text);
  return one(Buffer.from(changed));
};
const buyer = (organisationNumber: string) => (number: string) =>
  one(xml(number, { buyer: { ...anInvoice().buyer, organisationNumber } }));
const seller = { ...anInvoice().seller, organisationNumber: SPEC_NUMBER };
const csv = (number: string, change: (text: string) => string, ore = 10_000): ApiFile => {
  const text = aSpecificationFile([aSpecificationRow({ amount: ore * 100 })]).toString('utf8');
  return { name: 'spec.csv', bytes: Buffer.from(change(text.replaceAll('F-1', number))) };
};
const same = (text: string) => text;
const both = (change: (text: string) => string, ore?: number) => (number: string) => [
  ...one(xml(number, { seller })),
  csv(number, change, ore),
];
/** One more row behind the good one, with something wrong in it. */
const andRow = (from: string | RegExp, to: string) =>
  both((text) => {
    const last = text.trimEnd().split('\r\n').at(-1) ?? '';
    const bad = last.replace(from, to);
    expect(bad).not.to.equal(last);
    return `${text.trimEnd()}\r\n${bad}\r\n`;
  });

export const BAD_ROWS: readonly BadRow[] = [
  ['text that is nothing', 'PROV', () => one(Buffer.from('hej')), 'refused', 'file.unknown-format'],
  ['truncated XML', 'PROV', (n) => one(xml(n).subarray(0, -40)), 'refused', 'xml.malformed'],
  ['a DOCTYPE', 'PROV', bent('<Invoice', '<!DOCTYPE x><Invoice'), 'refused', 'xml.doctype'],
  [
    'bytes that UTF-8 cannot be',
    'PROV',
    (n) => one(Buffer.from(xml(n).toString('latin1').replace('>Bas<', '>B\xe5s<'), 'latin1')),
    'refused',
    'file.encoding',
  ],
  [
    'a total that is not its parts',
    'PROV',
    bent(/(<cbc:TaxInclusiveAmount[^>]*>)[^<]+/, '$1999.00'),
    'refused',
    'rule.BR-CO-15',
  ],
  ['no F-tax', 'PROV', bent('Godkänd för F-skatt', 'Nej'), 'ready', 'rule.SE-R-005'],
  [
    'another currency',
    'PROV',
    (n) => one(Buffer.from(xml(n).toString('utf8').replaceAll('SEK', 'EUR'))),
    'refused',
    'invoice.currency',
  ],
  [
    'an amount over the limit',
    'PROV',
    (n) => one(xml(n, lines({ netOre: HUGE_ORE }))),
    'refused',
    'amount.too-large',
  ],
  ['a buyer unknown to us', 'PROV', buyer(OTHER_NUMBER), 'waiting', 'invoice.wrong-buyer'],
  [
    'a company of ours',
    'PROV',
    buyer(COMPANY_NUMBER?.organisation_number ?? ''),
    'waiting',
    'invoice.companys-own',
  ],
  [
    'no specification',
    'SPEC',
    (n) => one(xml(n, { seller })),
    'waiting',
    'invoice.specification-missing',
  ],
  ['no e-invoice', 'SPEC', (n) => [csv(n, same)], 'waiting', 'invoice.e-invoice-missing'],
  [
    'a column too few',
    'SPEC',
    both((text) => text.replace('Belopp exkl moms', 'Något')),
    'refused',
    'column.missing',
  ],
  ['another seller', 'PROV', (n) => one(xml(n, { seller })), 'refused', 'supplier.other'],
  [
    'rows that differ a little',
    'SPEC',
    both(same, 9_950),
    'ready',
    'invoice.specification-rounded',
  ],
  ['rows that differ much', 'SPEC', both(same, 9_000), 'waiting', 'invoice.specification-differs'],
  [
    'a zero line',
    'PROV',
    (n) => one(xml(n, lines({ netOre: 0, object: '+46701740602' }))),
    'ready',
    null,
  ],
  [
    'an unknown number',
    'PROV',
    (n) => one(xml(n, lines({ object: '+46701749999' }))),
    'ready',
    'line.unknown',
  ],
  [
    'a terminated service',
    'PROV',
    (n) => one(xml(n, lines({ object: '+46701740608' }))),
    'ready',
    'line.terminated',
  ],
  ['a line twice', 'PROV', (n) => one(xml(n, lines({}, {}))), 'ready', 'line.duplicate'],
  ['what was charged before', 'PROV', (n) => one(xml(n)), 'ready', 'line.overlap'],
  [
    'a number that has moved',
    'PROV',
    (n) => one(xml(n, lines({ object: '+46701740609' }))),
    'ready',
    'line.other-supplier',
  ],
  [
    'another cost centre',
    'PROV',
    (n) => one(xml(n, lines({ accountingCost: '2000' }))),
    'ready',
    'line.cost-centre',
  ],
  [
    'a charge unknown to us',
    'PROV',
    (n) => one(xml(n, lines({ text: 'Okänd' }))),
    'ready',
    'charge.unknown',
  ],
  ['a row with too few fields', 'SPEC', andRow(/;[^;]*$/, ''), 'ready', 'row.fields'],
  ['a row without a number', 'SPEC', andRow('100,00', 'hundra'), 'ready', 'row.number'],
  ['a row without a date', 'SPEC', andRow('2026-10-01', '2026-13-01'), 'ready', 'row.date'],
  [
    'a row whose period ends first',
    'SPEC',
    andRow('2026-10-01', '2026-12-01'),
    'ready',
    'row.period',
  ],
  [
    'a column too many',
    'SPEC',
    both((text) => text.replace('Moms %', 'Moms %;Extra').replace(/(\d)\r\n$/, '$1;x\r\n')),
    'ready',
    'column.unknown',
  ],
];

/** A second supplier, with specifications; a service that ended, and a number that moved to it. */
export function withMore(): Registers {
  const [prov] = OURS.suppliers;
  const [service] = OURS.subscriptions;
  const common = { ...service, activated_on: '2020-01-01' };
  const owned = { owner: '1000', from: '2020-01-01' };
  return aMunicipality({
    suppliers: [
      ...OURS.suppliers,
      {
        ...prov,
        code: 'SPEC',
        name: 'Spectele AB',
        organisation_number: SPEC_NUMBER,
        specification: 'spec-utf8',
        tolerance: '1.00',
      },
    ],
    subscriptions: [
      ...OURS.subscriptions,
      { ...common, id: 'S-8', identifier: '+46701740608', terminated_on: '2026-08-31' },
      { ...common, id: 'S-9', identifier: '+46701740609', terminated_on: '2026-06-30' },
      {
        ...common,
        id: 'S-10',
        supplier: 'SPEC',
        identifier: '+46701740609',
        activated_on: '2026-07-01',
      },
    ],
    ownerships: [
      ...OURS.ownerships,
      { subscription: 'S-8', ...owned },
      { subscription: 'S-9', ...owned },
      { subscription: 'S-10', ...owned, from: '2026-07-01' },
    ],
  });
}
