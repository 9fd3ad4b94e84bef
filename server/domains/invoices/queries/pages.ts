// What the pages read: the list with its counts, and of one invoice what was found, its lines part by
// part, and the rows that wait alone.

import { firstDayOf, lastDayOf, type Month } from '../../../kernel/calendar.ts';
import { toOre, ZERO_ORE, type Ore } from '../../../kernel/money.ts';
import { keysetSql, readKeysetCursor, toKeysetPage } from '../../../platform/keyset.ts';
import type {
  LineSums,
  ListedInvoice,
  ListedLine,
  ListedRow,
  ListFilter,
  Part,
  WholeLine,
} from '../pages/facts.ts';
import type { Parts } from '../deps.ts';
import { maskLine } from '../masking.ts';
import { faultArgs } from '../row-faults.ts';
import { lineIdsOf } from '../store/lines.ts';
import { LINES_PER_INVOICE, type InvoiceId, type InvoiceState, type LineId } from '../types.ts';

type Condition = { readonly sql: string; readonly values: readonly unknown[] };
type Ask = { readonly size: number; readonly after: string | null };
type ListRecord = Omit<ListedInvoice, 'netOre' | 'deviations' | 'stakeOre'> & { netOre: unknown };
type LineRecord = Omit<ListedLine, 'netOre' | 'deviations'> & { netOre: unknown };

/** `all` lines, the `deviating` ones, or those that one check found. */
export type Shown = string;

export function createPageQueries({ db, inventory }: Pick<Parts, 'db' | 'inventory'>) {
  /** Deviations and what is at stake, a line counted once however many checks found it. */
  const stakesOf = async (ids: readonly InvoiceId[]) => {
    const rows =
      ids.length === 0
        ? []
        : await db.rows<{ id: InvoiceId; count: unknown; stake: unknown }>(
            `SELECT id, SUM(found) AS count, SUM(stake) AS stake FROM (
               SELECT invoice_id AS id, COUNT(*) AS found, MAX(stake_ore) AS stake
               FROM supplier_invoice_deviations WHERE invoice_id IN (?)
               GROUP BY invoice_id, COALESCE(line_id, CONCAT('of invoice ', id))
             ) each_line GROUP BY id`,
            [ids],
          );
    return new Map(
      rows.map(({ id, count, stake }) => [
        id,
        { deviations: Number(count), stakeOre: toOre(stake) },
      ]),
    );
  };

  return {
    listInvoices: async (filter: ListFilter, ask: Ask): Promise<Part<ListedInvoice>> => {
      const cursor = readKeysetCursor(ask.after);
      const narrowed = conditionOf(filter);
      const begins = keysetSql({ sort: 'i.id', unique: 'i.id', descending: true }, cursor);
      const records = await db.rows<ListRecord>(
        `SELECT i.id, i.supplier, i.state, i.invoice_number AS invoiceNumber,
           i.issued_on AS issuedOn, i.received_at AS receivedAt, i.net_ore AS netOre,
           i.rows_in AS rowsIn, i.rows_quarantined AS rowsQuarantined
         FROM supplier_invoices i WHERE ${narrowed.sql} AND ${begins.where}
         ORDER BY ${begins.orderBy} LIMIT ?`,
        [...narrowed.values, ...begins.values, ask.size + 1],
      );
      const keyed = records.map((of) => ({ of, sortKey: of.id, id: String(of.id) }));
      const { rows, ...rest } = toKeysetPage(keyed, ask.size, cursor);
      const stakes = await stakesOf(rows.map(({ of }) => of.id));
      return {
        ...rest,
        rows: rows.map(({ of }) => ({
          ...of,
          netOre: toOre(of.netOre),
          ...(stakes.get(of.id) ?? { deviations: 0, stakeOre: ZERO_ORE }),
        })),
      };
    },

    /** Count and sum by state, the filter's own state left out. */
    countInvoices: async (
      filter: ListFilter,
    ): Promise<ReadonlyMap<InvoiceState, { readonly count: number; readonly netOre: Ore }>> => {
      const { sql, values } = conditionOf({ ...filter, state: null });
      const rows = await db.rows<{ state: InvoiceState; count: number; netOre: unknown }>(
        `SELECT i.state, COUNT(*) AS count, SUM(i.net_ore) AS netOre
         FROM supplier_invoices i WHERE ${sql} GROUP BY i.state`,
        values,
      );
      return new Map(
        rows.map(({ state, count, netOre }) => [state, { count, netOre: toOre(netOre) }]),
      );
    },

    /** Months in which invoices were issued, or came before their day was known; the newest first. */
    invoiceMonths: async (): Promise<Month[]> =>
      (
        await db.rows<{ month: Month }>(
          `SELECT DISTINCT DATE_FORMAT(COALESCE(issued_on, received_at), '%Y-%m') AS month
           FROM supplier_invoices WHERE state <> 'paired' ORDER BY month DESC`,
        )
      ).map(({ month }) => month),

    /** The invoices that came in the same files as one, itself left out. */
    siblingsOf: (id: InvoiceId, of: InvoiceId | null) =>
      db.rows<{ id: InvoiceId; invoiceNumber: string | null }>(
        `SELECT id, invoice_number AS invoiceNumber FROM supplier_invoices
         WHERE (sibling_of = ? OR id = ?) AND id <> ? AND state <> 'paired' ORDER BY id`,
        [of ?? id, of ?? 0, id],
      ),

    lineSums: async (id: InvoiceId): Promise<LineSums> => {
      const row = await db.row<{ lines: number; netOre: unknown; roundingOre: unknown }>(
        `SELECT COUNT(*) AS \`lines\`, COALESCE(SUM(net_ore), 0) AS netOre,
           COALESCE(SUM(IF(kind = 'rounding', net_ore, 0)), 0) AS roundingOre
         FROM supplier_invoice_lines WHERE line_id BETWEEN ? AND ?`,
        lineIdsOf(id),
      );
      return {
        lines: row?.lines ?? 0,
        netOre: toOre(row?.netOre ?? 0),
        roundingOre: toOre(row?.roundingOre ?? 0),
      };
    },

    listLines: async (
      { id, show }: { readonly id: InvoiceId; readonly show: Shown },
      ask: Ask,
    ): Promise<Part<Omit<ListedLine, 'deviations'>>> => {
      const cursor = readKeysetCursor(ask.after);
      const narrowed = shownCondition(id, show);
      const begins = keysetSql(
        { sort: 'l.line_id', unique: 'l.line_id', descending: false },
        cursor,
      );
      const records = await db.rows<LineRecord>(
        `SELECT l.line_id AS lineId, l.kind, l.source_line AS line, l.number,
           COALESCE(l.said_id, l.number) AS reference, l.subscription_id AS subscriptionId, l.text,
           l.period_from_on AS periodFrom, l.period_to_on AS periodTo, l.net_ore AS netOre
         FROM supplier_invoice_lines l
         WHERE l.line_id BETWEEN ? AND ? AND ${narrowed.sql} AND ${begins.where}
         ORDER BY ${begins.orderBy} LIMIT ?`,
        [...lineIdsOf(id), ...narrowed.values, ...begins.values, ask.size + 1],
      );
      const keyed = records.map((of) => ({ of, sortKey: of.lineId, id: String(of.lineId) }));
      const { rows, ...rest } = toKeysetPage(keyed, ask.size, cursor);
      const mask = await inventory.secretMask();
      return {
        ...rest,
        rows: rows.map(({ of }) => maskLine(mask, { ...of, netOre: toOre(of.netOre) })),
      };
    },

    findLine: async (id: InvoiceId, lineId: LineId): Promise<(WholeLine & LinePlace) | null> => {
      const row = await db.row<
        Omit<WholeLine, 'netOre' | 'vatRate' | 'ordinal'> &
          LinePlace & { netOre: unknown; vatRate: unknown }
      >(
        `SELECT line_id AS lineId, kind, account, main_group AS mainGroup,
           charge_group AS \`group\`, subgroup, text, number, COALESCE(said_id, number) AS reference,
           subscription_id AS subscriptionId, match_rule AS matchRule,
           period_from_on AS periodFrom, period_to_on AS periodTo, period_source AS periodSource,
           net_ore AS netOre, vat_category AS vatCategory, vat_rate AS vatRate, class,
           cost_hint AS costHint, file_id AS fileId, source_line AS line, byte_from AS byteFrom,
           byte_to AS byteTo
         FROM supplier_invoice_lines WHERE line_id = ? AND line_id BETWEEN ? AND ?`,
        [lineId, ...lineIdsOf(id)],
      );
      if (row === null) return null;
      return {
        ...maskLine(await inventory.secretMask(), row),
        ordinal: lineId - id * LINES_PER_INVOICE,
        netOre: toOre(row.netOre),
        vatRate: Number(row.vatRate),
      };
    },

    listQuarantined: async (id: InvoiceId, limit: number): Promise<ListedRow[]> =>
      (
        await db.rows<Quarantined>(`${QUARANTINED} ORDER BY q.file_id, q.byte_from LIMIT ?`, [
          id,
          limit,
        ])
      ).map(toRow),

    findQuarantined: async (
      id: InvoiceId,
      fileId: number,
      byteFrom: number,
    ): Promise<ListedRow | null> => {
      const row = await db.row<Quarantined>(
        `${QUARANTINED} AND q.file_id = ? AND q.byte_from = ?`,
        [id, fileId, byteFrom],
      );
      return row === null ? null : toRow(row);
    },
  };
}

export type PageQueries = ReturnType<typeof createPageQueries>;

type LinePlace = {
  readonly fileId: number;
  readonly line: number;
  readonly byteFrom: number;
  readonly byteTo: number;
};

type Quarantined = Omit<ListedRow, 'args'> & { readonly column: number | null };

const QUARANTINED = `SELECT q.file_id AS fileId, f.name AS file, q.source_line AS line,
    q.byte_from AS byteFrom, q.byte_to AS byteTo, q.code, q.source_column AS \`column\`
  FROM supplier_invoice_quarantined_rows q JOIN supplier_invoice_files f ON f.id = q.file_id
  WHERE q.invoice_id = ?`;

function toRow({ column, ...row }: Quarantined): ListedRow {
  return { ...row, args: faultArgs({ ...row, column }) };
}

function conditionOf({ state, supplier, month }: ListFilter): Condition {
  const parts: Condition[] = [{ sql: "i.state <> 'paired'", values: [] }];
  if (state !== null) parts.push({ sql: 'i.state = ?', values: [state] });
  if (supplier !== null) parts.push({ sql: 'i.supplier = ?', values: [supplier] });
  if (month !== null) {
    parts.push({
      sql: 'COALESCE(i.issued_on, DATE(i.received_at)) BETWEEN ? AND ?',
      values: [firstDayOf(month), lastDayOf(month)],
    });
  }
  return {
    sql: parts.map(({ sql }) => sql).join(' AND '),
    values: parts.flatMap(({ values }) => values),
  };
}

function shownCondition(id: InvoiceId, show: Shown): Condition {
  if (show === 'all') return { sql: '1 = 1', values: [] };
  const narrowed = show === 'deviating' ? '' : ' AND d.check_name = ?';
  return {
    sql: `l.line_id IN (SELECT d.line_id FROM supplier_invoice_deviations d
      WHERE d.invoice_id = ? AND d.line_id IS NOT NULL${narrowed})`,
    values: show === 'deviating' ? [id] : [id, show],
  };
}
