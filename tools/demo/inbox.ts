// Files put where a supplier's are looked for: written beside, then renamed, so that nobody ever
// reads half a file.

import { access, mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { DemoFile } from './operators.ts';

// Where the house puts what it has taken.
const TAKEN = ['done', 'refused'];

/** Puts files into `<folder>/<supplier>/`, less those that are or were there. */
export async function placeInInbox(
  folder: string,
  supplier: string,
  files: readonly DemoFile[],
): Promise<void> {
  const place = path.join(folder, supplier);
  await mkdir(place, { recursive: true });
  for (const { name, bytes } of files) {
    const places = [place, ...TAKEN.map((taken) => path.join(place, taken))];
    const found = await Promise.all(places.map((each) => isThere(path.join(each, name))));
    if (!found.includes(true)) await writeWhole(path.join(place, name), bytes);
  }
}

/** Writes a file under another name first, so that the name means the whole file. */
export async function writeWhole(file: string, bytes: Buffer | string): Promise<void> {
  const part = path.join(path.dirname(file), `.${path.basename(file)}.part`);
  await writeFile(part, bytes);
  await rename(part, file);
}

async function isThere(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch {
    return false;
  }
}
