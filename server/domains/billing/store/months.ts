// Billing months and their freezes as rows. A month is read for update by every command: what is
// decided about it is decided one at a time.

import type { Instant, Month } from '../../../kernel/calendar.ts';
import { toOre, type Ore } from '../../../kernel/money.ts';
import { instantSql, type Database, type Tx } from '../../../platform/database.ts';
import type { MonthState } from '../types.ts';
import type { BillingMonth, Blocker, Waiver } from '../types/process.ts';

const MONTH = `m.month, m.run, m.state, m.resumes, m.freeze_id AS freezeId, f.ordinal AS freeze,
  f.sha256 AS freezeSha256, f.frozen_at AS frozenAt, m.rerun_wanted AS rerunWanted,
  m.started_at AS startedAt, m.started_by AS startedBy, m.approved_freeze AS approvedFreeze,
  m.approved_by AS approvedBy, m.approved_at AS approvedAt, m.closed_at AS closedAt,
  m.supplier_net_ore, m.shares_ore, m.red_list_ore, m.own_charges_ore, m.corrections_ore,
  m.customer_invoices_ore, m.ledger_debit_ore, m.ledger_credit_ore,
  m.lines_total AS linesTotal, m.lines_touched AS linesTouched, m.blockers`;

const FROM = 'billing_months m LEFT JOIN month_freezes f ON f.id = m.freeze_id';

type Record = Omit<BillingMonth, 'sums'> & {
  readonly supplier_net_ore: unknown;
  readonly shares_ore: unknown;
  readonly red_list_ore: unknown;
  readonly own_charges_ore: unknown;
  readonly corrections_ore: unknown;
  readonly customer_invoices_ore: unknown;
  readonly ledger_debit_ore: unknown;
  readonly ledger_credit_ore: unknown;
};

/** What the working out of a freeze leaves on the month's row. */
export type WorkedOut = {
  readonly state: MonthState;
  readonly freezeId: number;
  readonly supplierNetOre: Ore;
  readonly sharesOre: Ore;
  readonly redListOre: Ore;
  readonly ownChargesOre: Ore;
  readonly linesTotal: number;
  readonly linesTouched: number;
};

export function createMonthStore(db: Database) {
  const find = async (month: Month, tail: string, tx?: Tx): Promise<BillingMonth | null> => {
    const sql = `SELECT ${MONTH} FROM ${FROM} WHERE m.month = ? ${tail}`;
    const record = await db.row<Record>(sql, [month], tx);
    return record === null ? null : toMonth(record);
  };
  return {
    find: (month: Month, tx?: Tx) => find(month, '', tx),
    /** Locks the month's row until the transaction ends. */
    findForUpdate: async (month: Month, tx: Tx) => {
      await db.row('SELECT 1 FROM billing_months WHERE month = ? FOR UPDATE', [month], tx);
      return find(month, '', tx);
    },

    /** Newest first, those before `after`. */
    list: async (after: Month | null, limit: number): Promise<BillingMonth[]> => {
      const records = await db.rows<Record>(
        `SELECT ${MONTH} FROM ${FROM} WHERE ? IS NULL OR m.month < ? ORDER BY m.month DESC LIMIT ?`,
        [after, after, limit],
      );
      return records.map(toMonth);
    },

    inState: async (state: MonthState, tx?: Tx): Promise<BillingMonth[]> => {
      const sql = `SELECT ${MONTH} FROM ${FROM} WHERE m.state = ? ORDER BY m.month`;
      return (await db.rows<Record>(sql, [state], tx)).map(toMonth);
    },

    /** A new month, or a new run of one that was cancelled. */
    start: async (
      { month, by, at }: { month: Month; by: string; at: Instant },
      tx: Tx,
    ): Promise<void> => {
      await db.run(
        `INSERT INTO billing_months (month, run, state, started_at, started_by)
         VALUES (?, 1, 'waiting', ?, ?)
         ON DUPLICATE KEY UPDATE run = run + 1, state = 'waiting', resumes = NULL,
           freeze_id = NULL, rerun_wanted = 0, started_at = VALUES(started_at),
           started_by = VALUES(started_by), approved_freeze = NULL, approved_sha256 = NULL,
           approved_by = NULL, approved_at = NULL, supplier_net_ore = 0, shares_ore = 0,
           red_list_ore = 0, own_charges_ore = 0, lines_total = 0, lines_touched = 0,
           blockers = NULL`,
        [month, instantSql(at), by],
        tx,
      );
    },

    setState: async (month: Month, state: MonthState, tx: Tx): Promise<void> => {
      await db.run('UPDATE billing_months SET state = ? WHERE month = ?', [state, month], tx);
    },

    pause: async (month: Month, resumes: MonthState, tx: Tx): Promise<void> => {
      await db.run(
        `UPDATE billing_months SET state = 'paused', resumes = ? WHERE month = ?`,
        [resumes, month],
        tx,
      );
    },

    resume: async (month: Month, state: MonthState, tx: Tx): Promise<void> => {
      await db.run(
        'UPDATE billing_months SET state = ?, resumes = NULL WHERE month = ?',
        [state, month],
        tx,
      );
    },

    wantRerun: async (month: Month, tx: Tx): Promise<void> => {
      await db.run('UPDATE billing_months SET rerun_wanted = 1 WHERE month = ?', [month], tx);
    },

    /** A paused month stays paused; what is worked out is where it will go on. */
    keepWork: async (month: Month, work: WorkedOut, tx: Tx): Promise<void> => {
      await db.run(
        `UPDATE billing_months SET resumes = IF(state = 'paused', ?, NULL),
           state = IF(state = 'paused', state, ?), freeze_id = ?, rerun_wanted = 0,
           supplier_net_ore = ?, shares_ore = ?, red_list_ore = ?, own_charges_ore = ?,
           lines_total = ?, lines_touched = ?, blockers = NULL WHERE month = ?`,
        [
          work.state,
          work.state,
          work.freezeId,
          work.supplierNetOre,
          work.sharesOre,
          work.redListOre,
          work.ownChargesOre,
          work.linesTotal,
          work.linesTouched,
          month,
        ],
        tx,
      );
    },

    /** One line found a home: its öre go from the red list to the shares. */
    movePlaced: async (
      month: Month,
      { sharesOre, redListOre }: { sharesOre: Ore; redListOre: Ore },
      tx: Tx,
    ): Promise<void> => {
      await db.run(
        `UPDATE billing_months SET shares_ore = shares_ore + ?, red_list_ore = red_list_ore - ?
         WHERE month = ?`,
        [sharesOre, redListOre, month],
        tx,
      );
    },

    keepBlockers: async (month: Month, blockers: readonly Blocker[], tx?: Tx): Promise<void> => {
      await db.run(
        'UPDATE billing_months SET blockers = ? WHERE month = ?',
        [JSON.stringify(blockers), month],
        tx,
      );
    },

    approve: async (
      month: Month,
      approval: { freeze: number; sha256: string; by: string; at: Instant },
      tx: Tx,
    ): Promise<void> => {
      await db.run(
        `UPDATE billing_months SET state = 'numbering', approved_freeze = ?, approved_sha256 = ?,
           approved_by = ?, approved_at = ? WHERE month = ?`,
        [approval.freeze, approval.sha256, approval.by, instantSql(approval.at), month],
        tx,
      );
    },

    keepInvoiceSum: async (month: Month, netOre: Ore, tx: Tx): Promise<void> => {
      await db.run(
        'UPDATE billing_months SET customer_invoices_ore = ? WHERE month = ?',
        [netOre, month],
        tx,
      );
    },

    keepLedgerSums: async (
      month: Month,
      { debitOre, creditOre }: { debitOre: Ore; creditOre: Ore },
      tx: Tx,
    ): Promise<void> => {
      await db.run(
        'UPDATE billing_months SET ledger_debit_ore = ?, ledger_credit_ore = ? WHERE month = ?',
        [debitOre, creditOre, month],
        tx,
      );
    },

    close: async (month: Month, at: Instant, tx: Tx): Promise<void> => {
      await db.run(
        `UPDATE billing_months SET state = 'closed', closed_at = ? WHERE month = ?`,
        [instantSql(at), month],
        tx,
      );
    },

    insertWaiver: async (
      { month, run }: Pick<BillingMonth, 'month' | 'run'>,
      waiver: Waiver,
      tx: Tx,
    ): Promise<void> => {
      await db.run(
        `INSERT INTO month_waivers (month, run, step, supplier, reason, waived_by, waived_at)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
        [
          month,
          run,
          waiver.step,
          waiver.supplier,
          waiver.reason,
          waiver.waivedBy,
          instantSql(waiver.waivedAt),
        ],
        tx,
      );
    },

    waivers: (month: Month, run: number, tx?: Tx): Promise<Waiver[]> =>
      db.rows<Waiver>(
        `SELECT step, supplier, reason, waived_by AS waivedBy, waived_at AS waivedAt
         FROM month_waivers WHERE month = ? AND run = ? ORDER BY id`,
        [month, run],
        tx,
      ),
  };
}

export type MonthStore = ReturnType<typeof createMonthStore>;

function toMonth(record: Record): BillingMonth {
  const {
    supplier_net_ore: supplierNet,
    shares_ore: shares,
    red_list_ore: redList,
    own_charges_ore: ownCharges,
    corrections_ore: corrections,
    customer_invoices_ore: invoices,
    ledger_debit_ore: debit,
    ledger_credit_ore: credit,
    ...rest
  } = record;
  return {
    ...rest,
    sums: {
      supplierNetOre: toOre(supplierNet),
      sharesOre: toOre(shares),
      redListOre: toOre(redList),
      ownChargesOre: toOre(ownCharges),
      correctionsOre: toOre(corrections),
      customerInvoicesOre: invoices === null ? null : toOre(invoices),
      ledgerDebitOre: debit === null ? null : toOre(debit),
      ledgerCreditOre: credit === null ? null : toOre(credit),
    },
  };
}
