// What others and the pages read of the catalogue: whole registers in one query each.

import type { LocalDate } from '../../kernel/calendar.ts';
import { toOre } from '../../kernel/money.ts';
import type { Database, Tx } from '../../platform/database.ts';
import { versionsStamp } from '../../platform/register.ts';
import { splitPatterns } from './rules.ts';
import type { ChargeCode, Price, ServiceType, Supplier } from './types.ts';

export function createCatalogueQueries(db: Database) {
  const suppliers = async (code: string | null, tx?: Tx): Promise<Supplier[]> => {
    const rows = await db.rows<SupplierRecord>(
      `SELECT id, version, code, name, organisation_number AS organisationNumber, bankgiro,
         specification, invoice_day AS invoiceDay, rhythm, tolerance_ore AS toleranceOre, patterns
       FROM suppliers ${code === null ? '' : 'WHERE code = ?'} ORDER BY code`,
      code === null ? [] : [code],
      tx,
    );
    return rows.map(toSupplier);
  };

  return {
    allServiceTypes: async (tx?: Tx): Promise<ServiceType[]> => {
      const rows = await db.rows<Omit<ServiceType, 'vatRate'> & { vatRate: string }>(
        `SELECT id, version, code, name, namespace, account, vat_rate AS vatRate,
           unused_after_months AS unusedAfterMonths
         FROM service_types ORDER BY id`,
        [],
        tx,
      );
      return rows.map((row) => ({ ...row, vatRate: Number(row.vatRate) }));
    },

    /** Another text whenever anything in this room has changed. */
    changeStamp: (tx?: Tx) =>
      versionsStamp(db, ['suppliers', 'charge_codes', 'service_types', 'prices'], tx),

    /** Another text whenever a supplier or a charge code has changed, come or gone. */
    readingStamp: (tx?: Tx) => versionsStamp(db, ['suppliers', 'charge_codes'], tx),

    allSuppliers: (tx?: Tx): Promise<Supplier[]> => suppliers(null, tx),

    findSupplier: async (code: string, tx?: Tx): Promise<Supplier | null> =>
      (await suppliers(code, tx))[0] ?? null,

    /** In file order; of one supplier where it is named. */
    allChargeCodes: (supplier: string | null = null, tx?: Tx): Promise<ChargeCode[]> =>
      db.rows<ChargeCode>(
        `SELECT id, version, supplier, match_text AS \`match\`, class, item
         FROM charge_codes ${supplier === null ? '' : 'WHERE supplier = ?'} ORDER BY id`,
        supplier === null ? [] : [supplier],
        tx,
      ),

    /** Every price that was, is or will be; of one list where it is named. */
    allPrices: (list: string | null = null, tx?: Tx): Promise<Price[]> =>
      db.rows<Price>(
        `SELECT id, version, list, item, price_text AS price, per, from_on AS \`from\`,
           to_on AS \`to\`
         FROM prices ${list === null ? '' : 'WHERE list = ?'} ORDER BY list, item, from_on`,
        list === null ? [] : [list],
        tx,
      ),

    /** The price of an item that began last or is to begin last: a new one follows it. */
    lastPrice: ({ list, item }: Pick<Price, 'list' | 'item'>): Promise<Price | null> =>
      db.row<Price>(
        `SELECT id, version, list, item, price_text AS price, per, from_on AS \`from\`,
           to_on AS \`to\`
         FROM prices WHERE list = ? AND item = ? ORDER BY from_on DESC LIMIT 1`,
        [list, item],
      ),

    /** The price of one item of one list on a day, or null. */
    priceOn: (
      { list, item, on }: { readonly list: string; readonly item: string; readonly on: LocalDate },
      tx?: Tx,
    ): Promise<Price | null> =>
      db.row<Price>(
        `SELECT id, version, list, item, price_text AS price, per, from_on AS \`from\`,
           to_on AS \`to\`
         FROM prices WHERE list = ? AND item = ? AND from_on <= ? AND (to_on IS NULL OR to_on >= ?)`,
        [list, item, on, on],
        tx,
      ),
  };
}

export type CatalogueQueries = ReturnType<typeof createCatalogueQueries>;

type SupplierRecord = Omit<Supplier, 'toleranceOre' | 'patterns'> & {
  readonly toleranceOre: unknown;
  readonly patterns: string | null;
};

function toSupplier(record: SupplierRecord): Supplier {
  return {
    ...record,
    specification: record.specification === 'none' ? null : record.specification,
    toleranceOre: toOre(record.toleranceOre),
    patterns: record.patterns === null ? [] : splitPatterns(record.patterns),
  };
}
