// The registers' rows of people, cost centres and what else the organisation is made of.

import { addMonths } from '../../server/kernel/calendar.ts';
import { withLuhn } from './check-digits.ts';
import {
  COMPANIES,
  counterpartOf,
  departmentOf,
  DEPARTMENTS,
  isCompany,
  MUNICIPALITY,
} from './organisation.ts';
import type { RegisterRow } from './registers.ts';
import { vatNumberOf } from './check-digits.ts';
import { emailOf, type Person, type StoryCentre, type StoryCustomer } from './story.ts';
import type { Timeline } from './timeline.ts';
import { UNITS } from './units.ts';

export const MUNICIPALITY_NUMBER = withLuhn('212099310');

const SINCE = '2019-01-01';
const TOWN = { postal_code: '80000', city: 'Norrvik' };
const ACTIVITIES = ['110', '215', '250', '270', '310', '410', '510', '560', '610'];
const PROJECTS = ['P2041', 'P2042', 'P2043', 'P2044'];
const COUNTERPARTS = ['1', '2', '3', '4', '5', '6', '8'];

export function settingRows(timeline: Timeline): RegisterRow<'settings'>[] {
  return [
    { key: 'posting_mode', value: 'clearing' },
    { key: 'providing_cost_centre', value: '1700' },
    { key: 'clearing_cost_centre', value: '1790' },
    { key: 'correction_months', value: '12' },
    { key: 'ledger_closed_through', value: addMonths(timeline.month, -4) },
    {
      key: 'sie_dimensions',
      value: 'cost_centre=1;project=6;activity=20;object=21;counterpart=22',
    },
  ];
}

export function legalEntityRows(): RegisterRow<'legal-entities'>[] {
  return [
    {
      code: MUNICIPALITY.code,
      name: MUNICIPALITY.name,
      kind: 'municipality',
      organisation_number: MUNICIPALITY_NUMBER,
      vat_number: vatNumberOf(MUNICIPALITY_NUMBER),
      bankgiro: withLuhn('509910'),
      ocr: 'luhn-length',
      address: 'Rådhusesplanaden 1',
      ...TOWN,
      email: 'ekonomi@example.test',
      channel: 'login',
    },
    ...COMPANIES.map(({ code, name }, index) => {
      const number = withLuhn(`55999830${String(index)}`);
      return {
        code,
        name,
        kind: 'company',
        organisation_number: number,
        vat_number: vatNumberOf(number),
        bankgiro: withLuhn(`50991${String(20 + index)}`),
        address: `Storgatan ${String(20 + index)}`,
        ...TOWN,
        email: `faktura.${code.toLowerCase()}@example.test`,
        reference: 'Telefoni',
        terms_days: '30',
        rounding: index === 0 ? 'no' : 'yes',
        channel: index === 0 ? 'login' : 'email',
      };
    }),
  ];
}

export function unitRows(): RegisterRow<'units'>[] {
  const { code, name } = MUNICIPALITY;
  return [
    { code, name, kind: 'municipality', legal_entity: code },
    ...DEPARTMENTS.map((department) => ({
      code: department.code,
      name: department.name,
      kind: 'department',
      parent: code,
    })),
    ...UNITS.map((unit) =>
      isCompany(unit.code)
        ? {
            code: unit.code,
            name: unit.name,
            kind: 'company',
            parent: code,
            legal_entity: unit.code,
          }
        : { code: unit.code, name: unit.name, kind: 'unit', parent: unit.parent },
    ),
  ];
}

export function codeRegisterRows(
  centres: readonly StoryCentre[],
  accounts: readonly string[],
  timeline: Timeline,
): RegisterRow<'code-register'>[] {
  const rows = (dimension: string, codes: readonly string[], word: string) =>
    codes.map((code) => ({ dimension, code, name: `${word} ${code}`, valid_from: SINCE }));
  return [
    ...rows('account', accounts, 'Konto'),
    ...rows('activity', ACTIVITIES, 'Verksamhet'),
    ...rows('project', PROJECTS, 'Projekt'),
    ...rows('counterpart', COUNTERPARTS, 'Motpart'),
    ...centres.map((centre) => ({
      dimension: 'cost_centre',
      code: centre.code,
      name: centre.name,
      valid_from: SINCE,
      valid_to: centre.closed ? timeline.end(-1) : '',
    })),
  ];
}

export function peopleRows(people: readonly Person[]): RegisterRow<'people'>[] {
  const managers = new Map<string, string>();
  for (const person of people) {
    if (!managers.has(person.unit)) managers.set(person.unit, person.email);
  }
  return people.map((person, index) => {
    const manager = managers.get(person.unit);
    return {
      email: person.email,
      name: person.name,
      unit: person.unit,
      employee_no: String(10_001 + index),
      manager_email: manager === person.email ? '' : (manager ?? ''),
      profile: person.profile,
      protected: person.isProtected ? 'yes' : 'no',
      valid_from: '2020-01-01',
    };
  });
}

export function costCentreRows(
  centres: readonly StoryCentre[],
  people: readonly Person[],
  timeline: Timeline,
): RegisterRow<'cost-centres'>[] {
  const coordinators = coordinatorsOf(people);
  return centres.map((centre) => ({
    code: centre.code,
    name: centre.name,
    unit: centre.unit,
    valid_from: SINCE,
    valid_to: centre.closed ? timeline.end(-1) : '',
    owner_email: centre.owner,
    coordinator_email: coordinators.get(departmentOf(centre.unit)) ?? '',
    code_string: centre.codeString,
    counterpart: counterpartOf(centre.unit),
    vat: centre.deductible ? 'deductible' : 'municipal',
    channel: Number(centre.code) % 5 === 0 ? 'email' : 'login',
    successor: centre.successor,
  }));
}

export function customerRows(customers: readonly StoryCustomer[]): RegisterRow<'customers'>[] {
  return customers.map((customer) => ({
    code: customer.code,
    name: customer.name,
    organisation_number: customer.organisationNumber,
    vat_number: vatNumberOf(customer.organisationNumber),
    address: customer.street,
    ...TOWN,
    email: `${customer.code.toLowerCase()}@example.test`,
    reference: 'Kassören',
    terms_days: '30',
    rounding: customer.rounding,
    channel: customer.channel,
    counterpart: '8',
  }));
}

/** One coordinator a department: the one of the story, or else the second who works there. */
function coordinatorsOf(people: readonly Person[]): Map<string, string> {
  const coordinators = new Map<string, string>([['OMV', emailOf('Omar Haddad')]]);
  const seen = new Set<string>();
  for (const person of people) {
    const department = departmentOf(person.unit);
    if (seen.has(department) && !coordinators.has(department)) {
      coordinators.set(department, person.email);
    }
    seen.add(department);
  }
  return coordinators;
}
