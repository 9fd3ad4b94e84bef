// Processes and their steps as rows. Activities write them, more than once if need be.

import type { Instant } from '../../kernel/calendar.ts';
import { instantSql, type Database, type Tx } from '../../platform/database.ts';
import type {
  KeptWaitPolicy,
  NewProcess,
  Process,
  Step,
  StepChange,
  StepState,
  WaitKind,
  Waiting,
  WaitPolicy,
} from './types.ts';

type ProcessRow = {
  id: string;
  kind: string;
  subject: string;
  url: string;
  state: string;
  waits: Waiting | null;
  started_at: Instant;
  ended_at: Instant | null;
};

type StepRow = {
  process_id: string;
  name: string;
  state: StepState;
  done: number | null;
  total: number | null;
  started_at: Instant | null;
  ended_at: Instant | null;
  message_code: string | null;
  message_args: Readonly<Record<string, string | number>> | null;
};

const WAIT_POLICY = `kind, remind_after_hours AS remindAfterHours,
  remind_again_after_hours AS remindAgainAfterHours, escalate_after_hours AS escalateAfterHours,
  who, escalate_to AS escalateTo, version, changed_at AS changedAt`;

export function createProcessStore(db: Database) {
  const withSteps = async (rows: ProcessRow[]): Promise<Process[]> => {
    if (rows.length === 0) return [];
    const steps = await db.rows<StepRow>(
      'SELECT * FROM process_steps WHERE process_id IN (?) ORDER BY process_id, ordinal',
      [rows.map((row) => row.id)],
    );
    return rows.map((row) =>
      toProcess(
        row,
        steps.filter((step) => step.process_id === row.id),
      ),
    );
  };
  return {
    find: async (id: string): Promise<Process | null> =>
      (await withSteps(await db.rows('SELECT * FROM processes WHERE id = ?', [id])))[0] ?? null,

    listOpen: async (kind: string | null, limit: number): Promise<Process[]> =>
      withSteps(
        await db.rows(
          `SELECT * FROM processes WHERE ended_at IS NULL AND (? IS NULL OR kind = ?)
           ORDER BY started_at DESC LIMIT ?`,
          [kind, kind, limit],
        ),
      ),

    /** Adds the process and its steps where they are missing. */
    open: async (process: NewProcess, now: Instant, tx: Tx): Promise<void> => {
      await db.run(
        `INSERT IGNORE INTO processes (id, kind, subject, url, state, started_at)
         VALUES (?, ?, ?, ?, ?, ?)`,
        [process.id, process.kind, process.subject, process.url, process.state, instantSql(now)],
        tx,
      );
      for (const [ordinal, name] of process.steps.entries()) {
        await db.run(
          `INSERT IGNORE INTO process_steps (process_id, ordinal, name, state)
           VALUES (?, ?, ?, 'pending')`,
          [process.id, ordinal + 1, name],
          tx,
        );
      }
    },

    step: async (
      at: { id: string; name: string; now: Instant },
      change: StepChange,
      tx?: Tx,
    ): Promise<void> => {
      const now = instantSql(at.now);
      await db.run(
        `UPDATE process_steps SET state = ?, done = COALESCE(?, done), total = COALESCE(?, total),
           message_code = ?, message_args = ?,
           started_at = IF(? = 'pending', NULL, COALESCE(started_at, ?)),
           ended_at = IF(? IN ('done', 'failed', 'skipped'), ?, NULL)
         WHERE process_id = ? AND name = ?`,
        [
          change.state,
          change.done ?? null,
          change.total ?? null,
          change.message?.code ?? null,
          change.message === undefined ? null : JSON.stringify(change.message.args),
          change.state,
          now,
          change.state,
          now,
          at.id,
          at.name,
        ],
        tx,
      );
    },

    state: async (id: string, state: string, tx?: Tx): Promise<void> => {
      await db.run('UPDATE processes SET state = ? WHERE id = ?', [state, id], tx);
    },

    waits: async (id: string, waits: Waiting | null, tx?: Tx): Promise<void> => {
      await db.run(
        'UPDATE processes SET waits = ? WHERE id = ?',
        [waits === null ? null : JSON.stringify(waits), id],
        tx,
      );
    },

    close: async (at: { id: string; now: Instant }, state: string, tx?: Tx): Promise<void> => {
      await db.run(
        'UPDATE processes SET state = ?, waits = NULL, ended_at = ? WHERE id = ?',
        [state, instantSql(at.now), at.id],
        tx,
      );
    },

    reopen: async (id: string, state: string, tx?: Tx): Promise<void> => {
      await db.run('UPDATE processes SET state = ?, ended_at = NULL WHERE id = ?', [state, id], tx);
    },

    waitPolicies: (): Promise<KeptWaitPolicy[]> =>
      db.rows<KeptWaitPolicy>(`SELECT ${WAIT_POLICY} FROM wait_policies ORDER BY kind`),

    waitPolicy: (kind: WaitKind): Promise<KeptWaitPolicy | null> =>
      db.row<KeptWaitPolicy>(`SELECT ${WAIT_POLICY} FROM wait_policies WHERE kind = ?`, [kind]),

    waitPolicyForUpdate: (kind: WaitKind, tx: Tx): Promise<KeptWaitPolicy | null> =>
      db.row<KeptWaitPolicy>(
        `SELECT ${WAIT_POLICY} FROM wait_policies WHERE kind = ? FOR UPDATE`,
        [kind],
        tx,
      ),

    changeWaitPolicy: async (
      { kind, policy, at, by }: { kind: WaitKind; policy: WaitPolicy; at: Instant; by: string },
      tx: Tx,
    ): Promise<void> => {
      await db.run(
        `UPDATE wait_policies SET remind_after_hours = ?, remind_again_after_hours = ?,
           escalate_after_hours = ?, who = ?, escalate_to = ?, version = version + 1,
           changed_at = ?, changed_by = ? WHERE kind = ?`,
        [
          policy.remindAfterHours,
          policy.remindAgainAfterHours,
          policy.escalateAfterHours,
          policy.who,
          policy.escalateTo,
          instantSql(at),
          by,
          kind,
        ],
        tx,
      );
    },
  };
}

export type ProcessStore = ReturnType<typeof createProcessStore>;

function toProcess(row: ProcessRow, steps: readonly StepRow[]): Process {
  return {
    id: row.id,
    kind: row.kind,
    subject: row.subject,
    url: row.url,
    state: row.state,
    waitsFor: row.waits,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    steps: steps.map(toStep),
  };
}

function toStep(row: StepRow): Step {
  return {
    name: row.name,
    state: row.state,
    done: row.done,
    total: row.total,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    message:
      row.message_code === null ? null : { code: row.message_code, args: row.message_args ?? {} },
  };
}
