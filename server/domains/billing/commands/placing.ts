// Placing red-list lines: a named person says who pays, for this month alone or as a rule from now on.

import type { Actor } from '../../../kernel/actor.ts';
import type { Month } from '../../../kernel/calendar.ts';
import { sum } from '../../../kernel/money.ts';
import { notFound, Refusal } from '../../../kernel/refusal.ts';
import { demand } from '../../../kernel/verdict.ts';
import type { Tx } from '../../../platform/database.ts';
import { placedShares, ruleForLine } from '../rules/placing.ts';
import { mayMove } from '../rules/states.ts';
import type { MonthState, NewAllocationRule, RedListEntry, Share } from '../types.ts';
import type { BillingMonth, RedLine } from '../types/process.ts';
import { customerOfBook, type WorkedMonth } from '../work.ts';
import { aboutMonth } from './conflicts.ts';
import type { MonthRoom } from './deps.ts';
import type { Telling } from './telling.ts';

export type Placing = {
  readonly month: Month;
  readonly lineIds: readonly string[];
  /** Code of a cost centre or customer; null is the agreed collecting cost centre. */
  readonly owner: string | null;
  readonly reason: string;
  /** True where lines like these shall find this owner by themselves from now on. */
  readonly asRule: boolean;
};

/** A placing that has passed: which lines, on whom, worked out from what. */
type Agreed = {
  readonly found: BillingMonth;
  readonly lines: readonly RedLine[];
  readonly owner: string;
  readonly worked: WorkedMonth;
  readonly shares: readonly Share[];
};

export function createPlacingCommands(room: MonthRoom, tell: Telling) {
  const { db, clock, months, redList, shares, rules, work } = room;

  const openLines = async (
    found: BillingMonth,
    lineIds: readonly string[],
    tx: Tx,
  ): Promise<RedLine[]> => {
    const wanted = [...new Set(lineIds)];
    const known = new Map(
      (await redList.findForUpdate(found, wanted, tx)).map((line) => [line.lineId, line]),
    );
    return wanted.map((lineId) => {
      const line = known.get(lineId);
      if (line === undefined) throw notFound();
      if (line.state !== 'open') throw notOpen(line);
      return line;
    });
  };

  /** Lines by the rule that is kept of them, one for all that are alike; null keeps none. */
  const rulesKept = async (
    { worked, owner, lines }: Agreed,
    { asRule }: Placing,
    tx: Tx,
  ): Promise<Map<number | null, string[]>> => {
    const alike = new Map<string, { rule: NewAllocationRule | null; lineIds: string[] }>();
    for (const { lineId } of lines) {
      const rule = asRule ? ruleOf(worked, lineId, owner) : null;
      const key = JSON.stringify(rule);
      const sofar = alike.get(key) ?? { rule, lineIds: [] };
      alike.set(key, { rule, lineIds: [...sofar.lineIds, lineId] });
    }
    const kept = new Map<number | null, string[]>();
    for (const { rule, lineIds } of alike.values()) {
      kept.set(rule === null ? null : await rules.insert(rule, tx), lineIds);
    }
    return kept;
  };

  const agree = async (placing: Placing, tx: Tx): Promise<Agreed> => {
    const found = await months.findForUpdate(placing.month, tx);
    if (found?.freezeId == null) throw notFound();
    const lines = await openLines(found, placing.lineIds, tx);
    demand(mayMove(found.state, 'place-some'));
    const worked = await work.workOut(found.freezeId, await work.placementsOf(found, tx), tx);
    const owner = placing.owner ?? worked.frozen.settings.clearingCostCentre;
    if (owner === null) throw new Refusal('invalid', 'billing-month.no-collecting-cost-centre');
    const placed = placedShares(entriesOf(worked, lines), owner, worked.book);
    if ('reason' in placed) throw noSuchOwner(owner, placed.reason);
    return { found, lines, owner, worked, shares: placed.shares };
  };

  const keep = async (agreed: Agreed, placing: Placing, actor: Actor, tx: Tx): Promise<void> => {
    const { found, lines, owner } = agreed;
    const placed = { owner, reason: placing.reason, by: actor.id, at: clock.now() };
    for (const [allocationRuleId, lineIds] of await rulesKept(agreed, placing, tx)) {
      await redList.place(found, { lineIds, placed: { ...placed, allocationRuleId } }, tx);
    }
    await shares.add(
      found.freezeId ?? 0,
      { shares: agreed.shares, customerOf: customerOfBook(agreed.worked.book) },
      tx,
    );
    await months.movePlaced(
      found.month,
      {
        sharesOre: sum(
          agreed.shares.flatMap(({ charge, netOre }) => (charge.invoiceId === null ? [] : netOre)),
        ),
        redListOre: sum(lines.map((line) => line.netOre)),
      },
      tx,
    );
  };

  return {
    /**
     * Puts open lines on an owner. Returns the month's state then. Refuses `billing-month.state` and
     * `billing-month.line-placed` (conflict), `billing-month.owner` (invalid) for a code that no open
     * owner of the frozen registers has, and a line that is not on the red list (not found).
     */
    placeLines: (placing: Placing, actor: Actor): Promise<MonthState> =>
      aboutMonth(placing.month, () =>
        db.transaction(async (tx) => {
          const agreed = await agree(placing, tx);
          const { found, lines, owner } = agreed;
          await keep(agreed, placing, actor, tx);
          const left = await redList.countOpen(found, tx);
          const total = await redList.countAll(found, tx);
          const state: MonthState = left === 0 ? 'preview' : 'red-list';
          await months.setState(found.month, state, tx);
          await tell.step(
            found,
            'red-list',
            { state: left === 0 ? 'done' : 'running', done: total - left, total },
            tx,
          );
          await tell.state(found, state, tx);
          await tell.note(
            found,
            {
              event: 'billing-month.placed',
              actor,
              details: { lines: lines.map((line) => line.lineId), owner, reason: placing.reason },
            },
            tx,
          );
          if (left === 0) await tell.nudge(found, 'red-list', tx);
          return state;
        }),
      ),
  };
}

/** Only lines that name no service can have a rule: the others find their owner by ownership. */
function ruleOf({ frozen }: WorkedMonth, lineId: string, owner: string): NewAllocationRule | null {
  const line = frozen.lines.find((each) => each.lineId === lineId);
  const invoice = frozen.invoices.find((each) => each.id === line?.invoiceId);
  if (line === undefined || invoice === undefined || line.hasReference) return null;
  return ruleForLine(line, invoice, owner);
}

function entriesOf({ allocation }: WorkedMonth, lines: readonly RedLine[]): RedListEntry[] {
  const wanted = new Set(lines.map((line) => line.lineId));
  return allocation.redList.filter((entry) => wanted.has(entry.charge.lineId));
}

function notOpen({ state, text }: RedLine): Refusal {
  return new Refusal('conflict', 'billing-month.line-placed', { state, args: { text } });
}

function noSuchOwner(code: string, reason: string): Refusal {
  const errors = [{ column: 'costCentre', value: code, code: `billing-month.${reason}` }];
  return new Refusal('invalid', 'billing-month.owner', { args: { code }, errors });
}
