// The tree of units, from the top and from any unit.

import type { Actor } from '../../../kernel/actor.ts';
import { reachOf } from '../../../kernel/rule.ts';
import type { Lang, Route } from '../../../http/route.ts';
import { branchesOf } from '../pages/branches.ts';
import { unitPage } from '../pages/units.ts';
import { paths } from '../paths.ts';
import { seeUnits } from '../policy.ts';
import { UnitQuery, UnitsQuery } from '../schema.ts';
import type { DirectoryPageDeps } from './deps.ts';

export function unitRoutes(deps: DirectoryPageDeps) {
  const { directory, owners, clock, charts } = deps;

  const branchesFor = async (actor: Actor) => {
    const [units, centres] = await Promise.all([
      directory.allUnits(),
      directory.allCostCentres(clock.today()),
    ]);
    return branchesOf(units, centres, reachOf(seeUnits, actor));
  };

  const draw = async (code: string | null, actor: Actor, lang: Lang) => {
    const branches = await branchesFor(actor);
    const months = await owners.months();
    const page = unitPage({
      branches,
      unit: code === null ? null : branches.find(code),
      costs: await owners.costs(months),
      months,
      services: await owners.services(),
      hrefOfOwner: owners.hrefOfOwner,
      hrefOfUnit: owners.hrefOfUnit,
    });
    return { ...page, chart: page.chart === null ? null : charts(page.chart, lang, CHART) };
  };

  return (route: Route): void => {
    route.get(paths.units(), {
      rule: seeUnits,
      input: UnitsQuery,
      handle: async ({ actor, reply, lang }) => {
        await reply.page('directory/units', await draw(null, actor, lang));
      },
    });

    route.get(paths.unit(':code'), {
      rule: seeUnits,
      input: UnitQuery,
      target: async ({ code }, actor) => {
        const branches = await branchesFor(actor);
        if (branches.find(code) === null) return null;
        return { units: [code], costCentres: [...branches.costCentresBelow(code)] };
      },
      handle: async ({ input, actor, reply, lang }) => {
        await reply.page('directory/units', await draw(input.code, actor, lang));
      },
    });
  };
}

const CHART = { height: 210 };
