// Empties the runtime folder: database files, Temporal's file, uploads, built artefacts. Plain
// JavaScript, so that it works in a clone without packages. Refuses while `npm start` is at work in
// it, also while it is still starting, or a command has its database open.

import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const DATA = fileURLToPath(new URL('../../.data', import.meta.url));
/** Each names the process that holds it. */
const LOCKS = ['start.lock', path.join('mariadb', 'lock')];

if (LOCKS.map((name) => pidIn(path.join(DATA, name))).some(isAlive)) {
  console.error('npm start or a command is at work in this folder: end it with Ctrl-C first.');
  process.exit(1);
}
rmSync(DATA, { recursive: true, force: true });
console.log('The runtime folder is empty: the next npm start begins from nothing.');

/** Zero where nobody holds the lock. */
function pidIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).pid;
  } catch {
    return 0;
  }
}

function isAlive(pid) {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
