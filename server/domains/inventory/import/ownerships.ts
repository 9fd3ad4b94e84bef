// The kind of ownerships: who pays for a subscription and who has it, as periods with shares.

import type { LocalDate } from '../../../kernel/calendar.ts';
import { defineImport, type Importable, type Uses } from '../../../platform/csv-import.ts';
import type { Line, Stored } from '../../../platform/csv-lines.ts';
import type { Sheet } from '../../../platform/csv-sheet.ts';
import type { Standing } from '../../../platform/csv-standing.ts';
import type { Directory } from '../../directory/directory.ts';
import { percentText, wrongShares } from '../rules/shares.ts';
import type { InventoryStore } from '../store.ts';
import { OWNERSHIP_COLUMNS, type OwnershipRow } from './columns.ts';

export type OwnershipImportDeps = {
  readonly store: InventoryStore;
  readonly directory: Pick<Directory, 'ownerCodes' | 'emails'>;
  readonly uses: readonly Uses[];
};

type Facts = {
  readonly ownerships: readonly Stored<OwnershipRow>[];
  readonly subscriptions: ReadonlySet<string>;
  readonly owners: ReadonlySet<string>;
  readonly people: ReadonlySet<string>;
};

export function defineOwnershipImport({ store, directory, uses }: OwnershipImportDeps): Importable {
  return defineImport({
    kind: 'ownerships',
    columns: OWNERSHIP_COLUMNS,
    key: ['subscription', 'owner', 'from'],
    prepare: async (tx): Promise<Facts> => ({
      ownerships: await store.ownerships.load(tx),
      subscriptions: await store.idsOf(tx),
      owners: await directory.ownerCodes(tx),
      people: await directory.emails(tx),
    }),
    stored: (facts) => facts.ownerships,
    check: (sheet, facts) => {
      sheet.refer('subscription', facts.subscriptions);
      sheet.refer('owner', facts.owners);
      sheet.refer('holder_email', facts.people);
      sheet.inOrder('from', 'to');
      for (const group of sheet.standingBy(({ subscription }) => subscription)) {
        refuseWrongShares(sheet, group);
      }
    },
    uses,
    write: async (changes, _facts, tx) => {
      await store.ownerships.apply(changes, tx);
      await store.noteChange(tx);
    },
  });
}

/**
 * The shares of a day sum to 100 or there are none: said at the line that holds on the first such day and
 * began last, which is the one that made it so.
 */
function refuseWrongShares(
  sheet: Sheet<OwnershipRow>,
  group: readonly Standing<OwnershipRow>[],
): void {
  const periods = group.map(({ row }) => toPeriod(row));
  for (const { from: on, sum } of wrongShares(periods)) {
    const holding = group.filter(
      ({ row, line }) => line !== null && row.from <= on && (row.to === null || row.to >= on),
    );
    const since = holding.reduce((last, { row }) => (row.from > last ? row.from : last), '');
    const line =
      holding.findLast(({ row }) => row.from === since)?.line ??
      anyLineOf(sheet, group[0]?.row.subscription);
    if (line !== null) {
      sheet.fault(line, 'share', 'ownership.shares', { on, sum: percentText(sum) });
    }
  }
}

/** Where the day was made wrong by what the file takes away or says of other days. */
function anyLineOf(
  sheet: Sheet<OwnershipRow>,
  subscription: string | undefined,
): Line<OwnershipRow> | null {
  return sheet.lines.find(({ cells }) => cells.subscription === subscription) ?? null;
}

function toPeriod({ from, to, share }: OwnershipRow) {
  return { from: from as LocalDate, to: to as LocalDate | null, share };
}
