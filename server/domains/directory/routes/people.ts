// People of one's units.

import { reachOf } from '../../../kernel/rule.ts';
import type { Route } from '../../../http/route.ts';
import { peoplePage, personPage } from '../pages/people.ts';
import { paths } from '../paths.ts';
import { seePeople } from '../policy.ts';
import { PERSON_SORTS } from '../queries/people.ts';
import { PeopleQuery, PersonShow } from '../schema.ts';
import type { Unit } from '../types.ts';
import { unitsToChoose } from './choices.ts';
import type { DirectoryPageDeps } from './deps.ts';

const ROWS_ON_PAGE = 50;

export function peopleRoutes({ directory, clock, hrefOfHolder }: DirectoryPageDeps) {
  return (route: Route): void => {
    route.get(paths.people(), {
      rule: seePeople,
      input: PeopleQuery,
      handle: async ({ input, actor, reply }) => {
        const reach = reachOf(seePeople, actor);
        const allUnits = await directory.allUnits();
        const narrowed = {
          search: input.q,
          units: input.unit === null ? [] : below(input.unit, allUnits),
          on: clock.today(),
          reach,
          mayFindProtected: false,
        };
        const [page, total] = await Promise.all([
          directory.listPeople({
            ...narrowed,
            ...sortOf(input.sort),
            size: ROWS_ON_PAGE,
            cursor: input.after,
          }),
          directory.countPeople(narrowed),
        ]);
        await reply.page(
          'directory/people',
          peoplePage({
            query: input,
            ...page,
            total,
            unitNames: new Map(allUnits.map(({ code, name }) => [code, name])),
            units: unitsToChoose(allUnits, reach),
          }),
        );
      },
    });

    route.get(paths.person(':email'), {
      rule: seePeople,
      input: PersonShow,
      target: async ({ email }) => {
        const person = await directory.findPerson(email);
        // Whoever knows an address learns nothing by it of somebody with a protected identity.
        if (person === null || person.isProtected) return null;
        return { units: [person.unit], persons: [person.email] };
      },
      handle: async ({ input, reply }) => {
        const person = await directory.findPerson(input.email);
        if (person === null) throw new Error('a person went away');
        const [units, others] = await Promise.all([
          directory.allUnits(),
          directory.peopleByEmail(person.managerEmail === null ? [] : [person.managerEmail]),
        ]);
        await reply.page(
          'directory/person',
          personPage({
            person,
            unitName: units.find(({ code }) => code === person.unit)?.name ?? person.unit,
            people: new Map(others.map((other) => [other.email, other])),
            servicesHref: hrefOfHolder(person.name),
          }),
        );
      },
    });
  };
}

function sortOf(text: string | null) {
  const wished = text ?? 'name';
  const sort = PERSON_SORTS.find((each) => each === wished.replace(/^-/, '')) ?? 'name';
  return { sort, descending: wished.startsWith('-') };
}

/** A unit and all below it. */
function below(unit: string, units: readonly Unit[]): string[] {
  const children = units.filter(({ parent, code }) => parent === unit && code !== unit);
  return [unit, ...children.flatMap(({ code }) => below(code, units))];
}
