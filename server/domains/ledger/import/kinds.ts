// The ledger's kinds: the accounting system's own register of codes, and the posting rules.

import { defineImport, type Importable, type Uses } from '../../../platform/csv-import.ts';
import type { Line, Stored } from '../../../platform/csv-lines.ts';
import type { Sheet } from '../../../platform/csv-sheet.ts';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import { parseCodeString } from '../rules/code-strings.ts';
import type { CodeRegisterStore } from '../store/code-register.ts';
import type { PostingRuleStore } from '../store/posting-rules.ts';
import type { CodePart } from '../../directory/types.ts';
import { REGISTERED_CODE_COLUMNS, POSTING_RULE_COLUMNS, type PostingRuleRow } from './columns.ts';

export type LedgerImportDeps = {
  readonly codes: CodeRegisterStore;
  readonly rules: PostingRuleStore;
  readonly catalogue: Pick<Catalogue, 'allServiceTypes'>;
  readonly uses: readonly Uses[];
};

export function defineCodeRegisterImport({ codes, uses }: LedgerImportDeps): Importable {
  return defineImport({
    kind: 'code-register',
    columns: REGISTERED_CODE_COLUMNS,
    key: ['dimension', 'code'],
    prepare: (tx) => codes.register.load(tx),
    stored: (rows) => rows,
    check: (sheet) => {
      sheet.inOrder('valid_from', 'valid_to');
    },
    uses,
    write: (changes, _rows, tx) => codes.register.apply(changes, tx),
  });
}

type Facts = {
  readonly rules: readonly Stored<PostingRuleRow>[];
  readonly serviceTypes: ReadonlySet<string>;
  readonly isKnown: (part: CodePart) => boolean;
};

export function definePostingRuleImport(deps: LedgerImportDeps): Importable {
  const { codes, rules, catalogue, uses } = deps;
  return defineImport({
    kind: 'posting-rules',
    columns: POSTING_RULE_COLUMNS,
    key: ['purpose', 'service_type', 'vat_rate', 'from'],
    prepare: async (tx): Promise<Facts> => ({
      rules: await rules.register.load(tx),
      serviceTypes: new Set((await catalogue.allServiceTypes(tx)).map((type) => type.code)),
      isKnown: await codes.knownCodes(tx),
    }),
    stored: (facts) => facts.rules,
    check: (sheet, facts) => {
      sheet.refer('service_type', facts.serviceTypes);
      sheet.inOrder('from', 'to');
      for (const line of sheet.kept) checkCodes(sheet, line, facts.isKnown);
      const sameFact = ({ purpose, service_type: type, vat_rate: percent }: PostingRuleRow) =>
        [purpose, type ?? '', percent ?? ''].join('\u0000');
      sheet.apart(sameFact, { from: 'from', to: 'to' });
    },
    uses,
    write: (changes, _facts, tx) => rules.register.apply(changes, tx),
  });
}

/** What the accounting system does not know is a warning: the month looks again before it posts. */
function checkCodes(
  sheet: Sheet<PostingRuleRow>,
  line: Line<PostingRuleRow>,
  isKnown: Facts['isKnown'],
): void {
  const { account, objects } = line.cells;
  if (account !== undefined && !isKnown({ dimension: 'account', code: account })) {
    sheet.warn(line, 'account', 'import.code-unknown', { part: account });
  }
  if (typeof objects !== 'string') return;
  const parts = parseCodeString(objects);
  if (parts === null || parts.some(({ dimension }) => dimension === 'account')) {
    sheet.fault(line, 'objects', 'import.posting-objects');
  }
  for (const part of parts ?? []) {
    if (!isKnown(part)) sheet.warn(line, 'objects', 'import.code-unknown', { part: part.code });
  }
}
