// Exact numbers: fractions of whole numbers, rounding half away from zero, and `allocate`.

export type Fraction = { readonly top: bigint; readonly bottom: bigint };

/** Reads `-12.3450`; throws for anything else. */
export function fraction(text: string): Fraction {
  const match = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (match === null) throw new Error(`not a number: ${text}`);
  const decimals = match[3] ?? '';
  const size = BigInt(`${match[2] ?? ''}${decimals}`);
  return { top: match[1] === '-' ? -size : size, bottom: 10n ** BigInt(decimals.length) };
}

export function plus(a: Fraction, b: Fraction): Fraction {
  return { top: a.top * b.bottom + b.top * a.bottom, bottom: a.bottom * b.bottom };
}

export function times(a: Fraction, b: Fraction): Fraction {
  return { top: a.top * b.top, bottom: a.bottom * b.bottom };
}

export const NOTHING: Fraction = { top: 0n, bottom: 1n };

export const whole = (value: bigint | number): Fraction => ({ top: BigInt(value), bottom: 1n });

/** The nearest whole number, halves away from zero. */
export function rounded({ top, bottom }: Fraction): bigint {
  const size = top < 0n ? -top : top;
  const near = size / bottom + (2n * (size % bottom) >= bottom ? 1n : 0n);
  return top < 0n ? -near : near;
}

/** Whole öre of kronor. */
export function ore(kronor: Fraction): bigint {
  return rounded(times(kronor, whole(100)));
}

/** VAT on öre at a rate in percent. */
export function vat(net: bigint, rate: string): bigint {
  return rounded(times(times(whole(net), fraction(rate)), { top: 1n, bottom: 100n }));
}

/** §4 `allocate`: öre by owner, those of 0 too; empty where there is no weight. */
export function allocate(net: bigint, weights: ReadonlyMap<string, Fraction>): Map<string, bigint> {
  const common = [...weights.values()].reduce((all, { bottom }) => all * bottom, 1n);
  const heavy = [...weights].map(([owner, { top, bottom }]) => {
    return { owner, weight: (top * common) / bottom };
  });
  const total = heavy.reduce((all, { weight }) => all + weight, 0n);
  if (total === 0n) return new Map();
  const size = net < 0n ? -net : net;
  const parts = heavy.map(({ owner, weight }) => ({
    owner,
    share: (size * weight) / total,
    remainder: (size * weight) % total,
  }));
  let left = size - parts.reduce((all, { share }) => all + share, 0n);
  const inLine = [...parts].sort((a, b) =>
    a.remainder === b.remainder ? byBytes(a.owner, b.owner) : a.remainder > b.remainder ? -1 : 1,
  );
  for (const part of inLine) {
    if (left === 0n) break;
    part.share += 1n;
    left -= 1n;
  }
  return new Map(parts.map(({ owner, share }) => [owner, net < 0n ? -share : share]));
}

/** Byte order of UTF-8. */
export function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** Adds to what a key already has. */
export function add<K>(map: Map<K, bigint>, key: K, amount: bigint): void {
  map.set(key, (map.get(key) ?? 0n) + amount);
}

export function total(amounts: Iterable<bigint>): bigint {
  let all = 0n;
  for (const amount of amounts) all += amount;
  return all;
}
