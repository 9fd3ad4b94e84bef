// The receiver's folder: a file is there whole or not at all, and writing it again changes nothing.

import { mkdir, open, rename } from 'node:fs/promises';
import path from 'node:path';

/** Writes under another name, has the bytes on the disk, then renames. Safe to repeat. */
export async function putInFolder(folder: string, name: string, content: Buffer): Promise<void> {
  await mkdir(folder, { recursive: true });
  const target = path.join(folder, name);
  const part = `${target}.part`;
  const file = await open(part, 'w');
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(part, target);
  await syncFolder(folder);
}

/** The rename itself is on the disk only when the folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
