// The lines of an invoice that could be wrong, with what the registers and earlier invoices say of them.
// SQL narrows down; the checks judge.

import type { LocalDate } from '../../../kernel/calendar.ts';
import { ore, toOre, type Ore } from '../../../kernel/money.ts';
import type { Database, Tx } from '../../../platform/database.ts';
import { MOST_SUSPECTS, type CheckedLine, type CheckFacts } from '../checks/facts.ts';
import type { Parts } from '../deps.ts';
import { identifierKey } from '../matching.ts';
import { lineIdsOf } from '../store/lines.ts';
import type { InvoiceId } from '../types.ts';

const LINE = `l.line_id AS lineId, l.text, COALESCE(l.number, l.said_id, '') AS object,
  l.subscription_id AS subscriptionId, l.period_from_on AS periodFrom, l.period_to_on AS periodTo,
  l.net_ore AS netOre, l.class, f.name AS file, l.source_line AS line`;
const FROM = `FROM supplier_invoice_lines l JOIN supplier_invoice_files f ON f.id = l.file_id`;
const OF_INVOICE = 'WHERE l.line_id BETWEEN ? AND ?';
const LIMIT = `ORDER BY l.line_id LIMIT ${String(MOST_SUSPECTS)}`;

type LineRecord = Omit<CheckedLine, 'netOre'> & { readonly netOre: unknown };
type Suspects = Omit<CheckFacts, 'toleranceOre' | 'acceptedOre'>;

export async function gatherSuspects(
  parts: Parts,
  invoice: { readonly id: InvoiceId; readonly supplier: string },
  tx: Tx,
): Promise<Suspects> {
  const { db } = parts;
  const ids = lineIdsOf(invoice.id);
  return {
    ...(await sums(db, ids, tx)),
    unmatched: await lines(
      db,
      `${NAMED} AND l.subscription_id IS NULL AND l.net_ore <> 0 ${LIMIT}`,
      ids,
      tx,
    ),
    terminated: await terminatedLines(parts, ids, tx),
    repeated: await repeatedLines(db, ids, tx),
    moved: await movedLines(parts, invoice.supplier, ids, tx),
    overlapping: await overlappingLines(db, ids, tx),
    hinted: await hintedLines(parts, ids, tx),
  };
}

const NAMED = `SELECT ${LINE} ${FROM} ${OF_INVOICE}
  AND (l.said_id IS NOT NULL OR l.number IS NOT NULL)`;

type Ids = readonly [number, number];

async function lines(db: Database, sql: string, ...[ids, tx]: [Ids, Tx]): Promise<CheckedLine[]> {
  const rows = await db.rows<LineRecord>(sql, ids, tx);
  return rows.map(toLine);
}

function toLine<R extends LineRecord>(row: R): R & { readonly netOre: Ore } {
  return { ...row, netOre: toOre(row.netOre) };
}

async function sums(db: Database, ids: Ids, tx: Tx) {
  const rows = await db.rows<{ rate: string; netOre: unknown }>(
    `SELECT vat_rate AS rate, SUM(net_ore) AS netOre FROM supplier_invoice_lines
     WHERE line_id BETWEEN ? AND ? AND kind <> 'rounding' GROUP BY vat_rate ORDER BY vat_rate`,
    ids,
    tx,
  );
  const netByRate = rows.map(({ rate, netOre }) => ({ rate: Number(rate), netOre: toOre(netOre) }));
  return { netByRate, rowsNetOre: ore(netByRate.reduce((sum, { netOre }) => sum + netOre, 0)) };
}

/** Lines of the services among them that have ended. */
async function terminatedLines(
  { db, inventory }: Parts,
  ids: Ids,
  tx: Tx,
): Promise<Suspects['terminated']> {
  const named = await db.rows<{ code: string }>(
    `SELECT DISTINCT subscription_id AS code FROM supplier_invoice_lines
     WHERE line_id BETWEEN ? AND ? AND subscription_id IS NOT NULL`,
    ids,
    tx,
  );
  const ended = await inventory.endedAmong(
    named.map(({ code }) => code),
    tx,
  );
  if (ended.size === 0) return [];
  const rows = await db.rows<LineRecord>(
    `SELECT ${LINE} ${FROM} ${OF_INVOICE} AND l.subscription_id IN (?) AND l.net_ore > 0 ${LIMIT}`,
    [...ids, [...ended.keys()]],
    tx,
  );
  return rows.map(toLine).flatMap((line) => {
    const terminatedOn = ended.get(line.subscriptionId ?? '');
    return terminatedOn === undefined ? [] : [{ ...line, terminatedOn }];
  });
}

/** Like an earlier line in service, charge, period, rate and amount: told by a hash, which sorts fast. */
async function repeatedLines(db: Database, ids: Ids, tx: Tx): Promise<Suspects['repeated']> {
  const rows = await db.rows<LineRecord & { earlierLine: number }>(
    `SELECT ${LINE}, r.earlierLine ${FROM} JOIN (
       SELECT line_id, ROW_NUMBER() OVER (PARTITION BY alike ORDER BY line_id) AS nth,
         FIRST_VALUE(source_line) OVER (PARTITION BY alike ORDER BY line_id) AS earlierLine
       FROM (
         SELECT l.line_id, l.source_line, UNHEX(MD5(CONCAT_WS('\t',
           COALESCE(l.subscription_id, l.number, l.said_id), l.class, l.text, l.period_from_on,
           l.period_to_on, l.vat_rate, l.net_ore))) AS alike
         FROM supplier_invoice_lines l ${OF_INVOICE}
           AND (l.said_id IS NOT NULL OR l.number IS NOT NULL) AND l.net_ore <> 0
       ) hashed
     ) r ON r.line_id = l.line_id AND r.nth > 1
     ${LIMIT}`,
    ids,
    tx,
  );
  return rows.map(toLine);
}

/** Lines whose number somebody else's subscription, at another supplier, holds. */
async function movedLines(
  { db, inventory, catalogue }: Parts,
  supplier: string,
  ...[ids, tx]: [Ids, Tx]
): Promise<Suspects['moved']> {
  const said = await db.rows<{ object: string }>(
    `SELECT DISTINCT COALESCE(number, said_id) AS object FROM supplier_invoice_lines
     WHERE line_id BETWEEN ? AND ? AND net_ore > 0 AND (number IS NOT NULL OR said_id IS NOT NULL)
       AND (match_rule IS NULL OR match_rule <> 'supplier-id')`,
    ids,
    tx,
  );
  const objects = new Map(said.map(({ object }) => [object, identifierKey(object)]));
  const elsewhere = (await inventory.holdersOf([...new Set(objects.values())], tx)).filter(
    (held) => held.supplier !== null && held.supplier !== supplier,
  );
  const holders = grouped(elsewhere, ({ identifier }) => identifier);
  const suspects = [...objects].filter(([, key]) => holders.has(key)).map(([object]) => object);
  if (suspects.length === 0) return [];
  const names = new Map((await catalogue.allSuppliers(tx)).map(({ code, name }) => [code, name]));
  const rows = await db.rows<LineRecord>(
    `SELECT ${LINE} ${FROM} ${OF_INVOICE} AND COALESCE(l.number, l.said_id) IN (?) ${LIMIT}`,
    [...ids, suspects],
    tx,
  );
  return rows.map(toLine).flatMap((line) => {
    const holder = (holders.get(identifierKey(line.object)) ?? []).findLast(
      ({ from, to }) => from <= line.periodTo && (to === null || to >= line.periodTo),
    );
    if (holder === undefined) return [];
    const code = holder.supplier ?? '';
    return [{ ...line, nowAt: names.get(code) ?? code, since: holder.from }];
  });
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

/** Fees for days that an earlier invoice charged, with what was charged less what was credited. */
async function overlappingLines(db: Database, ids: Ids, tx: Tx): Promise<Suspects['overlapping']> {
  const rows = await db.rows<
    LineRecord & {
      earlierNumber: string;
      earlierFrom: LocalDate;
      earlierTo: LocalDate;
      earlierNetOre: unknown;
    }
  >(
    `SELECT ${LINE}, before_it.earlierNumber, before_it.earlierFrom, before_it.earlierTo,
       before_it.netOre + COALESCE((
         SELECT SUM(c.net_ore) FROM supplier_invoice_lines c
         WHERE c.subscription_id = l.subscription_id AND c.text = l.text AND c.net_ore < 0
           AND c.line_id BETWEEN ? AND ?
           AND c.period_from_on <= l.period_to_on AND c.period_to_on >= l.period_from_on
       ), 0) AS earlierNetOre
     ${FROM} JOIN (
       SELECT o.line_id, MAX(i.invoice_number) AS earlierNumber,
         MIN(e.period_from_on) AS earlierFrom, MAX(e.period_to_on) AS earlierTo,
         SUM(e.net_ore) AS netOre
       FROM supplier_invoice_lines o
       JOIN supplier_invoice_lines e ON e.subscription_id = o.subscription_id
         AND e.period_from_on <= o.period_to_on AND e.period_to_on >= o.period_from_on
         AND e.text = o.text AND e.class = 'fee' AND e.line_id < ?
       JOIN supplier_invoices i ON i.id = e.invoice_id AND i.state IN ('ready', 'booked')
       WHERE o.line_id BETWEEN ? AND ? AND o.class = 'fee' AND o.net_ore > 0
       GROUP BY o.line_id
     ) before_it ON before_it.line_id = l.line_id
     ${LIMIT}`,
    [...ids, ids[0], ...ids],
    tx,
  );
  return rows.map((row) => ({ ...toLine(row), earlierNetOre: toOre(row.earlierNetOre) }));
}

async function hintedLines(
  { db, inventory }: Parts,
  ids: Ids,
  tx: Tx,
): Promise<Suspects['hinted']> {
  const rows = (
    await db.rows<LineRecord & { hint: string }>(
      `SELECT ${LINE}, l.cost_hint AS hint ${FROM} ${OF_INVOICE}
         AND l.cost_hint IS NOT NULL AND l.subscription_id IS NOT NULL ${LIMIT}`,
      ids,
      tx,
    )
  ).map(toLine);
  const codes = [...new Set(rows.map(({ subscriptionId }) => subscriptionId ?? ''))];
  const owned = grouped(
    await inventory.ownershipsOf(codes, tx),
    ({ subscriptionId }) => subscriptionId,
  );
  return rows.map((line) => ({
    ...line,
    owners: [
      ...new Set(
        (owned.get(line.subscriptionId ?? '') ?? [])
          .filter(({ from, to }) => from <= line.periodTo && (to === null || to >= line.periodFrom))
          .map(({ owner }) => owner),
      ),
    ],
  }));
}
