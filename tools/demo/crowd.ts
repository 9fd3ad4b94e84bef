// The people and cost centres that only the large municipality has: thousands of them, made by
// chance that can be repeated.

import { FIRST_NAMES, mailName, PLACES, SURNAMES } from './names.ts';
import { departmentOf, DEPARTMENTS, isCompany } from './organisation.ts';
import type { Random } from './random.ts';
import { MAIL_DOMAIN, type Person, type StoryCentre } from './story.ts';
import { UNITS, type UnitPlan } from './units.ts';

const PROFILES = ['office', 'office', 'field', 'field', 'field', 'on_call', ''];
const PROTECTED_ONE_IN = 600;

/** So many people over the units, names invented, addresses unique also against those `taken`. */
export function crowd(size: number, taken: ReadonlySet<string>, random: Random): Person[] {
  const used = new Set(taken);
  const homes = UNITS.flatMap((unit) =>
    Array.from({ length: Math.max(2, unit.centres.length) }, () => unit.code),
  );
  return Array.from({ length: size }, (_, index) => {
    const name = `${random.pick(FIRST_NAMES)} ${random.pick(SURNAMES)}`;
    const email = freeAddress(name, used);
    used.add(email);
    return {
      name,
      email,
      // The first ones fill every unit, so that each has a manager.
      unit: index < UNITS.length ? (UNITS[index]?.code ?? '') : random.pick(homes),
      profile: random.pick(PROFILES),
      isProtected: random.between(1, PROTECTED_ONE_IN) === 1,
    };
  });
}

/** The cost centres of the units' plans, each with an owner who works in the unit. */
export function centresOfUnits(people: readonly Person[], random: Random): StoryCentre[] {
  const staff = staffOf(people);
  return UNITS.flatMap((unit) =>
    unit.centres.map((name, index) =>
      centre(unit, {
        code: String(unit.firstCode + index),
        name,
        owner: random.pick(staff.get(unit.code) ?? people).email,
        codeString: codeStringOf(unit, random),
      }),
    ),
  );
}

// Seven centres that closed before the month: by which they are followed, in order.
const CLOSINGS = [
  { unit: 'UTB-FSK', code: '2391', name: 'Förskolan Gamla torget', successor: '2300' },
  { unit: 'UTB-GR', code: '2191', name: 'Gamla kyrkskolan', successor: '2130|2131' },
  { unit: 'OMV-HT', code: '4691', name: 'Hemtjänst Gamla byn', successor: '4600' },
  { unit: 'SOC-LSS', code: '5291', name: 'Gruppbostaden Stigen', successor: '5292' },
  { unit: 'SOC-LSS', code: '5292', name: 'Gruppbostaden Grinden', successor: '5200' },
  {
    unit: 'SBF-LOK',
    code: '5991',
    name: 'Lokalvård gamla organisationen',
    successor: '5950|5951|5952',
  },
  { unit: 'KUF-FRI', code: '3491', name: `Fritidsgården ${PLACES[20] ?? ''}`, successor: '' },
] as const;

/** Closed centres with one successor, with several by percent, in a chain, and with none. */
export function closedCentres(people: readonly Person[], random: Random): StoryCentre[] {
  const staff = staffOf(people);
  return CLOSINGS.map(({ unit, code, name, successor }) => ({
    code,
    name,
    unit,
    owner: random.pick(staff.get(unit) ?? people).email,
    deductible: false,
    closed: true,
    successor: sharedEvenly(successor),
    codeString: '',
  }));
}

function sharedEvenly(successors: string): string {
  const codes = successors.split('|');
  if (codes.length === 1) return successors;
  const each = Math.floor(10_000 / codes.length);
  return codes
    .map((code, index) => {
      const hundredths = index === 0 ? 10_000 - each * (codes.length - 1) : each;
      return `${code}=${(hundredths / 100).toFixed(2)}`;
    })
    .join('|');
}

function centre(
  unit: UnitPlan,
  facts: Pick<StoryCentre, 'code' | 'name' | 'owner' | 'codeString'>,
): StoryCentre {
  return {
    ...facts,
    unit: unit.code,
    deductible: unit.deductible,
    closed: false,
    successor: '',
  };
}

function codeStringOf(unit: UnitPlan, random: Random): string {
  if (isCompany(unit.code)) return '';
  const department = DEPARTMENTS.find((each) => each.code === departmentOf(unit.code));
  const activity = `activity=${department?.activity ?? '110'}`;
  if (random.chance(8)) return `${activity};project=P${String(random.between(2041, 2044))}`;
  return random.chance(60) ? activity : '';
}

/** The people by unit. */
export function staffOf(people: readonly Person[]): Map<string, Person[]> {
  const staff = new Map<string, Person[]>();
  for (const person of people) {
    const colleagues = staff.get(person.unit) ?? [];
    colleagues.push(person);
    staff.set(person.unit, colleagues);
  }
  return staff;
}

function freeAddress(name: string, used: ReadonlySet<string>): string {
  const stem = mailName(name);
  for (let number = 1; ; number += 1) {
    const email = `${stem}${number === 1 ? '' : String(number)}@${MAIL_DOMAIN}`;
    if (!used.has(email)) return email;
  }
}
