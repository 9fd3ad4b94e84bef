// Catalogue's registers in bulk, and the codes that imports check references against.

import type { Uses } from '../../platform/csv-import.ts';
import type { Database, Tx } from '../../platform/database.ts';
import { createReferences, createRegister } from '../../platform/register.ts';
import type { ChargeCodeRow, PriceRow, ServiceTypeRow, SupplierRow } from './import/columns.ts';
import { defineCatalogueTables } from './tables.ts';
import { OWN_LIST } from './types.ts';

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

    /** Who names these rows inside catalogue. */
    uses: [
      createReferences(db, { suppliers: [['charge_codes', 'supplier']] }),
      ownPrices,
    ] as readonly Uses[],
  };
}
