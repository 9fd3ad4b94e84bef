// The dated posting rules: which account and objects a posting's purpose has.

import { DataTypes } from 'sequelize';
import type { Database, Tx } from '../../../platform/database.ts';
import { createRegister, defineRegister } from '../../../platform/register.ts';
import type { PostingRuleRow } from '../import/columns.ts';
import { parseCodeString } from '../rules/code-strings.ts';
import type { PostingRule } from '../types.ts';

const { DATEONLY, DECIMAL, STRING } = DataTypes;

export type StoredPostingRule = PostingRule & { readonly id: number; readonly version: number };

type Record = Omit<StoredPostingRule, 'vatRate' | 'objects' | 'position'> & {
  readonly vatRate: string | null;
  readonly objects: string | null;
};

export type PostingRuleStore = ReturnType<typeof createPostingRuleStore>;

export function createPostingRuleStore(db: Database) {
  const model = defineRegister<PostingRuleRow>(db.sequelize, 'posting_rules', {
    purpose: STRING(30),
    service_type: STRING(40),
    vat_rate: DECIMAL(5, 2),
    account: STRING(40),
    objects: STRING(500),
    text: STRING(200),
    from: { type: DATEONLY, field: 'from_on' },
    to: { type: DATEONLY, field: 'to_on' },
  });

  return {
    register: createRegister<PostingRuleRow>(db, model),

    /** Every rule that was, is or will be, in file order. */
    all: async (tx?: Tx): Promise<StoredPostingRule[]> => {
      const rows = await db.rows<Record>(
        `SELECT id, version, purpose, service_type AS serviceType, vat_rate AS vatRate, account,
           objects, text, from_on AS \`from\`, to_on AS \`to\`
         FROM posting_rules ORDER BY id`,
        [],
        tx,
      );
      return rows.map((row, index) => ({
        ...row,
        vatRate: row.vatRate === null ? null : Number(row.vatRate),
        objects: row.objects === null ? [] : (parseCodeString(row.objects) ?? []),
        position: index + 1,
      }));
    },
  };
}
