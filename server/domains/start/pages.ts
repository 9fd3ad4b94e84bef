// The start page: the decision first, then the month on a line, four counts, and the cost by month.

import type { Instant, LocalDate, Month } from '../../kernel/calendar.ts';
import type { CostChart } from '../../kernel/chart.ts';
import { ore, sum, type Ore } from '../../kernel/money.ts';
import {
  fact,
  say,
  status,
  verbatim,
  type Empty,
  type Fact,
  type PageHead,
  type Status,
  type Text,
  type Tile,
} from '../../kernel/page.ts';
import type { Progress } from '../../kernel/page-process.ts';

/** Something that waits for a role that the reader has. */
export type Wait = {
  readonly kind: string;
  readonly what: string;
  readonly url: string;
  /** The month it is about, if it is about one. */
  readonly month: Month | null;
  readonly stakeOre: Ore | null;
  readonly since: Instant;
  readonly reminderAt: Instant | null;
  readonly escalateAt: Instant | null;
};

export type TypeFacts = {
  readonly code: string;
  readonly name: string;
  readonly count: number;
  /** On the last day of the month before. */
  readonly countBefore: number;
  readonly href: string;
};

export type MonthGlance = {
  readonly month: Month;
  readonly url: string;
  readonly state: string;
  readonly steps: readonly {
    readonly name: string;
    readonly state: string;
    readonly done: number | null;
    readonly total: number | null;
  }[];
  /** What is spread; once there are customer invoices, what they sum to. Null before the first freeze. */
  readonly netOre: Ore | null;
  readonly isInvoiced: boolean;
  readonly straightPercent: number | null;
};

export type StartFacts = {
  readonly today: LocalDate;
  readonly now: Instant;
  readonly waits: readonly Wait[];
  readonly types: readonly TypeFacts[];
  readonly costs: readonly {
    readonly month: Month;
    /** Null for lines of no service. */
    readonly serviceType: string | null;
    readonly netOre: Ore;
  }[];
  /** The months whose costs are known, the latest first. */
  readonly months: readonly Month[];
  readonly lastMonth: Month;
  /** Null for who may not see months, and before the first. */
  readonly month: MonthGlance | null;
};

export type Todo = {
  readonly icon: string;
  readonly href: string;
  readonly title: Text;
  readonly says: Text;
  readonly stakeOre: Ore | null;
  readonly when: Status;
  readonly action: Text;
};

export type StartPage = PageHead & {
  readonly today: LocalDate;
  readonly lead: Text;
  readonly todo: readonly Todo[];
  readonly empty: Empty | null;
  readonly month: {
    readonly href: string;
    readonly title: Text;
    readonly state: Text;
    readonly status: Status;
    readonly progress: Progress | null;
    readonly netOre: Ore | null;
    /** What the amount is: to be spread, or invoiced. */
    readonly netSays: Text;
    readonly straight: Text | null;
    readonly says: Text;
  } | null;
  readonly tiles: readonly Tile[];
  readonly chart: CostChart | null;
  /** The latest month against the one before; null where there are not two. */
  readonly difference: { readonly title: Text; readonly facts: readonly Fact[] } | null;
};

/** As many types as have a count of their own; what else is charged is one more series. */
const TYPES_SHOWN = 4;

/** What one series of the chart sums to, month by month. */
type CostSeries = { readonly says: Text; readonly costIn: (month: Month) => Ore };

export function startPage(facts: StartFacts): StartPage {
  const shown = facts.types.slice(0, TYPES_SHOWN);
  const series = seriesOf(shown, facts);
  return {
    title: say('start:title'),
    crumbs: [],
    today: facts.today,
    lead: say('start:lead', { count: facts.waits.length }),
    todo: facts.waits.map((wait) => toTodo(wait, facts.now)),
    empty: facts.waits.length > 0 ? null : EMPTY,
    month: facts.month === null ? null : glanceOf(facts.month),
    tiles: shown.map((type) => tileOf(type, facts)),
    chart: chartOf(series, facts),
    difference: differenceOf(series, facts),
  };
}

const EMPTY: Empty = {
  icon: 'inbox',
  title: say('start:empty.title'),
  says: say('start:empty.says'),
  action: null,
};

const ICONS: Readonly<Record<string, { readonly icon: string }>> = {
  'billing-month': { icon: 'calendar-check' },
  'supplier-invoice': { icon: 'receipt-text' },
};

function toTodo(wait: Wait, now: Instant): Todo {
  const key = `start:wait.${wait.kind}.${wait.what}`;
  const args = wait.month === null ? {} : { month: wait.month };
  return {
    icon: ICONS[wait.kind]?.icon ?? 'inbox',
    href: wait.url,
    title: say(`${key}.title`, args),
    says: say(`${key}.says`, args),
    stakeOre: wait.stakeOre,
    when: whenOf(wait, now),
    action: say(`${key}.action`),
  };
}

/** When somebody is reminded; where that is past, since when it has waited. */
function whenOf({ since, reminderAt, escalateAt }: Wait, now: Instant): Status {
  if (escalateAt !== null && escalateAt <= now) {
    return status('stop', say('start:when.escalated', { at: escalateAt }), 'alarm-clock');
  }
  if (reminderAt !== null && reminderAt > now) {
    return status('wait', say('start:when.reminder', { at: reminderAt }));
  }
  return status('wait', say('start:when.since', { at: since }));
}

const STANDING: Readonly<Record<string, Status>> = {
  closed: status('ok', say('start:standing.closed')),
  cancelled: status('off', say('start:standing.cancelled')),
  paused: status('wait', say('start:standing.paused'), 'circle-pause'),
};

function glanceOf(month: MonthGlance): StartPage['month'] {
  const state = say(`start:state.${month.state}`);
  const running = month.steps.find((step) => step.state === 'running' && step.total !== null);
  const title = say('start:month.title', { month: month.month });
  return {
    href: month.url,
    title,
    state: stepOf(month, state),
    status: STANDING[month.state] ?? status('info', say('start:standing.running'), 'loader'),
    progress: progressOf(month, running),
    netOre: month.netOre,
    netSays: say(month.isInvoiced ? 'start:month.invoiced' : 'start:month.spread'),
    straight:
      month.straightPercent === null
        ? null
        : say('start:month.straight', { n: month.straightPercent }),
    says: say('start:month.says', { title, state }),
  };
}

/** `Steg 5 av 12: rader saknar hem`; a month at its end or at rest says only that. */
function stepOf({ state, steps }: MonthGlance, says: Text): Text {
  const isUnderWay = STANDING[state] === undefined && steps.length > 0;
  if (!isUnderWay) return say('start:month.still', { state: says });
  const step = Math.min(steps.filter(isDone).length + 1, steps.length);
  return say('start:month.at', { step, steps: steps.length, state: says });
}

function isDone({ state }: MonthGlance['steps'][number]): boolean {
  return state === 'done' || state === 'skipped';
}

type Running = MonthGlance['steps'][number];

/** Within the step that runs, if it counts; else how many of the steps are done. */
function progressOf(month: MonthGlance, running: Running | undefined): Progress | null {
  if (month.state === 'closed' || month.steps.length === 0) return null;
  if (running?.total != null && running.total > 0) {
    const [done, total] = [running.done ?? 0, running.total];
    return { done, total, says: say('start:month.within', { done, total }) };
  }
  const done = month.steps.filter(isDone).length;
  const total = month.steps.length;
  return { done, total, says: say('start:month.steps', { done, total }) };
}

function tileOf(type: TypeFacts, facts: StartFacts): Tile {
  const [latest] = facts.months;
  const change = type.count - type.countBefore;
  return {
    href: type.href,
    label: verbatim(type.name),
    value: say('parts:number', { n: type.count }),
    lines: [
      change === 0
        ? say('start:tile.same', { month: facts.lastMonth })
        : say('start:tile.change', { n: change, month: facts.lastMonth }),
      ...(latest === undefined
        ? []
        : [say('start:tile.cost', { ore: costOf(type.code, latest, facts), month: latest })]),
    ],
  };
}

function costOf(serviceType: string, month: Month, { costs }: StartFacts): Ore {
  return sum(
    costs
      .filter((each) => each.serviceType === serviceType && each.month === month)
      .map(({ netOre }) => netOre),
  );
}

/** The types shown, and all else that was charged, so that a month sums to what was invoiced. */
function seriesOf(shown: readonly TypeFacts[], facts: StartFacts): CostSeries[] {
  const codes = new Set<string | null>(shown.map(({ code }) => code));
  const rest = facts.costs.filter(({ serviceType }) => !codes.has(serviceType));
  const types = shown.map(({ code, name }) => ({
    says: verbatim(name),
    costIn: (month: Month) => costOf(code, month, facts),
  }));
  if (rest.every(({ netOre }) => netOre === 0)) return types;
  const restIn = (month: Month) =>
    sum(rest.filter((each) => each.month === month).map(({ netOre }) => netOre));
  return [...types, { says: say('start:cost.rest'), costIn: restIn }];
}

function totalIn(month: Month, series: readonly CostSeries[]): Ore {
  return sum(series.map(({ costIn }) => costIn(month)));
}

function chartOf(series: readonly CostSeries[], facts: StartFacts): CostChart | null {
  const months = [...facts.months].reverse();
  const [first, last] = [months[0], months.at(-1)];
  if (first === undefined || last === undefined || facts.costs.length === 0) return null;
  return {
    id: 'cost-by-type',
    title: say('start:cost.title'),
    description: say('start:cost.description', {
      from: first,
      to: last,
      first: totalIn(first, series),
      last: totalIn(last, series),
    }),
    months,
    series: series.map(({ says, costIn }) => ({ says, values: months.map(costIn) })),
  };
}

/** The latest month against the one before, series by series. */
function differenceOf(series: readonly CostSeries[], facts: StartFacts): StartPage['difference'] {
  const [latest, before] = facts.months;
  if (latest === undefined || before === undefined || facts.costs.length === 0) return null;
  return {
    title: say('start:cost.difference', { latest, before }),
    facts: differenceFacts(series, [before, latest]),
  };
}

function differenceFacts(
  series: readonly CostSeries[],
  [before, latest]: readonly [Month, Month],
): Fact[] {
  const total = (month: Month) => say('parts:money', { ore: totalIn(month, series) });
  return [
    fact(say('start:month.name', { month: before }), total(before)),
    ...series.map(({ says, costIn }) =>
      fact(says, say('parts:change', { ore: ore(costIn(latest) - costIn(before)) })),
    ),
    fact(say('start:month.name', { month: latest }), total(latest), { sum: true }),
  ];
}
