// One at a time on this machine: a file in the user's cache that names the process which holds it.
// A lock whose process is gone counts for nothing.

import { mkdirSync, readFileSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, startOf } from './processes.ts';

export type Holder = { readonly pid: number; readonly started: string; readonly since: string };

const POLL_MS = 300;
/** Taking over takes a moment; who died in that moment does not hold others up for longer. */
const TAKEOVER_MS = 10_000;

/**
 * Waits for the lock and takes it. `onWait` is told once by whom and since when it is held.
 * Returns how to give it back; it also ends with this process.
 */
export async function takeLock(
  file: string,
  onWait: (pid: number, since: string) => void,
): Promise<() => void> {
  let told = false;
  for (;;) {
    const taken = takeLockNow(file);
    if ('giveBack' in taken) return taken.giveBack;
    if (!told) onWait(taken.holder.pid, taken.holder.since);
    told = true;
    await sleep(POLL_MS);
  }
}

/** Takes the lock, or tells who holds it. The way to give it back also runs when this process ends. */
export function takeLockNow(file: string): { giveBack: () => void } | { holder: Holder } {
  for (;;) {
    if (tryToTake(file)) return { giveBack: givingBack(file) };
    const holder = read(file);
    if (holder !== null && isHeld(holder)) return { holder };
    if (holder !== null) takeOver(file, holder);
  }
}

function givingBack(file: string): () => void {
  const giveBack = () => {
    if (read(file)?.pid === process.pid) rmSync(file, { force: true });
  };
  process.once('exit', giveBack);
  return giveBack;
}

function tryToTake(file: string): boolean {
  const holder: Holder = {
    pid: process.pid,
    started: startOf(process.pid),
    since: new Date().toISOString(),
  };
  try {
    writeFileSync(file, JSON.stringify(holder), { flag: 'wx' });
    return true;
  } catch {
    return false;
  }
}

function read(file: string): Holder | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder;
  } catch {
    return null;
  }
}

function isHeld(holder: Holder): boolean {
  return isAlive(holder.pid) && startOf(holder.pid) === holder.started;
}

/** Removes a dead process's lock; of several that try, only one looks and removes at a time. */
function takeOver(file: string, dead: Holder): void {
  const door = `${file}.takeover`;
  try {
    mkdirSync(door);
  } catch {
    if (isOld(door)) rmdirSync(door);
    return;
  }
  try {
    const now = read(file);
    if (now?.pid === dead.pid && now.since === dead.since) rmSync(file, { force: true });
  } finally {
    rmdirSync(door);
  }
}

function isOld(door: string): boolean {
  try {
    return Date.now() - statSync(door).mtimeMs > TAKEOVER_MS;
  } catch {
    return false;
  }
}
