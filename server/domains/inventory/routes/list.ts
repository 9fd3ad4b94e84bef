// The list of services as a page, as CSV and as Excel: one address, one filter, one scope.

import type { Readable } from 'node:stream';
import type { Actor } from '../../../kernel/actor.ts';
import type { Month } from '../../../kernel/calendar.ts';
import { reachOf, selfOf } from '../../../kernel/rule.ts';
import { csvOf } from '../../../platform/csv-export.ts';
import { EXCEL_TYPE, MAX_EXCEL_ROWS, sheetOf, workbookOf } from '../../../platform/excel.ts';
import type { Lang, Route } from '../../../http/route.ts';
import { costCentresBelow } from '../organisation.ts';
import { exportColumns, type ExportedRow } from '../pages/export.ts';
import { DEFAULT_SORT, subscriptionIndexPage } from '../pages/list.ts';
import { paths } from '../paths.ts';
import { seeSubscriptions } from '../policy.ts';
import type { SubscriptionListOrder, SubscriptionListRow } from '../queries/list.ts';
import { NO_FILTER, SUBSCRIPTION_SORTS, type ListScope } from '../rules/lists.ts';
import { SubscriptionQuery } from '../schema.ts';
import type { InventoryPageDeps } from './deps.ts';
import { peopleOf } from './people.ts';

const ROWS_ON_PAGE = 50;
const ROWS_AT_A_TIME = 1000;

export function listRoutes(deps: InventoryPageDeps) {
  const { inventory, directory, catalogue, clock, texts } = deps;

  const orderOf = async (query: SubscriptionQuery, actor: Actor): Promise<Asked> => {
    const scope = scopeOf(actor);
    const months = await inventory.costMonths(scope);
    const costMonth = months.find((month) => month === query.month) ?? months[0] ?? null;
    const filter = {
      ...NO_FILTER,
      search: query.q,
      holders: query.q === null ? [] : await directory.emailsByName(query.q),
      hidden: await hiddenFrom(query, directory),
      types: query.type === null ? [] : [query.type],
      suppliers: query.supplier === null ? [] : [query.supplier],
      owners: await ownersOf(deps, query),
      status: query.status === 'all' ? null : query.status,
    };
    const order = {
      filter,
      scope,
      on: clock.today(),
      costMonth,
      ...sortOf(query.sort),
      size: ROWS_ON_PAGE,
      cursor: query.after,
    };
    return { order, months };
  };

  /** Every row of the list, read a thousand at a time. */
  async function* allRows(order: SubscriptionListOrder): AsyncGenerator<ExportedRow> {
    const types = new Map(
      (await catalogue.allServiceTypes()).map(({ code, name }) => [code, name]),
    );
    for (let cursor: string | null = null, more = true; more;) {
      const page = await inventory.listSubscriptions({ ...order, size: ROWS_AT_A_TIME, cursor });
      const [people, names] = await namesOf(deps, page.rows);
      for (const row of page.rows) yield { row, people, names, types, today: order.on };
      cursor = page.next;
      more = cursor !== null;
    }
  }

  const csv = async (query: SubscriptionQuery, actor: Actor, lang: Lang): Promise<Readable> => {
    const { order } = await orderOf(query, actor);
    return csvOf(exportColumns(texts, lang, order.costMonth), allRows(order));
  };

  const excel = async (query: SubscriptionQuery, actor: Actor, lang: Lang): Promise<Buffer> => {
    const { order } = await orderOf(query, actor);
    const rows: ExportedRow[] = [];
    for await (const row of allRows(order)) {
      rows.push(row);
      if (rows.length === MAX_EXCEL_ROWS) break;
    }
    const name = texts.t(lang, 'inventory:index.title');
    return workbookOf([sheetOf(name, exportColumns(texts, lang, order.costMonth), rows)]);
  };

  return (route: Route): void => {
    route.get(paths.index(), {
      rule: seeSubscriptions,
      input: SubscriptionQuery,
      handle: async ({ input, actor, reply }) => {
        const { order, months } = await orderOf(input, actor);
        const [page, totals, counts, types, units] = await Promise.all([
          inventory.listSubscriptions(order),
          inventory.totalsOfSubscriptions(order),
          inventory.countsByType(order.on, order.scope),
          catalogue.allServiceTypes(),
          directory.unitsToChoose(order.scope.reach),
        ]);
        const [people, ownerNames] = await namesOf(deps, page.rows, input.owner);
        const countOf = new Map(counts.map(({ serviceType, count }) => [serviceType, count]));
        const { rows, first, next, previous } = page;
        await reply.page(
          'inventory/index',
          subscriptionIndexPage({
            query: input,
            rows,
            first,
            next,
            previous,
            totals,
            seen: {
              count: counts.reduce((sum, { count }) => sum + count, 0),
              what: seenOf(order.scope),
            },
            types: types.map(({ code, name }) => ({ code, name, count: countOf.get(code) ?? 0 })),
            units,
            months,
            costMonth: order.costMonth,
            today: order.on,
            ownerNames,
            people,
          }),
        );
      },
    });

    route.get(paths.csv(), {
      rule: seeSubscriptions,
      input: SubscriptionQuery,
      handle: async ({ input, actor, reply, lang }) => {
        await reply.bytes({
          body: await csv(input, actor, lang),
          type: 'text/csv; charset=utf-8',
          filename: 'abonnemang.csv',
        });
      },
    });

    route.get(paths.excel(), {
      rule: seeSubscriptions,
      input: SubscriptionQuery,
      handle: async ({ input, actor, reply, lang }) => {
        await reply.bytes({
          body: await excel(input, actor, lang),
          type: EXCEL_TYPE,
          filename: 'abonnemang.xlsx',
        });
      },
    });
  };
}

type Asked = {
  readonly order: SubscriptionListOrder;
  readonly months: readonly Month[];
};

export function scopeOf(actor: Actor): ListScope {
  return { reach: reachOf(seeSubscriptions, actor), self: selfOf(seeSubscriptions, actor) };
}

/** An employee sees what one has oneself, and of no cost centre or customer what it pays for. */
function seenOf({ reach, self }: ListScope): 'all' | 'own' | 'some' {
  if (reach.all) return 'all';
  return self !== null && reach.costCentres.size + reach.customers.size === 0 ? 'own' : 'some';
}

/** A unit that has no cost centre owns nothing; no owner at all would narrow nothing. */
async function ownersOf(
  { directory, clock }: InventoryPageDeps,
  { owner, unit }: SubscriptionQuery,
): Promise<readonly string[]> {
  if (owner !== null) return [owner];
  if (unit === null) return [];
  const below = await costCentresBelow(directory, { unit, on: clock.today() });
  return below.length === 0 ? [''] : below;
}

function sortOf(text: string | null): Pick<SubscriptionListOrder, 'sort' | 'descending'> {
  const wished = text ?? DEFAULT_SORT;
  const name = wished.replace(/^-/, '');
  const sort = SUBSCRIPTION_SORTS.find((each) => each === name);
  if (sort === undefined) return { sort: 'number', descending: false };
  return { sort, descending: wished.startsWith('-') };
}

/** Asked only where a number could be told: by searching for it, or by sorting. */
async function hiddenFrom(
  { q, sort }: SubscriptionQuery,
  directory: InventoryPageDeps['directory'],
): Promise<readonly string[]> {
  const matters = q !== null || sortOf(sort).sort === 'number';
  return matters ? directory.protectedEmails() : [];
}

function namesOf(
  { directory }: InventoryPageDeps,
  rows: readonly SubscriptionListRow[],
  more: string | null = null,
) {
  const owners = rows.flatMap((row) => row.owners);
  const codes = new Set(owners.map(({ owner }) => owner));
  if (more !== null) codes.add(more);
  const holders = rows.flatMap(({ everHeldBy }) => everHeldBy);
  return Promise.all([peopleOf(directory, holders), directory.namesOfOwners([...codes])]);
}
