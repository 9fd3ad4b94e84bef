// Code strings as text, `account=6218;project=P100`, and as parts; and whether the accounting system
// takes their codes on a day.

import type { LocalDate } from '../../../kernel/calendar.ts';
import { DIMENSIONS, type CodePart, type Dimension } from '../../directory/types.ts';
import {
  type ClosedCode,
  type CodeString,
  type RegisteredCode,
  type SieDimensions,
  type Voucher,
  type VoucherRow,
} from '../types.ts';

/** Reads `activity=2240;project=P100`. Null where a part is no dimension, has no code or comes twice. */
export function parseCodeString(text: string): CodeString | null {
  const parts: CodePart[] = [];
  for (const piece of text.split(';')) {
    if (piece.trim() === '') continue;
    const [dimension, code] = splitOnce(piece);
    if (!isDimension(dimension) || code === '') return null;
    if (parts.some((part) => part.dimension === dimension)) return null;
    parts.push({ dimension, code });
  }
  return parts;
}

/** Looks codes up by dimension. A dimension of which the register has no code at all is not checked. */
export type CodeRegister = {
  readonly check: (part: CodePart, on: LocalDate) => 'valid' | 'unknown' | 'closed';
  readonly nameOf: (part: CodePart) => string | null;
};

export function createCodeRegister(codes: readonly RegisteredCode[]): CodeRegister {
  const byCode = new Map<string, RegisteredCode[]>();
  const known = new Set<Dimension>();
  for (const each of codes) {
    known.add(each.dimension);
    const key = keyOf(each);
    byCode.set(key, [...(byCode.get(key) ?? []), each]);
  }
  return {
    check: (part, on) => {
      if (!known.has(part.dimension)) return 'valid';
      const found = byCode.get(keyOf(part));
      if (found === undefined) return 'unknown';
      return found.some((each) => isValidOn(each, on)) ? 'valid' : 'closed';
    },
    nameOf: (part) => byCode.get(keyOf(part))?.at(-1)?.name ?? null,
  };
}

/** Every code of the vouchers that the register does not take on the voucher's date, once each. */
export function closedCodesOf(
  vouchers: readonly Voucher[],
  register: CodeRegister,
  dimensions: SieDimensions,
): ClosedCode[] {
  const names = new Map(DIMENSIONS.map((name) => [dimensions[name], name] as const));
  const found = new Map<string, ClosedCode>();
  for (const voucher of vouchers) {
    const { date } = voucher;
    const verdictOf = verdictsOn(date, register);
    const look = (dimension: Dimension, code: string, row: VoucherRow): void => {
      const reason = verdictOf(dimension, code);
      if (reason === 'valid') return;
      const costCentre = costCentreOf(row, dimensions);
      const key = `${keyOf({ dimension, code })} ${date} ${costCentre ?? ''}`;
      found.set(key, { dimension, code, date, reason, costCentre });
    };
    for (const row of voucher.rows) {
      look('account', row.account, row);
      row.objects.forEach(({ dimension, code }) => {
        const name = names.get(dimension);
        if (name !== undefined) look(name, code, row);
      });
    }
  }
  return [...found.values()];
}

/** The register's word on each code of a day, asked for once. */
function verdictsOn(date: LocalDate, register: CodeRegister) {
  type Verdict = ReturnType<CodeRegister['check']>;
  const known = new Map<Dimension, Map<string, Verdict>>();
  return (dimension: Dimension, code: string): Verdict => {
    const codes = known.get(dimension) ?? new Map<string, Verdict>();
    known.set(dimension, codes);
    const verdict = codes.get(code) ?? register.check({ dimension, code }, date);
    codes.set(code, verdict);
    return verdict;
  };
}

function costCentreOf(row: VoucherRow, dimensions: SieDimensions): string | null {
  const { cost_centre: number } = dimensions;
  return row.objects.find((object) => object.dimension === number)?.code ?? null;
}

function isValidOn(code: RegisteredCode, on: LocalDate): boolean {
  return (
    (code.validFrom === null || code.validFrom <= on) &&
    (code.validTo === null || on <= code.validTo)
  );
}

function isDimension(text: string): text is Dimension {
  return (DIMENSIONS as readonly string[]).includes(text);
}

function keyOf(part: CodePart): string {
  return `${part.dimension}=${part.code}`;
}

function splitOnce(piece: string): [string, string] {
  const at = piece.indexOf('=');
  return at < 0 ? [piece.trim(), ''] : [piece.slice(0, at).trim(), piece.slice(at + 1).trim()];
}
