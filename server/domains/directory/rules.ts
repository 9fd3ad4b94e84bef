// What the organisation's registers mean: code strings, successors, settings, and the tree of units.
// Texts that are no such thing give null; nothing here throws.

import { isMonth } from '../../kernel/calendar.ts';
import {
  DIMENSIONS,
  POSTING_MODES,
  type CodePart,
  type Dimension,
  type Setting,
  type Settings,
  type Successor,
} from './types.ts';

const CODE = /^[\p{L}\p{Nd}\-_.]{1,40}$/u;
const PERCENT = /^\d{1,3}(?:\.\d{1,2})?$/;

/** The whole, in hundredths of a per cent. */
export const WHOLE = 10_000;

export const DEFAULT_SIE_DIMENSIONS =
  'cost_centre=1;project=6;activity=20;object=21;counterpart=22';

/** Reads `account=6219;activity=2240`, in its order; null where a part is wrong or said twice. */
export function parseCodeString(text: string): CodePart[] | null {
  const parts: CodePart[] = [];
  for (const piece of text.split(';')) {
    const [dimension, code = ''] = splitOnce(piece, '=');
    if (!isDimension(dimension) || dimension === 'cost_centre' || !CODE.test(code)) return null;
    if (parts.some((part) => part.dimension === dimension)) return null;
    parts.push({ dimension, code });
  }
  return parts;
}

/** Reads `4200` or `4200=60|4300=40`; null where a code is wrong or said twice, or the sum is not 100. */
export function parseSuccessors(text: string): Successor[] | null {
  if (CODE.test(text)) return [{ code: text, share: WHOLE }];
  const successors: Successor[] = [];
  for (const piece of text.split('|')) {
    const [code, percent = ''] = splitOnce(piece, '=');
    const share = Math.round(Number(percent) * 100);
    if (!CODE.test(code) || !PERCENT.test(percent) || share === 0) return null;
    if (successors.some((each) => each.code === code)) return null;
    successors.push({ code, share });
  }
  return successors.reduce((sum, { share }) => sum + share, 0) === WHOLE ? successors : null;
}

/** Reads `cost_centre=1;project=6`: numbers from 1, each once; null for anything else. */
export function parseSieDimensions(text: string): Partial<Record<Dimension, number>> | null {
  const numbers: Partial<Record<Dimension, number>> = {};
  for (const piece of text.split(';')) {
    const [dimension, number = ''] = splitOnce(piece, '=');
    if (!isDimension(dimension) || dimension === 'account' || !/^[1-9]\d{0,3}$/.test(number)) {
      return null;
    }
    if (numbers[dimension] !== undefined) return null;
    numbers[dimension] = Number(number);
  }
  return new Set(Object.values(numbers)).size === Object.keys(numbers).length ? numbers : null;
}

type SettingRule = (value: string) => boolean;

/** What may stand in each setting (interfaces.md §3). */
export const SETTING_RULES: Readonly<Record<string, SettingRule>> = {
  posting_mode: (value) => POSTING_MODES.some((mode) => mode === value),
  providing_cost_centre: (value) => CODE.test(value),
  clearing_cost_centre: (value) => CODE.test(value),
  correction_months: (value) => /^\d{1,2}$/.test(value),
  ledger_closed_through: isMonth,
  sie_dimensions: (value) => parseSieDimensions(value) !== null,
};

/** The settings in force: what is stored, and the defaults of interfaces.md §3 for the rest. */
export function toSettings(rows: readonly Setting[]): Settings {
  const given = new Map(rows.map(({ key, value }) => [key, value]));
  const closed = given.get('ledger_closed_through') ?? '';
  const mode = given.get('posting_mode');
  return {
    postingMode: mode === 'full' ? 'full' : 'clearing',
    providingCostCentre: given.get('providing_cost_centre') ?? null,
    clearingCostCentre: given.get('clearing_cost_centre') ?? null,
    correctionMonths: Number(given.get('correction_months') ?? '12'),
    ledgerClosedThrough: isMonth(closed) ? closed : null,
    sieDimensions: parseSieDimensions(given.get('sie_dimensions') ?? DEFAULT_SIE_DIMENSIONS) ?? {},
    rows,
  };
}

type Branch = { readonly code: string; readonly parent: string | null };

/** True where a unit is, by its parents, above itself. */
export function isInCircle(code: string, parents: ReadonlyMap<string, string | null>): boolean {
  const seen = new Set<string>();
  let at: string | null = code;
  while (at !== null && !seen.has(at)) {
    seen.add(at);
    at = parents.get(at) ?? null;
  }
  return at === code;
}

/** The legal entity of each unit: its own, else the nearest above, else what `otherwise` says. */
export function legalEntitiesOf(
  units: readonly (Branch & { readonly ownLegalEntity: string | null })[],
  otherwise: string | null,
): Map<string, string | null> {
  const byCode = new Map(units.map((unit) => [unit.code, unit]));
  const resolve = (code: string | null, steps: number): string | null => {
    const unit = code === null ? undefined : byCode.get(code);
    if (unit === undefined || steps > units.length) return otherwise;
    return unit.ownLegalEntity ?? resolve(unit.parent, steps + 1);
  };
  return new Map(units.map(({ code }) => [code, resolve(code, 0)]));
}

function isDimension(word: string): word is Dimension {
  return DIMENSIONS.some((dimension) => dimension === word);
}

function splitOnce(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}
