// The services that only the large municipality has: thousands of them, spread over its cost
// centres, with their moves and terminations.

import { addDays, type LocalDate } from '../../server/kernel/calendar.ts';
import { OPTIONS, planOf, type ServiceType } from './catalogue.ts';
import { machineNumber, mobileNumber } from './check-digits.ts';
import type { Random } from './random.ts';
import { isActive, NOT_BOUGHT, type Bought, type Owner, type Service } from './services.ts';
import type { Person } from './story.ts';
import { dayBefore, type Timeline } from './timeline.ts';

/** What is already there, where services may live, and who may hold them. */
export type Surroundings = {
  readonly timeline: Timeline;
  readonly random: Random;
  readonly story: readonly Service[];
  /** Open cost centres and customers, each with the unit whose people work there. */
  readonly homes: readonly { readonly code: string; readonly unit: string }[];
  /** Closed cost centres: a few services are still theirs. */
  readonly closed: readonly string[];
  readonly staff: ReadonlyMap<string, readonly Person[]>;
};

type Kind = {
  readonly type: ServiceType;
  readonly active: number;
  /** Activated and terminated in the demonstration's month and in the one before. */
  readonly newNow: number;
  readonly newBefore: number;
  readonly endedNow: number;
  readonly endedBefore: number;
  /** Plans with their shares in a hundred. */
  readonly plans: readonly (readonly [plan: string | null, share: number])[];
};

// The counts of the seed, and in the month before the demonstration's 205 terminations, of which
// 200 are credited and 5 go on being charged.
const KINDS: readonly Kind[] = [
  {
    type: 'mobile',
    ...{ active: 3900, newNow: 20, newBefore: 130, endedNow: 8, endedBefore: 165 },
    plans: [
      ['Mobil Bas', 16],
      ['Kontor 5 GB', 49],
      ['Fält 15 GB', 27],
      ['Obegränsad', 5],
      ['Mobil Special', 3],
    ],
  },
  {
    type: 'extension',
    ...{ active: 3700, newNow: 10, newBefore: 22, endedNow: 28, endedBefore: 25 },
    plans: [[null, 100]],
  },
  {
    type: 'mobile_broadband',
    ...{ active: 980, newNow: 6, newBefore: 30, endedNow: 2, endedBefore: 30 },
    plans: [
      ['Bredband 50 GB', 98],
      ['Bredband Special', 2],
    ],
  },
  {
    type: 'm2m',
    ...{ active: 360, newNow: 1, newBefore: 4, endedNow: 1, endedBefore: 10 },
    plans: [
      ['M2m Bas', 75],
      ['M2m Larm', 20],
      ['M2m Special', 5],
    ],
  },
  {
    type: 'special',
    ...{ active: 84, newNow: 0, newBefore: 1, endedNow: 0, endedBefore: 0 },
    plans: [
      ['Fiberaccess 100/100', 40],
      ['Fiberaccess 1000/1000', 22],
      ['Hisslarm', 15],
      ['Koordinerad trygghetslänk', 15],
      ['ISDN-ersättning', 8],
    ],
  },
];

const MOVES_IN_MONTH = 60;
const MOVES_BEFORE = 40;

/** All services beside the story's, serials after theirs. */
export function fleet(around: Surroundings): Service[] {
  const numbers = createNumbers(around);
  const services = KINDS.flatMap((kind) => lives(kind, around).map((life) => ({ kind, life })));
  const made = services.map(({ kind, life }, index) =>
    service(kind, { life, serial: around.story.length + index + 1, ...numbers }, around),
  );
  return moved(made, around);
}

type Life = { readonly from: LocalDate; readonly to: LocalDate | null };

/** First and last days, so many of each as the kind asks for, less what the story has. */
function lives(kind: Kind, around: Surroundings): Life[] {
  const { timeline, random } = around;
  const ours = around.story.filter(({ type }) => type === kind.type);
  const inMonth = (months: number): LocalDate => timeline.on(months, random.between(2, 27));
  const longAgo = (): LocalDate => timeline.on(-random.between(5, 60), random.between(1, 28));
  const times = <T>(count: number, make: () => T): T[] =>
    Array.from({ length: Math.max(0, count) }, make);
  const begunIn = (months: number) =>
    ours.filter((each) => within(each.activatedOn, months, timeline)).length;
  const endedIn = (months: number) =>
    ours.filter((each) => within(each.terminatedOn, months, timeline)).length;
  const alive = kind.active - ours.filter((each) => isActive(each, timeline.end(0))).length;
  const young = [
    ...times(kind.newNow - begunIn(0), () => ({ from: inMonth(0), to: null })),
    ...times(kind.newBefore - begunIn(-1), () => ({ from: inMonth(-1), to: null })),
    ...times(kind.active / 200, () => ({ from: inMonth(-2), to: null })),
    ...times(kind.active / 250, () => ({ from: inMonth(-3), to: null })),
  ];
  return [
    ...times(alive - young.length, () => ({ from: longAgo(), to: null })),
    ...young,
    ...times(kind.endedNow - endedIn(0), () => ({ from: longAgo(), to: inMonth(0) })),
    ...times(kind.endedBefore - endedIn(-1), () => ({ from: longAgo(), to: inMonth(-1) })),
    ...times(kind.active / 300, () => ({ from: longAgo(), to: inMonth(-2) })),
    ...times(kind.active / 300, () => ({ from: longAgo(), to: inMonth(-3) })),
    ...times(kind.active / 60, () => ({
      from: timeline.on(-70, random.between(1, 28)),
      to: timeline.on(-random.between(8, 40), random.between(1, 28)),
    })),
  ];
}

function within(day: LocalDate | null, months: number, timeline: Timeline): boolean {
  return day !== null && day >= timeline.on(months, 1) && day <= timeline.end(months);
}

type Draft = Numbers & { readonly life: Life; readonly serial: number };

function service(kind: Kind, draft: Draft, around: Surroundings): Service {
  const { random } = around;
  const { serial, life } = draft;
  const home = homeOf(serial, around);
  const identifier = draft.identifierFor(kind.type, serial);
  const made = bought(kind, { identifier, serial }, around);
  return {
    serial,
    type: kind.type,
    identifier,
    ...made,
    options: made.supplier === 'NORDTEL' ? optionsFor(kind.type, random) : [],
    activatedOn: life.from,
    terminatedOn: life.to,
    place: random.chance(10) ? placeIn(random) : '',
    owners: [{ owner: home.code, from: life.from, to: life.to, ...holderFor(home.unit, around) }],
    oddity: null,
  };
}

function bought(
  kind: Kind,
  what: { readonly identifier: string; readonly serial: number },
  { random, timeline }: Surroundings,
): Bought {
  const plan = planFor(kind, random);
  if (plan === null) return NOT_BOUGHT;
  const { code } = planOf(plan).supplier;
  return {
    supplier: code,
    account: `K-${code.slice(0, 2)}${String(random.between(10, 19))}`,
    supplierId: supplierIdOf(kind.type, { ...what, code }),
    supplierIdKnown: kind.type === 'special' || random.chance(88),
    plan,
    boundUntil: random.chance(15) ? timeline.on(random.between(1, 18), 28) : null,
  };
}

function placeIn(random: Random): string {
  return `Plan ${String(random.between(1, 6))}, rum ${String(random.between(101, 640))}`;
}

/** Every home gets its first services in turn, closed centres a few; then chance decides. */
function homeOf(serial: number, around: Surroundings): { code: string; unit: string } {
  const { homes, closed, random } = around;
  if (random.chance(0.7)) return { code: random.pick(closed), unit: '' };
  const turn = serial % 3 === 0 ? homes[(serial / 3) % homes.length] : undefined;
  return turn ?? random.pick(homes);
}

function planFor(kind: Kind, random: Random): string | null {
  let draw = random.between(1, 100);
  for (const [plan, share] of kind.plans) {
    draw -= share;
    if (draw <= 0) return plan;
  }
  return null;
}

function optionsFor(type: ServiceType, random: Random): string[] {
  if (type !== 'mobile') return [];
  return Object.keys(OPTIONS).filter(() => random.chance(4));
}

const THINGS = ['Jourtelefon', 'Lånetelefon', 'Reception', 'Expedition', 'Larm', 'Surfplatta'];

function holderFor(
  unit: string,
  around: Surroundings,
): { holderEmail?: string; holderText?: string } {
  const { random, staff } = around;
  const colleagues = staff.get(unit);
  if (random.chance(72) && colleagues !== undefined) {
    return { holderEmail: random.pick(colleagues).email };
  }
  return random.chance(85) ? { holderText: random.pick(THINGS) } : {};
}

/** Some services change cost centre in the middle of the month, a few of them twice. */
function moved(services: readonly Service[], around: Surroundings): Service[] {
  const { timeline, random, homes } = around;
  const settled = services.filter((each) => {
    return each.terminatedOn === null && each.activatedOn < timeline.on(-4, 1);
  });
  const movers = new Map(
    random
      .shuffled(settled)
      .slice(0, MOVES_IN_MONTH + MOVES_BEFORE)
      .map((each, index) => [each.serial, index < MOVES_IN_MONTH ? 0 : -random.between(1, 3)]),
  );
  return services.map((each) => {
    const months = movers.get(each.serial);
    if (months === undefined) return each;
    const first = timeline.on(months, random.between(3, 14));
    const days = random.chance(15) ? [first, addDays(first, random.between(3, 13))] : [first];
    return { ...each, owners: handedOver(each.owners, days, () => random.pick(homes).code) };
  });
}

function handedOver(
  owners: readonly Owner[],
  days: readonly LocalDate[],
  next: () => string,
): Owner[] {
  return days.reduce<Owner[]>(
    (all, day) => {
      const last = all.at(-1);
      if (last === undefined) return all;
      const heir = [next(), next(), next()].find((code) => code !== last.owner) ?? last.owner;
      return [
        ...all.slice(0, -1),
        { ...last, to: dayBefore(day) },
        { owner: heir, from: day, to: null, holderText: last.holderText ?? 'Lånetelefon' },
      ];
    },
    [...owners],
  );
}

type Numbers = { readonly identifierFor: (type: ServiceType, serial: number) => string };

/** Numbers that nobody else in the municipality has had. */
function createNumbers({ random, story }: Surroundings): Numbers {
  const used = new Set(story.map(({ identifier }) => identifier));
  const free = (): string => {
    const number = mobileNumber(random);
    if (used.has(number)) return free();
    used.add(number);
    return number;
  };
  return {
    identifierFor: (type, serial) => {
      if (type === 'extension') return String(20_000 + serial);
      if (type === 'special') return `FT-SPEC-${String(serial)}`;
      return type === 'm2m' ? machineNumber(500_000 + serial) : free();
    },
  };
}

function supplierIdOf(
  type: ServiceType,
  facts: { identifier: string; serial: number; code: string },
): string {
  if (type === 'special') return facts.identifier;
  const letters = { mobile: 'MB', mobile_broadband: 'BB', m2m: 'MM', extension: 'X' }[type];
  return `${facts.code.slice(0, 1)}T-${letters}-${String(30_000 + facts.serial)}`;
}
