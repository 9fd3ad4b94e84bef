// Programs of the system: found where they are, installed where we may, and else asked for in one
// line that says what to type.

import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/** Where servers and hand-installed programs are, beside PATH. */
const ALSO = [
  '/usr/sbin',
  '/usr/local/sbin',
  '/usr/local/bin',
  '/usr/local/go/bin',
  '/opt/homebrew/bin',
  '/opt/homebrew/opt/mariadb/bin',
];

/** The first of the names that is a program on this machine, as a whole path, or null. */
export function findProgram(...names: readonly string[]): string | null {
  const folders = [...(process.env['PATH'] ?? '').split(path.delimiter), ...ALSO];
  for (const name of names) {
    for (const folder of folders) {
      const file = path.join(folder, name);
      if (folder !== '' && isProgram(file)) return file;
    }
  }
  return null;
}

/** True where packages can be installed without asking anybody. */
export function mayInstall(): boolean {
  return process.getuid?.() === 0 && findProgram('apt-get') !== null;
}

/**
 * Installs Debian packages, waiting for another one that does so; the list of packages is fetched
 * first where it lacks them. Throws with the last lines of apt's answer.
 */
export function installPackages(...packages: readonly string[]): void {
  const install = ['install', '-y', '--no-install-recommends', ...packages];
  if (apt(install).status === 0) return;
  apt(['update']);
  const { status, said } = apt(install);
  if (status !== 0) {
    throw new Error(`apt-get install ${packages.join(' ')} failed:\n${said.slice(-2000)}`);
  }
}

function apt(args: readonly string[]): { status: number | null; said: string } {
  const result = spawnSync('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=300', ...args], {
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 50_000_000,
  });
  return { status: result.status, said: `${result.stdout}${result.stderr}` };
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
