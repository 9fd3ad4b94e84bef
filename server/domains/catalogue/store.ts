// Catalogue's registers in bulk, and the codes that imports check references against.

import type { LocalDate } from '../../kernel/calendar.ts';
import type { Uses } from '../../platform/csv-import.ts';
import type { Database, Tx } from '../../platform/database.ts';
import { createReferences, createRegister } from '../../platform/register.ts';
import type { ChargeCodeRow, PriceRow, ServiceTypeRow, SupplierRow } from './import/columns.ts';
import { defineCatalogueTables } from './tables.ts';
import { OWN_LIST, type Price } from './types.ts';

export type StoredPrice = Pick<Price, 'id' | 'version' | 'price' | 'from' | 'to'>;

export type CatalogueStore = ReturnType<typeof createCatalogueStore>;

export function createCatalogueStore(db: Database) {
  const tables = defineCatalogueTables(db.sequelize);
  const ownPrices: Uses = async (kind, rows, tx) => {
    if (kind !== 'service-types') return new Set();
    const priced = await db.rows<{ item: string }>(
      'SELECT DISTINCT item FROM prices WHERE list = ?',
      [OWN_LIST],
      tx,
    );
    const used = new Set(priced.map(({ item }) => item));
    return new Set(rows.filter(({ key }) => used.has(key)).map(({ id }) => id));
  };
  return {
    serviceTypes: createRegister<ServiceTypeRow>(db, tables.serviceTypes),
    suppliers: createRegister<SupplierRow>(db, tables.suppliers),
    chargeCodes: createRegister<ChargeCodeRow>(db, tables.chargeCodes),
    prices: createRegister<PriceRow>(db, tables.prices),

    codesOf: async (
      table: 'service_types' | 'suppliers',
      tx?: Tx,
    ): Promise<ReadonlySet<string>> => {
      const rows = await db.rows<{ code: string }>(`SELECT code FROM ${table}`, [], tx);
      return new Set(rows.map(({ code }) => code));
    },

    /** The prices of one item, held until the transaction ends; also those that are not there yet. */
    lockPrices: (list: string, item: string, tx: Tx): Promise<StoredPrice[]> =>
      db.rows<StoredPrice>(
        `SELECT id, version, price_text AS price, from_on AS \`from\`, to_on AS \`to\`
         FROM prices WHERE list = ? AND item = ? ORDER BY from_on FOR UPDATE`,
        [list, item],
        tx,
      ),

    endPrice: async (id: number, to: LocalDate, tx: Tx): Promise<void> => {
      await db.run('UPDATE prices SET to_on = ?, version = version + 1 WHERE id = ?', [to, id], tx);
    },

    addPrice: async (
      { list, item, price, per, from }: Pick<Price, 'list' | 'item' | 'price' | 'per' | 'from'>,
      tx: Tx,
    ): Promise<void> => {
      await db.run(
        'INSERT INTO prices (list, item, price_text, per, from_on) VALUES (?, ?, ?, ?, ?)',
        [list, item, price, per, from],
        tx,
      );
    },

    /** Who names these rows inside catalogue. */
    uses: [
      createReferences(db, { suppliers: [['charge_codes', 'supplier']] }),
      ownPrices,
    ] as readonly Uses[],
  };
}
