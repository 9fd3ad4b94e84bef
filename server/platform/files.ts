// Files kept untouched under their SHA-256, outside any web root. The same bytes are kept once.

import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Refusal } from '../kernel/refusal.ts';

export type StoredFile = { readonly sha256: string; readonly bytes: number };

export type Files = {
  /** Keeps a stream's bytes. Refuses `file.too-large` as soon as the limit is passed; keeps nothing then. */
  readonly put: (source: Readable, maxBytes: number) => Promise<StoredFile>;
  /** Where the bytes lie. */
  readonly path: (sha256: string) => string;
  /** Reads bytes from..to, `to` not included, as everywhere in the house. */
  readonly open: (sha256: string, from?: number, to?: number) => Readable;
  readonly has: (sha256: string) => Promise<boolean>;
};

/** A store in a folder, which is made when it is missing. */
export function createFiles(folder: string): Files {
  const pathOf = (sha256: string) => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new RangeError('not a SHA-256');
    return path.join(folder, sha256.slice(0, 2), sha256);
  };
  return {
    path: pathOf,
    put: async (source, maxBytes) => {
      await mkdir(folder, { recursive: true });
      const part = path.join(folder, `.${randomUUID()}.part`);
      try {
        const kept = await copyAndHash(source, part, maxBytes);
        await settle(part, pathOf(kept.sha256));
        return kept;
      } catch (error) {
        await rm(part, { force: true });
        throw error;
      }
    },
    open: (sha256, from = 0, to) =>
      createReadStream(pathOf(sha256), {
        start: from,
        ...(to === undefined ? {} : { end: to - 1 }),
      }),
    has: async (sha256) => {
      try {
        return (await stat(pathOf(sha256))).isFile();
      } catch {
        return false;
      }
    },
  };
}

/** The same store, which keeps nothing more where `demandRoom` refuses. */
export function whereThereIsRoom(files: Files, demandRoom: () => Promise<void>): Files {
  return {
    ...files,
    put: async (source, maxBytes) => {
      await demandRoom();
      return files.put(source, maxBytes);
    },
  };
}

async function copyAndHash(source: Readable, to: string, maxBytes: number): Promise<StoredFile> {
  const hash = createHash('sha256');
  let bytes = 0;
  await pipeline(
    source,
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        bytes += chunk.length;
        if (bytes > maxBytes) {
          throw new Refusal('too-large', 'file.too-large', { args: { maxBytes } });
        }
        hash.update(chunk);
        yield chunk;
      }
    },
    createWriteStream(to),
  );
  return { sha256: hash.digest('hex'), bytes };
}

/** The rename is what makes the file exist; the bytes are on the disk before it. */
async function settle(part: string, target: string): Promise<void> {
  const handle = await open(part, 'r+');
  await handle.sync();
  await handle.close();
  await mkdir(path.dirname(target), { recursive: true });
  await rename(part, target);
}
