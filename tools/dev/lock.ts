// One at a time on this machine: a file in the user's cache that names the process which holds it.
// A lock whose process is gone counts for nothing.

import { mkdirSync, readFileSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, startOf } from './processes.ts';

export type Holder = { readonly pid: number; readonly started: string; readonly since: string };

const POLL_MS = 300;
/** Taking over takes a moment; who died in that moment does not hold others up for longer. */
const TAKEOVER_MS = 3000;

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
    const text = textOf(file);
    if (text === null) continue;
    const holder = holderIn(text);
    if (holder !== null && isHeld(holder)) return { holder };
    if (holder !== null || isOld(file)) takeOver(file, text);
  }
}

function givingBack(file: string): () => void {
  const giveBack = () => {
    process.off('exit', giveBack);
    if (holderIn(textOf(file) ?? '')?.pid === process.pid) rmSync(file, { force: true });
  };
  process.once('exit', giveBack);
  return giveBack;
}

/** Throws where nothing can be written: no right to, no folder, no room. */
function tryToTake(file: string): boolean {
  const holder: Holder = {
    pid: process.pid,
    started: startOf(process.pid),
    since: new Date().toISOString(),
  };
  try {
    writeFileSync(file, JSON.stringify(holder), { flag: 'wx' });
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

/** Null for what names no process (yet): its holder writes it just now, or was cut off as it did. */
function holderIn(text: string): Holder | null {
  try {
    return JSON.parse(text) as Holder;
  } catch {
    return null;
  }
}

function isHeld(holder: Holder): boolean {
  return isAlive(holder.pid) && startOf(holder.pid) === holder.started;
}

/** Removes a dead process's lock; of several that try, only one looks and removes at a time. */
function takeOver(file: string, dead: string): void {
  const door = `${file}.takeover`;
  try {
    mkdirSync(door);
  } catch {
    if (isOld(door)) rmdirSync(door);
    return;
  }
  try {
    if (textOf(file) === dead) rmSync(file, { force: true });
  } finally {
    rmdirSync(door);
  }
}

function isOld(file: string): boolean {
  try {
    return Date.now() - statSync(file).mtimeMs > TAKEOVER_MS;
  } catch {
    return false;
  }
}
