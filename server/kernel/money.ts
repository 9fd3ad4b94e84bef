// Whole öre and the only division in the house. Every split says who gets the remainder;
// no sum is ever rounded anywhere else.

/** An amount in whole öre. 2^53 öre is 90 trillion kronor: a safe integer is enough. */
export type Ore = number & { readonly __unit: 'ore' };

/** One owner's part in a split: who, and how heavy. Weights are whole, never negative, of any size. */
export type Weight = { readonly owner: string; readonly weight: number | bigint };

/** One owner's part of an amount. */
export type Part = { readonly owner: string; readonly ore: Ore };

/** Makes öre of a whole number. Throws a RangeError for anything else: that is a bug, not a refusal. */
export function ore(value: number): Ore {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not whole öre: ${String(value)}`);
  return (value === 0 ? 0 : value) as Ore;
}

export const ZERO_ORE = ore(0);

/** Reads öre as a database gives them: a number, or a string where SUM or size made it one. */
export function toOre(value: unknown): Ore {
  if (typeof value === 'number') return ore(value);
  if (typeof value === 'bigint') return ore(Number(value));
  if (typeof value === 'string' && /^-?\d+(\.0+)?$/.test(value)) return ore(Number(value));
  throw new RangeError(`not öre: ${String(value)}`);
}

/** The sum of amounts, in öre. */
export function sum(amounts: Iterable<Ore>): Ore {
  let total = 0;
  for (const amount of amounts) total += amount;
  return ore(total);
}

/** Code bytes decide every tie in the house: UTF-8 order, so that any tool agrees. */
export function byCodeBytes(left: string, right: string): number {
  if (left === right) return 0;
  const shorter = Math.min(left.length, right.length);
  for (let i = 0; i < shorter; i += 1) {
    const [a, b] = [left.charCodeAt(i), right.charCodeAt(i)];
    if (a === b) continue;
    // Below the surrogates, characters have the order of their bytes.
    if (a < SURROGATES && b < SURROGATES) return a < b ? -1 : 1;
    return Buffer.compare(Buffer.from(left), Buffer.from(right));
  }
  return left.length < right.length ? -1 : 1;
}

const SURROGATES = 0xd800;

/**
 * Splits an amount by weights (interfaces.md §4, `allocate`). Equal owners are added first; each
 * gets the floor of |total| × weight ÷ Σ weights; the öre that are left go one each to the largest
 * remainders, ties to the lowest owner code in byte order; then the sign is put back.
 * Returns the owners in byte order, also those that got nothing. No weight at all gives no parts.
 */
export function allocate(total: Ore, weights: readonly Weight[]): Part[] {
  const owners = mergeWeights(weights);
  const sumOfWeights = owners.reduce((acc, each) => acc + each.weight, 0n);
  if (sumOfWeights === 0n) return [];
  const size = BigInt(Math.abs(total));
  const parts = owners.map((each) => ({
    owner: each.owner,
    floor: (size * each.weight) / sumOfWeights,
    remainder: (size * each.weight) % sumOfWeights,
  }));
  const left = size - parts.reduce((acc, part) => acc + part.floor, 0n);
  const lucky = new Set(
    [...parts]
      .sort((a, b) => compareBig(b.remainder, a.remainder) || byCodeBytes(a.owner, b.owner))
      .slice(0, Number(left))
      .map((part) => part.owner),
  );
  const sign = total < 0 ? -1 : 1;
  return parts.map((part) => ({
    owner: part.owner,
    ore: ore(sign * (Number(part.floor) + (lucky.has(part.owner) ? 1 : 0))),
  }));
}

/** VAT on an amount: amount × rate %, rounded half away from zero. The rate has at most two decimals. */
export function vat(amount: Ore, ratePercent: number): Ore {
  const hundredths = BigInt(Math.round(ratePercent * 100));
  return ore(Number(divideRounded(BigInt(amount) * hundredths, 10_000n)));
}

/** amount × times ÷ of, rounded half away from zero. `times` and `of` are whole, `of` above zero. */
export function proportion(amount: Ore, times: number, of: number): Ore {
  return ore(Number(divideRounded(BigInt(amount) * BigInt(times), BigInt(of))));
}

/** Integer division rounded half away from zero. */
export function divideRounded(numerator: bigint, denominator: bigint): bigint {
  const negative = numerator < 0n !== denominator < 0n;
  const n = numerator < 0n ? -numerator : numerator;
  const d = denominator < 0n ? -denominator : denominator;
  const rounded = (2n * n + d) / (2n * d);
  return negative ? -rounded : rounded;
}

/** Whole kronor nearest to an amount, half away from zero, as öre. */
export function wholeKronor(amount: Ore): Ore {
  return ore(Number(divideRounded(BigInt(amount), 100n) * 100n));
}

function mergeWeights(weights: readonly Weight[]): { owner: string; weight: bigint }[] {
  const merged = new Map<string, bigint>();
  for (const { owner, weight } of weights) {
    if (weight < 0) throw new RangeError(`negative weight for ${owner}`);
    merged.set(owner, (merged.get(owner) ?? 0n) + BigInt(weight));
  }
  return [...merged]
    .map(([owner, weight]) => ({ owner, weight }))
    .sort((a, b) => byCodeBytes(a.owner, b.owner));
}

function compareBig(left: bigint, right: bigint): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
