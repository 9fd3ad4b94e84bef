// The month's page: what must be decided first, then the four sums that must be equal, the steps, what
// would stop an invoice, the red list, and what happened.

import { sum, type Ore } from '../../../kernel/money.ts';
import {
  FRESH_FORM,
  crumbs,
  fact,
  say,
  verbatim,
  type Fact,
  type PageHead,
  type Status,
  type Text,
  type FormState,
} from '../../../kernel/page.ts';
import type { Progress, StepView, Sums, Why } from '../../../kernel/page-process.ts';
import { paths } from '../paths.ts';
import { straightPercent } from '../rules/straight-through.ts';
import type { RedLine } from '../types/process.ts';
import type { MonthFacts, SupplierLinks } from './month-facts.ts';
import { byWhom, monthStatus, stepViews, timelineOf, type LogRow } from './month-steps.ts';
import {
  actionsOf,
  decisionOf,
  retryOf,
  whyNotCancel,
  type Action,
  type Decision,
} from './month-actions.ts';
import { ledgerSums, monthSums } from './month-sums.ts';
import { aboutOf, lineHref, whyOf } from './red-list.ts';

export type MonthPage = PageHead & {
  readonly status: Status;
  readonly started: Text;
  /** What the live line says of the state. */
  readonly says: Text;
  readonly actions: readonly Action[];
  /** What somebody must do now; null where nobody must. */
  readonly decision: Decision | null;
  /** Null before the first freeze. */
  readonly sums: Sums | null;
  readonly ledger: (Sums & { readonly href: string }) | null;
  readonly steps: readonly StepView[];
  /** What would stop an invoice, and where the month is counted again once it is mended. */
  readonly blockers: {
    readonly rows: readonly {
      readonly customer: string;
      readonly why: Text;
      readonly amountOre: Ore | null;
    }[];
    readonly refreeze: string | null;
  };
  readonly retry: Action | null;
  readonly red: {
    readonly href: string;
    readonly caption: { readonly strong: Text; readonly says: Text };
    readonly rows: readonly RedRow[];
    /** What is left; null where nothing is. */
    readonly openOre: Ore | null;
  };
  readonly leftOut: readonly {
    readonly says: Text;
    readonly why: Text;
    readonly netOre: Ore;
    readonly href: string | null;
  }[];
  readonly straight: {
    readonly percent: number;
    readonly bar: Progress;
    readonly facts: readonly Fact[];
  } | null;
  readonly change: readonly Fact[];
  readonly post: { readonly href: string; readonly says: Text } | null;
  readonly timeline: readonly LogRow[];
  readonly why: Why | null;
};

type RedRow = {
  readonly text: string;
  readonly about: Text;
  readonly href: string | null;
  readonly why: Text;
  readonly became: Text;
  readonly netOre: Ore;
};

const OWNERS_SHOWN = 5;

export function monthPage(
  facts: MonthFacts,
  links: SupplierLinks,
  form: FormState = FRESH_FORM,
): MonthPage {
  const { month } = facts;
  const title = say('billing:monthPage.title', { month: month.month });
  return {
    title,
    crumbs: crumbs(say('billing:month', { month: month.month }), {
      href: paths.months(),
      says: say('billing:months.title'),
    }),
    status: monthStatus(month.state),
    started: say('billing:monthPage.started', {
      at: month.startedAt,
      by: byWhom(month.startedBy, facts.nameOf),
    }),
    says: say(`billing:live.${month.state}`, liveArgs(facts)),
    actions: actionsOf(facts),
    decision: decisionOf(facts, form),
    sums: monthSums(facts),
    ledger: ledgerOf(facts),
    steps: stepViews(facts),
    blockers: blockersOf(facts),
    retry: retryOf(facts),
    red: redOf(facts, links),
    leftOut: leftOutOf(facts, links),
    straight: straightOf(facts),
    change: changeOf(facts),
    post: postOf(facts),
    timeline: timelineOf(facts),
    why: whyNotCancel(facts),
  };
}

function ledgerOf(facts: MonthFacts): MonthPage['ledger'] {
  const sums = ledgerSums(facts);
  return sums === null ? null : { ...sums, href: paths.ledger(facts.month.month) };
}

function blockersOf({ month, may }: MonthFacts): MonthPage['blockers'] {
  return {
    rows: (month.blockers ?? []).map((blocker) => ({
      customer: blocker.customer ?? '',
      why: say(`errors:billing-month.blocker.${blocker.code}`, blocker.args),
      amountOre: blocker.amountOre,
    })),
    refreeze: may.rerun?.allowed === true ? paths.refreeze(month.month) : null,
  };
}

function leftOutOf(
  { leftOut, supplierName }: MonthFacts,
  links: SupplierLinks,
): MonthPage['leftOut'] {
  return leftOut.map((left) => ({
    says: say('billing:leftOut.invoice', {
      supplier: supplierName(left.supplier),
      number: left.number ?? '',
    }),
    why: say(`billing:leftOut.${left.state}`),
    netOre: left.netOre,
    href: links.show(left.id),
  }));
}

function postOf({ toPrint, month }: MonthFacts): MonthPage['post'] {
  if (toPrint === null || toPrint === 0) return null;
  return {
    href: paths.printBatch(month.month),
    says: say('billing:monthPage.post', { count: toPrint }),
  };
}

function liveArgs({ invoices, red }: MonthFacts): Record<string, number> {
  const open = red.filter((line) => line.state === 'open').length;
  return { made: invoices.made, total: invoices.count, count: open };
}

function redOf({ red, firstRed, month }: MonthFacts, links: SupplierLinks): MonthPage['red'] {
  const of = (state: RedLine['state']) => red.filter((line) => line.state === state);
  const open = of('open');
  return {
    href: paths.redList(month.month),
    caption: {
      strong: say('billing:red.left', { count: open.length }),
      says: say('billing:red.became', { placed: of('placed').length, mended: of('mended').length }),
    },
    rows: firstRed.map((row) => ({
      text: row.line.text,
      about: aboutOf(row),
      href: lineHref(row, links),
      why: whyOf(row),
      became: row.line.owner === null ? say('billing:red.open') : verbatim(row.line.owner),
      netOre: row.line.netOre,
    })),
    openOre: open.length === 0 ? null : sum(open.map(({ netOre }) => netOre)),
  };
}

function straightOf({ month, before }: MonthFacts): MonthPage['straight'] {
  const percent = straightPercent(month);
  if (percent === null) return null;
  return {
    percent,
    bar: { done: percent, total: 100, says: say('billing:straight.says', { percent }) },
    facts: [
      fact(say('billing:straight.lines'), say('parts:number', { n: month.linesTotal })),
      fact(say('billing:straight.touched'), say('parts:number', { n: month.linesTouched })),
      ...before.flatMap((each) => {
        const then = straightPercent(each);
        return then === null
          ? []
          : [fact(say('billing:month', { month: each.month }), say('parts:percent', { n: then }))];
      }),
    ],
  };
}

/** What a mend changed against the freeze before. */
function changeOf({ difference, ownerNames }: MonthFacts): Fact[] {
  if (difference === null) return [];
  return [
    ...Object.entries(difference.rows).map(([kind, { added, removed, changed }]) =>
      fact(
        say(`billing:change.kind.${kind}`),
        say('billing:change.rows', { count: added + removed + changed }),
      ),
    ),
    fact(
      say('billing:change.redList'),
      say('billing:change.from', {
        before: difference.redListBefore,
        after: difference.redListAfter,
      }),
    ),
    ...difference.owners
      .slice(0, OWNERS_SHOWN)
      .map(({ owner, changeOre }) =>
        fact(
          verbatim(`${owner} ${ownerNames.get(owner) ?? ''}`.trimEnd()),
          say('parts:change', { ore: changeOre }),
        ),
      ),
  ];
}
