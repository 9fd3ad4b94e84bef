// The parts of an invoice's page that are lists: steps, checks, lines, what was read and what is paid.

import { pagingAt } from '../../../kernel/listing.ts';
import { ore, type Ore } from '../../../kernel/money.ts';
import { numberText } from '../../../kernel/numbers.ts';
import {
  fact,
  say,
  status,
  verbatim,
  type Fact,
  type Paging,
  type Status,
  type Text,
} from '../../../kernel/page.ts';
import { step, type StepView } from '../../../kernel/page-process.ts';
import { paths as subscriptionPaths } from '../../inventory/paths.ts';
import type { Step } from '../../processes/types.ts';
import { CHECKS } from '../checks/checks.ts';
import { paths } from '../paths.ts';
import type { Deviation } from '../types.ts';
import type { InvoiceFacts, ListedLine } from './facts.ts';
import { checkStatus, deviationStatus, stakeOf } from './found.ts';
import { periodText } from './words.ts';

/** How far the invoice has come. */
export function stepsOf(facts: InvoiceFacts): StepView[] {
  return (facts.process?.steps ?? []).map((of) => stepView(of, facts));
}

function stepView(of: Step, facts: InvoiceFacts): StepView {
  const title = say(`invoices:step.${of.name}`);
  const meta = metaOf(of, facts);
  switch (of.state) {
    case 'done':
      return step('done', title, { meta });
    case 'running':
      return step('now', title, { meta });
    case 'failed':
      return step('now', title, { icon: 'octagon-x', meta });
    case 'pending':
    case 'skipped':
      return step('next', title);
  }
}

/** What the flow left; of what has changed since, what is so now: a register mended, a month run. */
function metaOf({ name, message }: Step, facts: InvoiceFacts): Text | null {
  if (message === null) return null;
  const { bookedMonth } = facts.invoice;
  if (name === 'ready' && bookedMonth !== null) {
    return say('invoices:process.booked', { month: bookedMonth });
  }
  if (name === 'check') return say('invoices:process.checked', { count: facts.deviations });
  return say(message.code, plainArgs(message.args));
}

/** Arguments of a sentence that the flow left: texts and numbers only. */
function plainArgs(args: Readonly<Record<string, unknown>>): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [
      name,
      typeof value === 'number' || typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
}

export type CheckRow = { readonly says: Text; readonly status: Status };

/** Every check of the list with how it went; none before they were run. */
export function checksOf({ invoice, found }: InvoiceFacts): CheckRow[] {
  if (!['waiting', 'ready', 'booked'].includes(invoice.state)) return [];
  const byCheck = new Map(found.map((each) => [each.check, each]));
  const isWhole = !byCheck.has('parts');
  return CHECKS.map(({ name }) => ({
    says: say(`invoices:check.${name}`),
    status: checkStatus(byCheck.get(name), isWhole || name === 'parts' || name === 'buyer'),
  }));
}

export type LineRow = {
  readonly href: string;
  readonly line: number;
  readonly name: Text;
  readonly subscription: string | null;
  readonly text: string;
  readonly period: Text;
  readonly netOre: Ore;
  readonly stakeOre: Ore;
  readonly statuses: readonly Status[];
};

type LinesHref = (facts: InvoiceFacts, show: string, after?: string | null) => string;

export type LinesPart = {
  readonly caption: Text;
  readonly count: Text;
  readonly other: { readonly href: string; readonly says: Text } | null;
  readonly rows: readonly LineRow[];
  readonly paging: Paging;
};

/** Null where there are no lines at all. */
export function linesOf(facts: InvoiceFacts, hrefOf: LinesHref): LinesPart | null {
  const { lines, sums } = facts;
  if (sums.lines === 0) return null;
  const { show, rows, total } = lines;
  return {
    caption: captionOf(show),
    count: say('invoices:page.lines.count', { count: total }),
    other: otherLines(facts, hrefOf),
    rows: rows.map((row) => lineRow(facts, row)),
    paging: pagingAt(lines, total, (after) => hrefOf(facts, show, after)),
  };
}

function captionOf(show: string): Text {
  if (show === 'all' || show === 'deviating') return say(`invoices:page.lines.${show}`);
  return say('invoices:page.lines.check', { check: say(`invoices:check.${show}`) });
}

function otherLines(facts: InvoiceFacts, hrefOf: LinesHref) {
  const { lines, sums, found } = facts;
  if (lines.show !== 'all') {
    const says = say('invoices:page.lines.showAll', { count: sums.lines });
    return { href: hrefOf(facts, 'all'), says };
  }
  const isAny = found.some(({ example }) => example.lineId !== null);
  return isAny
    ? { href: hrefOf(facts, 'deviating'), says: say('invoices:page.lines.showDeviating') }
    : null;
}

function lineRow({ invoice, openable }: InvoiceFacts, line: ListedLine): LineRow {
  const { subscriptionId } = line;
  return {
    href: paths.line(invoice.id, line.lineId),
    line: line.line,
    name: nameOf(line),
    subscription:
      subscriptionId !== null && openable.has(subscriptionId)
        ? subscriptionPaths.show(subscriptionId)
        : null,
    text: line.text,
    period: periodText(line.periodFrom, line.periodTo),
    netOre: line.netOre,
    stakeOre: stakeOf(line.deviations),
    statuses: statusesOf(line.deviations),
  };
}

/** What the line is about: its number, else what it said of its service, else what it is. */
export function nameOf(line: Pick<ListedLine, 'kind' | 'number' | 'reference'>): Text {
  const name = line.number ?? line.reference;
  return name === null ? say(`invoices:page.kind.${line.kind}`) : verbatim(numberText(name));
}

function statusesOf(deviations: readonly Deviation[]): Status[] {
  return deviations.length === 0
    ? [status('ok', say('invoices:page.lines.holds'))]
    : deviations.map(deviationStatus);
}

/** Rows in, and what became of them: the difference must be nothing. */
export function readingOf({ invoice, quarantined }: InvoiceFacts): Fact[] {
  const { rowsIn, rowsAccepted, rowsQuarantined } = invoice;
  if (rowsIn === 0) return [];
  const count = (n: number) => say('parts:number', { n });
  return [
    fact(say('invoices:page.reading.in'), count(rowsIn)),
    fact(say('invoices:page.reading.accepted'), count(rowsAccepted)),
    fact(say('invoices:page.reading.quarantined'), count(rowsQuarantined), {
      href: quarantined.length === 0 ? null : `${paths.show(invoice.id)}#quarantine`,
    }),
    fact(say('invoices:page.reading.difference'), count(rowsIn - rowsAccepted - rowsQuarantined), {
      sum: true,
    }),
  ];
}

/** What the e-invoice asks for, by VAT group. */
export function paymentOf({ invoice }: InvoiceFacts): Fact[] {
  if (invoice.currency === null) return [];
  const { netOre, vat, roundingOre, prepaidOre, payableOre } = invoice;
  const money = (amount: Ore) => say('parts:money', { ore: amount });
  return [
    fact(say('invoices:page.payment.net'), money(netOre)),
    ...vat.map((group) =>
      fact(say('invoices:page.payment.vat', { rate: group.rate }), money(group.vatOre)),
    ),
    ...(roundingOre === 0 ? [] : [fact(say('invoices:page.payment.rounding'), money(roundingOre))]),
    ...(prepaidOre === 0
      ? []
      : [fact(say('invoices:page.payment.prepaid'), money(ore(0 - prepaidOre)))]),
    fact(say('invoices:page.payment.payable'), money(payableOre), { sum: true }),
  ];
}
