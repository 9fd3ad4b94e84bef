// What must always be true, as SQL: each query finds what breaks it, one row a fault, the first column
// says where. Billing and ledger keep theirs in their room, since a month asks them before it closes.

import type { Database } from '../../server/platform/database.ts';
import { BILLING_INVARIANTS, LEDGER_INVARIANTS } from '../../server/domains/billing/invariants.ts';
import type { Journal } from '../../server/domains/journal/journal.ts';

export type Finding = { readonly name: string; readonly places: readonly string[] };

type Invariant = { readonly name: string; readonly sql: string };

const PLACES_TOLD = 10;
/** Days that have no end in a register last until further notice. */
const OPEN = "COALESCE(%.to_on, '9999-12-31')";
const endOf = (table: string) => OPEN.replace('%', table);

const REGISTERS: readonly Invariant[] = [
  {
    // At each day on which something begins, or follows an end: who owns then owns all of it.
    name: 'inventory.shares-of-a-day-are-whole',
    sql: `SELECT CONCAT(d.subscription, ' ', d.day) AS place FROM (
        SELECT subscription, from_on AS day FROM ownerships
        UNION SELECT subscription, to_on + INTERVAL 1 DAY FROM ownerships WHERE to_on IS NOT NULL) d
      JOIN ownerships o ON o.subscription = d.subscription
        AND d.day BETWEEN o.from_on AND ${endOf('o')}
      GROUP BY d.subscription, d.day HAVING SUM(o.share_hundredths) <> 10000`,
  },
  {
    name: 'inventory.no-owner-twice-on-a-day',
    sql: `SELECT CONCAT(a.subscription, ' ', a.owner) AS place FROM ownerships a
      JOIN ownerships b ON b.subscription = a.subscription AND b.owner = a.owner AND b.id > a.id
        AND b.from_on <= ${endOf('a')} AND a.from_on <= ${endOf('b')}`,
  },
  {
    name: 'inventory.no-identifier-held-twice-on-a-day',
    sql: `SELECT CONCAT(a.namespace, ' ', a.identifier) AS place FROM subscription_identifiers a
      JOIN subscription_identifiers b ON b.identifier = a.identifier
        AND b.namespace = a.namespace AND b.supplier <=> a.supplier AND b.id > a.id
        AND b.from_on <= ${endOf('a')} AND a.from_on <= ${endOf('b')}`,
  },
];

const INTAKE: readonly Invariant[] = [
  {
    name: 'invoices.rows-in-are-accepted-and-quarantined',
    sql: `SELECT id AS place FROM supplier_invoices
      WHERE state IN ('ready', 'booked') AND rows_in <> rows_accepted + rows_quarantined`,
  },
  {
    name: 'invoices.quarantined-rows-are-kept',
    sql: `SELECT i.id AS place FROM supplier_invoices i
      WHERE i.state IN ('ready', 'booked') AND i.rows_quarantined <> (SELECT COUNT(*)
        FROM supplier_invoice_quarantined_rows q WHERE q.invoice_id = i.id)`,
  },
  {
    name: 'invoices.lines-are-the-net',
    sql: `SELECT i.id AS place FROM supplier_invoices i
      LEFT JOIN (SELECT invoice_id, SUM(net_ore) AS net FROM supplier_invoice_lines
        GROUP BY invoice_id) l ON l.invoice_id = i.id
      WHERE i.state IN ('ready', 'booked') AND COALESCE(l.net, 0) <> i.net_ore`,
  },
];

const HOUSE: readonly Invariant[] = [
  {
    name: 'journal.nothing-unsealed-for-a-minute',
    sql: `SELECT e.id AS place FROM journal_entries e
      LEFT JOIN journal_seals s ON s.entry_id = e.id
      WHERE s.ordinal IS NULL AND e.at < UTC_TIMESTAMP(3) - INTERVAL 1 MINUTE`,
  },
  {
    name: 'journal.seals-have-no-gap',
    sql: `SELECT MAX(ordinal) AS place FROM journal_seals
      HAVING MAX(ordinal) - MIN(ordinal) + 1 <> COUNT(*)`,
  },
];

/** Only where a worker runs: what is quiet has told everything that it was to tell. */
const QUIET: Invariant = {
  name: 'outbox.empty-when-quiet',
  sql: `SELECT CONCAT(kind, ' ', target) AS place FROM outbox
    WHERE delivered_at IS NULL AND created_at < UTC_TIMESTAMP(3) - INTERVAL 1 MINUTE`,
};

/** Every invariant with the places where it is broken; none where it holds. */
export async function checkInvariants(
  db: Database,
  journal: Pick<Journal, 'firstBrokenSeal'>,
  { isWorking }: { readonly isWorking: boolean },
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { name, sql } of [...REGISTERS, ...INTAKE, ...HOUSE, ...(isWorking ? [QUIET] : [])]) {
    findings.push({ name, places: await placesOf(db, sql, []) });
  }
  for (const { name, sql } of [...BILLING_INVARIANTS, ...LEDGER_INVARIANTS]) {
    findings.push({ name, places: await placesOf(db, sql, [null, null]) });
  }
  const seal = await journal.firstBrokenSeal();
  findings.push({ name: 'journal.chain-is-unbroken', places: seal === null ? [] : [String(seal)] });
  return findings;
}

async function placesOf(db: Database, sql: string, values: readonly null[]): Promise<string[]> {
  const rows = await db.rows<{ place: unknown }>(`${sql} LIMIT ${String(PLACES_TOLD)}`, values);
  return rows.map(({ place }) => String(place));
}

/** How many rows there are in all tables: what the invariants have looked at. */
export async function countRows(db: Database): Promise<number> {
  const tables = await db.rows<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'`,
  );
  let total = 0;
  for (const { name } of tables) {
    total += (await db.row<{ n: number }>(`SELECT COUNT(*) AS n FROM \`${name}\``))?.n ?? 0;
  }
  return total;
}
