// A new look at the registers after a mend: class, period and subscription of lines that are read
// already. Only what changed is written.

import type { LocalDate } from '../../../kernel/calendar.ts';
import type { Tx } from '../../../platform/database.ts';
import { periodByClass } from '../charges.ts';
import type { Parts } from '../deps.ts';
import { identifierKey, toDay, type Match } from '../matching.ts';
import { earlierStamp, registersStamp } from '../queries/stamps.ts';
import { lineIdsOf } from '../store/lines.ts';
import type { KeptInvoice } from '../store/invoices.ts';
import type { ChargeClass } from '../../catalogue/types.ts';
import type { InvoiceId, PeriodSource, RematchOutcome } from '../types.ts';
import { dayOf, gatherSupplier, type SupplierFacts } from './gather.ts';
import { checkIn } from './settle.ts';

type Row = {
  readonly lineId: number;
  readonly mainGroup: string | null;
  readonly group: string | null;
  readonly subgroup: string | null;
  readonly text: string;
  readonly saidId: string | null;
  readonly number: string | null;
  readonly subscriptionId: string | null;
  readonly matchRule: string | null;
  readonly class: ChargeClass;
  readonly periodSource: PeriodSource;
  readonly periodFrom: LocalDate;
  readonly periodTo: LocalDate;
};

type Look = {
  readonly invoice: KeptInvoice;
  readonly facts: SupplierFacts;
  /** Rows of a specification name an identifier apart from the supplier's id. */
  readonly hasSpecification: boolean;
};

const ROWS_AT_ONCE = 20_000;

/**
 * Looks again at the lines of some invoices, in the caller's transaction, and runs their checks. Booked
 * invoices are left as they are, and those for which nothing has changed since they were looked at.
 */
export async function rematchInvoices(
  parts: Parts,
  ids: readonly InvoiceId[],
  tx: Tx,
): Promise<RematchOutcome> {
  const { invoices } = parts.store;
  const total = { lines: 0, changed: 0, unknown: 0 };
  const registers = await registersStamp(parts, tx);
  for (const id of ids) {
    const invoice = await invoices.getForUpdate(id, tx);
    if (!['ready', 'waiting'].includes(invoice.state)) continue;
    const stamp = `${registers} ${await earlierStamp(parts, id, tx)}`;
    if (invoice.registersStamp === stamp) continue;
    const found = await rematchOne(parts, invoice, tx);
    total.lines += found.lines;
    total.changed += found.changed;
    total.unknown += found.unknown;
    await invoices.setRegistersStamp(id, registers, tx);
    await checkIn(parts, id, tx);
  }
  return total;
}

async function rematchOne(parts: Parts, invoice: KeptInvoice, tx: Tx): Promise<RematchOutcome> {
  const { db, store } = parts;
  const files = await store.files.activeOf(invoice.id, tx);
  const look = {
    invoice,
    facts: await gatherSupplier(parts, invoice.supplier, tx),
    hasSpecification: files.some(({ role }) => role === 'specification'),
  };
  const total = { lines: 0, changed: 0, unknown: 0 };
  const [first, last] = lineIdsOf(invoice.id);
  let after = first;
  for (;;) {
    const rows = await db.rows<Row>(
      `SELECT line_id AS lineId, main_group AS mainGroup, charge_group AS \`group\`, subgroup, text,
         said_id AS saidId, number, subscription_id AS subscriptionId, match_rule AS matchRule,
         class, period_source AS periodSource, period_from_on AS periodFrom,
         period_to_on AS periodTo
       FROM supplier_invoice_lines WHERE line_id > ? AND line_id <= ? AND kind <> 'rounding'
       ORDER BY line_id LIMIT ${String(ROWS_AT_ONCE)}`,
      [after, last],
      tx,
    );
    const looked = rows.map((row) => lookAgain(row, look));
    total.lines += rows.length;
    total.unknown += looked.filter(isUnknown).length;
    const changed = looked.filter((row, i) => !isSame(row, rows[i]));
    total.changed += changed.length;
    for (const row of changed) await save(parts, row, tx);
    if (rows.length < ROWS_AT_ONCE) return total;
    after = rows.at(-1)?.lineId ?? last;
  }
}

function lookAgain(row: Row, { invoice, facts, hasSpecification }: Look): Row {
  const texts = [row.mainGroup, row.group, row.subgroup, row.text];
  const charge = facts.classifier.classOf(texts.filter((text) => text !== null)) ?? 'other';
  const period =
    row.periodSource === 'class'
      ? periodByClass(charge, dayOf(invoice))
      : { from: row.periodFrom, to: row.periodTo };
  const match = facts.matcher.match({
    supplierId: row.saidId,
    identifier: hasSpecification ? row.number : keyOf(row),
    from: toDay(period.from),
    to: toDay(period.to),
  });
  return { ...row, ...matched(match), class: charge, periodFrom: period.from, periodTo: period.to };
}

/** An e-invoice's reference may be an id or an identifier. */
function keyOf({ number, saidId }: Row): string | null {
  return number ?? (saidId === null ? null : identifierKey(saidId));
}

function matched(match: Match | null) {
  return { subscriptionId: match?.subscriptionId ?? null, matchRule: match?.rule ?? null };
}

function isUnknown({ subscriptionId, saidId, number }: Row): boolean {
  return subscriptionId === null && (saidId !== null || number !== null);
}

function isSame(left: Row, right: Row | undefined): boolean {
  return (
    left.subscriptionId === right?.subscriptionId &&
    left.matchRule === right.matchRule &&
    left.class === right.class &&
    left.periodFrom === right.periodFrom &&
    left.periodTo === right.periodTo
  );
}

async function save({ db }: Parts, row: Row, tx: Tx): Promise<void> {
  await db.run(
    `UPDATE supplier_invoice_lines SET subscription_id = ?, match_rule = ?, class = ?,
       period_from_on = ?, period_to_on = ? WHERE line_id = ?`,
    [row.subscriptionId, row.matchRule, row.class, row.periodFrom, row.periodTo, row.lineId],
    tx,
  );
}
