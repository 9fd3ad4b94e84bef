// The import of an organisation's own registers (interfaces.md §3): one description per kind, one way
// to read, check, compare and report. All rows or none; all faults at once; the same file again
// changes nothing. It knows no register.

import { Refusal, type Fault } from '../kernel/refusal.ts';
import type { Tx } from './database.ts';
import { readCsv, type Delimiter } from './csv-reading.ts';
import {
  createKeying,
  keyOf,
  type Columns,
  type Description,
  type Line,
  type RowOf,
  type Stored,
} from './csv-lines.ts';
import { openSheet, type Sheet } from './csv-sheet.ts';

export type Change<R> = { readonly stored: Stored<R>; readonly row: R };

/** What a file does to a register. Added rows are in file order. */
export type Changes<R> = {
  readonly added: readonly R[];
  readonly changed: readonly Change<R>[];
  readonly removed: readonly Stored<R>[];
};

/** Which of these rows somebody needs: a freeze of a month, or another register. Asked in bulk. */
export type Uses = (
  kind: string,
  rows: readonly { readonly id: number; readonly key: string }[],
  tx: Tx,
) => Promise<ReadonlySet<number>>;

/** One kind of §3. `prepare` locks and reads what the checks need, in the import's transaction. */
export type ImportKind<C extends Columns, F> = Description<C> & {
  readonly kind: string;
  readonly prepare: (tx: Tx) => Promise<F>;
  readonly stored: (facts: F) => readonly Stored<RowOf<C>>[];
  /** Finds every fault that one cell alone does not show. */
  readonly check: (sheet: Sheet<RowOf<C>>, facts: F) => void | Promise<void>;
  /** Who is asked before a row is removed. */
  readonly uses: readonly Uses[];
  readonly write: (changes: Changes<RowOf<C>>, facts: F, tx: Tx) => Promise<void>;
};

export type ImportAnswer = {
  readonly kind: string;
  readonly rows: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly removed: number;
  readonly delimiter: Delimiter;
  readonly dryRun: boolean;
  readonly warnings: readonly Fault[];
};

export type ImportRun = { readonly dryRun: boolean; readonly tx: Tx };

export type ImportColumn = { readonly name: string; readonly required: boolean };

/** A kind without its types: what the imports room lists, shows and runs. */
export type Importable = {
  readonly kind: string;
  readonly columns: readonly ImportColumn[];
  /**
   * Reads, checks and (unless `dryRun`) writes in the caller's transaction. Throws `file.empty`, or
   * `import.faults` with every fault that the file has; then nothing was written.
   */
  readonly run: (bytes: Buffer, run: ImportRun) => Promise<ImportAnswer>;
};

/** Makes a kind of its description. */
export function defineImport<C extends Columns, F>(kind: ImportKind<C, F>): Importable {
  return {
    kind: kind.kind,
    columns: Object.entries(kind.columns).map(([name, column]) => ({
      name,
      required: column.required,
    })),
    run: async (bytes, { dryRun, tx }) => {
      const file = readCsv(bytes);
      if (file.header === null && file.faults.length === 0) {
        throw new Refusal('invalid', 'file.empty');
      }
      const facts = await kind.prepare(tx);
      const keying = createKeying<RowOf<C>>(kind);
      const stored = new Map(kind.stored(facts).map((each) => [keying(each.row), each]));
      const sheet = openSheet(file, kind, stored);
      await kind.check(sheet, facts);
      await refuseUsed(kind, sheet, tx);
      if (sheet.faults.length > 0) throw faulty(sheet.faults);
      const changes = compare(sheet.lines, Object.keys(kind.columns));
      if (!dryRun) await kind.write(changes, facts, tx);
      return answerOf(kind.kind, { file, sheet, changes, dryRun });
    },
  };
}

async function refuseUsed<C extends Columns, F>(
  kind: ImportKind<C, F>,
  sheet: Sheet<RowOf<C>>,
  tx: Tx,
): Promise<void> {
  const removals = sheet.lines.filter((line) => line.isRemoval && line.stored !== null);
  const rows = removals.flatMap(({ stored }) =>
    stored === null ? [] : [{ id: stored.id, key: keyOf<RowOf<C>>(stored.row, kind.key) }],
  );
  const used = await usedBy(kind.uses, kind.kind, { rows, tx });
  const [column] = kind.key;
  for (const line of removals) {
    if (column !== undefined && line.stored !== null && used.has(line.stored.id)) {
      sheet.fault(line, column, 'import.in-use');
    }
  }
}

/** The ids among the rows that any of those asked needs. */
export async function usedBy(
  uses: readonly Uses[],
  kind: string,
  { rows, tx }: { readonly rows: Parameters<Uses>[1]; readonly tx: Tx },
): Promise<ReadonlySet<number>> {
  const used = new Set<number>();
  if (rows.length === 0) return used;
  for (const ask of uses) for (const id of await ask(kind, rows, tx)) used.add(id);
  return used;
}

function faulty(faults: readonly Fault[]): Refusal {
  const inOrder = [...faults].sort((a, b) => (a.row ?? 0) - (b.row ?? 0));
  return new Refusal('invalid', 'import.faults', {
    errors: inOrder,
    args: { count: inOrder.length },
  });
}

/** Without faults every line is whole: it adds, changes, removes, or says what is there already. */
function compare<R>(lines: readonly Line<R>[], columns: readonly string[]): Changes<R> {
  const added: R[] = [];
  const changed: Change<R>[] = [];
  const removed: Stored<R>[] = [];
  for (const { cells, stored, isRemoval } of lines) {
    const row = cells as R;
    if (isRemoval) removed.push(...(stored === null ? [] : [stored]));
    else if (stored === null) added.push(row);
    else if (!isSame(stored.row, row, columns)) changed.push({ stored, row });
  }
  return { added, changed, removed };
}

function isSame<R>(before: R, after: R, columns: readonly string[]): boolean {
  return columns.every((name) => before[name as keyof R] === after[name as keyof R]);
}

function answerOf<R>(
  kind: string,
  done: {
    readonly file: { readonly delimiter: Delimiter };
    readonly sheet: Sheet<R>;
    readonly changes: Changes<R>;
    readonly dryRun: boolean;
  },
): ImportAnswer {
  const { added, changed, removed } = done.changes;
  const rows = done.sheet.lines.length;
  return {
    kind,
    rows,
    added: added.length,
    changed: changed.length,
    unchanged: rows - added.length - changed.length - removed.length,
    removed: removed.length,
    delimiter: done.file.delimiter,
    dryRun: done.dryRun,
    warnings: done.sheet.warnings,
  };
}
