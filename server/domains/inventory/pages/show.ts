// The card of a service: what it is, who had it when, what it costs by contract and month by month.

import { addMonths, type LocalDate, type Month } from '../../../kernel/calendar.ts';
import type { CostChart } from '../../../kernel/chart.ts';
import { address } from '../../../kernel/listing.ts';
import { sum, type Ore } from '../../../kernel/money.ts';
import { numberText } from '../../../kernel/numbers.ts';
import {
  crumbs,
  fact,
  say,
  status,
  verbatim,
  type Fact,
  type Flash,
  type PageHead,
  type Status,
  type Text,
} from '../../../kernel/page.ts';
import type { Event } from '../../../kernel/page-process.ts';
import { CHARGE_CLASSES, type ChargeClass } from '../../catalogue/types.ts';
import { paths } from '../paths.ts';
import {
  everHeldBy,
  holderText,
  isHeldInSecret,
  shownNumber,
  standingOf,
  type HolderPerson,
} from '../rules/display.ts';
import type { CostShare, IdentifierPeriod, Ownership, Subscription } from '../types.ts';

const MONTHS_SHOWN = 13;

export type PricedItem = {
  readonly item: string;
  /** Kronor as the list has it; null where no list has the item. */
  readonly price: string | null;
  readonly per: string | null;
  readonly from: LocalDate | null;
};

export type SubscriptionShowFacts = {
  readonly subscription: Subscription;
  readonly typeName: string;
  readonly supplierName: string | null;
  readonly ownerships: readonly Ownership[];
  readonly identifiers: readonly IdentifierPeriod[];
  readonly items: readonly PricedItem[];
  readonly costs: readonly CostShare[];
  readonly history: readonly Event[];
  readonly today: LocalDate;
  readonly ownerNames: ReadonlyMap<string, string>;
  readonly people: ReadonlyMap<string, HolderPerson>;
  readonly mayMove: boolean;
  readonly done: 'moved' | null;
};

export type SubscriptionShowPage = PageHead & {
  readonly lead: Text;
  readonly status: Status;
  readonly flash: Flash;
  readonly move: string | null;
  readonly facts: readonly Fact[];
  readonly chart: CostChart | null;
  readonly periods: readonly PeriodRow[];
  readonly items: readonly ItemRow[];
  readonly sim: readonly Fact[];
  readonly numbers: readonly Fact[];
  readonly history: readonly Event[];
};

export type PeriodRow = {
  readonly from: LocalDate;
  readonly to: LocalDate | null;
  readonly holder: Text;
  readonly owner: Text;
  readonly href: string;
  readonly share: Text;
};

export type ItemRow = {
  readonly item: string;
  readonly from: LocalDate | null;
  readonly price: Text;
  readonly per: Text | null;
};

export function subscriptionShowPage(facts: SubscriptionShowFacts): SubscriptionShowPage {
  const { subscription, ownerships, people, today } = facts;
  const secret = isHeldInSecret(everHeldBy(ownerships), people);
  const title = shownNumber(subscription.identifier, secret);
  const current = currentOf(ownerships, today);
  const holder = current[0] === undefined ? null : holderText(current[0], people);
  const type = verbatim(facts.typeName);
  return {
    title,
    crumbs: crumbs(title, { href: paths.index(), says: say('layout:menu.subscriptions') }),
    lead: holder === null ? type : say('inventory:show.lead', { type, holder }),
    status: standingOf(subscription, today),
    flash: facts.done === null ? null : status('ok', say('inventory:done.moved')),
    move: facts.mayMove ? paths.ownership(subscription.id) : null,
    facts: factsOf(facts, current, holder),
    chart: chartOf(facts, title),
    periods: [...ownerships]
      .sort((a, b) => (a.from < b.from ? 1 : -1))
      .map((each) => ({
        from: each.from,
        to: each.to,
        holder: holderText(each, people),
        owner: ownerText(each.owner, facts.ownerNames),
        href: address(paths.index(), { owner: each.owner }),
        share: say('inventory:show.share', { n: each.share / 100 }),
      })),
    items: facts.items.map((each) => ({
      item: each.item,
      from: each.from,
      price:
        each.price === null
          ? say('inventory:show.noPrice')
          : say('inventory:show.priced', { price: each.price }),
      per: each.per === null ? null : say(`inventory:per.${each.per}`),
    })),
    sim: secret ? [] : simOf(subscription),
    numbers: secret ? [] : numbersOf(facts.identifiers),
    history: facts.history,
  };
}

/** Who owns it on the day; of a terminated one, who owned it last; of a coming one, who will first. */
function currentOf(ownerships: readonly Ownership[], today: LocalDate): readonly Ownership[] {
  const on = (day: LocalDate) =>
    ownerships.filter(({ from, to }) => from <= day && (to === null || to >= day));
  const now = on(today);
  if (now.length > 0) return now;
  const last = ownerships.map(({ to }) => to).reduce(laterOf, null);
  const first = ownerships.map(({ from }) => from).sort()[0];
  if (last !== null && last < today) return on(last);
  return first === undefined ? [] : on(first);
}

function laterOf(left: LocalDate | null, right: LocalDate | null): LocalDate | null {
  if (left === null || right === null) return left ?? right;
  return left > right ? left : right;
}

function factsOf(
  facts: SubscriptionShowFacts,
  current: readonly Ownership[],
  holder: Text | null,
): Fact[] {
  const { subscription, supplierName } = facts;
  const [owner] = current;
  const since = owner === undefined ? null : say('parts:since', { on: owner.from });
  const operator = supplierName ?? subscription.supplier;
  return [
    fact(say('inventory:fact.holder'), holder ?? say('inventory:nobody'), { sub: since }),
    fact(
      say('inventory:fact.owner'),
      owner === undefined ? say('inventory:noOwner') : ownersText(current, facts.ownerNames),
      { sub: since },
    ),
    fact(
      say('inventory:fact.operator'),
      operator === null ? say('inventory:ownService') : verbatim(operator),
      { sub: contractText(subscription) },
    ),
    ...latestOf(facts),
    fact(
      say('inventory:fact.activated'),
      say('parts:date', { on: subscription.activatedOn }),
      subscription.terminatedOn === null
        ? {}
        : { sub: say('parts:until', { to: subscription.terminatedOn }) },
    ),
    ...(subscription.place === null
      ? []
      : [fact(say('inventory:fact.place'), verbatim(subscription.place))]),
  ];
}

function contractText({ contract, boundUntil }: Subscription): Text | null {
  if (contract === null) return null;
  return boundUntil === null
    ? say('inventory:fact.contract', { contract })
    : say('inventory:fact.contractBound', { contract, on: boundUntil });
}

/** The newest month's cost with its classes, where there is one. */
function latestOf({ costs }: SubscriptionShowFacts): Fact[] {
  const month = costs
    .map((each) => each.month)
    .sort()
    .at(-1);
  if (month === undefined) return [];
  const of = costs.filter((each) => each.month === month);
  return [
    fact(
      say('inventory:fact.month', { month }),
      say('parts:money', { ore: sum(of.map(({ netOre }) => netOre)) }),
      {
        sub: say('inventory:fact.classes', {
          fee: sumOf(of, FIXED),
          traffic: sumOf(of, TRAFFIC),
          once: sumOf(of, ONCE),
        }),
      },
    ),
  ];
}

const FIXED: ReadonlySet<ChargeClass> = new Set(['fee', 'discount', 'other']);
const TRAFFIC: ReadonlySet<ChargeClass> = new Set(['traffic']);
const ONCE: ReadonlySet<ChargeClass> = new Set(['one_off', 'equipment']);

function sumOf(costs: readonly CostShare[], classes: ReadonlySet<ChargeClass>): Ore {
  return sum(costs.filter((each) => classes.has(each.class)).map(({ netOre }) => netOre));
}

/** The months that have figures and those between them, thirteen at most; no class without cost. */
function chartOf({ costs, subscription }: SubscriptionShowFacts, title: Text): CostChart | null {
  const known = [...new Set(costs.map(({ month }) => month))].sort();
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined) return null;
  const months: Month[] = [];
  for (let month = last; month >= first && months.length < MONTHS_SHOWN;) {
    months.unshift(month);
    month = addMonths(month, -1);
  }
  const series = CHARGE_CLASSES.map((of) => ({
    says: say(`inventory:cost.class.${of}`),
    values: months.map((month) =>
      sumOf(
        costs.filter((each) => each.month === month),
        new Set([of]),
      ),
    ),
  })).filter(({ values }) => values.some((value) => value !== 0));
  const total = (month: Month) =>
    sum(costs.filter((each) => each.month === month).map(({ netOre }) => netOre));
  return {
    id: `cost-${subscription.id.replace(/[^A-Za-z0-9-]/g, '_')}`,
    title: say('inventory:cost.title', { what: title }),
    description: say('inventory:cost.description', {
      from: months[0] ?? first,
      to: last,
      first: total(months[0] ?? first),
      last: total(last),
    }),
    months,
    series,
  };
}

function ownersText(owners: readonly Ownership[], names: ReadonlyMap<string, string>): Text {
  const [first] = owners;
  if (first === undefined || owners.length > 1) {
    return verbatim(
      owners.map(({ owner, share }) => `${owner} ${String(share / 100)} %`).join(', '),
    );
  }
  return ownerText(first.owner, names);
}

export function ownerText(code: string, names: ReadonlyMap<string, string>): Text {
  const name = names.get(code);
  return verbatim(name === undefined ? code : `${code} ${name}`);
}

function simOf({ iccid, imei }: Subscription): Fact[] {
  return [
    ...(iccid === null ? [] : [fact(say('inventory:fact.iccid'), verbatim(`…${iccid.slice(-4)}`))]),
    ...(imei === null ? [] : [fact(say('inventory:fact.imei'), verbatim(`…${imei.slice(-6)}`))]),
  ];
}

/** Only worth telling where the service has had more than one number. */
function numbersOf(identifiers: readonly IdentifierPeriod[]): Fact[] {
  if (identifiers.length < 2) return [];
  return [...identifiers]
    .reverse()
    .map(({ identifier, from, to }) =>
      fact(
        to === null ? say('parts:from', { from }) : say('parts:period', { from, to }),
        verbatim(numberText(identifier)),
      ),
    );
}
