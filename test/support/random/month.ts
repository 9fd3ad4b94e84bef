// A random small municipality with a month of operators' files: every special case of
// `interfaces.md` §4 comes up among some hundred of them. The same seed gives the same month.

import type { Random } from '../../../tools/demo/random.ts';
import type { RegisterRow, Registers } from '../../../tools/demo/registers.ts';
import { aMunicipality } from '../a.ts';
import type { Sent } from '../oracle/month.ts';
import { randomSent, TEXTS } from './charges.ts';
import { CLEARING, randomOf, randomOrganisation, sharesOf } from './owners.ts';
import { randomServices, SERVICE_TYPES } from './services.ts';

export type RandomMonth = {
  readonly registers: Registers;
  readonly sent: readonly Sent[];
  readonly month: string;
  readonly placeOn: string;
};

const MONTHS = ['2026-02', '2026-10', '2026-12', '2027-01', '2028-02'];

export function randomMonth(seed: number): RandomMonth {
  const random = randomOf(seed);
  const month = random.pick(MONTHS);
  const { registers, owners } = randomOrganisation(random, month);
  const services = randomServices({ random, month, owners });
  const specification = random.pick(['spec-utf8', 'details-latin1']);
  return {
    month,
    placeOn: CLEARING,
    sent: randomSent({ random, month, specification, subscriptions: services.subscriptions }),
    registers: {
      ...registers,
      ...services,
      'service-types': SERVICE_TYPES,
      suppliers: [supplier('ALFA', { specification }), supplier('BETA', { patterns: PATTERNS })],
      'charge-codes': chargeCodes(random),
      'allocation-rules': allocationRules(owners, random),
    },
  };
}

const PATTERNS = String.raw`SP-\d+||B-\d+||(?:\+46|0)7\d(?:[ -]?\d){7}`;

function supplier(code: string, more: RegisterRow<'suppliers'>): RegisterRow<'suppliers'> {
  const [base] = aMunicipality().suppliers;
  return { ...base, specification: 'none', tolerance: '1.00', ...more, code };
}

function chargeCodes(random: Random): RegisterRow<'charge-codes'>[] {
  const classes = ['fee', 'traffic', 'one_off', 'equipment', 'discount', 'other'];
  return ['ALFA', 'BETA'].flatMap((code) =>
    [...TEXTS, 'Abonnemang', 'Ba', 'Tr', 'B']
      .filter(() => random.chance(60))
      .map((match) => ({ supplier: code, match, class: random.pick(classes) })),
  );
}

/** Rules of every kind, some that fit better than others, some that do not hold. */
function allocationRules(
  owners: readonly string[],
  random: Random,
): RegisterRow<'allocation-rules'>[] {
  return Array.from({ length: random.between(0, 7) }, () => {
    const from = random.pick(['2020-01-01', '2021-01-01', '2021-01-01', '2027-01-01']);
    return {
      supplier: random.pick(['ALFA', 'BETA', '']),
      account: random.pick(['K1', '', '', '']),
      match: random.pick(['Rabatt', 'Ra', 'Bas', 'Faktura', '', '']),
      key: keyOf(owners, random),
      from,
      to: from < '2026-10-15' ? random.pick(['', '', '', '2026-10-15']) : '',
    };
  });
}

function keyOf(owners: readonly string[], random: Random): string {
  const some = random.shuffled(owners);
  const [a = '', b = '', c = ''] = some;
  const [first = '', second = ''] = sharesOf(2, random);
  return random.pick([
    `one:${a}`,
    `percent:${a}=${first}|${b}=${second}`,
    `fixed:${a}=${String(random.between(1, 300))}.00|rest=${b}`,
    `fixed:${a}=0.01|${b}=${String(random.between(1, 90))}.50|rest=${c}`,
    `fixed:${a}=100.00|${b}=50.00`,
    'pro-rata',
    'pro-rata',
  ]);
}
