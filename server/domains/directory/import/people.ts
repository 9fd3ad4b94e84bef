// The kind that says who works here.

import { defineImport, type Importable } from '../../../platform/csv-import.ts';
import type { Stored } from '../../../platform/csv-lines.ts';
import { PERSON_COLUMNS, type PersonRow } from './columns.ts';
import type { DirectoryImportDeps } from './organisation.ts';

type PersonFacts = {
  readonly people: readonly Stored<PersonRow>[];
  readonly units: ReadonlySet<string>;
};

export function definePersonImport({ store, uses }: DirectoryImportDeps): Importable {
  return defineImport({
    kind: 'people',
    columns: PERSON_COLUMNS,
    key: ['email'],
    prepare: async (tx): Promise<PersonFacts> => ({
      people: await store.people.load(tx),
      units: await store.keysOf('units', tx),
    }),
    stored: (facts) => facts.people,
    check: (sheet, facts) => {
      sheet.refer('unit', facts.units);
      sheet.refer('manager_email', sheet.values('email'));
      sheet.inOrder('valid_from', 'valid_to');
    },
    uses: [...store.uses, ...uses],
    write: (changes, _facts, tx) => store.people.apply(changes, tx),
  });
}
