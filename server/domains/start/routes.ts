// The start page. Everybody has one; what stands on it is what one may see elsewhere.

import { z } from 'zod';
import { hasRoleEverywhere, ROLES, type Actor } from '../../kernel/actor.ts';
import { addMonths, isMonth, monthOf, type Month } from '../../kernel/calendar.ts';
import { address } from '../../kernel/listing.ts';
import { sum, type Ore } from '../../kernel/money.ts';
import { may, SIGNED_IN } from '../../kernel/rule.ts';
import type { DrawChart } from '../../http/charts.ts';
import type { Nav } from '../../http/nav.ts';
import type { Route } from '../../http/route.ts';
import { paths as billingPaths } from '../billing/paths.ts';
import { paths as inventoryPaths } from '../inventory/paths.ts';
import type { Process } from '../processes/types.ts';
import { startPage, type MonthGlance, type TypeFacts, type Wait } from './pages.ts';
import { paths } from './paths.ts';
import { glanceAtMonth } from './policy.ts';
import type { StartDeps } from './start.ts';

export type StartPageParts = { readonly charts: DrawChart };

type BillingMonth = Awaited<ReturnType<StartDeps['billing']['listMonths']>>[number];

/** The four that every municipality has come first. */
const FIRST = ['mobile', 'extension', 'mobile_broadband', 'm2m'];
const MONTHS_LOOKED_AT = 3;

export function startRoutes(deps: StartDeps, parts: StartPageParts) {
  const { clock, inventory, catalogue, billing, processes } = deps;

  const typesFor = async (actor: Actor): Promise<readonly TypeFacts[]> => {
    const [types, counts] = await Promise.all([
      catalogue.allServiceTypes(),
      inventory.countsByType(clock.today(), inventory.scopeOf(actor)),
    ]);
    const countOf = new Map(counts.map((each) => [each.serviceType, each]));
    return types
      .map(({ code, name }) => ({
        code,
        name,
        count: countOf.get(code)?.count ?? 0,
        countBefore: countOf.get(code)?.countBefore ?? 0,
        href: address(inventoryPaths.index(), { type: code }),
      }))
      .filter(({ code, count, countBefore }) => FIRST.includes(code) || count + countBefore > 0)
      .sort((a, b) => placeOf(a.code) - placeOf(b.code));
  };

  const costsFor = async (actor: Actor) => {
    const scope = inventory.scopeOf(actor);
    const months = await inventory.costMonths(scope);
    const [byType, withoutService] = await Promise.all([
      inventory.costsByType(months, scope),
      billing.costsWithoutService(months, scope.reach),
    ]);
    const rest = [...withoutService].map(([month, netOre]) => ({
      month,
      serviceType: null,
      netOre,
    }));
    return { months, costs: [...byType, ...rest] };
  };

  const monthsFor = (actor: Actor): Promise<readonly BillingMonth[]> =>
    may(glanceAtMonth, actor) ? billing.listMonths(null, MONTHS_LOOKED_AT) : Promise.resolve([]);

  const glance = async (months: readonly BillingMonth[]): Promise<MonthGlance | null> => {
    const running = months.filter(({ state }) => !/^(?:closed|cancelled)$/.test(state)).at(-1);
    const shown = running ?? months.find(({ state }) => state === 'closed');
    if (shown === undefined) return null;
    const open = await processes.listOpen('billing-month');
    const url = billingPaths.month(shown.month);
    return {
      ...toGlance(shown),
      steps: open.find((process) => process.url === url)?.steps ?? [],
      straightPercent: billing.straightPercent(shown),
    };
  };

  return (route: Route): void => {
    route.get(paths.start(), {
      rule: SIGNED_IN,
      input: z.strictObject({}),
      handle: async ({ actor, reply, lang }) => {
        const [types, costs, months, open] = await Promise.all([
          typesFor(actor),
          costsFor(actor),
          monthsFor(actor),
          processes.listOpen(),
        ]);
        const page = startPage({
          today: clock.today(),
          now: clock.now(),
          waits: open.flatMap((process) => waitOf(process, actor, months)),
          types,
          ...costs,
          lastMonth: addMonths(monthOf(clock.today()), -1),
          month: await glance(months),
        });
        const chart = page.chart === null ? null : parts.charts(page.chart, lang);
        await reply.page('start/index', { ...page, chart });
      },
    });
  };
}

export function startMenu(nav: Nav): void {
  nav.add({
    group: 'start',
    key: 'layout:menu.start',
    icon: 'house',
    href: paths.start(),
    rule: SIGNED_IN,
    order: 0,
  });
}

function placeOf(code: string): number {
  const place = FIRST.indexOf(code);
  return place === -1 ? FIRST.length : place;
}

/** What a process waits for, if it waits for a role that the actor has everywhere. */
function waitOf(process: Process, actor: Actor, months: readonly BillingMonth[]): Wait[] {
  const waits = process.waitsFor;
  const role = ROLES.find((each) => each === waits?.who);
  if (waits === null || role === undefined || !hasRoleEverywhere(actor, role)) return [];
  const month = monthIn(process.subject);
  return [
    {
      kind: process.kind,
      // A wait that began long ago may have its room's words before its name.
      what: waits.what.split('.').at(-1) ?? waits.what,
      url: process.url,
      month,
      stakeOre: waits.what === 'red-list' ? redListOf(month, months) : null,
      since: waits.since,
      reminderAt: waits.reminderAt,
      escalateAt: waits.escalateAt ?? null,
    },
  ];
}

function monthIn(subject: string): Month | null {
  const named = subject.split(':')[1] ?? '';
  return isMonth(named) ? named : null;
}

function redListOf(month: Month | null, months: readonly BillingMonth[]): Ore | null {
  return months.find((each) => each.month === month)?.sums.redListOre ?? null;
}

function toGlance(month: BillingMonth): Omit<MonthGlance, 'steps' | 'straightPercent'> {
  const { sums } = month;
  const spreadOre = sum([sums.supplierNetOre, sums.ownChargesOre, sums.correctionsOre]);
  return {
    month: month.month,
    url: billingPaths.month(month.month),
    state: month.state,
    netOre: sums.customerInvoicesOre ?? (month.freeze === null ? null : spreadOre),
    isInvoiced: sums.customerInvoicesOre !== null,
  };
}
