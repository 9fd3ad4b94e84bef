// The worked-out month as rows: shares of supplier lines and own charges, of the freeze that counts.

import type { Month } from '../../../kernel/calendar.ts';
import type { Database, Tx } from '../../../platform/database.ts';
import type { Charge, CustomerKind, Share } from '../types.ts';
import { inChunks, type Cell } from './tab-separated.ts';

const SHARE_COLUMNS = [
  'freeze_id',
  'ordinal',
  'line_id',
  'own_ordinal',
  'owner',
  'customer_kind',
  'customer',
  'net_ore',
  'rule',
  'from_on',
  'to_on',
  'instead_of',
  'allocation_rule_id',
] as const;

const OWN_COLUMNS = [
  'freeze_id',
  'ordinal',
  'line_key',
  'subscription',
  'service_type',
  'text',
  'from_on',
  'to_on',
  'net_ore',
] as const;

/** Whose customer an owner is, as the rules say. */
export type CustomerOf = (owner: string) => {
  readonly kind: CustomerKind;
  readonly customer: string;
};

/** A supplier line's share as its readers need it. */
export type LineShare = Pick<Share, 'owner' | 'netOre' | 'rule' | 'from' | 'to'> & {
  readonly lineId: number;
};

export function createShareStore(db: Database) {
  /** Of a month that is cancelled or frozen again nothing is left. */
  const removeOf = async (month: Month, tx: Tx): Promise<void> => {
    for (const table of ['month_shares', 'own_charges']) {
      await db.run(
        `DELETE s FROM ${table} s JOIN month_freezes f ON f.id = s.freeze_id WHERE f.month = ?`,
        [month],
        tx,
      );
    }
  };
  const rowOf = (
    { freezeId, ordinal }: { freezeId: number; ordinal: number },
    share: Share,
    customerOf: CustomerOf,
  ): Cell[] => {
    const { charge, owner } = share;
    const isOwn = charge.invoiceId === null;
    const { kind, customer } = customerOf(owner);
    return [
      freezeId,
      ordinal,
      isOwn ? null : charge.lineId,
      isOwn ? charge.position : null,
      owner,
      kind,
      customer,
      share.netOre,
      share.rule,
      share.from,
      share.to,
      share.insteadOf,
      share.allocationRuleId,
    ];
  };
  return {
    /** Puts a freeze's shares and own charges in the place of what the month had before. */
    replace: async (
      { freezeId, month }: { freezeId: number; month: Month },
      made: { shares: readonly Share[]; ownCharges: readonly Charge[]; customerOf: CustomerOf },
      tx: Tx,
    ): Promise<void> => {
      await removeOf(month, tx);
      await db.load(
        'own_charges',
        OWN_COLUMNS,
        inChunks(made.ownCharges, (charge) => ownRow(freezeId, charge)),
        tx,
      );
      await db.load(
        'month_shares',
        SHARE_COLUMNS,
        inChunks(made.shares, (share, index) =>
          rowOf({ freezeId, ordinal: index + 1 }, share, made.customerOf),
        ),
        tx,
      );
    },

    /** Adds the shares of lines that a person has placed. */
    add: async (
      freezeId: number,
      { shares, customerOf }: { shares: readonly Share[]; customerOf: CustomerOf },
      tx: Tx,
    ): Promise<void> => {
      const last = await db.row<{ ordinal: number | null }>(
        'SELECT MAX(ordinal) AS ordinal FROM month_shares WHERE freeze_id = ?',
        [freezeId],
        tx,
      );
      const rows = shares.map((share, index) =>
        rowOf({ freezeId, ordinal: (last?.ordinal ?? 0) + index + 1 }, share, customerOf),
      );
      await db.insertMany('month_shares', SHARE_COLUMNS, rows, tx);
    },

    removeOf,

    /** Shares of supplier lines, by line and in the order in which they were made. */
    ofLines: (lineIds: readonly number[]): Promise<LineShare[]> =>
      lineIds.length === 0
        ? Promise.resolve([])
        : db.rows<LineShare>(
            `SELECT line_id AS lineId, owner, net_ore AS netOre, rule, from_on AS \`from\`,
               to_on AS \`to\`
             FROM month_shares WHERE line_id IN (?) ORDER BY line_id, ordinal`,
            [lineIds],
          ),
  };
}

export type ShareStore = ReturnType<typeof createShareStore>;

function ownRow(freezeId: number, charge: Charge): Cell[] {
  return [
    freezeId,
    charge.position,
    charge.lineId,
    charge.subscriptionId,
    charge.serviceType,
    charge.text,
    charge.from,
    charge.to,
    charge.netOre,
  ];
}
