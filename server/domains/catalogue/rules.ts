// Unit prices as text, and suppliers' patterns (interfaces.md §4.3): regular expressions that an
// administrator writes and that run over every line. One that could run for ever is refused when saved.

import { decimalText, parseDecimal } from '../../kernel/decimal.ts';

const MOST_DECIMALS = 6;

/**
 * Kronor with at most six decimals as text: two decimals, and more where they say something. Null for
 * anything else, also for less than nothing.
 */
export function readUnitPrice(text: string): string | null {
  const value = /^\d{1,12}(\.|$)/.test(text) ? parseDecimal(text) : null;
  if (value === null || value.scale > MOST_DECIMALS) return null;
  const units = value.units * 10n ** BigInt(MOST_DECIMALS - value.scale);
  return decimalText({ units, scale: MOST_DECIMALS }).replace(/0{1,4}$/, '');
}

const LONGEST_PATTERN = 300;
/** How far a text is searched by the number of open-ended repetitions: no search takes long. */
const SEARCHED = [4000, 4000, 500, 120, 56, 36, 28] as const;

/** The patterns of a cell, in order; `||` stands between them. */
export function splitPatterns(text: string): string[] {
  return text.split('||');
}

/** Null when the pattern may be used, else why not. */
export function faultOfPattern(
  pattern: string,
): 'supplier.pattern-malformed' | 'supplier.pattern-unsafe' | null {
  if (pattern === '' || pattern.length > LONGEST_PATTERN || toRegExp(pattern) === null) {
    return 'supplier.pattern-malformed';
  }
  return searchedBy(pattern) === null ? 'supplier.pattern-unsafe' : null;
}

/** The patterns as one function: what the first match finds, whole, or null. Bad ones are left out. */
export function createReferenceFinder(
  patterns: readonly string[],
): (text: string) => string | null {
  const searches = patterns.flatMap((pattern) => {
    const [expression, length] = [toRegExp(pattern), searchedBy(pattern)];
    return pattern === '' || expression === null || length === null ? [] : [{ expression, length }];
  });
  return (text) => {
    for (const { expression, length } of searches) {
      const found = expression.exec(text.slice(0, length))?.[0];
      if (found !== undefined && found !== '') return found;
    }
    return null;
  };
}

/** With Unicode's rules; without them where an older pattern escapes what those do not let it. */
function toRegExp(pattern: string): RegExp | null {
  for (const flags of ['u', '']) {
    try {
      return new RegExp(pattern, flags);
    } catch {
      continue;
    }
  }
  return null;
}

/** A repetition that is counted further than this is as good as open-ended. */
const MOST_COUNTED = 16;

type Group = { repeats: boolean; branches: boolean };

/**
 * How much of a text the pattern may be tried on; null where it could run for ever: where something
 * refers back, where a repetition holds another or a choice (but for the pattern's last token: what
 * nothing follows is never tried again), and where open-ended repetitions are more than six.
 */
function searchedBy(pattern: string): number | null {
  const open: Group[] = [{ repeats: false, branches: false }];
  let closed: Group | null = null;
  let repetitions = 0;
  const tokens = tokensOf(pattern);
  for (const [index, token] of tokens.entries()) {
    if (/^\\(?:[1-9]|k<)/.test(token)) return null;
    if (isOpenEnded(token)) {
      repetitions += 1;
      if (isLoaded(closed) && index < tokens.length - 1) return null;
    }
    closed = token === ')' ? leave(open) : null;
    enter(open, token);
  }
  return SEARCHED[repetitions] ?? null;
}

function isLoaded(group: Group | null): boolean {
  return group !== null && (group.repeats || group.branches);
}

function enter(open: Group[], token: string): void {
  const within = open.at(-1);
  if (token.startsWith('(')) open.push({ repeats: false, branches: false });
  if (within === undefined) return;
  if (token === '|') within.branches = true;
  if (isOpenEnded(token)) within.repeats = true;
}

/** What a group holds, its parent holds too. */
function leave(open: Group[]): Group | null {
  const group = open.length > 1 ? open.pop() : undefined;
  const parent = open.at(-1);
  if (group === undefined || parent === undefined) return null;
  if (group.repeats) parent.repeats = true;
  return group;
}

/** `*`, `+`, `{2,}`, and counted repetitions that are as good as open-ended. */
function isOpenEnded(token: string): boolean {
  if (token === '*' || token === '+') return true;
  const counted = /^\{\d+(,(\d*))?\}$/.exec(token);
  if (counted?.[1] === undefined) return false;
  return counted[2] === '' || Number(counted[2]) > MOST_COUNTED;
}

/** Escapes, classes, group openings and counted repetitions as one token each. */
function tokensOf(pattern: string): string[] {
  return (
    pattern.match(
      /\\k<[^>]*>|\\[^]|\[(?:\\[^]|[^\]\\])*\]|\(\?(?:<?[=!]|<[^>]*>|:)|\{\d+(?:,\d*)?\}|[^]/gu,
    ) ?? []
  );
}
