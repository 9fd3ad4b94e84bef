// Empties the runtime folder: database files, Temporal's file, uploads, built artefacts. Plain
// JavaScript, so that it works in a clone without packages. Refuses while `npm start` is running.

import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const DATA = fileURLToPath(new URL('../../.data', import.meta.url));
const RUNNING = path.join(DATA, 'run.json');

if (existsSync(RUNNING) && isAlive(JSON.parse(readFileSync(RUNNING, 'utf8')).pid)) {
  console.error('npm start is running in this folder: end it with Ctrl-C first.');
  process.exit(1);
}
rmSync(DATA, { recursive: true, force: true });
console.log('The runtime folder is empty: the next npm start begins from nothing.');

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
