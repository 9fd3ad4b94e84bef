// People of one's units, and the card of one. Whoever has a protected identity is masked.

import { address, optionsOf, pagingAt, type Chip, type Query } from '../../../kernel/listing.ts';
import {
  columns,
  crumbs,
  fact,
  say,
  status,
  verbatim,
  type Column,
  type Empty,
  type Fact,
  type Option,
  type PageHead,
  type Paging,
  type Status,
  type Text,
} from '../../../kernel/page.ts';
import { paths } from '../paths.ts';
import type { PeopleQuery } from '../schema.ts';
import type { Person } from '../types.ts';
import { nameOf, personText } from './names.ts';

export type PeopleFacts = {
  readonly query: PeopleQuery;
  readonly rows: readonly Person[];
  readonly first: number;
  readonly next: string | null;
  readonly previous: string | null;
  readonly total: number;
  readonly unitNames: ReadonlyMap<string, string>;
  readonly units: readonly { readonly code: string; readonly name: string }[];
};

export type PersonRow = {
  /** Null where the address itself is protected. */
  readonly href: string | null;
  readonly name: Text;
  readonly email: string;
  readonly unit: string;
  readonly profile: Text | null;
  readonly status: Status | null;
};

export type PeoplePage = PageHead & {
  readonly filter: {
    readonly action: string;
    readonly q: string;
    readonly sort: string | null;
    readonly units: readonly Option[];
  };
  readonly chips: readonly Chip[];
  readonly caption: Text;
  readonly columns: readonly Column[];
  readonly rows: readonly PersonRow[];
  readonly paging: Paging;
  readonly empty: Empty | null;
};

export function peoplePage(facts: PeopleFacts): PeoplePage {
  const { query, rows, total } = facts;
  const title = say('layout:menu.people');
  return {
    title,
    crumbs: crumbs(title),
    filter: {
      action: paths.people(),
      q: query.q ?? '',
      sort: query.sort,
      units: optionsOf(
        say('directory:allUnits'),
        facts.units.map(({ code, name }) => ({ value: code, says: verbatim(name) })),
        query.unit,
      ),
    },
    chips: chipsOf(facts),
    caption: say('directory:people.caption', { count: total }),
    columns: columns(query.sort ?? 'name', [
      { says: say('directory:column.name'), by: 'name' },
      { says: say('directory:column.unit'), by: 'unit' },
      { says: say('directory:column.profile') },
    ]),
    rows: rows.map((person) => toRow(person, facts.unitNames)),
    paging: pagingAt(facts, total, (after) => hrefOf(query, { after })),
    empty: rows.length > 0 ? null : EMPTY,
  };
}

const EMPTY: Empty = {
  icon: 'users',
  title: say('directory:people.empty'),
  says: say('directory:people.emptySays'),
  action: { href: paths.people(), says: say('parts:filter.clear') },
};

function toRow(person: Person, unitNames: ReadonlyMap<string, string>): PersonRow {
  const { email, unit, profile, isProtected } = person;
  return {
    href: isProtected ? null : paths.person(email),
    name: nameOf(person),
    email: isProtected ? '' : email,
    unit: unitNames.get(unit) ?? unit,
    profile: profile === null ? null : say(`directory:profile.${profile}`),
    status: isProtected ? status('wait', say('directory:protected'), 'shield') : null,
  };
}

function hrefOf({ q, unit, sort }: PeopleQuery, changes: Query): string {
  return address(paths.people(), { q, unit, sort, ...changes });
}

function chipsOf({ query, unitNames }: PeopleFacts): Chip[] {
  const { q, unit } = query;
  return [
    ...(q === null
      ? []
      : [{ says: say('directory:chip.q', { what: q }), href: hrefOf(query, { q: null }) }]),
    ...(unit === null
      ? []
      : [
          {
            says: say('directory:chip.unit', { what: unitNames.get(unit) ?? unit }),
            href: hrefOf(query, { unit: null }),
          },
        ]),
  ];
}

export type PersonFacts = {
  readonly person: Person;
  readonly unitName: string;
  readonly people: ReadonlyMap<string, Person>;
  /** Where what the person holds is listed; null for a protected identity. */
  readonly servicesHref: string | null;
};

export type PersonPage = PageHead & {
  readonly lead: Text;
  readonly facts: readonly Fact[];
  readonly servicesHref: string | null;
};

export function personPage({ person, unitName, people, servicesHref }: PersonFacts): PersonPage {
  const title = nameOf(person);
  const { isProtected, profile, validFrom, validTo } = person;
  const days = [
    ...(validFrom === null ? [] : [say('parts:from', { from: validFrom })]),
    ...(validTo === null ? [] : [say('parts:until', { to: validTo })]),
  ];
  return {
    title,
    crumbs: crumbs(title, { href: paths.people(), says: say('layout:menu.people') }),
    lead: verbatim(unitName),
    servicesHref: isProtected ? null : servicesHref,
    facts: [
      fact(say('directory:fact.unit'), verbatim(unitName), { href: paths.unit(person.unit) }),
      fact(
        say('directory:fact.email'),
        isProtected ? say('directory:protected') : verbatim(person.email),
      ),
      fact(say('directory:fact.manager'), personText(person.managerEmail, people)),
      ...(profile === null
        ? []
        : [fact(say('directory:fact.profile'), say(`directory:profile.${profile}`))]),
      ...days.map((says) => fact(say('directory:fact.employed'), says)),
    ],
  };
}
