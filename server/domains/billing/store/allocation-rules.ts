// The dated allocation rules: read for a freeze, written by import and when a placement is kept as a rule.

import { DataTypes } from 'sequelize';
import type { Database, Tx } from '../../../platform/database.ts';
import { createRegister, defineRegister, versionsStamp } from '../../../platform/register.ts';
import type { AllocationRuleRow } from '../import/columns.ts';
import { parseAllocationKey } from '../rules/allocation-keys.ts';
import type { FrozenAllocationRule, NewAllocationRule } from '../types.ts';

const { DATEONLY, STRING } = DataTypes;

export type AllocationRule = FrozenAllocationRule & { readonly version: number };

export type AllocationRuleStore = ReturnType<typeof createAllocationRuleStore>;

export function createAllocationRuleStore(db: Database) {
  const model = defineRegister<AllocationRuleRow>(db.sequelize, 'allocation_rules', {
    supplier: STRING(40),
    account: STRING(80),
    match: { type: STRING(200), field: 'match_text' },
    key: { type: STRING(1000), field: 'allocation_key' },
    from: { type: DATEONLY, field: 'from_on' },
    to: { type: DATEONLY, field: 'to_on' },
  });

  return {
    register: createRegister<AllocationRuleRow>(db, model),

    /** Another text whenever a rule has changed, come or gone. */
    changeStamp: (tx?: Tx) => versionsStamp(db, ['allocation_rules'], tx),

    /** Every rule that was, is or will be, in file order. */
    all: async (tx?: Tx): Promise<AllocationRule[]> => {
      const rows = await db.rows<NewAllocationRule & { id: number; version: number }>(
        `SELECT id, version, supplier, account, match_text AS \`match\`,
           allocation_key AS \`key\`, from_on AS \`from\`, to_on AS \`to\`
         FROM allocation_rules ORDER BY id`,
        [],
        tx,
      );
      return rows.flatMap((row, index) => {
        const key = parseAllocationKey(row.key);
        return key === null ? [] : [{ ...row, key, position: index + 1 }];
      });
    },

    /** Adds one rule, last in order; the caller has checked its key. Returns its id. */
    insert: async (rule: NewAllocationRule, tx: Tx): Promise<number> => {
      const { insertId } = await db.run(
        `INSERT INTO allocation_rules
           (supplier, account, match_text, allocation_key, from_on, to_on)
         VALUES (?, ?, ?, ?, ?, ?)`,
        [rule.supplier, rule.account, rule.match, rule.key, rule.from, rule.to],
        tx,
      );
      return insertId;
    },
  };
}
