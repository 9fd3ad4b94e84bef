// The registers as one reads them: rows of texts, and the few questions that the rules ask of them.

import { isWithin } from './days.ts';

export type Row = Readonly<Record<string, string>>;

/** The registers by kind, as `interfaces.md` §3 names kinds and columns. */
export type World = Readonly<Record<string, readonly Row[]>>;

/** A column of a row; empty where the file has no such column. */
export function get(row: Row | undefined, column: string): string {
  return row?.[column] ?? '';
}

export function rowsOf(world: World, kind: string): readonly Row[] {
  return world[kind] ?? [];
}

export function find(world: World, kind: string, code: string): Row | undefined {
  return rowsWith(world, { kind, name: 'code', of: (row) => get(row, 'code') }, code)[0];
}

/** What rows of a kind are looked up by; the name tells two keys of one kind apart. */
export type Key = {
  readonly kind: string;
  readonly name: string;
  readonly of: (row: Row) => string;
};

const LOOKUPS = new WeakMap<World, Map<string, Map<string, Row[]>>>();

/** The rows of a kind whose key has the value, in file order. Remembered, or Gävle takes hours. */
export function rowsWith(world: World, key: Key, value: string): readonly Row[] {
  const lookups = LOOKUPS.get(world) ?? new Map<string, Map<string, Row[]>>();
  LOOKUPS.set(world, lookups);
  const name = `${key.kind} ${key.name}`;
  const lookup = lookups.get(name) ?? new Map<string, Row[]>();
  if (!lookups.has(name)) {
    lookups.set(name, lookup);
    for (const row of rowsOf(world, key.kind)) {
      lookup.set(key.of(row), [...(lookup.get(key.of(row)) ?? []), row]);
    }
  }
  return lookup.get(value) ?? [];
}

export function setting(world: World, key: string): string {
  return get(
    rowsOf(world, 'settings').find((row) => get(row, 'key') === key),
    'value',
  );
}

/** The legal entity of a unit: its own, else its parent's. */
export function legalEntityOf(world: World, unit: string): Row | undefined {
  const row = find(world, 'units', unit);
  if (row === undefined) return undefined;
  const own = get(row, 'legal_entity');
  return own === '' ? legalEntityOf(world, get(row, 'parent')) : find(world, 'legal-entities', own);
}

export type OwnerKind = 'internal' | 'company' | 'external';

/** What an owner is: a cost centre of the municipality, of a company, or an external customer. */
export function kindOf(world: World, owner: string): OwnerKind {
  const centre = find(world, 'cost-centres', owner);
  if (centre === undefined) return 'external';
  const entity = legalEntityOf(world, get(centre, 'unit'));
  return get(entity, 'kind') === 'company' ? 'company' : 'internal';
}

/** Whether the rules take input VAT of the owner's shares to be deductible (rule 9). */
export function isDeductible(world: World, owner: string): boolean {
  if (kindOf(world, owner) !== 'internal') return true;
  return get(find(world, 'cost-centres', owner), 'vat') === 'deductible';
}

/** `account=6212;activity=510` as pairs. */
export function codeString(text: string): Map<string, string> {
  return new Map(
    text
      .split(';')
      .filter((part) => part !== '')
      .map((part) => {
        const [dimension = '', code = ''] = part.split('=');
        return [dimension, code] as const;
      }),
  );
}

/** `4200=60|4300=40` as pairs; a code alone has everything. */
export function pairs(text: string): { readonly code: string; readonly value: string }[] {
  return text
    .split('|')
    .filter((part) => part !== '')
    .map((part) => {
      const [code = '', value = '100'] = part.split('=');
      return { code, value };
    });
}

/** True where a row with `from` and `to` (or `valid_from` and `valid_to`) holds on the day. */
export function holdsOn(row: Row, day: string): boolean {
  const from = get(row, 'from') + get(row, 'valid_from');
  return isWithin(day, from, get(row, 'to') + get(row, 'valid_to'));
}

/** A number as E.164: `+46…` for every spelling; what is no number stays as it is. */
export function e164(written: string): string {
  const bare = written.replaceAll(/[ -]/g, '');
  if (!/^\+?\d+$/.test(bare)) return written;
  if (bare.startsWith('+')) return bare;
  if (bare.startsWith('00')) return `+${bare.slice(2)}`;
  if (bare.startsWith('0')) return `+46${bare.slice(1)}`;
  return bare.startsWith('46') ? `+${bare}` : bare;
}
