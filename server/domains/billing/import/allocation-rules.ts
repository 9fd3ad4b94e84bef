// Billing's kind: allocation rules, which say who pays for a line that names no service (rule 5).

import type { Importable, Uses } from '../../../platform/csv-import.ts';
import { defineImport } from '../../../platform/csv-import.ts';
import type { Line, Stored } from '../../../platform/csv-lines.ts';
import type { Sheet } from '../../../platform/csv-sheet.ts';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import type { Directory } from '../../directory/directory.ts';
import { parseAllocationKey } from '../rules/allocation-keys.ts';
import type { AllocationRuleStore } from '../store/allocation-rules.ts';
import type { AllocationKey } from '../types.ts';
import { ALLOCATION_RULE_COLUMNS, type AllocationRuleRow } from './columns.ts';

export type AllocationRuleImportDeps = {
  readonly store: AllocationRuleStore;
  readonly directory: Pick<Directory, 'ownerCodes'>;
  readonly catalogue: Pick<Catalogue, 'allSuppliers'>;
  readonly uses: readonly Uses[];
};

type Facts = {
  readonly rules: readonly Stored<AllocationRuleRow>[];
  readonly owners: ReadonlySet<string>;
  readonly suppliers: ReadonlySet<string>;
};

/** Rules may be in force for the same fields: the latest `from` decides, then the first in file order. */
export function defineAllocationRuleImport(deps: AllocationRuleImportDeps): Importable {
  const { store, directory, catalogue, uses } = deps;
  return defineImport({
    kind: 'allocation-rules',
    columns: ALLOCATION_RULE_COLUMNS,
    key: ['supplier', 'account', 'match', 'from'],
    repeats: true,
    prepare: async (tx): Promise<Facts> => ({
      rules: await store.register.load(tx),
      owners: await directory.ownerCodes(tx),
      suppliers: new Set((await catalogue.allSuppliers(tx)).map((supplier) => supplier.code)),
    }),
    stored: (facts) => facts.rules,
    check: (sheet, facts) => {
      sheet.refer('supplier', facts.suppliers);
      sheet.inOrder('from', 'to');
      for (const line of sheet.kept) checkKey(sheet, line, facts.owners);
    },
    uses,
    write: (changes, _facts, tx) => store.register.apply(changes, tx),
  });
}

function checkKey(
  sheet: Sheet<AllocationRuleRow>,
  line: Line<AllocationRuleRow>,
  owners: ReadonlySet<string>,
): void {
  const { key } = line.cells;
  if (key === undefined) return;
  const parsed = parseAllocationKey(key);
  if (parsed === null) {
    sheet.fault(line, 'key', 'import.allocation-key');
    return;
  }
  for (const owner of ownersOf(parsed)) {
    if (!owners.has(owner)) sheet.fault(line, 'key', 'import.unknown-part', { part: owner });
  }
}

function ownersOf(key: AllocationKey): string[] {
  switch (key.kind) {
    case 'pro-rata':
      return [];
    case 'shares':
      return key.shares.map((share) => share.code);
    case 'fixed':
      return [...key.amounts.map((each) => each.code), ...(key.rest === null ? [] : [key.rest])];
  }
}
