// Where things are: this clone, its runtime folder, and the user's cache that all clones share.

import { mkdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** The clone that this file belongs to. */
export const ROOT = path.resolve(import.meta.dirname, '..', '..');

/** The runtime folder, git-ignored: `npm run demo:reset` empties it. */
export const DATA = path.join(ROOT, '.data');

export const MIGRATIONS = path.join(ROOT, 'migrations');

/** What may be kept for all clones of this user: the built Temporal, the lock of the test runs. */
export function cacheFolder(): string {
  const base =
    process.env['XDG_CACHE_HOME'] ??
    (process.platform === 'darwin'
      ? path.join(os.homedir(), 'Library', 'Caches')
      : path.join(os.homedir(), '.cache'));
  const folder = path.join(base, 'jarnkoll');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}
