// What has changed in the registers since a month was frozen: the same rows and versions that a freeze
// names, read again. The lines themselves never change once a month has taken them.

import { lastDayOf } from '../../../kernel/calendar.ts';
import type { Tx } from '../../../platform/database.ts';
import { unpackVersions } from '../freeze.ts';
import { rowsDiffer } from '../rules/difference.ts';
import type { BillingMonth, FreezeDifference, FrozenVersions } from '../types/process.ts';
import type { MonthRoom } from './deps.ts';

type Room = Pick<MonthRoom, 'freezes' | 'invoices' | 'readStamp' | 'readVersions' | 'redList'>;

/** Rows by kind that are new, gone or other than the freeze has them; nothing where all is as it was. */
export async function changedSinceFreeze(
  room: Room,
  found: BillingMonth,
  tx: Tx,
): Promise<FreezeDifference['rows']> {
  if (found.freezeId === null) return {};
  const ready = await room.invoices.invoicesForMonth(lastDayOf(found.month), tx);
  const stamp = await room.freezes.stampOf(found.freezeId, tx);
  if (ready.length === 0 && stamp === (await room.readStamp(tx))) return {};
  const bytes = await room.freezes.versionsOf(found.freezeId, tx);
  if (bytes === null) return {};
  const before = await unpackVersions(bytes);
  const registers = await room.readVersions(found.month, tx);
  const rules = await withoutOwnRules(room, { found, before, registers }, tx);
  const taken = before['invoices'] ?? [];
  return rowsDiffer(before, {
    ...registers,
    'allocation-rules': rules,
    invoices: [...taken, ...ready.map(({ id }) => [id, 1] as const)],
  });
}

/** A rule that was kept from a placement of this month moves nothing in it: its line is placed. */
async function withoutOwnRules(
  { redList }: Room,
  {
    found,
    before,
    registers,
  }: {
    readonly found: BillingMonth;
    readonly before: FrozenVersions;
    readonly registers: FrozenVersions;
  },
  tx: Tx,
): Promise<FrozenVersions[string]> {
  const placed = await redList.list(found, 'placed', tx);
  const own = new Set(placed.map(({ allocationRuleId }) => allocationRuleId));
  const frozen = new Set((before['allocation-rules'] ?? []).map(([id]) => id));
  return (registers['allocation-rules'] ?? []).filter(([id]) => frozen.has(id) || !own.has(id));
}
