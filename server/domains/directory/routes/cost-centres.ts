// Cost centres: the list, the card, and the forms that change one from a day or close it.

import type { Actor } from '../../../kernel/actor.ts';
import { address } from '../../../kernel/listing.ts';
import { FRESH_FORM, type FormState } from '../../../kernel/page.ts';
import { may, reachOf, type Target } from '../../../kernel/rule.ts';
import { faultsOfFields, orAgain, sentTexts } from '../../../http/form.ts';
import type { InvalidForm, Lang, Route } from '../../../http/route.ts';
import { branchesOf } from '../pages/branches.ts';
import { changePage, costCentrePage, fieldOfCostCentre, historyOf } from '../pages/cost-centre.ts';
import { costCentreListPage } from '../pages/cost-centres.ts';
import { paths } from '../paths.ts';
import { changeCostCentres, seeCostCentres } from '../policy.ts';
import {
  ClosingForm,
  CostCentreForm,
  CostCentreQuery,
  CostCentreQuestion,
  CostCentreShow,
} from '../schema.ts';
import type { CostCentre, Person } from '../types.ts';
import type { DirectoryPageDeps } from './deps.ts';
import { everyone, unitsToChoose } from './choices.ts';

export function costCentreRoutes(deps: DirectoryPageDeps) {
  const { directory, owners, clock, charts, journal, askNames } = deps;

  const targetOf = async ({ code }: { code: string }): Promise<Target | null> => {
    const centre = await directory.findCostCentre(code, clock.today());
    return centre === null ? null : { costCentres: [centre.code], units: [centre.unit] };
  };

  const centreOf = async (code: string): Promise<CostCentre> => {
    const centre = await directory.findCostCentre(code, clock.today());
    if (centre === null) throw new Error(`cost centre ${code} went away`);
    return centre;
  };

  const peopleIn = async (centres: readonly CostCentre[]): Promise<Map<string, Person>> => {
    const emails = centres.flatMap(({ ownerEmail, coordinatorEmail }) => [
      ...(ownerEmail === null ? [] : [ownerEmail]),
      ...(coordinatorEmail === null ? [] : [coordinatorEmail]),
    ]);
    const people = await directory.peopleByEmail([...new Set(emails)]);
    return new Map(people.map((person) => [person.email, person]));
  };

  const listPage = async (query: CostCentreQuery, actor: Actor) => {
    const [units, centres, months, services] = await Promise.all([
      directory.allUnits(),
      directory.allCostCentres(clock.today()),
      owners.months(),
      owners.services(),
    ]);
    const reach = reachOf(seeCostCentres, actor);
    const branches = branchesOf(units, centres, reach);
    return costCentreListPage({
      query,
      branches,
      units: unitsToChoose(units, reach),
      costs: await owners.costs(months.slice(0, 2)),
      months: months.slice(0, 2),
      services,
      people: await peopleIn(branches.costCentres),
      today: clock.today(),
    });
  };

  const showPage = async ({ code, done }: CostCentreShow, actor: Actor, lang: Lang) => {
    const centre = await centreOf(code);
    const [units, months, services, entries, people] = await Promise.all([
      directory.allUnits(),
      owners.months(),
      owners.services(),
      journal.ofSubject(`cost-centre:${code}`),
      peopleIn([centre]),
    ]);
    const page = costCentrePage({
      centre,
      unit: units.find((unit) => unit.code === centre.unit) ?? null,
      people,
      costs: await owners.costs(months),
      months,
      services: services.get(code) ?? 0,
      servicesHref: owners.hrefOfOwner(code),
      invoicesHref: owners.hrefOfInvoices(code, actor),
      history: historyOf(entries, await askNames([...new Set(entries.map(({ actor: by }) => by))])),
      today: clock.today(),
      mayChange: may(changeCostCentres, actor, { costCentres: [code], units: [centre.unit] }),
      done: done ?? null,
    });
    return { ...page, chart: page.chart === null ? null : charts(page.chart, lang, CHART) };
  };

  const formPage = async (code: string, form: FormState) => {
    const centre = await centreOf(code);
    const [units, colleagues, hidden] = await Promise.all([
      directory.allUnits(),
      everyone(directory, [centre.unit]),
      directory.protectedEmails(),
    ]);
    return changePage(
      { centre, units, people: colleagues, hidden: new Set(hidden), today: clock.today() },
      form,
    );
  };

  /** A field that does not show who stands there, left empty, changes nothing. */
  const withHidden = async (code: string, values: Omit<CostCentreForm, NotValues>) => {
    const [centre, hidden] = await Promise.all([centreOf(code), directory.protectedEmails()]);
    const stays = (field: 'ownerEmail' | 'coordinatorEmail') =>
      values[field] === null && hidden.includes(centre[field]?.toLowerCase() ?? '');
    const { ownerEmail, coordinatorEmail, ...rest } = values;
    return {
      ...rest,
      ...(stays('ownerEmail') ? {} : { ownerEmail }),
      ...(stays('coordinatorEmail') ? {} : { coordinatorEmail }),
    };
  };

  const again = async ({ values, errors, reply }: InvalidForm): Promise<void> => {
    const code = String(values['code']);
    const form = { values, faults: faultsOfFields(errors) };
    await reply.page('directory/change', await formPage(code, form), 422);
  };

  return (route: Route): void => {
    route.get(paths.costCentres(), {
      rule: seeCostCentres,
      input: CostCentreQuery,
      handle: async ({ input, actor, reply }) => {
        await reply.page('directory/cost-centres', await listPage(input, actor));
      },
    });

    route.get(paths.costCentre(':code'), {
      rule: seeCostCentres,
      input: CostCentreShow,
      target: targetOf,
      handle: async ({ input, actor, reply, lang }) => {
        await reply.page('directory/cost-centre', await showPage(input, actor, lang));
      },
    });

    route.get(paths.costCentreChange(':code'), {
      rule: changeCostCentres,
      input: CostCentreQuestion,
      target: targetOf,
      handle: async ({ input, reply }) => {
        await reply.page('directory/change', await formPage(input.code, FRESH_FORM));
      },
    });

    route.post(paths.costCentreChange(':code'), {
      rule: changeCostCentres,
      input: CostCentreForm,
      target: targetOf,
      onInvalid: again,
      handle: async ({ input, actor, reply, request }) => {
        const { code, version, from, reason, ...values } = input;
        await orAgain(
          async () => {
            const wanted = await withHidden(code, values);
            await directory.changeCostCentre({
              code,
              version,
              from,
              reason,
              values: wanted,
              actor,
            });
            reply.seeOther(address(paths.costCentre(code), { done: 'changed' }));
          },
          async (form) => {
            await reply.page('directory/change', await formPage(code, form), 422);
          },
          { values: sentTexts(request.body), fieldOf: fieldOfCostCentre },
        );
      },
    });

    route.post(paths.costCentreClosing(':code'), {
      rule: changeCostCentres,
      input: ClosingForm,
      target: targetOf,
      onInvalid: again,
      handle: async ({ input, actor, reply, request }) => {
        const { code, version, validTo, successor, closingReason } = input;
        await orAgain(
          async () => {
            const order = { code, version, validTo, successor, reason: closingReason, actor };
            await directory.closeCostCentre(order);
            reply.seeOther(address(paths.costCentre(code), { done: 'closed' }));
          },
          async (form) => {
            await reply.page('directory/change', await formPage(code, form), 422);
          },
          { values: sentTexts(request.body), fieldOf: fieldOfCostCentre },
        );
      },
    });
  };
}

type NotValues = 'code' | 'version' | 'from' | 'reason';

const CHART = { height: 210 };
