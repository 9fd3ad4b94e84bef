// Lines that stood on the red list, each with what became of it: still open, placed by a named person,
// or at home after a mend.

import type { Instant, Month } from '../../../kernel/calendar.ts';
import { instantSql, type Database, type Tx } from '../../../platform/database.ts';
import type { FrozenPlacement, RedListEntry } from '../types.ts';
import type { RedLine, RedLineState } from '../types/process.ts';

const LINE = `line_key AS lineId, line_id AS supplierLineId, subscription AS subscriptionId, text,
  net_ore AS netOre, reason, args, state, since_freeze AS sinceFreeze, owner,
  placed_reason AS placedReason, placed_by AS placedBy, placed_at AS placedAt,
  allocation_rule_id AS allocationRuleId`;

type Of = { readonly month: Month; readonly run: number };

export type Placed = {
  readonly owner: string;
  readonly reason: string;
  readonly by: string;
  readonly at: Instant;
  readonly allocationRuleId: number | null;
};

export function createRedListStore(db: Database) {
  return {
    /** In the order of their keys; of one state where it is named. */
    list: ({ month, run }: Of, state: RedLineState | null, tx?: Tx): Promise<RedLine[]> =>
      db.rows<RedLine>(
        `SELECT ${LINE} FROM red_list_lines
         WHERE month = ? AND run = ? AND (? IS NULL OR state = ?)
         ORDER BY line_id IS NULL, line_id, line_key`,
        [month, run, state, state],
        tx,
      ),

    /** Some lines by their keys, locked until the transaction ends, in no order. */
    findForUpdate: ({ month, run }: Of, lineIds: readonly string[], tx: Tx): Promise<RedLine[]> =>
      lineIds.length === 0
        ? Promise.resolve([])
        : db.rows<RedLine>(
            `SELECT ${LINE} FROM red_list_lines
             WHERE month = ? AND run = ? AND line_key IN (?) FOR UPDATE`,
            [month, run, lineIds],
            tx,
          ),

    /** Which lines stand on whom by a person's word. */
    placements: ({ month, run }: Of, tx?: Tx): Promise<FrozenPlacement[]> =>
      db.rows<FrozenPlacement>(
        `SELECT line_key AS lineId, owner FROM red_list_lines
         WHERE month = ? AND run = ? AND state = 'placed' AND owner IS NOT NULL
         ORDER BY line_id IS NULL, line_id, line_key`,
        [month, run],
        tx,
      ),

    /** How many lines stood on it in this run, whatever became of them. */
    countAll: async ({ month, run }: Of, tx?: Tx): Promise<number> => {
      const row = await db.row<{ count: number }>(
        'SELECT COUNT(*) AS count FROM red_list_lines WHERE month = ? AND run = ?',
        [month, run],
        tx,
      );
      return row?.count ?? 0;
    },

    countOpen: async ({ month, run }: Of, tx?: Tx): Promise<number> => {
      const row = await db.row<{ count: number }>(
        `SELECT COUNT(*) AS count FROM red_list_lines
         WHERE month = ? AND run = ? AND state = 'open'`,
        [month, run],
        tx,
      );
      return row?.count ?? 0;
    },

    /**
     * What a new freeze found: open lines anew, what is no longer red has been mended, placements
     * that still count stay.
     */
    settle: async (
      { month, run, freeze }: Of & { readonly freeze: number },
      found: { red: readonly RedListEntry[]; placed: ReadonlySet<string> },
      tx: Tx,
    ): Promise<void> => {
      const gone = [...found.placed];
      await db.run(
        `UPDATE red_list_lines SET state = 'mended' WHERE month = ? AND run = ?
           AND state <> 'mended' AND line_key NOT IN (?)`,
        [month, run, gone.length === 0 ? [''] : gone],
        tx,
      );
      const rows = found.red.map(({ charge, reason, args }) => [
        month,
        run,
        charge.lineId,
        charge.invoiceId === null ? null : charge.lineId,
        charge.subscriptionId,
        charge.text,
        charge.netOre,
        reason,
        JSON.stringify(args),
        'open',
        freeze,
      ]);
      if (rows.length === 0) return;
      await db.run(
        `INSERT INTO red_list_lines (month, run, line_key, line_id, subscription, text, net_ore,
           reason, args, state, since_freeze) VALUES ?
         ON DUPLICATE KEY UPDATE subscription = VALUES(subscription), net_ore = VALUES(net_ore),
           reason = VALUES(reason), args = VALUES(args), state = 'open', owner = NULL,
           placed_reason = NULL, placed_at = NULL`,
        [rows],
        tx,
      );
    },

    place: async (
      { month, run }: Of,
      { lineIds, placed }: { lineIds: readonly string[]; placed: Placed },
      tx: Tx,
    ): Promise<void> => {
      await db.run(
        `UPDATE red_list_lines SET state = 'placed', owner = ?, placed_reason = ?, placed_by = ?,
           placed_at = ?, allocation_rule_id = ? WHERE month = ? AND run = ? AND line_key IN (?)`,
        [
          placed.owner,
          placed.reason,
          placed.by,
          instantSql(placed.at),
          placed.allocationRuleId,
          month,
          run,
          lineIds,
        ],
        tx,
      );
    },

    /** Everybody who has placed a line in this run, also one that was mended since. */
    placers: async ({ month, run }: Of, tx?: Tx): Promise<string[]> => {
      const rows = await db.rows<{ by: string }>(
        `SELECT DISTINCT placed_by AS \`by\` FROM red_list_lines
         WHERE month = ? AND run = ? AND placed_by IS NOT NULL`,
        [month, run],
        tx,
      );
      return rows.map((row) => row.by);
    },
  };
}

export type RedListStore = ReturnType<typeof createRedListStore>;
