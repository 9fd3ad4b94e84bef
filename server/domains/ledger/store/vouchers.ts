// Vouchers and their rows as they were booked: numbered without a gap per year, written once.

import type { LocalDate, Month } from '../../../kernel/calendar.ts';
import { toOre, type Ore } from '../../../kernel/money.ts';
import type { Database, Tx } from '../../../platform/database.ts';
import type { LedgerObject, Voucher, VoucherKind, VoucherRow } from '../types.ts';

/** A voucher with the house's own number. */
export type BookedVoucher = Voucher & { readonly number: string };

type VoucherRecord = {
  readonly number: string;
  readonly kind: VoucherKind;
  readonly subject: string;
  readonly reference: string;
  readonly date: LocalDate;
  readonly debitOre: Ore;
  readonly creditOre: Ore;
};

type RowRecord = {
  readonly number: string;
  readonly account: string;
  readonly objects: readonly LedgerObject[];
  readonly amountOre: Ore;
  readonly text: string | null;
};

export function createVoucherStore(db: Database) {
  return {
    /** The last number given in a year, locked until the transaction ends. */
    lastNumber: async (year: number, tx: Tx): Promise<number> => {
      await db.run(
        'INSERT IGNORE INTO voucher_series (year, last_number) VALUES (?, 0)',
        [year],
        tx,
      );
      const row = await db.row<{ last: number }>(
        'SELECT last_number AS last FROM voucher_series WHERE year = ? FOR UPDATE',
        [year],
        tx,
      );
      return row?.last ?? 0;
    },

    keepLastNumber: async (year: number, last: number, tx: Tx): Promise<void> => {
      await db.run('UPDATE voucher_series SET last_number = ? WHERE year = ?', [last, year], tx);
    },

    countOf: async (month: Month, tx: Tx): Promise<number> => {
      const row = await db.row<{ count: number }>(
        'SELECT COUNT(*) AS count FROM vouchers WHERE month = ?',
        [month],
        tx,
      );
      return row?.count ?? 0;
    },

    insert: async (month: Month, vouchers: readonly BookedVoucher[], tx: Tx): Promise<void> => {
      await db.insertMany(
        'vouchers',
        [
          'number',
          'month',
          'ordinal',
          'kind',
          'subject',
          'reference',
          'dated_on',
          'debit_ore',
          'credit_ore',
        ],
        vouchers.map((each, index) => [
          each.number,
          month,
          index + 1,
          each.kind,
          each.subject,
          each.reference,
          each.date,
          each.debitOre,
          each.creditOre,
        ]),
        tx,
      );
      await db.insertMany(
        'voucher_rows',
        ['number', 'row_no', 'account', 'objects', 'amount_ore', 'text'],
        vouchers.flatMap((voucher) =>
          voucher.rows.map((row, index) => [
            voucher.number,
            index + 1,
            row.account,
            JSON.stringify(row.objects),
            row.amountOre,
            row.text,
          ]),
        ),
        tx,
      );
    },

    /** A month's vouchers in their order, with their rows. */
    ofMonth: async (month: Month, tx?: Tx): Promise<BookedVoucher[]> => {
      const vouchers = await db.rows<VoucherRecord>(
        `SELECT number, kind, subject, reference, dated_on AS date, debit_ore AS debitOre,
           credit_ore AS creditOre
         FROM vouchers WHERE month = ? ORDER BY ordinal`,
        [month],
        tx,
      );
      const rows = await db.rows<RowRecord>(
        `SELECT r.number, r.account, r.objects, r.amount_ore AS amountOre, r.text
         FROM voucher_rows r JOIN vouchers v ON v.number = r.number
         WHERE v.month = ? ORDER BY v.ordinal, r.row_no`,
        [month],
        tx,
      );
      const rowsOf = new Map<string, VoucherRow[]>(vouchers.map(({ number }) => [number, []]));
      for (const { number, account, objects, amountOre, text } of rows) {
        rowsOf.get(number)?.push({ account, objects, amountOre: toOre(amountOre), text });
      }
      return vouchers.map((voucher) => ({ ...voucher, rows: rowsOf.get(voucher.number) ?? [] }));
    },
  };
}

export type VoucherStore = ReturnType<typeof createVoucherStore>;
