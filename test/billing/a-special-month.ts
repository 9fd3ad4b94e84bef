// A month of special cases whose figures are counted by hand from interfaces.md §4: every line of the
// e-invoice is one of them.

import type { LocalDate } from '../../server/kernel/calendar.ts';
import type { RegisterRow, Registers } from '../../tools/demo/registers.ts';
import type { UblDocument, UblLine } from '../../tools/demo/ubl.ts';
import { aMunicipality, anInvoice } from '../support/a.ts';

const base = aMunicipality();
const SINCE = { valid_from: '2019-01-01' };
const NEW_CENTRES: RegisterRow<'cost-centres'>[] = [
  // Closed the day before the month's last: to 1000 and, by way of 4100, to 7000 and 2000.
  { code: '4000', successor: '1000=33.33|4100=66.67', valid_to: '2026-10-30', ...SINCE },
  { code: '4100', successor: '7000=50|2000=50', valid_to: '2026-09-30', ...SINCE },
  { code: '5000', successor: '5100', valid_to: '2026-09-30', ...SINCE },
  { code: '5100', successor: '5000', valid_to: '2026-09-30', ...SINCE },
  { code: '6000', successor: '2000', valid_from: '2026-11-01' },
].map((row) => ({ name: row.code, unit: 'E', counterpart: '1', ...row }));

/** Services of PROV that are not in the plain municipality; S-2 is another than there. */
const SERVICES: RegisterRow<'subscriptions'>[] = [
  mobile('S-1', '+46701740601'),
  { ...mobile('S-2', '+46701740602'), terminated_on: '2026-10-05' },
  { ...mobile('S-2b', '070-174 06 02'), activated_on: '2026-10-20' },
  mobile('S-3', '+46701740603'),
  { ...extension('S-4', '10001') },
  mobile('S-5', '+46701740605'),
  mobile('S-6', '+46701740606'),
  { ...mobile('S-7', '+46701740607'), activated_on: '2026-10-12' },
  { ...mobile('S-8', '+46701740608'), terminated_on: '2026-04-04' },
  { ...mobile('S-9', '+46701740609'), terminated_on: '2026-04-03' },
  { ...mobile('S-10', '0719 123 456'), service_type: 'm2m' },
  {
    ...mobile('S-11', 'TJ-1'),
    service_type: 'special',
    supplier_subscription_id: 'P-11',
  },
  { ...extension('S-12', '10002'), activated_on: '2026-10-08', terminated_on: '2026-10-16' },
  extension('S-13', '10003'),
];

export function specialRegisters(): Registers {
  return {
    ...base,
    settings: base.settings.map((row) =>
      row.key === 'posting_mode' ? { ...row, value: 'full' } : row,
    ),
    'legal-entities': base['legal-entities'].map((row) =>
      row.code === 'BAB' ? { ...row, rounding: 'yes' } : { ...row, ocr: 'luhn-length' },
    ),
    'cost-centres': [...base['cost-centres'], ...NEW_CENTRES],
    customers: base.customers.map((row) => ({ ...row, rounding: 'yes', terms_days: '10' })),
    'service-types': [
      ...base['service-types'],
      { code: 'm2m', name: 'Maskin', namespace: 'e164', vat_rate: '12' },
      { code: 'special', name: 'Särskild', namespace: 'service_id', vat_rate: '6' },
    ],
    subscriptions: SERVICES,
    ownerships: [
      owns('S-1', '1000', { to: '2026-10-09' }),
      owns('S-1', '2000', { from: '2026-10-10', share: '60' }),
      owns('S-1', 'KUND', { from: '2026-10-10', share: '40' }),
      owns('S-2', '7000'),
      owns('S-2b', '1000', { from: '2026-10-20' }),
      owns('S-3', '4000'),
      owns('S-4', '2000'),
      owns('S-5', '5000'),
      owns('S-6', '6000'),
      owns('S-7', '3000', { from: '2026-10-12' }),
      owns('S-8', '1000'),
      owns('S-9', '1000'),
      owns('S-10', 'KUND'),
      owns('S-11', '2000'),
      owns('S-12', '7000'),
      owns('S-13', '1000', { to: '2026-10-15' }),
    ],
    prices: [
      price('45.00', { from: '2020-01-01', to: '2026-10-10' }),
      price('62.00', { from: '2026-10-15' }),
    ],
    'allocation-rules': [
      rule('Rabatt', 'fixed:1000=3.00|3000=4.00|rest=KUND'),
      rule('Kampanj', 'pro-rata'),
    ],
  };
}

const OCTOBER = { from: '2026-10-01' as LocalDate, to: '2026-10-31' as LocalDate };

/** The e-invoice: the charges of the whole document stand first in the file. */
export function specialInvoice(): UblDocument {
  return anInvoice({
    prepaidOre: 10_000,
    inWholeKronor: true,
    extras: [
      { isCharge: false, reason: 'Kampanj', ore: 600, rate: 25 },
      { isCharge: true, reason: 'Fakturaavgift', ore: 2900, rate: 25 },
    ],
    lines: [
      line(10_001, '0046 70-174 06 01', OCTOBER),
      line(-1, '070 174 06 01', days('2026-10-15', '2026-10-15')),
      line(5000, '46701740602', OCTOBER),
      line(3000, '+46701740602', days('2026-10-06', '2026-10-19')),
      line(1000, '+46701740603', OCTOBER),
      line(500, '+46701740605', OCTOBER),
      line(777, '+46701740606', OCTOBER),
      line(1200, '+46701740607', days('2026-09-11', '2026-10-31')),
      line(1300, '+46701740607', days('2026-09-10', '2026-10-31')),
      line(800, '+46701740608'),
      line(900, '+46701740609'),
      { ...line(10_000, '+46719123456', OCTOBER), category: 'AE', rate: 0 },
      { ...line(20_000, 'P-11', OCTOBER), category: 'AE', rate: 0 },
      line(0, '+46701740601', OCTOBER),
      { text: 'Rabatt', netOre: -1000, rate: 25, period: OCTOBER },
    ],
  });
}

function line(netOre: number, object: string, period?: UblLine['period']): UblLine {
  return { text: 'Bas', netOre, rate: 25, object, ...(period === undefined ? {} : { period }) };
}

function days(from: string, to: string): NonNullable<UblLine['period']> {
  return { from: from as LocalDate, to: to as LocalDate };
}

function mobile(id: string, identifier: string): RegisterRow<'subscriptions'> {
  const service = { id, service_type: 'mobile', identifier, activated_on: '2020-01-01' };
  return { ...service, supplier: 'PROV' };
}

function extension(id: string, identifier: string): RegisterRow<'subscriptions'> {
  const service = { id, service_type: 'extension', identifier, activated_on: '2020-01-01' };
  return { ...service, switchboard: 'VX1' };
}

function owns(
  subscription: string,
  owner: string,
  when: RegisterRow<'ownerships'> = {},
): RegisterRow<'ownerships'> {
  return { subscription, owner, from: '2020-01-01', ...when };
}

function price(kronor: string, when: RegisterRow<'prices'>): RegisterRow<'prices'> {
  return { list: 'own', item: 'extension', price: kronor, per: 'month', ...when };
}

function rule(match: string, key: string): RegisterRow<'allocation-rules'> {
  return { supplier: 'PROV', match, key, from: '2020-01-01' };
}
