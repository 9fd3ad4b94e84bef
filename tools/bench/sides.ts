// A side of a job in a process of its own: what it holds in memory, and what it has to load, is then
// its own and nobody else's. It tells what it measured on the last line that it prints.

import { spawn } from 'node:child_process';
import path from 'node:path';
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
