// Questions about processes that somebody else started: is it there, what is it, how long has it
// been. They decide whether a file that names a process still speaks the truth.

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** The command line of a process, words apart by spaces, or an empty text when it is gone. */
export function commandLineOf(pid: number): string {
  try {
    if (existsSync('/proc')) {
      return readFileSync(`/proc/${String(pid)}/cmdline`, 'utf8').replaceAll('\0', ' ');
    }
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return '';
  }
}

/** Tells a process from a later one that got the same number; an empty text where nobody knows. */
export function startOf(pid: number): string {
  try {
    if (existsSync('/proc')) return fieldOfStat(pid, 21);
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}

/** True while a process is halted (SIGSTOP) and has not been let go on. */
export function isHalted(pid: number): boolean {
  try {
    if (existsSync('/proc')) return fieldOfStat(pid, 2) === 'T';
    const state = execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
    return state.trim().startsWith('T');
  } catch {
    return false;
  }
}

/** Asks a stranger to end, and makes it end after the deadline. */
export async function endStranger(pid: number, deadlineMs = 20_000): Promise<void> {
  const until = Date.now() + deadlineMs;
  send(pid, 'SIGTERM');
  while (isAlive(pid) && Date.now() < until) await sleep(50);
  if (isAlive(pid)) send(pid, 'SIGKILL');
  while (isAlive(pid)) await sleep(20);
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It went by itself.
  }
}

function isZombie(pid: number): boolean {
  try {
    return fieldOfStat(pid, 2) === 'Z';
  } catch {
    return false;
  }
}

/** The fields after the name, which is in brackets and may hold spaces, are numbered from 2. */
function fieldOfStat(pid: number, index: number): string {
  const text = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
  return text.slice(text.lastIndexOf(')') + 2).split(' ')[index - 2] ?? '';
}
