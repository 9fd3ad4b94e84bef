// The kinds that say who is charged: cost centres and external customers. A code belongs to one of
// them only.

import type { LocalDate } from '../../../kernel/calendar.ts';
import { defineImport, type Importable } from '../../../platform/csv-import.ts';
import type { Line, Stored } from '../../../platform/csv-lines.ts';
import type { Sheet } from '../../../platform/csv-sheet.ts';
import type { Tx } from '../../../platform/database.ts';
import { parseCodeString, parseSuccessors } from '../rules.ts';
import type { CodeCheck, CodePart } from '../types.ts';
import {
  COST_CENTRE_COLUMNS,
  CUSTOMER_COLUMNS,
  type CostCentreRow,
  type CustomerRow,
} from './columns.ts';
import { warnOfNumbers, type DirectoryImportDeps } from './organisation.ts';

type CostCentreFacts = {
  readonly costCentres: readonly Stored<CostCentreRow>[];
  readonly customers: ReadonlySet<string>;
  readonly units: ReadonlySet<string>;
  readonly people: ReadonlySet<string>;
  readonly verdictOn: Awaited<ReturnType<CodeCheck>>;
};

export function defineCostCentreImport(
  deps: DirectoryImportDeps & { readonly codeCheck: CodeCheck },
): Importable {
  const { store, uses } = deps;
  return defineImport({
    kind: 'cost-centres',
    columns: COST_CENTRE_COLUMNS,
    key: ['code'],
    prepare: async (tx: Tx): Promise<CostCentreFacts> => ({
      costCentres: await store.costCentres.load(tx),
      customers: await store.keysOf('customers', tx),
      units: await store.keysOf('units', tx),
      people: await store.keysOf('people', tx),
      verdictOn: await deps.codeCheck(),
    }),
    stored: (facts) => facts.costCentres,
    check: checkCostCentres,
    uses: [...store.uses, ...uses],
    write: (changes, _facts, tx) => store.costCentres.apply(changes, tx),
  });
}

function checkCostCentres(sheet: Sheet<CostCentreRow>, facts: CostCentreFacts): void {
  sheet.refer('unit', facts.units);
  sheet.refer('owner_email', facts.people);
  sheet.refer('coordinator_email', facts.people);
  sheet.inOrder('valid_from', 'valid_to');
  const codes = sheet.values('code');
  for (const line of sheet.kept) {
    const { code } = line.cells;
    if (code !== undefined && facts.customers.has(code)) {
      sheet.fault(line, 'code', 'import.code-of-customer');
    }
    checkSuccessor(sheet, line, codes);
    checkCodeString(sheet, line, facts.verdictOn);
  }
}

/** A successor may come later in the file; a circle of them is found by the month (rule 6). */
function checkSuccessor(
  sheet: Sheet<CostCentreRow>,
  line: Line<CostCentreRow>,
  codes: ReadonlySet<string>,
): void {
  const { successor } = line.cells;
  if (typeof successor !== 'string') return;
  const successors = parseSuccessors(successor);
  if (successors === null) sheet.fault(line, 'successor', 'import.shares');
  for (const { code } of successors ?? []) {
    if (!codes.has(code)) sheet.fault(line, 'successor', 'import.unknown-part', { part: code });
  }
}

/**
 * The accounting system must know every code of the string. One that is not open all the time that
 * the cost centre is, is a warning here: the month looks again before it is approved.
 */
function checkCodeString(
  sheet: Sheet<CostCentreRow>,
  line: Line<CostCentreRow>,
  verdictOn: CostCentreFacts['verdictOn'],
): void {
  const { code_string: text, counterpart, valid_from: from, valid_to: to } = line.cells;
  if (typeof text === 'string' && parseCodeString(text) === null) {
    sheet.fault(line, 'code_string', 'cost-centre.code-string');
  }
  if (from === undefined || to === undefined) return;
  const period = { from: from as LocalDate, to: to as LocalDate | null };
  const judge = (column: 'code_string' | 'counterpart', part: CodePart) => {
    const verdict = verdictOn(part, period);
    const args = { dimension: part.dimension, part: part.code };
    if (verdict === 'unknown') sheet.fault(line, column, 'cost-centre.code-unknown', args);
    if (verdict === 'closed') sheet.warn(line, column, 'cost-centre.code-closed', args);
  };
  for (const part of (typeof text === 'string' ? parseCodeString(text) : null) ?? []) {
    judge('code_string', part);
  }
  if (typeof counterpart === 'string') {
    judge('counterpart', { dimension: 'counterpart', code: counterpart });
  }
}

type CustomerFacts = {
  readonly customers: readonly Stored<CustomerRow>[];
  readonly costCentres: ReadonlySet<string>;
};

export function defineCustomerImport({ store, uses }: DirectoryImportDeps): Importable {
  return defineImport({
    kind: 'customers',
    columns: CUSTOMER_COLUMNS,
    key: ['code'],
    prepare: async (tx): Promise<CustomerFacts> => ({
      customers: await store.customers.load(tx),
      costCentres: await store.keysOf('cost_centres', tx),
    }),
    stored: (facts) => facts.customers,
    check: (sheet, facts) => {
      warnOfNumbers(sheet);
      for (const line of sheet.kept) {
        const { code } = line.cells;
        if (code !== undefined && facts.costCentres.has(code)) {
          sheet.fault(line, 'code', 'import.code-of-cost-centre');
        }
      }
    },
    uses: [...store.uses, ...uses],
    write: (changes, _facts, tx) => store.customers.apply(changes, tx),
  });
}
