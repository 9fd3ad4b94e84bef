// What must always be true of months, invoices and the ledger, as SQL: each query counts the rows that
// break it. Run by `npm run invariants`, after journeys, and before a month may close.

import type { Month } from '../../kernel/calendar.ts';
import type { Database, Tx } from '../../platform/database.ts';

/** A query that finds what breaks it: one row a fault, its first column says where. */
export type Invariant = {
  readonly name: string;
  /** One `?` where a month may be named; null looks at all months. */
  readonly sql: string;
};

/** Months that stand on a freeze and have shares; the others have nothing to be equal. */
const LIVE = `billing_months m WHERE m.freeze_id IS NOT NULL AND m.state <> 'cancelled'
  AND (? IS NULL OR m.month = ?)`;

export const BILLING_INVARIANTS: readonly Invariant[] = [
  {
    name: 'billing.shares-are-their-lines',
    sql: `SELECT l.line_id AS place FROM (
        SELECT s.line_id, s.freeze_id, SUM(s.net_ore) AS net FROM month_shares s
        WHERE s.line_id IS NOT NULL AND s.freeze_id IN (SELECT m.freeze_id FROM ${LIVE})
        GROUP BY s.line_id, s.freeze_id) l
      JOIN supplier_invoice_lines i ON i.line_id = l.line_id WHERE i.net_ore <> l.net`,
  },
  {
    name: 'billing.shares-are-their-own-charges',
    sql: `SELECT CONCAT(o.freeze_id, ' ', o.line_key) AS place FROM own_charges o
      JOIN (SELECT s.freeze_id, s.own_ordinal, SUM(s.net_ore) AS net FROM month_shares s
        WHERE s.own_ordinal IS NOT NULL AND s.freeze_id IN (SELECT m.freeze_id FROM ${LIVE})
        GROUP BY s.freeze_id, s.own_ordinal) s
      ON s.freeze_id = o.freeze_id AND s.own_ordinal = o.ordinal WHERE s.net <> o.net_ore`,
  },
  {
    name: 'billing.lines-are-shares-and-red-list',
    sql: `SELECT m.month AS place FROM ${LIVE} AND m.supplier_net_ore + m.own_charges_ore <>
        m.red_list_ore + COALESCE((SELECT SUM(s.net_ore) FROM month_shares s
          WHERE s.freeze_id = m.freeze_id), 0)`,
  },
  {
    name: 'billing.shares-are-invoices',
    sql: `SELECT m.month AS place FROM ${LIVE} AND m.customer_invoices_ore IS NOT NULL
        AND m.shares_ore + m.own_charges_ore + m.corrections_ore <> m.customer_invoices_ore`,
  },
  {
    name: 'billing.invoice-heads-are-the-month',
    sql: `SELECT m.month AS place FROM ${LIVE} AND m.customer_invoices_ore IS NOT NULL
        AND m.customer_invoices_ore <> COALESCE((SELECT SUM(i.net_ore) FROM customer_invoices i
          WHERE i.month = m.month), 0)`,
  },
  {
    name: 'billing.invoice-lines-are-their-head',
    sql: `SELECT i.number AS place FROM customer_invoices i
      WHERE i.made_at IS NOT NULL AND (? IS NULL OR i.month = ?)
        AND i.net_ore <> (SELECT COALESCE(SUM(l.net_ore), 0) FROM customer_invoice_lines l
          WHERE l.number = i.number)`,
  },
  {
    name: 'billing.payable-is-net-vat-and-rounding',
    sql: `SELECT i.number AS place FROM customer_invoices i
      WHERE (? IS NULL OR i.month = ?)
        AND i.payable_ore <> i.net_ore + i.vat_ore + i.rounding_ore`,
  },
  {
    name: 'billing.numbers-have-no-gap',
    sql: `SELECT s.year AS place FROM invoice_series s
      WHERE (? IS NULL OR ? IS NOT NULL) AND (s.last_number <> (SELECT COUNT(*)
          FROM customer_invoices i WHERE i.number LIKE CONCAT(s.year, '%'))
        OR s.last_number <> COALESCE((SELECT MAX(CAST(SUBSTRING(i.number, 5) AS UNSIGNED))
          FROM customer_invoices i WHERE i.number LIKE CONCAT(s.year, '%')), 0))`,
  },
  {
    name: 'billing.closed-without-red-list',
    sql: `SELECT m.month AS place FROM ${LIVE} AND m.approved_at IS NOT NULL
        AND (m.red_list_ore <> 0 OR EXISTS (SELECT 1 FROM red_list_lines r
          WHERE r.month = m.month AND r.run = m.run AND r.state = 'open'))`,
  },
  {
    name: 'billing.taken-once',
    sql: `SELECT s.line_id AS place FROM month_shares s
      JOIN month_freezes f ON f.id = s.freeze_id
      WHERE s.line_id IS NOT NULL AND (? IS NULL OR f.month = ?)
      GROUP BY s.line_id HAVING COUNT(DISTINCT f.id) > 1`,
  },
];

export const LEDGER_INVARIANTS: readonly Invariant[] = [
  {
    name: 'ledger.vouchers-balance',
    sql: `SELECT v.number AS place FROM vouchers v
      JOIN (SELECT r.number, SUM(r.amount_ore) AS balance,
          SUM(GREATEST(r.amount_ore, 0)) AS debit FROM voucher_rows r GROUP BY r.number) r
        ON r.number = v.number
      WHERE (? IS NULL OR v.month = ?)
        AND (r.balance <> 0 OR r.debit <> v.debit_ore OR v.debit_ore <> v.credit_ore)`,
  },
  {
    name: 'ledger.vouchers-have-rows',
    sql: `SELECT v.number AS place FROM vouchers v WHERE (? IS NULL OR v.month = ?)
        AND NOT EXISTS (SELECT 1 FROM voucher_rows r WHERE r.number = v.number)`,
  },
  {
    name: 'ledger.numbers-have-no-gap',
    sql: `SELECT s.year AS place FROM voucher_series s
      WHERE (? IS NULL OR ? IS NOT NULL) AND (s.last_number <> (SELECT COUNT(*) FROM vouchers v
          WHERE v.number LIKE CONCAT('V', s.year, '%'))
        OR s.last_number <> COALESCE((SELECT MAX(CAST(SUBSTRING(v.number, 6) AS UNSIGNED))
          FROM vouchers v WHERE v.number LIKE CONCAT('V', s.year, '%')), 0))`,
  },
  {
    name: 'ledger.file-is-its-vouchers',
    sql: `SELECT e.month AS place FROM ledger_exports e
      JOIN (SELECT v.month, COUNT(*) AS vouchers, SUM(v.debit_ore) AS debit,
          SUM(v.credit_ore) AS credit FROM vouchers v GROUP BY v.month) v ON v.month = e.month
      WHERE (? IS NULL OR e.month = ?)
        AND (v.vouchers <> e.vouchers OR v.debit <> e.debit_ore OR v.credit <> e.credit_ore)`,
  },
  {
    name: 'ledger.exported-once',
    sql: `SELECT e.month AS place FROM ledger_exports e WHERE (? IS NULL OR e.month = ?)
      GROUP BY e.month, e.format HAVING COUNT(*) > 1`,
  },
  {
    name: 'ledger.closed-months-are-settled',
    sql: `SELECT m.month AS place FROM billing_months m
      LEFT JOIN ledger_exports e ON e.month = m.month
      WHERE (? IS NULL OR m.month = ?) AND m.state = 'closed'
        AND (e.id IS NULL OR e.state NOT IN ('accepted', 'waived'))`,
  },
];

export type BrokenInvariant = { readonly name: string; readonly places: readonly string[] };

/** The invariants that do not hold, of one month or of all; each with some places where. */
export async function brokenInvariants(
  db: Database,
  month: Month | null,
  tx?: Tx,
): Promise<BrokenInvariant[]> {
  const broken: BrokenInvariant[] = [];
  for (const { name, sql } of [...BILLING_INVARIANTS, ...LEDGER_INVARIANTS]) {
    const rows = await db.rows<{ place: unknown }>(`${sql} LIMIT 10`, [month, month], tx);
    if (rows.length > 0) broken.push({ name, places: rows.map(({ place }) => String(place)) });
  }
  return broken;
}
