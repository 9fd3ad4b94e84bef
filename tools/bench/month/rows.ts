// The rows that a month leaves behind: taken away again, so that each run begins alike, and told as one
// short text, so that two runs can be held equal.

import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Month } from '../../../server/kernel/calendar.ts';
import type { Database } from '../../../server/platform/database.ts';

const OF_FREEZES = 'freeze_id IN (SELECT id FROM month_freezes WHERE month = ?)';
const OF_INVOICES = 'number IN (SELECT number FROM customer_invoices WHERE month = ?)';
const OF_VOUCHERS = 'number IN (SELECT number FROM vouchers WHERE month = ?)';

/** Tables that a month writes, with which of their rows are its own; what points before what it points to. */
const MADE: readonly (readonly [table: string, where: string])[] = [
  ['month_shares', OF_FREEZES],
  ['own_charges', OF_FREEZES],
  ['customer_invoice_lines', OF_INVOICES],
  ['customer_invoice_services', OF_INVOICES],
  ['customer_invoices', 'month = ?'],
  ['invoice_parts', 'month = ?'],
  ['voucher_rows', OF_VOUCHERS],
  ['vouchers', 'month = ?'],
  ['red_list_lines', 'month = ?'],
  ['month_freezes', 'month = ?'],
  ['billing_months', 'month = ?'],
];

/** What a bare run calls its freeze: it keeps none. */
const NO_FREEZE = 0;

/** Takes a month away as if it had never been started; series give its numbers again. */
export async function undoMonth(owner: Database, month: Month): Promise<void> {
  await owner.transaction(async (tx) => {
    for (const table of ['month_shares', 'own_charges']) {
      await owner.run(`DELETE FROM ${table} WHERE freeze_id = ?`, [NO_FREEZE], tx);
    }
    for (const [table, where] of MADE) {
      await owner.run(`DELETE FROM ${table} WHERE ${where}`, [month], tx);
    }
    await owner.run(
      `UPDATE supplier_invoices SET state = 'ready', booked_month = NULL WHERE booked_month = ?`,
      [month],
      tx,
    );
    for (const [series, numbered] of [
      ['invoice_series', 'customer_invoices'],
      ['voucher_series', 'vouchers'],
    ]) {
      const last = `SELECT COALESCE(MAX(RIGHT(number, 6)), 0) FROM ${numbered ?? ''}`;
      await owner.run(`UPDATE ${series ?? ''} SET last_number = (${last})`, [], tx);
    }
    for (const table of ['process_steps', 'processes', 'outbox', 'page_changes']) {
      await owner.run(`DELETE FROM ${table}`, [], tx);
    }
  });
  await untilPurged(owner);
}

/** Rows that are gone for good: the next run does not pay for clearing them away. */
async function untilPurged(owner: Database): Promise<void> {
  for (let waited = 0; waited < 400; waited += 1) {
    const status = await owner.row<{ Value: string }>(
      "SHOW GLOBAL STATUS LIKE 'Innodb_history_list_length'",
    );
    if (Number(status?.Value ?? 0) < 10) return;
    await pause(25);
  }
}

/** Whose line is whose for how much, what the customers get, what is booked: each told by a hash. */
export const TOLD: readonly (readonly [what: string, sql: string])[] = [
  [
    'shares',
    `SELECT COALESCE(s.line_id, o.line_key) AS line, s.owner, s.net_ore, s.customer_kind, s.customer,
       s.rule, s.from_on, s.to_on, s.instead_of, s.allocation_rule_id
     FROM month_shares s LEFT JOIN own_charges o
       ON o.freeze_id = s.freeze_id AND o.ordinal = s.own_ordinal
     WHERE s.freeze_id NOT IN (SELECT id FROM month_freezes WHERE month <> ?)
     ORDER BY s.line_id, s.own_ordinal, s.owner`,
  ],
  [
    'own charges',
    `SELECT ordinal, line_key, subscription, service_type, text, from_on, to_on, net_ore
     FROM own_charges WHERE freeze_id NOT IN (SELECT id FROM month_freezes WHERE month <> ?)
     ORDER BY ordinal`,
  ],
  [
    'customer invoices',
    `SELECT number, ordinal, customer_kind, customer, issued_on, due_on, reference, net_ore, vat,
       vat_ore, rounding_ore, payable_ore, ocr, channel, recipient, issuer, cost_centres
     FROM customer_invoices WHERE month = ? ORDER BY ordinal`,
  ],
  [
    'their lines',
    `SELECT l.number, l.line_no, l.line_key, l.cost_centre, l.subscription, l.text, l.class,
       l.from_on, l.to_on, l.net_ore, l.vat_rate, l.previous_net_ore
     FROM customer_invoice_lines l JOIN customer_invoices i ON i.number = l.number
     WHERE i.month = ? ORDER BY l.number, l.line_no`,
  ],
  [
    'their services',
    `SELECT s.* FROM customer_invoice_services s JOIN customer_invoices i ON i.number = s.number
     WHERE i.month = ? ORDER BY s.number, s.subscription`,
  ],
  [
    'vouchers',
    `SELECT number, ordinal, kind, subject, reference, dated_on, debit_ore, credit_ore
     FROM vouchers WHERE month = ? ORDER BY ordinal`,
  ],
  [
    'their rows',
    `SELECT r.* FROM voucher_rows r JOIN vouchers v ON v.number = r.number
     WHERE v.month = ? ORDER BY v.ordinal, r.row_no`,
  ],
];

/** `12345 shares 0f3a…, …`: equal rows, equal text. */
export async function tellMonth(db: Database, month: Month): Promise<string> {
  const told: string[] = [];
  for (const [what, sql] of TOLD) {
    const rows = await db.rows<object>(sql, [month]);
    const hash = createHash('sha256').update(JSON.stringify(rows)).digest('hex');
    told.push(`${String(rows.length)} ${what} ${hash.slice(0, 12)}`);
  }
  return told.join(', ');
}
