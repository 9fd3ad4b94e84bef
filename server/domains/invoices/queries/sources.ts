// A record as it stands in its file, with the lines around it: read by its byte range, in the encoding
// that its format definition has or that the e-invoice states.

import { excerptOf, type ExcerptLine } from '../../../platform/excerpt.ts';
import type { Parts } from '../deps.ts';
import { maskExcerpt } from '../masking.ts';
import type { KeptFile } from '../store/files.ts';
import { toEncoding } from '../ubl/encoding.ts';

const HEAD_BYTES = 256;

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
  const statedEncoding = async ({ sha256, bytes }: KeptFile): Promise<string> => {
    const chunks: Buffer[] = [];
    const head = files.open(sha256, 0, Math.min(bytes, HEAD_BYTES));
    for await (const chunk of head) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('latin1');
    const stated = /^[^>]*\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(text)?.[1];
    return toEncoding(stated ?? 'utf-8') ?? 'utf-8';
  };

  const encodingOf = async (file: KeptFile): Promise<string> => {
    if (file.role === 'e-invoice') return statedEncoding(file);
    const { format, formatVersion } = file;
    const definition =
      format === null ? null : await store.findings.findDefinition(format, formatVersion);
    return definition?.encoding ?? 'utf-8';
  };

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
