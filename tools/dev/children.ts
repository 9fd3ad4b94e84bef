// The processes that a tool starts, so that nothing is left when it ends: each is registered at
// once, they end in the reverse of the order in which they began, and a guard ends them where the
// tool itself no longer can. Each child leads a process group of its own, out of reach of Ctrl-C.

import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { Socket } from 'node:net';
import os from 'node:os';
import path from 'node:path';

const GRACE_MS = 15_000;

export type ChildSpec = {
  /** What a person calls it: `web`, `MariaDB`. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  /** The whole environment; that of this process where none is given. */
  readonly env?: NodeJS.ProcessEnv;
  /** The file that its output is added to; `show` passes it to our terminal. */
  readonly output: 'show' | { readonly file: string };
  /** How long it may take to stop before it is killed. */
  readonly graceMs?: number;
  /** True where this process may end without waiting for it: the guard then ends it. */
  readonly background?: boolean;
  readonly lowPriority?: boolean;
};

export type Exit = { readonly code: number | null; readonly signal: NodeJS.Signals | null };

export type Child = {
  readonly name: string;
  readonly pid: number;
  /** Its file of output, or null where it was shown. */
  readonly log: string | null;
  /** Settles when it is gone, for whatever reason. Never rejects. */
  readonly exited: Promise<Exit>;
  readonly isRunning: () => boolean;
  /** SIGTERM, then SIGKILL to its whole group when the grace is over. */
  readonly stop: () => Promise<Exit>;
  /** SIGKILL at once, as a power cut would. */
  readonly kill: () => Promise<Exit>;
};

export type Children = {
  readonly start: (spec: ChildSpec) => Promise<Child>;
  /** A folder for this process only (in memory where there is such a place and one asks for it). */
  readonly temporaryFolder: (inMemory?: boolean) => string;
  /** Ends all in the reverse of the order in which they began, then removes temporary folders. */
  readonly stopAll: () => Promise<void>;
};

type Guard = { readonly tell: (line: string) => void; readonly end: () => void };

/** One set of children; whoever makes it calls stopAll when done. */
export function createChildren(): Children {
  const running: Child[] = [];
  const folders: string[] = [];
  let guard: Guard | null = null;
  const guarded = (): Guard => (guard ??= startGuard());

  return {
    start: async (spec) => {
      const child = watch(spec, await spawnChild(spec));
      running.push(child);
      guarded().tell(`add ${String(child.pid)}`);
      void child.exited.then(() => {
        running.splice(running.indexOf(child), 1);
        guard?.tell(`drop ${String(child.pid)}`);
      });
      return child;
    },
    temporaryFolder: (inMemory = false) => {
      const folder = makeFolder(inMemory);
      folders.push(folder);
      guarded().tell(`folder ${folder}`);
      return folder;
    },
    stopAll: async () => {
      for (const child of [...running].reverse()) await child.stop();
      for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
      guard?.end();
      guard = null;
    },
  };
}

function makeFolder(inMemory: boolean): string {
  const name = 'jarnkoll-';
  if (inMemory) {
    try {
      return mkdtempSync(path.join('/dev/shm', name));
    } catch {
      // No such place on this system: the ordinary one will do.
    }
  }
  return mkdtempSync(path.join(os.tmpdir(), name));
}

async function spawnChild(spec: ChildSpec): Promise<ChildProcess> {
  const file = spec.output === 'show' ? null : openLog(spec.output.file);
  const child = spawn(spec.command, [...spec.args], {
    cwd: spec.cwd,
    env: spec.env ?? process.env,
    detached: true,
    stdio: file === null ? ['ignore', 'inherit', 'inherit'] : ['ignore', file, file],
  });
  if (file !== null) closeSync(file);
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  if (spec.lowPriority === true) os.setPriority(child.pid ?? 0, os.constants.priority.PRIORITY_LOW);
  if (spec.background === true) child.unref();
  return child;
}

function openLog(file: string): number {
  mkdirSync(path.dirname(file), { recursive: true });
  return openSync(file, 'a');
}

function watch(spec: ChildSpec, spawned: ChildProcess): Child {
  const pid = spawned.pid ?? 0;
  const exited = new Promise<Exit>((resolve) => {
    spawned.once('exit', (code, signal) => {
      resolve({ code, signal });
    });
  });
  const isRunning = () => spawned.exitCode === null && spawned.signalCode === null;
  const kill = () => {
    if (isRunning()) killGroup(pid);
    return exited;
  };
  const stop = async () => {
    if (!isRunning()) return exited;
    const deadline = setTimeout(() => void kill(), spec.graceMs ?? GRACE_MS);
    spawned.kill('SIGTERM');
    const exit = await exited;
    clearTimeout(deadline);
    killGroup(pid);
    return exit;
  };
  const log = spec.output === 'show' ? null : spec.output.file;
  return { name: spec.name, pid, log, exited, isRunning, stop, kill };
}

/** Also what the child itself may have started and left. */
function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Nobody is left in the group.
  }
}

function startGuard(): Guard {
  const script = path.join(import.meta.dirname, 'guard.sh');
  const guard = spawn('sh', [script], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  guard.unref();
  guard.on('error', () => undefined);
  guard.stdin.on('error', () => undefined);
  if (guard.stdin instanceof Socket) guard.stdin.unref();
  return {
    tell: (line) => guard.stdin.write(`${line}\n`),
    end: () => guard.stdin.end(),
  };
}
