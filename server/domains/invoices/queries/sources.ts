// A record as it stands in its file, with the lines around it: read from the kept bytes by its range.

import { excerptOf, type ExcerptLine } from '../../../platform/excerpt.ts';
import type { Parts } from '../deps.ts';
import { maskExcerpt } from '../masking.ts';
import type { KeptFile } from '../store/files.ts';
import { createEncodingQuery } from './encodings.ts';

export type RecordPlace = {
  readonly line: number;
  readonly byteFrom: number;
  readonly byteTo: number;
};

export function createSourceQueries({
  files,
  store,
  inventory,
}: Pick<Parts, 'files' | 'store' | 'inventory'>) {
  const encodingOf = createEncodingQuery({ files, store });
  return {
    /** The lines around a record; those that it stands on are marked. */
    excerptIn: async (file: KeptFile, place: RecordPlace): Promise<ExcerptLine[]> =>
      maskExcerpt(
        await inventory.secretMask(),
        await excerptOf(files, { ...place, sha256: file.sha256, encoding: await encodingOf(file) }),
      ),
  };
}

export type SourceQueries = ReturnType<typeof createSourceQueries>;
