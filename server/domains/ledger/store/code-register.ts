// The accounting system's register of codes, as it was last imported.

import { DataTypes } from 'sequelize';
import type { Period } from '../../../kernel/calendar.ts';
import type { Database, Tx } from '../../../platform/database.ts';
import { createRegister, defineRegister } from '../../../platform/register.ts';
import type { RegisteredCodeRow } from '../import/columns.ts';
import type { CodePart, Dimension } from '../../directory/types.ts';
import type { RegisteredCode } from '../types.ts';

const { DATEONLY, STRING } = DataTypes;

export type StoredCode = RegisteredCode & { readonly id: number; readonly version: number };

export type CodeRegisterStore = ReturnType<typeof createCodeRegisterStore>;

export function createCodeRegisterStore(db: Database) {
  const model = defineRegister<RegisteredCodeRow>(db.sequelize, 'registered_codes', {
    dimension: STRING(20),
    code: STRING(40),
    name: STRING(200),
    valid_from: { type: DATEONLY, field: 'valid_from_on' },
    valid_to: { type: DATEONLY, field: 'valid_to_on' },
  });

  const all = (tx?: Tx): Promise<StoredCode[]> =>
    db.rows<StoredCode>(
      `SELECT id, version, dimension, code, name, valid_from_on AS validFrom,
         valid_to_on AS validTo
       FROM registered_codes ORDER BY dimension, code`,
      [],
      tx,
    );

  return {
    register: createRegister<RegisteredCodeRow>(db, model),
    all,

    /** Tells known codes from others. A dimension of which the register has no code is not checked. */
    knownCodes: async (tx?: Tx): Promise<(part: CodePart) => boolean> => {
      const verdictOn = toVerdict(await all(tx));
      return (part) => verdictOn(part, null) !== 'unknown';
    },

    /** The answer to directory's `CodeCheck`: closed means not open on every day of the period. */
    codeCheck: async (): Promise<(part: CodePart, period: Period) => CodeVerdict> =>
      toVerdict(await all()),
  };
}

type CodeVerdict = 'known' | 'closed' | 'unknown';

function toVerdict(codes: readonly RegisteredCode[]) {
  const dimensions = new Set<Dimension>(codes.map(({ dimension }) => dimension));
  const byCode = new Map(codes.map((each) => [keyOf(each), each]));
  return (part: CodePart, period: Period | null): CodeVerdict => {
    if (!dimensions.has(part.dimension)) return 'known';
    const found = byCode.get(keyOf(part));
    if (found === undefined) return 'unknown';
    return period === null || isOpenThroughout(found, period) ? 'known' : 'closed';
  };
}

function isOpenThroughout({ validFrom, validTo }: RegisteredCode, { from, to }: Period): boolean {
  const opens = validFrom === null || validFrom <= from;
  return opens && (validTo === null || (to !== null && to <= validTo));
}

function keyOf({ dimension, code }: CodePart): string {
  return `${dimension}\u0000${code}`;
}
