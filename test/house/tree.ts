// The source tree as the house's own rules read it: every file that is ours, with its text.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const ROOT = path.resolve(import.meta.dirname, '..', '..');

const NOT_OURS = new Set(['node_modules', '.git', '.data', 'dist']);

/** Files of the house with slashes, from the root: `server/main.ts`. `under` narrows to a folder. */
export function filesOf(under: string, ...endings: readonly string[]): string[] {
  const found: string[] = [];
  const walk = (folder: string) => {
    for (const entry of readdirSync(path.join(ROOT, folder), { withFileTypes: true })) {
      const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (NOT_OURS.has(entry.name)) continue;
      if (entry.isDirectory()) walk(name);
      else if (endings.length === 0 || endings.some((end) => name.endsWith(end))) found.push(name);
    }
  };
  walk(under);
  return found.sort();
}

/** The folders directly in a folder. */
export function foldersOf(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

export function textOf(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8');
}

/** The words of the business: the rooms there are. */
export const DOMAINS: readonly string[] = foldersOf('server/domains');

/** Every match of a pattern's first group in files, with where it stands. */
export function matchesIn(
  files: readonly string[],
  pattern: RegExp,
): { file: string; found: string }[] {
  return files.flatMap((file) =>
    [...textOf(file).matchAll(pattern)].map((match) => ({ file, found: match[1] ?? '' })),
  );
}
