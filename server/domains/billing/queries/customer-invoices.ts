// Customer invoices for pages, calls and documents: the list within somebody's reach, one invoice
// whole, and where it lives.

import type { Reach } from '../../../kernel/actor.ts';
import { addMonths, type Instant, type Month } from '../../../kernel/calendar.ts';
import { toOre, ZERO_ORE, type Ore } from '../../../kernel/money.ts';
import type { Target } from '../../../kernel/rule.ts';
import type { Database } from '../../../platform/database.ts';
import type { Directory } from '../../directory/directory.ts';
import type { CustomerInvoiceLine, CustomerInvoiceView, PreviousSum } from '../documents/view.ts';
import type {
  InvoiceListFacts,
  InvoiceListQuery,
  InvoiceListRow,
  InvoiceSort,
  InvoiceStanding,
} from '../pages/facts.ts';
import type { InvoiceHead } from '../store/invoices.ts';
import type { MonthState } from '../types.ts';
import { reachCondition, receiversWithin, type Condition, type Within } from './receivers.ts';

export type InvoiceFilter = Pick<InvoiceListQuery, 'month' | 'kind' | 'q' | 'sort'>;

export type InvoiceForPost = Pick<InvoiceHead, 'number' | 'recipient' | 'payableOre'> & {
  readonly printedAt: Instant | null;
  readonly printedBy: string | null;
};

type ListRecord = Omit<InvoiceListRow, 'standing' | 'previousNetOre'> & {
  readonly state: MonthState;
  readonly previousNetOre: unknown;
};

type HeadRecord = Omit<InvoiceHead, 'ordinal' | 'part' | 'channel'> & {
  readonly state: MonthState;
};

/** The same customer's ordinary invoice of the month before. */
const PREVIOUS = `LEFT JOIN customer_invoices p ON p.customer = i.customer
  AND p.customer_kind = i.customer_kind AND p.corrects_number IS NULL
  AND p.month = DATE_FORMAT(DATE_SUB(CONCAT(i.month, '-01'), INTERVAL 1 MONTH), '%Y-%m')`;

const ORDERS: Readonly<Record<InvoiceSort, string>> = {
  number: 'i.number',
  '-number': 'i.number DESC',
  customer: 'i.customer, i.number',
  '-customer': 'i.customer DESC, i.number DESC',
  net: 'i.net_ore, i.number',
  '-net': 'i.net_ore DESC, i.number',
  change: 'p.net_ore IS NULL, i.net_ore - p.net_ore, i.number',
  '-change': 'p.net_ore IS NULL, i.net_ore - p.net_ore DESC, i.number',
};

const LIST = `SELECT i.number, i.month, i.customer_kind AS kind, i.customer,
    JSON_VALUE(i.recipient, '$.name') AS customerName, i.issued_on AS issuedOn,
    i.net_ore AS netOre, i.payable_ore AS payableOre, p.net_ore AS previousNetOre,
    i.corrects_number AS correctsNumber, m.state
  FROM customer_invoices i JOIN billing_months m ON m.month = i.month ${PREVIOUS}`;

const LINES = `SELECT line_no AS ordinal, line_key AS lineId, cost_centre AS costCentre,
    subscription AS subscriptionId, text, class, from_on AS periodFrom, to_on AS periodTo,
    net_ore AS netOre, vat_rate AS vatRate, corrects
  FROM customer_invoice_lines WHERE number = ? ORDER BY line_no`;

type Deps = { readonly db: Database; readonly directory: Pick<Directory, 'allUnits'> };

export function createInvoiceQueries({ db, directory }: Deps) {
  const within = (reach: Reach): Promise<Within> => receiversWithin(reach, directory);

  const find = (number: string): Promise<HeadRecord | null> =>
    db.row<HeadRecord>(
      `SELECT i.number, i.month, i.customer_kind AS kind, i.customer, i.issued_on AS issuedOn,
         i.due_on AS dueOn, i.frozen_at AS frozenAt, i.reference,
         i.corrects_number AS correctsNumber, i.net_ore AS netOre, i.vat,
         i.rounding_ore AS roundingOre, i.payable_ore AS payableOre, i.ocr, i.recipient, i.issuer,
         i.cost_centres AS costCentres, m.state
       FROM customer_invoices i JOIN billing_months m ON m.month = i.month
       WHERE i.number = ? AND i.made_at IS NOT NULL`,
      [number],
    );

  return {
    /** Part of the list, with the count and sum of all of it. */
    list: async (
      reach: Reach,
      query: InvoiceListQuery,
      size: number,
    ): Promise<InvoiceListFacts> => {
      const scope = await within(reach);
      const { sql, values } = conditionOf(scope, query);
      const records = await db.rows<ListRecord>(
        `${LIST} WHERE ${sql} ORDER BY ${ORDERS[query.sort]} LIMIT ? OFFSET ?`,
        [...values, size, query.from - 1],
      );
      const total = await db.row<{ count: number; netOre: unknown }>(
        `SELECT COUNT(*) AS count, COALESCE(SUM(i.net_ore), 0) AS netOre
         FROM customer_invoices i WHERE ${sql}`,
        values,
      );
      return {
        query,
        rows: records.map(toRow),
        total: total?.count ?? 0,
        totalNetOre: total === null ? ZERO_ORE : toOre(total.netOre),
        months: await monthsWithin(db, scope),
      };
    },

    /** The whole list, row by row. */
    stream: async function* (reach: Reach, filter: InvoiceFilter): AsyncGenerator<InvoiceListRow> {
      const { sql, values } = conditionOf(await within(reach), filter);
      const rows = db.stream<ListRecord>(
        `${LIST} WHERE ${sql} ORDER BY ${ORDERS[filter.sort]}`,
        values,
      );
      for await (const record of rows) yield toRow(record);
    },

    /** Where an invoice lives: whose reach shows it. Null where there is no such invoice. */
    targetOf: async (number: string): Promise<Target | null> => {
      const head = await find(number);
      if (head === null) return null;
      if (head.kind === 'internal') return { costCentres: [head.customer] };
      if (head.kind === 'external') return { customers: [head.customer] };
      const units = await directory.allUnits();
      return {
        units: units.flatMap(({ code, ownLegalEntity }) =>
          ownLegalEntity === head.customer ? [code] : [],
        ),
      };
    },

    /** An invoice whole, for its page and its documents. Null where there is none. */
    findView: async (number: string): Promise<CustomerInvoiceView | null> => {
      const head = await find(number);
      if (head === null) return null;
      const before = addMonths(head.month, -1);
      const lines = await db.rows<Omit<CustomerInvoiceLine, 'vatRate'> & { vatRate: string }>(
        LINES,
        [number],
      );
      const previous = await previousOf(db, head, before);
      const { recipient, state: _state, customer: _customer, ...rest } = head;
      return {
        ...rest,
        customer: recipient,
        lines: lines.map((line) => ({ ...line, vatRate: Number(line.vatRate) })),
        services: await servicesOf(db, number, previous === null ? null : before),
        previous,
      };
    },

    /** How far the month has come with an invoice, counted apart from its lines. */
    progressOf: async (
      number: string,
    ): Promise<{ standing: InvoiceStanding; sharesOre: Ore; correctedBy: string[] } | null> => {
      const head = await find(number);
      if (head === null) return null;
      const shares = await db.row<{ netOre: unknown }>(
        `SELECT COALESCE(SUM(s.net_ore), 0) AS netOre FROM month_shares s
         JOIN billing_months m ON m.freeze_id = s.freeze_id
         WHERE m.month = ? AND s.customer_kind = ? AND s.customer = ?`,
        [head.month, head.kind, head.customer],
      );
      const correcting = await db.rows<{ number: string }>(
        'SELECT number FROM customer_invoices WHERE corrects_number = ? ORDER BY number',
        [number],
      );
      return {
        standing: standingOf(head.state),
        sharesOre: toOre(shares?.netOre ?? 0),
        correctedBy: correcting.map((row) => row.number),
      };
    },

    /** A month's invoices that go by post: to whom, how much, and whether somebody has posted them. */
    forPost: (month: Month): Promise<InvoiceForPost[]> =>
      db.rows<InvoiceForPost>(
        `SELECT number, recipient, payable_ore AS payableOre, printed_at AS printedAt,
           printed_by AS printedBy
         FROM customer_invoices
         WHERE month = ? AND channel = 'post' AND made_at IS NOT NULL ORDER BY number`,
        [month],
      ),
  };
}

export type InvoiceQueries = ReturnType<typeof createInvoiceQueries>;

function conditionOf(
  within: Within,
  { month, kind, q }: Pick<InvoiceFilter, 'month' | 'kind' | 'q'>,
): Condition {
  const parts: Condition[] = [{ sql: 'i.made_at IS NOT NULL', values: [] }];
  if (within !== null) parts.push(reachCondition(within));
  if (month !== null) parts.push({ sql: 'i.month = ?', values: [month] });
  if (kind !== null) parts.push({ sql: 'i.customer_kind = ?', values: [kind] });
  if (q !== '') {
    const like = q.replaceAll(/[\\%_]/g, '\\$&');
    parts.push({
      // The column is ASCII, what is searched for need not be.
      sql: `(CONVERT(i.number USING utf8mb4) LIKE ? OR i.customer LIKE ? OR JSON_VALUE(i.recipient, '$.name') LIKE ?)`,
      values: [`${like}%`, `${like}%`, `%${like}%`],
    });
  }
  return {
    sql: parts.map((part) => part.sql).join(' AND '),
    values: parts.flatMap((part) => part.values),
  };
}

async function monthsWithin(db: Database, within: Within): Promise<Month[]> {
  const { sql, values } = conditionOf(within, { month: null, kind: null, q: '' });
  const rows = await db.rows<{ month: Month }>(
    `SELECT DISTINCT i.month FROM customer_invoices i WHERE ${sql} ORDER BY i.month DESC`,
    values,
  );
  return rows.map((row) => row.month);
}

function toRow({ state, previousNetOre, ...record }: ListRecord): InvoiceListRow {
  return {
    ...record,
    previousNetOre: previousNetOre === null ? null : toOre(previousNetOre),
    standing: standingOf(state),
  };
}

const POSTED: ReadonlySet<MonthState> = new Set(['exporting', 'awaiting-receipt']);

function standingOf(state: MonthState): InvoiceStanding {
  if (state === 'closed') return 'booked';
  return POSTED.has(state) ? 'posted' : 'made';
}

/** What the customer had the month before; null where there was no month before at all. */
async function previousOf(
  db: Database,
  { kind, customer }: HeadRecord,
  before: Month,
): Promise<PreviousSum[] | null> {
  const was = await db.row(
    'SELECT 1 FROM customer_invoices WHERE month = ? AND made_at IS NOT NULL LIMIT 1',
    [before],
  );
  if (was === null) return null;
  const rows = await db.rows<Omit<PreviousSum, 'netOre'> & { netOre: unknown }>(
    `SELECT l.cost_centre AS costCentre, l.subscription AS subscriptionId, SUM(l.net_ore) AS netOre
     FROM customer_invoices i JOIN customer_invoice_lines l ON l.number = i.number
     WHERE i.month = ? AND i.customer = ? AND i.customer_kind = ? AND i.corrects_number IS NULL
     GROUP BY l.cost_centre, l.subscription`,
    [before, customer, kind],
  );
  return rows.map((row) => ({ ...row, netOre: toOre(row.netOre) }));
}

/** The invoice's services, and those that only the month before had. */
async function servicesOf(
  db: Database,
  number: string,
  before: Month | null,
): Promise<CustomerInvoiceView['services']> {
  const services = await db.rows<CustomerInvoiceView['services'][number]>(
    `SELECT subscription AS subscriptionId, identifier, holder, plan
     FROM customer_invoice_services WHERE number = ?`,
    [number],
  );
  if (before === null) return services;
  const past = await db.rows<CustomerInvoiceView['services'][number]>(
    `SELECT s.subscription AS subscriptionId, s.identifier, s.holder, s.plan
     FROM customer_invoices i JOIN customer_invoices p ON p.customer = i.customer
       AND p.customer_kind = i.customer_kind AND p.month = ? AND p.corrects_number IS NULL
     JOIN customer_invoice_services s ON s.number = p.number WHERE i.number = ?`,
    [before, number],
  );
  const known = new Set(services.map((service) => service.subscriptionId));
  return [...services, ...past.filter((service) => !known.has(service.subscriptionId))];
}
