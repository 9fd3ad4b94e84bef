// The steps of the intake as activities call them: each does its work in one transaction, writes itself
// on the process's page, and may be repeated after whatever ended it.

import { Refusal } from '../../../kernel/refusal.ts';
import type { Parts } from '../deps.ts';
import { intakeId, type IntakeOutcome, type IntakeStep } from '../flow.ts';
import { lineIdsOf } from '../store/lines.ts';
import type { InvoiceId } from '../types.ts';
import { readInvoice, type Progress } from './read.ts';
import { recogniseInvoice } from './recognise.ts';
import { checkInvoice, isOver, refuseInvoice, settleInvoice } from './settle.ts';

/** What a step came to: go on, or the invoice's fate is sealed. */
export type StepOutcome = { readonly goesOn: boolean };

export function createIntakeCommands(parts: Parts) {
  const { db, store, processes } = parts;

  const say = (
    id: InvoiceId,
    name: IntakeStep,
    code: string,
    args: Record<string, string | number>,
  ) =>
    processes.step(
      { id: intakeId(id), name },
      { state: 'done', message: { code: `invoices:process.${code}`, args } },
    );

  /** Runs a step; what the house refuses becomes the invoice's refusal, everything else is a fault. */
  const run = async (
    id: InvoiceId,
    name: IntakeStep,
    work: () => Promise<void>,
  ): Promise<StepOutcome> => {
    if (isOver((await store.invoices.get(id)).state)) return { goesOn: false };
    await processes.step({ id: intakeId(id), name }, { state: 'running' });
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Refusal) || error.kind === 'unavailable') throw error;
      await refuseInvoice(parts, id, error);
      await processes.step(
        { id: intakeId(id), name },
        {
          state: 'failed',
          message: { code: `errors:${error.code}`, args: error.details.args ?? {} },
        },
      );
      return { goesOn: false };
    }
    return { goesOn: !isOver((await store.invoices.get(id)).state) };
  };

  return {
    recognise: (id: InvoiceId): Promise<StepOutcome> =>
      run(id, 'recognise', async () => {
        await db.transaction(async (tx) => {
          const { state } = await store.invoices.getForUpdate(id, tx);
          if (!isOver(state)) await store.invoices.setState(id, 'reading', tx);
        });
        await recogniseInvoice(parts, id);
        const { state, invoiceNumber } = await store.invoices.get(id);
        if (state === 'paired') await say(id, 'recognise', 'paired', {});
        else await say(id, 'recognise', 'recognised', { number: invoiceNumber ?? '' });
      }),

    read: (id: InvoiceId, progress?: Progress): Promise<StepOutcome> =>
      run(id, 'read', async () => {
        const { rowsIn, rowsAccepted, rowsQuarantined } = await readInvoice(parts, id, progress);
        await say(id, 'read', 'read', { rowsIn, rowsAccepted, rowsQuarantined });
      }),

    /** Lines found their services while they were read; here it is said how many did not. */
    match: (id: InvoiceId): Promise<StepOutcome> =>
      run(id, 'match', async () => {
        const row = await db.row<{ total: number; unknown: string | null }>(
          `SELECT COUNT(*) AS total,
             SUM(subscription_id IS NULL AND (said_id IS NOT NULL OR number IS NOT NULL)) AS unknown
           FROM supplier_invoice_lines WHERE line_id BETWEEN ? AND ?`,
          lineIdsOf(id),
        );
        await say(id, 'match', 'matched', {
          lines: row?.total ?? 0,
          unknown: Number(row?.unknown ?? 0),
        });
      }),

    check: (id: InvoiceId): Promise<StepOutcome> =>
      run(id, 'check', async () => {
        await say(id, 'check', 'checked', { count: await checkInvoice(parts, id) });
      }),

    /** Ready, or who must act; the process is closed or waits accordingly. */
    settle: async (id: InvoiceId): Promise<IntakeOutcome> => {
      const outcome = await settleInvoice(parts, id);
      const name = intakeId(id);
      if (outcome.state === 'received') return outcome;
      if (outcome.state === 'waiting') {
        await processes.step({ id: name, name: 'ready' }, { state: 'pending' });
        await processes.setState(name, 'waiting');
        return outcome;
      }
      await processes.wait(name, null);
      if (outcome.state === 'ready') await say(id, 'ready', 'ready', {});
      await processes.close(name, outcome.state);
      return outcome;
    },
  };
}
