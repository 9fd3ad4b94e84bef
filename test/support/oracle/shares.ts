// Rules 4 to 6: who pays for a line, or why nobody can be found.

import { everyDay, monthAround } from './days.ts';
import {
  allocate,
  byBytes,
  fraction,
  NOTHING,
  ore,
  plus,
  times,
  whole,
  type Fraction,
} from './exact.ts';
import { countsAs, ownersOn, type Line } from './lines.ts';
import { find, get, holdsOn, pairs, rowsOf, type Row, type World } from './world.ts';

export type Share = {
  readonly owner: string;
  readonly netOre: bigint;
  readonly from?: string;
  readonly to?: string;
};

/** The shares of a line, or the red list with a reason. */
export type Outcome = { readonly shares: readonly Share[] } | { readonly red: string };

type Weights = Map<string, Fraction>;
type Found = { readonly weights: Weights; readonly days: Days } | { readonly red: string };
type Days = Map<string, { from: string; to: string }>;
type Span = { readonly from: string; readonly to: string };

/** A line that names a service: its owners day by day, then rule 6. */
export function sharesByOwner(
  world: World,
  line: Span & { readonly netOre: bigint; readonly subscription: Row | undefined },
  month: string,
): Outcome {
  const { subscription } = line;
  if (line.netOre === 0n) return { shares: zeroShare(world, line, month) };
  if (subscription === undefined) return { red: 'unknown reference' };
  const found = weightsByDay(world, subscription, line);
  if ('red' in found) return found;
  const open = whileOpen(world, found, month);
  if ('red' in open) return open;
  return { shares: splitBy(line.netOre, open) };
}

/** Rule 5: an invoice's line that names no service, by the rule that fits best. */
export function sharesByRule(
  world: World,
  line: Line,
  of: { readonly month: string; readonly byReference: ReadonlyMap<string, bigint> },
): Outcome {
  if (line.netOre === 0n) return { shares: [] };
  const rule = bestRule(world, line);
  if (rule === undefined) return { red: 'no rule' };
  const weights = ruleWeights(get(rule, 'key'), line.netOre, of.byReference);
  if (weights === null || weights.size === 0) return { red: 'no weight' };
  const open = whileOpen(world, { weights, days: new Map() }, of.month);
  if ('red' in open) return open;
  const shares = splitBy(line.netOre, open);
  return shares.length === 0 ? { red: 'no weight' } : { shares };
}

function splitBy(netOre: bigint, { weights, days }: { weights: Weights; days: Days }): Share[] {
  return [...allocate(netOre, weights)]
    .filter(([, share]) => share !== 0n)
    .map(([owner, share]) => ({ owner, netOre: share, ...days.get(owner) }));
}

/**
 * Days × share of each owner over the period; a day that nobody owned stops it all. The days shown
 * are those that were owned: one outside the service's life counts as its first or last.
 */
function weightsByDay(world: World, subscription: Row, { from, to }: Span): Found {
  const weights: Weights = new Map();
  const days: Days = new Map();
  for (const day of everyDay(from, to)) {
    const as = countsAs(day, subscription);
    if (as === null) return { red: 'long before activation' };
    const owners = ownersOn(world, subscription, as);
    if (owners.length === 0) return { red: 'day without owner' };
    for (const row of owners) {
      const owner = get(row, 'owner');
      const share = fraction(get(row, 'share') || '100');
      weights.set(owner, plus(weights.get(owner) ?? NOTHING, share));
      days.set(owner, { from: days.get(owner)?.from ?? as, to: as });
    }
  }
  return { weights, days };
}

/** Rule 6: closed cost centres give way, as weights, until all are open. */
function whileOpen(
  world: World,
  { weights, days }: { weights: Weights; days: Days },
  month: string,
): Found {
  const lastDay = monthAround(`${month}-01`).to;
  const open: Weights = new Map();
  const openDays: Days = new Map();
  for (const [owner, weight] of weights) {
    const heirs = heirsOf(world, owner, { lastDay, path: [] });
    if (heirs === null) return { red: 'closed cost centre' };
    for (const [heir, part] of heirs) {
      open.set(heir, plus(open.get(heir) ?? NOTHING, times(weight, part)));
      const had = days.get(owner);
      if (had !== undefined) openDays.set(heir, joined(openDays.get(heir), had));
    }
  }
  return { weights: open, days: openDays };
}

function heirsOf(
  world: World,
  owner: string,
  at: { readonly lastDay: string; readonly path: readonly string[] },
): Weights | null {
  const centre = find(world, 'cost-centres', owner);
  if (centre === undefined || holdsOn(centre, at.lastDay)) return new Map([[owner, whole(1)]]);
  const successors = pairs(get(centre, 'successor'));
  if (successors.length === 0 || at.path.includes(owner)) return null;
  const heirs: Weights = new Map();
  for (const { code, value } of successors) {
    const next = heirsOf(world, code, { ...at, path: [...at.path, owner] });
    if (next === null) return null;
    const percent = times(fraction(value), { top: 1n, bottom: 100n });
    for (const [heir, part] of next) {
      heirs.set(heir, plus(heirs.get(heir) ?? NOTHING, times(part, percent)));
    }
  }
  return heirs;
}

/** A line of 0 is one share of the last day's owner, of several the larger, then the lower code. */
function zeroShare(
  world: World,
  line: Span & { readonly subscription: Row | undefined },
  month: string,
): Share[] {
  if (line.subscription === undefined) return [];
  const last = weightsByDay(world, line.subscription, { from: line.to, to: line.to });
  const owner = 'red' in last ? undefined : heaviest(last.weights);
  if (owner === undefined || 'red' in last) return [];
  const weights: Weights = new Map([[owner, whole(1)]]);
  const open = whileOpen(world, { weights, days: last.days }, month);
  const payer = 'red' in open ? undefined : heaviest(open.weights);
  return payer === undefined
    ? []
    : [{ owner: payer, netOre: 0n, ...daysOwned(world, line, owner) }];
}

/** First and last of the line's days that an owner had. */
function daysOwned(
  world: World,
  { from, to, subscription }: Span & { readonly subscription: Row | undefined },
  owner: string,
): Partial<Span> {
  const days = everyDay(from, to).flatMap((day) => {
    const as = subscription === undefined ? null : countsAs(day, subscription);
    if (as === null || subscription === undefined) return [];
    return ownersOn(world, subscription, as).some((row) => get(row, 'owner') === owner) ? [as] : [];
  });
  const [first, last] = [days[0], days.at(-1)];
  return first === undefined || last === undefined ? {} : { from: first, to: last };
}

function heaviest(weights: Weights): string | undefined {
  const [first] = [...weights].sort(([a, left], [b, right]) => {
    const difference = right.top * left.bottom - left.top * right.bottom;
    return difference === 0n ? byBytes(a, b) : difference > 0n ? 1 : -1;
  });
  return first?.[0];
}

function bestRule(world: World, line: Line): Row | undefined {
  const facts: Readonly<Record<string, (field: string) => boolean>> = {
    supplier: (field) => field === line.invoice.supplier,
    account: (field) => field === line.account,
    match: (field) => line.labels.some((label) => label.startsWith(field)),
  };
  const said = (row: Row): string[] => Object.keys(facts).filter((name) => get(row, name) !== '');
  return rowsOf(world, 'allocation-rules')
    .filter((row) => holdsOn(row, line.invoice.issuedOn))
    .filter((row) => said(row).every((name) => facts[name]?.(get(row, name))))
    .map((row, index) => ({ row, index }))
    .sort((a, b) => {
      const fields = said(b.row).length - said(a.row).length;
      const later = get(b.row, 'from') < get(a.row, 'from') ? -1 : 1;
      return fields || (get(a.row, 'from') === get(b.row, 'from') ? a.index - b.index : later);
    })[0]?.row;
}

function ruleWeights(
  key: string,
  netOre: bigint,
  byReference: ReadonlyMap<string, bigint>,
): Weights | null {
  const [kind, rest] = [key.split(':')[0], key.slice(key.indexOf(':') + 1)];
  if (kind === 'one') return new Map([[rest, whole(1)]]);
  if (kind === 'percent')
    return new Map(pairs(rest).map(({ code, value }) => [code, fraction(value)]));
  if (kind === 'pro-rata') {
    return new Map(
      [...byReference].filter(([, sum]) => sum > 0n).map(([owner, sum]) => [owner, whole(sum)]),
    );
  }
  return fixedWeights(rest, netOre < 0n ? -netOre : netOre);
}

/** Each its amount in order until all is used up, what is left to `rest`; null where it has no home. */
function fixedWeights(text: string, size: bigint): Weights | null {
  const weights: Weights = new Map();
  let left = size;
  const give = (owner: string, amount: bigint): void => {
    if (amount === 0n) return;
    weights.set(owner, plus(weights.get(owner) ?? NOTHING, whole(amount)));
    left -= amount;
  };
  let last = '';
  for (const { code, value } of pairs(text)) {
    if (code === 'rest') last = value;
    else {
      const amount = ore(fraction(value));
      give(code, amount < left ? amount : left);
    }
  }
  if (left > 0n && last !== '') give(last, left);
  return left === 0n ? weights : null;
}

function joined(a: Span | undefined, b: Span): Span {
  if (a === undefined) return b;
  return { from: a.from < b.from ? a.from : b.from, to: a.to > b.to ? a.to : b.to };
}
