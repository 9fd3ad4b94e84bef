// The tree of units with what each costs, two levels at a time; every total opens down to its rows.

import type { Month } from '../../../kernel/calendar.ts';
import type { CostChart } from '../../../kernel/chart.ts';
import { address } from '../../../kernel/listing.ts';
import {
  crumbs,
  fact,
  say,
  verbatim,
  type Crumb,
  type Empty,
  type Fact,
  type PageHead,
  type Text,
} from '../../../kernel/page.ts';
import { paths } from '../paths.ts';
import type { CostCentre, OwnerCosts, Unit } from '../types.ts';
import type { Branches } from './branches.ts';
import { chartOf, costOf, type Cost } from './costs.ts';

export type UnitFacts = {
  readonly branches: Branches;
  /** Null for the top: what lies there is shown. */
  readonly unit: Unit | null;
  readonly costs: OwnerCosts;
  readonly months: readonly Month[];
  readonly services: ReadonlyMap<string, number>;
  readonly hrefOfOwner: (code: string) => string;
  readonly hrefOfUnit: (code: string) => string;
};

export type UnitRow = Cost & {
  readonly href: string;
  readonly name: string;
  readonly code: string;
  readonly kind: Text;
  readonly level: number;
  readonly costCentres: number;
  readonly services: number;
};

export type OwnerRow = Cost & {
  readonly href: string;
  readonly code: string;
  readonly name: string;
  readonly services: number;
  readonly servicesHref: string;
};

export type UnitPage = PageHead & {
  readonly lead: Text;
  readonly facts: readonly Fact[];
  readonly chart: CostChart | null;
  readonly month: Month | null;
  readonly rows: readonly UnitRow[];
  readonly owners: readonly OwnerRow[];
  readonly sum: Cost & { readonly services: number };
  readonly empty: Empty | null;
};

export function unitPage(facts: UnitFacts): UnitPage {
  const { branches, unit, months, costs } = facts;
  const title = unit === null ? say('directory:units.title') : verbatim(unit.name);
  const owners = ownersIn(facts);
  const starts = unit === null ? branches.roots : branches.childrenOf(unit.code);
  const own = unit === null ? [] : branches.costCentres.filter((each) => each.unit === unit.code);
  return {
    title,
    crumbs: crumbs(title, ...crumbsTo(branches, unit)),
    lead: say('directory:units.lead', {
      units: say('directory:units.count', { count: countUnits(branches, starts) }),
      centres: say('layout:costCentres', { count: owners.size }),
    }),
    facts: unit === null ? [] : factsOf(unit, owners, facts),
    chart: chartOf({ id: unit?.code ?? 'all', what: title }, owners, facts),
    month: months[0] ?? null,
    rows: starts.flatMap((start) => rowsOf(start, facts)),
    owners: own.map((centre) => ownerRow(centre, facts)),
    sum: { ...costOf(owners, costs, months), services: servicesOf(owners, facts) },
    empty: starts.length + own.length > 0 ? null : EMPTY,
  };
}

const EMPTY: Empty = {
  icon: 'building-2',
  title: say('directory:units.empty'),
  says: say('directory:units.emptySays'),
  action: null,
};

function ownersIn({ branches, unit }: UnitFacts): ReadonlySet<string> {
  if (unit !== null) return branches.costCentresBelow(unit.code);
  return new Set(branches.costCentres.map(({ code }) => code));
}

function crumbsTo(branches: Branches, unit: Unit | null): Crumb[] {
  if (unit === null) return [];
  const above = branches.above(unit.code).filter(({ code }) => branches.find(code) !== null);
  return [
    { href: paths.units(), says: say('directory:units.title') },
    ...above.map(({ code, name }) => ({ href: paths.unit(code), says: verbatim(name) })),
  ];
}

/** A unit and those right below it. */
function rowsOf(start: Unit, facts: UnitFacts): UnitRow[] {
  const below = facts.branches.childrenOf(start.code);
  return [unitRow(start, 0, facts), ...below.map((unit) => unitRow(unit, 1, facts))];
}

function unitRow(unit: Unit, level: number, facts: UnitFacts): UnitRow {
  const owners = facts.branches.costCentresBelow(unit.code);
  return {
    href: paths.unit(unit.code),
    name: unit.name,
    code: unit.code,
    kind: say(`directory:kind.${unit.kind}`),
    level,
    costCentres: owners.size,
    services: servicesOf(owners, facts),
    ...costOf(owners, facts.costs, facts.months),
  };
}

function ownerRow({ code, name }: CostCentre, facts: UnitFacts): OwnerRow {
  const owners = new Set([code]);
  return {
    href: paths.costCentre(code),
    code,
    name,
    services: servicesOf(owners, facts),
    servicesHref: facts.hrefOfOwner(code),
    ...costOf(owners, facts.costs, facts.months),
  };
}

function factsOf(unit: Unit, owners: ReadonlySet<string>, facts: UnitFacts): Fact[] {
  const services = servicesOf(owners, facts);
  return [
    fact(say('directory:fact.code'), verbatim(unit.code)),
    fact(say('directory:fact.kind'), say(`directory:kind.${unit.kind}`)),
    fact(say('directory:fact.legalEntity'), verbatim(unit.legalEntity ?? '–')),
    fact(say('directory:fact.costCentres'), say('parts:number', { n: owners.size }), {
      href: address(paths.costCentres(), { unit: unit.code }),
    }),
    fact(say('directory:fact.services'), say('parts:number', { n: services }), {
      href: facts.hrefOfUnit(unit.code),
    }),
  ];
}

function servicesOf(owners: ReadonlySet<string>, { services }: UnitFacts): number {
  return [...owners].reduce((total, code) => total + (services.get(code) ?? 0), 0);
}

function countUnits(branches: Branches, starts: readonly Unit[]): number {
  return starts.reduce(
    (total, { code }) => total + 1 + countUnits(branches, branches.childrenOf(code)),
    0,
  );
}
