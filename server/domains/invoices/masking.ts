// What people and calls are told of lines, with the names and numbers of protected people put out. The
// lines themselves, and the files as they came, are kept whole.

import type { ExcerptLine } from '../../platform/excerpt.ts';
import type { Args, Deviation, Notice } from './types.ts';

type Mask = (text: string) => string;

export function maskOrNull(mask: Mask, text: string | null): string | null {
  return text === null ? null : mask(text);
}

/** Of a line: what it said of its service, and its text. */
export function maskLine<
  L extends {
    readonly text: string;
    readonly number: string | null;
    readonly reference: string | null;
  },
>(mask: Mask, line: L): L {
  return {
    ...line,
    text: mask(line.text),
    number: maskOrNull(mask, line.number),
    reference: maskOrNull(mask, line.reference),
  };
}

export function maskExcerpt(mask: Mask, lines: readonly ExcerptLine[]): ExcerptLine[] {
  return lines.map((line) => ({ ...line, text: mask(line.text) }));
}

export function maskDeviation(mask: Mask, deviation: Deviation): Deviation {
  return {
    ...deviation,
    expected: maskOrNull(mask, deviation.expected),
    actual: maskOrNull(mask, deviation.actual),
    args: maskArgs(mask, deviation.args),
  };
}

export function maskNotice(mask: Mask, notice: Notice): Notice {
  return { ...notice, args: maskArgs(mask, notice.args) };
}

function maskArgs(mask: Mask, args: Args): Args {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [
      name,
      typeof value === 'string' ? mask(value) : value,
    ]),
  );
}
