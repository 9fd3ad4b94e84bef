// What was found on an invoice, as its page tells it: by check, the largest stake first, a line's stake
// counted once however many checks found it.

import { ore, sum, type Ore } from '../../../kernel/money.ts';
import { say, status, verbatim, type Status, type Text } from '../../../kernel/page.ts';
import type { Deviated } from '../../../kernel/page-process.ts';
import type { Deviation, LineId, Severity } from '../types.ts';
import type { FoundByCheck } from './facts.ts';

/** Checks whose expected and actual are öre; the others name codes. */
const MONEY_CHECKS: ReadonlySet<string> = new Set([
  'difference',
  'arithmetic',
  'terminated',
  'duplicate',
  'overlap',
]);
const WORST: readonly Severity[] = ['stop', 'wait', 'info'];

export function deviationText({ code, args }: Pick<Deviation, 'code' | 'args'>): Text {
  return say(`invoices:deviation.${code}`, args);
}

/** Σ of what is at stake; a line that several checks found counts with the largest. */
export function stakeOf(deviations: readonly Deviation[]): Ore {
  const byLine = new Map<LineId, Ore>();
  let ofInvoice = 0;
  for (const { lineId, stakeOre } of deviations) {
    if (lineId === null) ofInvoice += stakeOre;
    else byLine.set(lineId, ore(Math.max(byLine.get(lineId) ?? 0, stakeOre)));
  }
  return ore(ofInvoice + sum(byLine.values()));
}

/** How many lines deviate, in all (`deviating`) and by check. */
export function deviatingLines(deviations: readonly Deviation[]): ReadonlyMap<string, number> {
  const lines = new Map<string, Set<LineId>>();
  for (const { lineId, check } of deviations) {
    if (lineId === null) continue;
    for (const name of ['deviating', check]) {
      lines.set(name, (lines.get(name) ?? new Set()).add(lineId));
    }
  }
  return new Map([...lines].map(([name, found]) => [name, found.size]));
}

export function foundByCheck(deviations: readonly Deviation[]): FoundByCheck[] {
  const groups = new Map<string, Deviation[]>();
  for (const each of deviations) {
    const group = groups.get(each.check);
    if (group === undefined) groups.set(each.check, [each]);
    else group.push(each);
  }
  return [...groups]
    .map(([check, group]) => toFound(check, group))
    .sort((a, b) => b.stakeOre - a.stakeOre);
}

function toFound(check: string, group: readonly Deviation[]): FoundByCheck {
  const [example] = [...group].sort((a, b) => b.stakeOre - a.stakeOre);
  if (example === undefined) throw new RangeError('a group of nothing');
  return {
    check,
    severity: WORST.find((each) => group.some(({ severity }) => severity === each)) ?? 'info',
    count: group.length,
    stakeOre: stakeOf(group),
    expectedOre: sumOf(check, group, 'expected'),
    actualOre: sumOf(check, group, 'actual'),
    example,
  };
}

function sumOf(
  check: string,
  group: readonly Deviation[],
  side: 'expected' | 'actual',
): Ore | null {
  if (!MONEY_CHECKS.has(check)) return null;
  const amounts = group.map((each) => Number(each[side] ?? NaN));
  const total = amounts.reduce((all, amount) => all + amount, 0);
  return Number.isSafeInteger(total) ? ore(total) : null;
}

/** A check's finds as a part of the page; `href` leads to their lines. */
export function toDeviated(found: FoundByCheck, href: string | null): Deviated {
  const { check, count, stakeOre, example } = found;
  return {
    href,
    title: say(`invoices:check.${check}`),
    rows: say('invoices:page.found.count', { count }),
    why: {
      strong: count === 1 ? null : say('invoices:page.found.many', { count, ore: stakeOre }),
      says: deviationText(example),
    },
    ...expectedOf(found),
    stake: say('parts:money', { ore: stakeOre }),
  };
}

function expectedOf({ expectedOre, actualOre, count, example }: FoundByCheck) {
  if (expectedOre !== null && actualOre !== null) {
    return {
      expected: say('parts:money', { ore: expectedOre }),
      actual: say('parts:money', { ore: actualOre }),
    };
  }
  const { expected, actual } = example;
  const isTold = count === 1 && expected !== null && actual !== null;
  return isTold
    ? { expected: verbatim(expected), actual: verbatim(actual) }
    : { expected: null, actual: null };
}

/** A deviation in a word, for a row of a table. */
export function deviationStatus({
  check,
  severity,
}: Pick<Deviation, 'check' | 'severity'>): Status {
  return status(severity, say(`invoices:page.short.${check}`));
}

/** How a check went; `wasRun` is false where what it looks at has not come. */
export function checkStatus(found: FoundByCheck | undefined, wasRun: boolean): Status {
  if (!wasRun) return status('off', say('invoices:page.checks.notRun'));
  if (found === undefined) return status('ok', say('invoices:page.checks.holds'));
  return status(found.severity, say('invoices:page.checks.deviates'));
}
