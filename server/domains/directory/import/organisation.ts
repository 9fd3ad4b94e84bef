// The kinds that say who the organisation is: settings, legal entities, units.

import { isBankgiro, isOrganisationNumber } from '../../../kernel/numbers.ts';
import { defineImport, type Importable, type Uses } from '../../../platform/csv-import.ts';
import type { Stored } from '../../../platform/csv-lines.ts';
import type { Sheet } from '../../../platform/csv-sheet.ts';
import { isInCircle, SETTING_RULES } from '../rules.ts';
import type { DirectoryStore } from '../store.ts';
import {
  LEGAL_ENTITY_COLUMNS,
  SETTING_COLUMNS,
  UNIT_COLUMNS,
  type LegalEntityRow,
  type SettingRow,
  type UnitRow,
} from './columns.ts';

export type DirectoryImportDeps = {
  readonly store: DirectoryStore;
  readonly uses: readonly Uses[];
};

export function defineSettingImport({ store, uses }: DirectoryImportDeps): Importable {
  return defineImport({
    kind: 'settings',
    columns: SETTING_COLUMNS,
    key: ['key'],
    prepare: (tx) => store.settings.load(tx),
    stored: (rows) => rows,
    check: checkSettings,
    uses,
    write: (changes, _rows, tx) => store.settings.apply(changes, tx),
  });
}

function checkSettings(sheet: Sheet<SettingRow>): void {
  for (const line of sheet.kept) {
    const { key, value } = line.cells;
    if (key === undefined) continue;
    const rule = SETTING_RULES[key];
    if (rule === undefined) sheet.fault(line, 'key', 'setting.unknown');
    else if (value !== undefined && !rule(value))
      sheet.fault(line, 'value', 'setting.value', { key });
  }
}

export function defineLegalEntityImport({ store, uses }: DirectoryImportDeps): Importable {
  return defineImport({
    kind: 'legal-entities',
    columns: LEGAL_ENTITY_COLUMNS,
    key: ['code'],
    prepare: (tx) => store.legalEntities.load(tx),
    stored: (rows) => rows,
    check: (sheet) => {
      warnOfNumbers(sheet);
      warnOfBankgiro(sheet);
    },
    uses: [...store.uses, ...uses],
    write: (changes, _rows, tx) => store.legalEntities.apply(changes, tx),
  });
}

/** A check digit that is wrong is a warning on the way in (formats.md): old registers hold them. */
export function warnOfNumbers<R extends { readonly organisation_number: string | null }>(
  sheet: Sheet<R>,
): void {
  for (const line of sheet.kept) {
    const number = line.cells.organisation_number;
    if (typeof number === 'string' && !isOrganisationNumber(number)) {
      sheet.warn(line, 'organisation_number', 'import.check-digit');
    }
  }
}

function warnOfBankgiro(sheet: Sheet<LegalEntityRow>): void {
  for (const line of sheet.kept) {
    const { bankgiro } = line.cells;
    if (typeof bankgiro === 'string' && !isBankgiro(bankgiro)) {
      sheet.warn(line, 'bankgiro', 'import.check-digit');
    }
  }
}

type UnitFacts = {
  readonly units: readonly Stored<UnitRow>[];
  readonly legalEntities: ReadonlySet<string>;
};

export function defineUnitImport({ store, uses }: DirectoryImportDeps): Importable {
  return defineImport({
    kind: 'units',
    columns: UNIT_COLUMNS,
    key: ['code'],
    prepare: async (tx): Promise<UnitFacts> => ({
      units: await store.units.load(tx),
      legalEntities: await store.keysOf('legal_entities', tx),
    }),
    stored: (facts) => facts.units,
    check: (sheet, facts) => {
      sheet.refer('parent', sheet.values('code'));
      sheet.refer('legal_entity', facts.legalEntities);
      refuseCircles(sheet);
    },
    uses: [...store.uses, ...uses],
    write: (changes, _facts, tx) => store.units.apply(changes, tx),
  });
}

/** A unit stands in a tree: never, by its parents, above itself. */
function refuseCircles(sheet: Sheet<UnitRow>): void {
  const parents = new Map(sheet.standing().map(({ row }) => [row.code, row.parent]));
  for (const line of sheet.kept) {
    const { code } = line.cells;
    if (code !== undefined && isInCircle(code, parents)) sheet.fault(line, 'parent', 'unit.circle');
  }
}
