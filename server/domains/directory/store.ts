// Directory's registers in bulk, and the codes that imports check references against.

import { addDays, type LocalDate } from '../../kernel/calendar.ts';
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
import type { CostCentreChannel, VatTreatment } from './types.ts';

/** The columns by which other registers name a row. */
const KEYS = {
  units: 'code',
  legal_entities: 'code',
  cost_centres: 'code',
  customers: 'code',
  people: 'email',
} as const;

/** A locked cost centre with the values that its last change gave it. */
export type StoredCostCentre = {
  readonly id: number;
  readonly version: number;
  readonly code: string;
  readonly validFrom: LocalDate;
  readonly validTo: LocalDate | null;
  readonly name: string;
  readonly unit: string;
  readonly ownerEmail: string | null;
  readonly coordinatorEmail: string | null;
  readonly codeString: string | null;
  readonly counterpart: string | null;
  readonly vat: VatTreatment;
  readonly channel: CostCentreChannel;
};

/** The columns that a change from a day may change. */
const CHANGING = {
  name: 'name',
  unit: 'unit',
  ownerEmail: 'owner_email',
  coordinatorEmail: 'coordinator_email',
  codeString: 'code_string',
  counterpart: 'counterpart',
  vat: 'vat',
  channel: 'channel',
} as const;

type Changing = Partial<Pick<StoredCostCentre, keyof typeof CHANGING>>;

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

    /** Holds a cost centre until the transaction ends; null when there is none. */
    lockCostCentre: (code: string, tx: Tx): Promise<StoredCostCentre | null> =>
      db.row<StoredCostCentre>(
        `SELECT id, version, code, valid_from_on AS validFrom, valid_to_on AS validTo, name, unit,
           owner_email AS ownerEmail, coordinator_email AS coordinatorEmail,
           code_string AS codeString, counterpart, vat, channel
         FROM cost_centres WHERE code = ? FOR UPDATE`,
        [code],
        tx,
      ),

    /** The last day before the latest change; null when nothing ever changed from a day. */
    lastChangeOf: async (code: string, tx: Tx): Promise<LocalDate | null> =>
      (
        await db.row<{ until: LocalDate | null }>(
          'SELECT MAX(until_on) AS until FROM cost_centre_changes WHERE cost_centre = ?',
          [code],
          tx,
        )
      )?.until ?? null,

    /** Keeps the values up to the day before `from`, writes the new ones, and returns what they replace. */
    changeCostCentre: async (
      {
        locked,
        from,
        values,
      }: { readonly locked: StoredCostCentre; readonly from: LocalDate; readonly values: Changing },
      tx: Tx,
    ): Promise<Changing> => {
      const names = (Object.keys(CHANGING) as (keyof typeof CHANGING)[]).filter(
        (name) => values[name] !== undefined,
      );
      const keep = Object.fromEntries(
        Object.keys(CHANGING).map((name) => [name, valueOf(locked, name)]),
      );
      if (from > locked.validFrom) {
        await db.run(
          `INSERT INTO cost_centre_changes (cost_centre, until_on, before_values) VALUES (?, ?, ?)`,
          [locked.code, addDays(from, -1), JSON.stringify(keep)],
          tx,
        );
      }
      const assignments = names.map((name) => `, ${CHANGING[name]} = ?`).join('');
      await db.run(
        `UPDATE cost_centres SET version = version + 1${assignments} WHERE id = ?`,
        [...names.map((name) => small(name, values[name])), locked.id],
        tx,
      );
      return Object.fromEntries(names.map((name) => [name, locked[name]]));
    },

    closeCostCentre: async (
      {
        locked,
        validTo,
        successor,
      }: {
        readonly locked: StoredCostCentre;
        readonly validTo: LocalDate | null;
        readonly successor: string | null;
      },
      tx: Tx,
    ): Promise<void> => {
      await db.run(
        `UPDATE cost_centres SET version = version + 1, valid_to_on = ?, successor = ?
         WHERE id = ?`,
        [validTo, successor, locked.id],
        tx,
      );
    },

    /** Who names these rows inside directory. */
    uses: [named, succeeds] as readonly Uses[],
  };
}

function valueOf(locked: StoredCostCentre, name: string): unknown {
  return locked[name as keyof StoredCostCentre];
}

/** Addresses are kept in small letters. */
function small(name: string, value: string | null | undefined): string | null {
  if (value === undefined || value === null) return null;
  return name.endsWith('Email') ? value.toLowerCase() : value;
}
