// A register's rows in bulk: read all under a lock, insert and update in batches. The columns are
// those of its Sequelize definition, whose attributes are named as the columns of its CSV.

import type { Model, ModelStatic } from 'sequelize';
import type { Change } from './csv-import.ts';
import type { Stored } from './csv-sheet.ts';
import type { Database, Tx } from './database.ts';

/** What every register's table has besides the columns of its kind. */
export type RegisterFields = { id: number; version: number };
export type RegisterModel<R extends object> = ModelStatic<Model<R & RegisterFields>>;

export type Register<R extends object> = ReturnType<typeof createRegister<R>>;

const ROWS_PER_UPDATE = 1000;

export function createRegister<R extends object>(db: Database, model: RegisterModel<R>) {
  const table = model.tableName;
  const columns = Object.entries(model.getAttributes())
    .map(([name, attribute]) => ({
      name: name as keyof R & string,
      field: (attribute as { field?: string }).field ?? name,
    }))
    .filter(({ name }) => !['id', 'version'].includes(name));
  const fields = columns.map(({ field }) => `\`${field}\``);
  const selected = columns.map(({ name, field }) => `\`${field}\` AS \`${name}\``).join(', ');
  const valuesOf = (row: R) => columns.map(({ name }) => row[name]);

  return {
    /** All rows, locked until the transaction ends, in the order in which they came. */
    load: async (tx: Tx): Promise<Stored<R>[]> => {
      const rows = await db.rows<R & RegisterFields>(
        `SELECT id, version, ${selected} FROM ${table} ORDER BY id FOR UPDATE`,
        [],
        tx,
      );
      return rows.map(({ id, version, ...row }) => ({ id, version, row: row as unknown as R }));
    },

    insert: async (rows: readonly R[], tx: Tx): Promise<void> => {
      await db.insertMany(table, fields, rows.map(valuesOf), tx);
    },

    /** Writes the new values and takes each version one up. */
    update: async (changes: readonly Change<R>[], tx: Tx): Promise<void> => {
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
    },

    remove: async (rows: readonly Stored<R>[], tx: Tx): Promise<void> => {
      if (rows.length === 0) return;
      await db.run(`DELETE FROM ${table} WHERE id IN (?)`, [rows.map(({ id }) => id)], tx);
    },
  };
}
