// Receipts that the accounting system puts in a folder: each is read once, then moved to done/, or to
// refused/ with the reason beside it. A receipt is named after its ledger file.

import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { SYSTEM, type Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { ExportReceipt } from './types.ts';

const ReceiptFile = z.object({
  accepted: z.boolean(),
  voucherNumbers: z.array(z.string().max(100)).max(100_000).default([]),
  refusedRows: z
    .array(z.object({ row: z.number().int(), code: z.string(), message: z.string() }))
    .max(100_000)
    .default([]),
});

/** How long a receipt that came before its month could take it is tried again. */
const WAITS_MS = 24 * 3_600_000;

export type ReceiptFolderDeps = {
  readonly folder: string;
  /** The ledger file that was handed over under a name; null where there is none. */
  readonly findExport: (fileName: string) => Promise<{ readonly id: number } | null>;
  readonly receive: (id: number, receipt: ExportReceipt, actor: Actor) => Promise<unknown>;
};

/** Reads what lies there now. Returns how many receipts were taken. */
export function createReceiptFolder(deps: ReceiptFolderDeps) {
  const { folder } = deps;
  const moveTo = async (name: string, place: 'done' | 'refused', reason: string | null) => {
    await mkdir(path.join(folder, place), { recursive: true });
    if (reason !== null) await writeFile(path.join(folder, place, `${name}.txt`), `${reason}\n`);
    await rename(path.join(folder, name), path.join(folder, place, name));
  };

  const isYoung = async (name: string) =>
    Date.now() - (await stat(path.join(folder, name))).mtimeMs < WAITS_MS;

  const takeOne = async (name: string): Promise<boolean> => {
    try {
      const receipt = ReceiptFile.parse(
        JSON.parse(await readFile(path.join(folder, name), 'utf8')),
      );
      const found = await deps.findExport(`${path.basename(name, '.json')}.si`);
      if (found === null) throw new Refusal('not-found', 'not-found');
      await deps.receive(found.id, receipt, SYSTEM);
      await moveTo(name, 'done', null);
      return true;
    } catch (error) {
      // The month may not be ready for its answer yet: an early receipt waits a while.
      if (error instanceof Refusal && error.kind === 'conflict' && (await isYoung(name)))
        return false;
      if (error instanceof Refusal && error.kind !== 'unavailable') {
        await moveTo(name, 'refused', error.code);
      } else if (error instanceof z.ZodError || error instanceof SyntaxError) {
        await moveTo(name, 'refused', 'body.malformed');
      } else throw error;
      return false;
    }
  };

  return {
    takeReceipts: async (): Promise<number> => {
      await mkdir(folder, { recursive: true });
      const names = (await readdir(folder)).filter((name) => /^[\w-]+\.json$/.test(name)).sort();
      let taken = 0;
      for (const name of names) if (await takeOne(name)) taken += 1;
      return taken;
    },
  };
}
