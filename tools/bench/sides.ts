// A side of a job in a process of its own: what it holds in memory, and what it has to load, is then
// its own and nobody else's. It tells what it measured on the last line that it prints.

import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Children } from '../dev/children.ts';
import type { Measured } from './harness.ts';

const SIDES = path.join(import.meta.dirname, 'sides');

/** Told by the child when it is done. */
export function answer(measured: Promise<Measured>): void {
  measured.then(
    (result) => {
      console.log(JSON.stringify(result));
    },
    (error: unknown) => {
      console.error(error);
      process.exitCode = 1;
    },
  );
}

/** Runs `sides/NAME.ts` with arguments. Throws with what it said on its way out. */
export async function runSide(
  name: string,
  args: readonly string[],
  nodeFlags: readonly string[] = [],
): Promise<Measured> {
  const file = path.join(SIDES, `${name}.ts`);
  const flags = [...nodeFlags, '--import', 'tsx', file, ...args];
  const { output } = await runProgram(process.execPath, flags);
  return JSON.parse(output.trim().split('\n').at(-1) ?? '') as Measured;
}

/** Runs a program to its end and gives what it printed and how long it took, start-up included. */
export async function runProgram(
  command: string,
  args: readonly string[],
): Promise<{ readonly output: string; readonly ms: number }> {
  const started = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const ms = performance.now() - started;
  if (code !== 0) throw new Error(`${command} ended with ${code ?? 'a signal'}`);
  return { output, ms };
}

/** Told by a side that serves, when it does. */
export function tell(facts: object): void {
  console.log(JSON.stringify(facts));
}

/** Listens on a free port of loopback and gives it. */
export async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** The most that a process has held in memory, as Linux keeps account of it; 0 where nobody does. */
export function peakMiB(pid: number): number {
  const account = `/proc/${String(pid)}/status`;
  const said = existsSync(account) ? readFileSync(account, 'utf8') : '';
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(said)?.[1] ?? 0) / 1024;
}

export type Serving<Facts> = { readonly facts: Facts; readonly stop: () => Promise<void> };

/** Starts a side that serves; what it tells is read from the log that the children keep of it. */
export async function serveSide<Facts>(
  children: Children,
  { name, args, log }: { name: string; args: readonly string[]; log: string },
): Promise<Serving<Facts>> {
  const child = await children.start({
    name,
    command: process.execPath,
    args: ['--import', 'tsx', path.join(SIDES, `${name}.ts`), ...args],
    output: { file: log },
  });
  for (;;) {
    const text = existsSync(log) ? readFileSync(log, 'utf8') : '';
    const told = text.split('\n').find((line) => line.startsWith('{') && line.endsWith('}'));
    if (told !== undefined) {
      const stop = async () => {
        await child.stop();
      };
      return { facts: JSON.parse(told) as Facts, stop };
    }
    if (!child.isRunning()) throw new Error(`${name} does not start:\n${text}`);
    await pause(100);
  }
}
