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
/** More open-ended repetitions than this in one pattern can take too long on a long text. */
const MOST_REPETITIONS = 3;
/** A text is searched this far: references stand early, and no search takes long. */
const SEARCHED = 1000;

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
  return isBounded(pattern) ? null : 'supplier.pattern-unsafe';
}

/** The patterns as one function: what the first match finds, whole, or null. Bad ones are left out. */
export function createReferenceFinder(
  patterns: readonly string[],
): (text: string) => string | null {
  const expressions = patterns
    .filter((pattern) => faultOfPattern(pattern) === null)
    .flatMap((pattern) => toRegExp(pattern) ?? []);
  return (text) => {
    const searched = text.slice(0, SEARCHED);
    for (const expression of expressions) {
      const found = expression.exec(searched)?.[0];
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

type Group = { repeats: boolean; branches: boolean };

/**
 * True where nothing refers back, where open-ended repetitions are few, and where none holds another
 * or a choice, but for the pattern's last token: what nothing follows is never tried again. The time
 * of such a pattern grows no worse than the cube of the text.
 */
function isBounded(pattern: string): boolean {
  const open: Group[] = [{ repeats: false, branches: false }];
  let closed: Group | null = null;
  let repetitions = 0;
  const tokens = tokensOf(pattern);
  for (const [index, token] of tokens.entries()) {
    if (/^\\(?:[1-9]|k<)/.test(token)) return false;
    if (isOpenEnded(token)) {
      repetitions += 1;
      if (isLoaded(closed) && index < tokens.length - 1) return false;
    }
    closed = token === ')' ? leave(open) : null;
    enter(open, token);
  }
  return repetitions <= MOST_REPETITIONS;
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
  return counted[2] === '' || Number(counted[2]) > 40;
}

/** Escapes, classes, group openings and counted repetitions as one token each. */
function tokensOf(pattern: string): string[] {
  return (
    pattern.match(
      /\\k<[^>]*>|\\[^]|\[(?:\\[^]|[^\]\\])*\]|\(\?(?:<?[=!]|<[^>]*>|:)|\{\d+(?:,\d*)?\}|[^]/gu,
    ) ?? []
  );
}
