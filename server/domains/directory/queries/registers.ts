// What others and the pages read of the organisation: whole registers in one query each, and a cost
// centre as it is on a day.

import type { LocalDate } from '../../../kernel/calendar.ts';
import type { Database, Tx } from '../../../platform/database.ts';
import { versionsStamp } from '../../../platform/register.ts';
import { COST_CENTRE, PARTY, PERSON } from './columns.ts';
import { legalEntitiesOf, parseCodeString, parseSuccessors, toSettings } from '../rules.ts';
import type {
  CostCentre,
  Customer,
  LegalEntity,
  NamedHolder,
  Person,
  Setting,
  Settings,
  Unit,
  UnitTree,
} from '../types.ts';

type UnitRecord = Omit<Unit, 'legalEntity'>;
type CostCentreRecord = Omit<CostCentre, 'legalEntity' | 'codeString' | 'successors'> & {
  readonly codeString: string | null;
  readonly successor: string | null;
};

export function createDirectoryQueries(db: Database) {
  const allLegalEntities = (tx?: Tx): Promise<LegalEntity[]> =>
    db.rows<LegalEntity>(
      `SELECT ${PARTY}, kind, gln, bankgiro, ocr FROM legal_entities ORDER BY code`,
      [],
      tx,
    );

  const allUnits = async (tx?: Tx): Promise<Unit[]> => {
    const records = await db.rows<UnitRecord>(
      `SELECT id, version, code, name, kind, parent, legal_entity AS ownLegalEntity
       FROM units ORDER BY code`,
      [],
      tx,
    );
    const entities = await allLegalEntities(tx);
    const municipality = entities.find(({ kind }) => kind === 'municipality')?.code ?? null;
    const resolved = legalEntitiesOf(records, municipality);
    return records.map((unit) => ({ ...unit, legalEntity: resolved.get(unit.code) ?? null }));
  };

  const costCentresOn = async (
    { on, code }: { on: LocalDate; code?: string },
    tx?: Tx,
  ): Promise<CostCentre[]> => {
    const records = await db.rows<CostCentreRecord>(
      `SELECT ${COST_CENTRE} FROM cost_centres ${code === undefined ? '' : 'WHERE code = ?'}
       ORDER BY code`,
      code === undefined ? [] : [code],
      tx,
    );
    const before = await valuesBefore(db, on, tx);
    const units = new Map((await allUnits(tx)).map((unit) => [unit.code, unit.legalEntity]));
    return records.map((record) => toCostCentre({ ...record, ...before.get(record.code) }, units));
  };

  const people = (where: string, values: readonly unknown[], tx?: Tx): Promise<Person[]> =>
    db.rows<Person>(`SELECT ${PERSON} FROM people ${where}`, values, tx);

  return {
    settings: async (tx?: Tx): Promise<Settings> =>
      toSettings(
        await db.rows<Setting>('SELECT id, version, name AS `key`, value FROM settings', [], tx),
      ),
    allLegalEntities,
    allUnits,

    /** Every cost centre, open or closed, with what held for it on the day. */
    allCostCentres: (on: LocalDate, tx?: Tx): Promise<CostCentre[]> => costCentresOn({ on }, tx),

    findCostCentre: async (code: string, on: LocalDate): Promise<CostCentre | null> =>
      (await costCentresOn({ on, code }))[0] ?? null,

    allCustomers: (tx?: Tx): Promise<Customer[]> =>
      db.rows<Customer>(`SELECT ${PARTY}, counterpart FROM customers ORDER BY code`, [], tx),

    /** Another text whenever anything in this room has changed. */
    changeStamp: (tx?: Tx) =>
      versionsStamp(
        db,
        [
          'settings',
          'legal_entities',
          'units',
          'cost_centres',
          'cost_centre_changes',
          'customers',
          'people',
        ],
        tx,
      ),

    /** Everybody in the register by name only, in no order: who may hold a service. */
    allHolders: (tx?: Tx): Promise<NamedHolder[]> =>
      db.rows<NamedHolder>(
        'SELECT id, version, email, name, is_protected AS isProtected FROM people',
        [],
        tx,
      ),

    /** People by their addresses, in no order; who is not in the register is left out. */
    peopleByEmail: (emails: readonly string[], tx?: Tx): Promise<Person[]> =>
      emails.length === 0
        ? Promise.resolve([])
        : people('WHERE email IN (?)', [emails.map((email) => email.toLowerCase())], tx),

    /** Addresses of everybody with a protected identity: few. */
    protectedEmails: async (): Promise<string[]> =>
      (await db.rows<{ email: string }>('SELECT email FROM people WHERE is_protected')).map(
        ({ email }) => email,
      ),

    /** Addresses of people whose name has a word that begins so; nobody with protected identity. */
    emailsByName: async (name: string, limit = 200): Promise<string[]> => {
      const start = name.trim().replace(/[\\%_]/g, (sign) => `\\${sign}`);
      if (start === '') return [];
      const rows = await db.rows<{ email: string }>(
        `SELECT email FROM people
         WHERE NOT is_protected AND (name LIKE ? OR name LIKE ?) ORDER BY name LIMIT ?`,
        [`${start}%`, `% ${start}%`, limit],
      );
      return rows.map(({ email }) => email);
    },

    /** The names of some cost centres and customers, by code. */
    namesOfOwners: async (codes: readonly string[]): Promise<ReadonlyMap<string, string>> => {
      if (codes.length === 0) return new Map();
      const rows = await db.rows<{ code: string; name: string }>(
        `SELECT code, name FROM cost_centres WHERE code IN (?)
         UNION ALL SELECT code, name FROM customers WHERE code IN (?)`,
        [codes, codes],
      );
      return new Map(rows.map(({ code, name }) => [code, name]));
    },

    findPerson: async (email: string, tx?: Tx): Promise<Person | null> =>
      (await people('WHERE email = ?', [email.toLowerCase()], tx))[0] ?? null,

    /** The tree by which scopes reach: units below units, cost centres below units, as of a day. */
    unitTree: async (on: LocalDate, tx?: Tx): Promise<UnitTree> => {
      const before = await valuesBefore(db, on, tx);
      const costCentres = await db.rows<UnitTree['costCentres'][number]>(
        `SELECT code, unit, owner_email AS ownerEmail, coordinator_email AS coordinatorEmail
         FROM cost_centres`,
        [],
        tx,
      );
      return {
        units: await db.rows('SELECT code, parent FROM units', [], tx),
        costCentres: costCentres.map((each) => {
          const { unit, ownerEmail, coordinatorEmail } = { ...each, ...before.get(each.code) };
          return { code: each.code, unit, ownerEmail, coordinatorEmail };
        }),
        customers: (await db.rows<{ code: string }>('SELECT code FROM customers', [], tx)).map(
          ({ code }) => code,
        ),
      };
    },
  };
}

export type DirectoryQueries = ReturnType<typeof createDirectoryQueries>;

/** What a cost centre was before its next change after the day; only of those that change after it. */
async function valuesBefore(
  db: Database,
  on: LocalDate,
  tx?: Tx,
): Promise<ReadonlyMap<string, Partial<CostCentreRecord>>> {
  const rows = await db.rows<{ code: string; values: Partial<CostCentreRecord> }>(
    `SELECT cost_centre AS code, before_values AS \`values\` FROM cost_centre_changes
     WHERE until_on >= ? ORDER BY until_on DESC`,
    [on],
    tx,
  );
  // The nearest change after the day comes last, and its values are those that held on the day.
  return new Map(rows.map(({ code, values }) => [code, values]));
}

function toCostCentre(
  record: CostCentreRecord,
  units: ReadonlyMap<string, string | null>,
): CostCentre {
  const { codeString, successor, ...rest } = record;
  return {
    ...rest,
    legalEntity: units.get(record.unit) ?? null,
    codeString: codeString === null ? [] : (parseCodeString(codeString) ?? []),
    successors: successor === null ? [] : (parseSuccessors(successor) ?? []),
  };
}
