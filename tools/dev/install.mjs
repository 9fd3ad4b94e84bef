// Runs before every npm script, in a clone where nothing is installed yet: plain JavaScript, no
// packages. It checks Node's version, installs packages where they are missing or old, and points
// git at the house's hooks. When all is in order it says nothing. In production it installs nothing
// under processes that run: it says what is missing.

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

// import.meta.dirname is not there in the old Nodes that this file has to turn away.
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const OLDEST_NODE = [20, 19];
const IN_PRODUCTION = process.env.NODE_ENV === 'production';

checkNode();
installWhatDiffers();
useOurHooks();

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  stop(`Node ${OLDEST_NODE.join('.')} or later is needed; this is ${process.versions.node}.`);
}

function installWhatDiffers() {
  const wanted = packagesOf(path.join(ROOT, 'package-lock.json'));
  if (wanted === null) stop('package-lock.json is missing: this is not a whole clone.');
  const installed = packagesOf(path.join(ROOT, 'node_modules', '.package-lock.json')) ?? {};
  const differs = Object.keys(wanted).filter(
    (name) => name !== '' && differ(wanted[name], installed[name]),
  );
  if (differs.length === 0) return;
  if (IN_PRODUCTION) {
    stop(`${differs.length} packages are missing or old: npm ci --omit=dev, then restart.`);
  }
  console.log(`Installing packages (${differs.length} are missing or old) …`);
  const npm = process.env.npm_execpath;
  const [command, first] = npm === undefined ? ['npm', []] : [process.execPath, [npm]];
  const { status } = spawnSync(command, [...first, 'ci', '--no-audit', '--no-fund'], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, NODE_ENV: 'development' },
  });
  if (status !== 0) stop('npm ci failed: see above. Is the package registry reachable?');
}

/** The `packages` of a lock file by path, or null where there is no such file. */
function packagesOf(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : null;
}

/** Optional packages belong to other platforms, and what tests need to development: both are left out. */
function differ(wanted, installed) {
  if (IN_PRODUCTION && wanted.dev) return false;
  if (wanted.optional || wanted.link || wanted.os || wanted.cpu) return false;
  return installed?.version !== wanted.version;
}

function useOurHooks() {
  if (IN_PRODUCTION || !existsSync(path.join(ROOT, '.git'))) return;
  const git = (...args) => spawnSync('git', args, { cwd: ROOT, encoding: 'utf8' });
  const current = git('config', '--get', 'core.hooksPath');
  if (current.error === undefined && current.stdout.trim() === '') {
    git('config', 'core.hooksPath', '.githooks');
  }
}

function stop(message) {
  console.error(message);
  process.exit(1);
}
