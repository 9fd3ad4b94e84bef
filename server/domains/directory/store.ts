// Directory's registers in bulk, and the codes that imports check references against.

import { createReferences, createRegister } from '../../platform/register.ts';
import type { Uses } from '../../platform/csv-import.ts';
import type { Database, Tx } from '../../platform/database.ts';
import type {
  CostCentreRow,
  CustomerRow,
  LegalEntityRow,
  PersonRow,
  SettingRow,
  UnitRow,
} from './import/columns.ts';
import { parseSuccessors } from './rules.ts';
import { defineDirectoryTables } from './tables.ts';

/** The columns by which other registers name a row. */
const KEYS = {
  units: 'code',
  legal_entities: 'code',
  cost_centres: 'code',
  customers: 'code',
  people: 'email',
} as const;

export type DirectoryStore = ReturnType<typeof createDirectoryStore>;

export function createDirectoryStore(db: Database) {
  const tables = defineDirectoryTables(db.sequelize);
  const named = createReferences(db, {
    'legal-entities': [['units', 'legal_entity']],
    units: [
      ['units', 'parent'],
      ['people', 'unit'],
      ['cost_centres', 'unit'],
    ],
    people: [
      ['people', 'manager_email'],
      ['cost_centres', 'owner_email'],
      ['cost_centres', 'coordinator_email'],
    ],
  });
  const succeeds: Uses = async (kind, rows, tx) => {
    if (kind !== 'cost-centres') return new Set();
    const closed = await db.rows<{ successor: string }>(
      'SELECT successor FROM cost_centres WHERE successor IS NOT NULL',
      [],
      tx,
    );
    const heirs = closed.flatMap(({ successor }) => parseSuccessors(successor) ?? []);
    const used = new Set(heirs.map(({ code }) => code));
    return new Set(rows.filter(({ key }) => used.has(key)).map(({ id }) => id));
  };

  return {
    settings: createRegister<SettingRow>(db, tables.settings),
    legalEntities: createRegister<LegalEntityRow>(db, tables.legalEntities),
    units: createRegister<UnitRow>(db, tables.units),
    people: createRegister<PersonRow>(db, tables.people),
    costCentres: createRegister<CostCentreRow>(db, tables.costCentres),
    customers: createRegister<CustomerRow>(db, tables.customers),

    /** The codes (or e-mail addresses) of one register. */
    keysOf: async (table: keyof typeof KEYS, tx?: Tx): Promise<ReadonlySet<string>> => {
      const rows = await db.rows<{ name: string }>(
        `SELECT ${KEYS[table]} AS name FROM ${table}`,
        [],
        tx,
      );
      return new Set(rows.map(({ name }) => name));
    },

    /** Who names these rows inside directory. */
    uses: [named, succeeds] as readonly Uses[],
  };
}
