// A register's rows in bulk: read all under a lock, insert and update in batches. The columns are
// those of its Sequelize definition, whose attributes are named as the columns of its CSV.

import { DataTypes, type Model, type ModelStatic, type Sequelize } from 'sequelize';
import type { Change, Changes, Uses } from './csv-import.ts';
import type { Stored } from './csv-lines.ts';
import type { Database, Tx } from './database.ts';

/** What every register's table has besides the columns of its kind. */
export type RegisterFields = { rowId: number; version: number };

/** The definition of those two; a register may itself have a column called `id`. */
const REGISTER_FIELDS = {
  rowId: { type: DataTypes.INTEGER.UNSIGNED, field: 'id', primaryKey: true, autoIncrement: true },
  version: { type: DataTypes.INTEGER.UNSIGNED, allowNull: false, defaultValue: 1 },
};

export type RegisterModel<R extends object> = ModelStatic<Model<R & RegisterFields>>;

/** Columns by their names in the CSV: a type, or a type with the name that it has in the table. */
export type RegisterColumns = Parameters<Sequelize['define']>[1];

export function defineRegister<R extends object>(
  sequelize: Sequelize,
  table: string,
  columns: RegisterColumns,
): RegisterModel<R> {
  // Sequelize writes into what it is given, and columns share their parts.
  const own = Object.entries({ ...REGISTER_FIELDS, ...columns }).map(([name, column]) => [
    name,
    typeof column === 'object' && 'type' in column ? { ...column } : column,
  ]);
  return sequelize.define(table, Object.fromEntries(own) as RegisterColumns);
}

const ROWS_PER_UPDATE = 1000;

export function createRegister<R extends object>(db: Database, model: RegisterModel<R>) {
  const table = model.tableName;
  const columns = Object.entries(model.getAttributes())
    .map(([name, attribute]) => ({
      name: name as keyof R & string,
      field: (attribute as { field?: string }).field ?? name,
    }))
    .filter(({ name }) => !['rowId', 'version'].includes(name));
  const fields = columns.map(({ field }) => `\`${field}\``);
  const selected = columns.map(({ name, field }) => `\`${field}\` AS \`${name}\``).join(', ');
  const valuesOf = (row: R) => columns.map(({ name }) => row[name]);

  const insert = (rows: readonly R[], tx: Tx) =>
    db.insertMany(table, fields, rows.map(valuesOf), tx);

  const update = async (changes: readonly Change<R>[], tx: Tx): Promise<void> => {
    const assignments = fields.map((field) => `${field} = VALUES(${field})`);
    const sql =
      `INSERT INTO ${table} (id, version, ${fields.join(', ')}) VALUES ? ` +
      `ON DUPLICATE KEY UPDATE version = VALUES(version), ${assignments.join(', ')}`;
    for (let start = 0; start < changes.length; start += ROWS_PER_UPDATE) {
      const chunk = changes
        .slice(start, start + ROWS_PER_UPDATE)
        .map(({ stored, row }) => [stored.id, stored.version + 1, ...valuesOf(row)]);
      await db.run(sql, [chunk], tx);
    }
  };

  const remove = async (rows: readonly Stored<R>[], tx: Tx): Promise<void> => {
    if (rows.length === 0) return;
    await db.run(`DELETE FROM ${table} WHERE id IN (?)`, [rows.map(({ id }) => id)], tx);
  };

  return {
    /** All rows, locked until the transaction ends, in the order in which they came. */
    load: async (tx: Tx): Promise<Stored<R>[]> => {
      const rows = await db.rows<R & RegisterFields>(
        `SELECT id AS rowId, version, ${selected} FROM ${table} ORDER BY id FOR UPDATE`,
        [],
        tx,
      );
      return rows.map(({ rowId, version, ...row }) => ({
        id: rowId,
        version,
        row: row as unknown as R,
      }));
    },

    /** Writes in batches; a changed row's version goes one up. What is removed goes first. */
    apply: async ({ added, changed, removed }: Changes<R>, tx: Tx): Promise<void> => {
      await remove(removed, tx);
      await update(changed, tx);
      await insert(added, tx);
    },
  };
}

/**
 * Another text whenever a row of these tables has come, gone or changed its version. Tables are the
 * caller's own.
 */
export async function versionsStamp(
  db: Database,
  tables: readonly string[],
  tx?: Tx,
): Promise<string> {
  const rows = await db.rows<{ count: number; sum: string | null }>(
    tables
      .map(
        (table) =>
          `SELECT COUNT(*) AS count, SUM(CRC32(CONCAT(id, '.', version))) AS sum FROM ${table}`,
      )
      .join(' UNION ALL '),
    [],
    tx,
  );
  return rows.map(({ count, sum }) => `${String(count)}.${sum ?? '0'}`).join('/');
}

/** For each kind, the columns elsewhere that hold its keys: `units: [['people', 'unit']]`. */
export type References = Readonly<
  Record<string, readonly (readonly [table: string, field: string])[]>
>;

/** Tells which rows' keys stand in other tables: those may not be removed. */
export function createReferences(db: Database, references: References): Uses {
  return async (kind, rows, tx) => {
    const places = references[kind] ?? [];
    if (places.length === 0) return new Set();
    const keys = rows.map(({ key }) => key);
    const found = await db.rows<{ used: string }>(
      places
        .map(
          ([table, field]) =>
            `SELECT DISTINCT ${field} AS used FROM ${table} WHERE ${field} IN (?)`,
        )
        .join(' UNION '),
      places.map(() => keys),
      tx,
    );
    const used = new Set(found.map((each) => each.used));
    return new Set(rows.filter(({ key }) => used.has(key)).map(({ id }) => id));
  };
}
