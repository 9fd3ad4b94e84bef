// A random organisation: cost centres open and closed with successors of every sort, companies,
// external customers. Codes are chosen so that byte order, case and accents matter.

import { createRandom, type Random } from '../../../tools/demo/random.ts';
import type { RegisterRow, Registers } from '../../../tools/demo/registers.ts';
import { aMunicipality } from '../a.ts';
import { monthAround, shift } from '../oracle/days.ts';
import { randomPostingRules, randomSettings } from './bookkeeping.ts';

export const PROVIDING = '9000';
export const CLEARING = '9900';

const INTERNAL = ['10', '9', '100', 'A1', 'a1', 'Å1', 'B_2', 'b.2', 'Z-9', 'z'];
const OF_COMPANIES = ['BO', 'Bo1', 'EN-1'];
const CUSTOMERS = ['KUND', 'Kund', 'ÖST'];

export type Organisation = {
  readonly registers: Registers;
  /** Every cost centre and customer that may own something. */
  readonly owners: readonly string[];
};

/** Organisation and bookkeeping of a municipality; services and charges are put to it elsewhere. */
export function randomOrganisation(random: Random, month: string): Organisation {
  const internal = random.shuffled(INTERNAL).slice(0, random.between(4, 8));
  const companies = OF_COMPANIES.slice(0, random.between(0, OF_COMPANIES.length));
  const customers = random.shuffled(CUSTOMERS).slice(0, random.between(0, 3));
  const centres = [...internal, ...companies];
  const base = aMunicipality();
  return {
    owners: [...centres, ...customers],
    registers: {
      ...base,
      settings: randomSettings(base.settings, random, month),
      'legal-entities': [
        ...base['legal-entities'].slice(0, 1),
        entity('BAB', random),
        entity('EAB', random),
      ],
      units: [
        { code: 'K', name: 'K', kind: 'municipality', legal_entity: 'K' },
        { code: 'F', name: 'F', kind: 'department', parent: 'K' },
        { code: 'E', name: 'E', kind: 'unit', parent: 'F' },
        { code: 'BAB', name: 'BAB', kind: 'company', parent: 'K', legal_entity: 'BAB' },
        { code: 'BAB-1', name: 'BAB 1', kind: 'unit', parent: 'BAB' },
        { code: 'EAB', name: 'EAB', kind: 'company', parent: 'F', legal_entity: 'EAB' },
      ],
      'cost-centres': [
        centre(PROVIDING, { unit: 'F', random, code_string: random.pick(['', 'activity=510']) }),
        centre(CLEARING, { unit: 'K', random, code_string: 'account=6212' }),
        ...internal.map((code) =>
          maybeClosed(code, { unit: random.pick(['K', 'F', 'E']), random, month, centres }),
        ),
        ...companies.map((code) =>
          maybeClosed(code, {
            unit: code === 'EN-1' ? 'EAB' : random.pick(['BAB', 'BAB-1']),
            random,
            month,
            centres,
          }),
        ),
      ],
      customers: customers.map((code) => ({
        code,
        name: code,
        address: 'Torget 1',
        postal_code: '80000',
        city: 'Provköping',
        terms_days: random.pick(['', '10', '0']),
        rounding: random.pick(['yes', 'no', '']),
      })),
      'code-register': [
        ...base['code-register'].filter(({ dimension }) => dimension !== 'cost_centre'),
        ...[PROVIDING, CLEARING, ...INTERNAL, ...OF_COMPANIES].map((code) => ({
          dimension: 'cost_centre',
          code,
          valid_from: '2010-01-01',
        })),
      ],
      'posting-rules': randomPostingRules(base['posting-rules'], random, month),
    },
  };
}

function entity(code: string, random: Random): RegisterRow<'legal-entities'> {
  return { code, name: code, kind: 'company', rounding: random.pick(['yes', 'no', '']) };
}

type CentreFacts = {
  readonly unit: string;
  readonly random: Random;
  readonly code_string?: string;
};

function centre(code: string, { unit, random, code_string }: CentreFacts) {
  const strings = ['', '', 'activity=510', 'account=6212', 'account=6213;activity=510;project=P1'];
  return {
    code,
    name: code,
    unit,
    valid_from: '2019-01-01',
    code_string: code_string ?? random.pick(strings),
    counterpart: random.pick(['1', '2', '5', '8', '']),
    vat: random.pick(['municipal', 'municipal', 'deductible', '']),
  };
}

function maybeClosed(
  code: string,
  facts: CentreFacts & { readonly month: string; readonly centres: readonly string[] },
): RegisterRow<'cost-centres'> {
  const { random, month, centres } = facts;
  const row = centre(code, facts);
  if (!random.chance(35)) return row;
  const { to } = monthAround(`${month}-01`);
  // One that is not open yet gives way as well.
  if (random.chance(15)) {
    const valid_from = shift(to, random.pick([0, 1, 20]));
    return { ...row, valid_from, successor: successorsOf(code, centres, random) };
  }
  // The last day itself is still valid: some close on it, and stay open for the month.
  const valid_to = shift(to, -random.pick([0, 1, 5, 40, 100]));
  return { ...row, valid_to, successor: successorsOf(code, centres, random) };
}

/** None, one, or two or three by percent, some of them closed themselves, even in a circle. */
function successorsOf(code: string, centres: readonly string[], random: Random): string {
  const others = random.shuffled(centres.filter((each) => each !== code));
  const count = random.pick([0, 1, 1, 2, 3]);
  const heirs = others.slice(0, count);
  if (heirs.length < 2) return heirs[0] ?? '';
  return sharesOf(heirs.length, random)
    .map((share, index) => `${heirs[index] ?? ''}=${share}`)
    .join('|');
}

/** So many percentages with at most two decimals that sum to 100. */
export function sharesOf(count: number, random: Random): string[] {
  if (count === 1) return ['100'];
  if (count === 3 && random.chance(50)) return ['33.34', '33.33', '33.33'];
  const first = random.pick([5000, 6000, 101, count === 2 ? 9999 : 9000, 3333, 2550]);
  const rest = 10_000 - first;
  const parts =
    count === 2 ? [first, rest] : [first, Math.floor(rest / 3), rest - Math.floor(rest / 3)];
  return parts.map((part) => (part % 100 === 0 ? String(part / 100) : (part / 100).toFixed(2)));
}

/** A stream of draws of a whole number. */
export function randomOf(seed: number): Random {
  return createRandom(`month ${String(seed)}`);
}
