// The demonstration municipality: the fifteen registers in two sizes, and what the operators need
// to bill it. The same size and month give the same municipality, to the byte. Reads no clock.

import type { Month } from '../../server/kernel/calendar.ts';
import {
  accountCodes,
  allocationRuleRows,
  chargeCodeRows,
  postingRuleRows,
  priceRows,
  serviceTypeRows,
  supplierRows,
} from './catalogue.ts';
import { centresOfUnits, closedCentres, crowd, staffOf } from './crowd.ts';
import { fleet } from './fleet.ts';
import { isCompany } from './organisation.ts';
import { createRandom } from './random.ts';
import {
  codeRegisterRows,
  costCentreRows,
  customerRows,
  legalEntityRows,
  peopleRows,
  settingRows,
  unitRows,
} from './register-rows.ts';
import { REGISTER_KINDS, registerCsv, type RegisterKind, type Registers } from './registers.ts';
import { ownershipRows, subscriptionRow, type Service } from './services.ts';
import {
  STORY_CENTRES,
  STORY_CUSTOMERS,
  STORY_PEOPLE,
  type Person,
  type StoryCentre,
} from './story.ts';
import { storyServices } from './story-services.ts';
import { createTimeline, type Timeline } from './timeline.ts';

export const SIZES = ['story', 'gavle'] as const;

/** `story`: some 140 services with named people. `gavle`: that and the seed's numbers. */
export type Size = (typeof SIZES)[number];

export type Municipality = {
  readonly size: Size;
  readonly timeline: Timeline;
  readonly services: readonly Service[];
  readonly registers: Registers;
};

const PEOPLE_IN_ALL = 6_000;

export function createMunicipality(size: Size, month: Month): Municipality {
  const timeline = createTimeline(month);
  const story = storyServices(timeline);
  const { people, centres, services } = size === 'story' ? small(story) : large(story, timeline);
  return {
    size,
    timeline,
    services,
    registers: {
      settings: settingRows(timeline),
      'legal-entities': legalEntityRows(),
      units: unitRows(),
      'code-register': codeRegisterRows(centres, accountCodes(), timeline),
      people: peopleRows(people),
      'cost-centres': costCentreRows(centres, people, timeline),
      customers: customerRows(STORY_CUSTOMERS),
      'service-types': serviceTypeRows(),
      suppliers: supplierRows(),
      'charge-codes': chargeCodeRows(),
      subscriptions: services.map(subscriptionRow),
      ownerships: services.flatMap(ownershipRows),
      prices: priceRows(),
      'allocation-rules': allocationRuleRows(),
      'posting-rules': postingRuleRows(),
    },
  };
}

/** The registers as the files to import, in the order of import. */
export function registerFiles(
  municipality: Municipality,
): { readonly kind: RegisterKind; readonly bytes: Buffer }[] {
  return REGISTER_KINDS.map((kind) => ({
    kind,
    bytes: registerCsv(kind, municipality.registers[kind]),
  }));
}

type Contents = {
  readonly people: readonly Person[];
  readonly centres: readonly StoryCentre[];
  readonly services: readonly Service[];
};

function small(story: readonly Service[]): Contents {
  return { people: STORY_PEOPLE, centres: STORY_CENTRES, services: story };
}

function large(story: readonly Service[], timeline: Timeline): Contents {
  const random = createRandom(`norrvik ${timeline.month}`);
  const taken = new Set(STORY_PEOPLE.map(({ email }) => email));
  const others = crowd(PEOPLE_IN_ALL - STORY_PEOPLE.length, taken, random);
  const open = centresOfUnits(others, random);
  const closed = closedCentres(others, random);
  const homes = [
    ...open.filter(({ unit }) => !isCompany(unit)),
    ...open.filter(({ unit }) => isCompany(unit)),
    ...STORY_CUSTOMERS.map(({ code }) => ({ code, unit: '' })),
  ];
  const more = fleet({
    timeline,
    random,
    story,
    homes,
    closed: closed.map(({ code }) => code),
    staff: staffOf(others),
  });
  return {
    people: [...STORY_PEOPLE, ...others],
    centres: [...STORY_CENTRES, ...open, ...closed],
    services: [...story, ...more],
  };
}
