// Bundles the workflows into a file, once for a whole test run or one start: every worker then reads
// the file, and a restart costs nothing.

import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { bundleWorkflows } from '../../workflows/worker.ts';

/** Writes the bundle and returns the file's path. Takes some 2 s. */
export async function bundleToFile(file: string): Promise<string> {
  const { code } = await bundleWorkflows();
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, code);
  return file;
}
