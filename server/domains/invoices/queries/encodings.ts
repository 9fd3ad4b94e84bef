// In which encoding a kept file stands: the one that its format definition has, or that the e-invoice
// states.

import type { Parts } from '../deps.ts';
import type { KeptFile } from '../store/files.ts';
import { toEncoding } from '../ubl/encoding.ts';

const HEAD_BYTES = 256;
const DEFAULT = 'utf-8';

/** Gives a label that TextDecoder knows. */
export function createEncodingQuery({ files, store }: Pick<Parts, 'files' | 'store'>) {
  const statedIn = async ({ sha256, bytes }: KeptFile): Promise<string> => {
    const chunks: Buffer[] = [];
    const head = files.open(sha256, 0, Math.min(bytes, HEAD_BYTES));
    for await (const chunk of head) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('latin1');
    const stated = /^[^>]*\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(text)?.[1];
    return toEncoding(stated ?? DEFAULT) ?? DEFAULT;
  };

  return async (file: KeptFile): Promise<string> => {
    if (file.role === 'e-invoice') return statedIn(file);
    const { format, formatVersion } = file;
    const definition =
      format === null ? null : await store.findings.findDefinition(format, formatVersion);
    return definition?.encoding ?? DEFAULT;
  };
}
