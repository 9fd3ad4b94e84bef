// One charge over its owners: the closed give way (rule 6), `allocate` divides, zero shares fall away.
// A line of 0 goes whole to one of them.

import type { LocalDate } from '../../../kernel/calendar.ts';
import { allocate, ZERO_ORE, type Ore, type Weight } from '../../../kernel/money.ts';
import type { RedListReason } from '../types.ts';
import { dateOfDayNumber } from './day-numbers.ts';
import { greatestCommonDivisor, type OwnerBook } from './owners.ts';

/** An owner as found, before the closed give way; days where ownership decided. */
export type Claim = {
  readonly owner: string;
  readonly weight: number;
  readonly first?: number;
  readonly last?: number;
};

/** An open owner's part. */
export type Split = {
  readonly owner: string;
  readonly netOre: Ore;
  readonly from: LocalDate | null;
  readonly to: LocalDate | null;
  readonly insteadOf: string | null;
};

export type Splitting =
  | { readonly splits: readonly Split[] }
  | { readonly reason: RedListReason; readonly args: Readonly<Record<string, string>> };

/** Splits an amount other than 0. No weight at all → `weight-missing`. */
export function split(net: Ore, claims: readonly Claim[], book: OwnerBook): Splitting {
  const [only] = claims;
  if (claims.length === 1 && only !== undefined && only.weight > 0) {
    const simple = splitWhole(net, only, book);
    if (simple !== null) return simple;
  }
  const open = openClaims(claims, book);
  if ('reason' in open) return open;
  const parts = allocate(net, inWholeNumbers(open.claims));
  if (parts.length === 0) return { reason: 'weight-missing', args: {} };
  const days = daysByOwner(open.claims);
  return {
    splits: parts
      .filter((part) => part.ore !== 0)
      .map((part) => ({ owner: part.owner, netOre: part.ore, ...daysOfOwner(days, part.owner) })),
  };
}

/** A line of 0: one share of 0, to the heaviest claim, then to the heaviest heir; none is no fault. */
export function splitZero(claims: readonly Claim[], book: OwnerBook): readonly Split[] {
  const claim = heaviest(mergeClaims(claims), book);
  if (claim === null) return [];
  const inheritance = book.inherit(claim.owner);
  if ('reason' in inheritance) return [];
  const heir = heaviest(
    inheritance.heirs.map(({ owner, times }) => ({ owner, weight: Number(times) })),
    book,
  );
  if (heir === null) return [];
  const days = daysOfClaim(claim);
  const insteadOf = inheritance.closed ? claim.owner : null;
  return [{ owner: heir.owner, netOre: ZERO_ORE, ...days, insteadOf }];
}

/** The common case without arithmetic: one claim, one open heir. */
function splitWhole(net: Ore, claim: Claim, book: OwnerBook): Splitting | null {
  const inheritance = book.inherit(claim.owner);
  if ('reason' in inheritance) return asReason(inheritance);
  const [heir] = inheritance.heirs;
  if (inheritance.heirs.length !== 1 || heir === undefined) return null;
  const insteadOf = inheritance.closed ? claim.owner : null;
  const { from, to } = daysOfClaim(claim);
  return { splits: [{ owner: heir.owner, netOre: net, from, to, insteadOf }] };
}

type OpenClaim = {
  readonly owner: string;
  readonly weight: bigint;
  readonly claim: Claim;
  readonly closed: boolean;
};

type OpenClaims =
  { readonly claims: readonly OpenClaim[] } | Extract<Splitting, { reason: unknown }>;

/** Rule 6 over all claims, with the successors' percentages as weights over one denominator. */
function openClaims(claims: readonly Claim[], book: OwnerBook): OpenClaims {
  const found: {
    claim: Claim;
    inheritance: Extract<ReturnType<typeof book.inherit>, { of: bigint }>;
  }[] = [];
  let common = 1n;
  for (const claim of claims) {
    const inheritance = book.inherit(claim.owner);
    if ('reason' in inheritance) return asReason(inheritance);
    common = (common / greatestCommonDivisor(common, inheritance.of)) * inheritance.of;
    found.push({ claim, inheritance });
  }
  return {
    claims: found.flatMap(({ claim, inheritance }) =>
      inheritance.heirs.map((heir) => ({
        owner: heir.owner,
        weight: BigInt(claim.weight) * heir.times * (common / inheritance.of),
        claim,
        closed: inheritance.closed,
      })),
    ),
  };
}

/** Weights over their greatest common divisor: chains of percentages make them long. */
function inWholeNumbers(claims: readonly OpenClaim[]): Weight[] {
  const divisor = claims.reduce((acc, { weight }) => greatestCommonDivisor(acc, weight), 0n);
  const by = divisor === 0n ? 1n : divisor;
  return claims.map(({ owner, weight }) => ({ owner, weight: weight / by }));
}

type OwnerDays = Pick<Split, 'from' | 'to' | 'insteadOf'>;

/** First and last day over all claims that came to an owner, and the closed that gave way to it. */
function daysByOwner(claims: readonly OpenClaim[]): Map<string, OwnerDays> {
  const days = new Map<string, OwnerDays>();
  for (const { owner, claim, closed, weight } of claims) {
    if (weight === 0n) continue;
    const next = { ...daysOfClaim(claim), insteadOf: closed ? claim.owner : null };
    const sofar = days.get(owner);
    days.set(owner, sofar === undefined ? next : joinDays(sofar, next));
  }
  return days;
}

function joinDays(left: OwnerDays, right: OwnerDays): OwnerDays {
  return {
    from: earlier(left.from, right.from),
    to: later(left.to, right.to),
    insteadOf: joinCodes(left.insteadOf, right.insteadOf),
  };
}

function earlier(left: LocalDate | null, right: LocalDate | null): LocalDate | null {
  if (left === null || right === null) return left ?? right;
  return left < right ? left : right;
}

function later(left: LocalDate | null, right: LocalDate | null): LocalDate | null {
  if (left === null || right === null) return left ?? right;
  return left > right ? left : right;
}

function joinCodes(left: string | null, right: string | null): string | null {
  const codes = new Set([...(left ?? '').split(' '), ...(right ?? '').split(' ')]);
  codes.delete('');
  return codes.size === 0 ? null : [...codes].sort().join(' ');
}

function daysOfOwner(days: ReadonlyMap<string, OwnerDays>, owner: string): OwnerDays {
  return days.get(owner) ?? { from: null, to: null, insteadOf: null };
}

function daysOfClaim(claim: Claim): { from: LocalDate | null; to: LocalDate | null } {
  return {
    from: claim.first === undefined ? null : dateOfDayNumber(claim.first),
    to: claim.last === undefined ? null : dateOfDayNumber(claim.last),
  };
}

/** Claims of one owner as one, its days from the first to the last. */
function mergeClaims(claims: readonly Claim[]): Claim[] {
  const merged = new Map<string, Claim>();
  for (const claim of claims) {
    const sofar = merged.get(claim.owner);
    merged.set(
      claim.owner,
      sofar === undefined ? claim : { ...sofar, weight: sofar.weight + claim.weight },
    );
  }
  return [...merged.values()];
}

/** The claim with the largest weight; ties to the lowest code in byte order. */
function heaviest<T extends { owner: string; weight: number }>(
  claims: readonly T[],
  book: OwnerBook,
): T | null {
  let best: T | null = null;
  for (const claim of claims) {
    if (best === null || isHeavier(claim, best, book)) best = claim;
  }
  return best;
}

function isHeavier(
  left: { owner: string; weight: number },
  right: { owner: string; weight: number },
  book: OwnerBook,
): boolean {
  if (left.weight !== right.weight) return left.weight > right.weight;
  return book.rankOf(left.owner) < book.rankOf(right.owner);
}

function asReason(refused: {
  reason: RedListReason;
  code: string;
}): Extract<Splitting, { reason: unknown }> {
  return { reason: refused.reason, args: { code: refused.code } };
}
