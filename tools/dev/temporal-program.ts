// The Temporal program for development and tests: one that is installed, one that was built before,
// one that we build of tools/temporal-dev, or the SDK's own download. Built ones are kept in the
// user's cache under the hash of their sources, so that every clone finds them.

import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Child, Children } from './children.ts';
import { findProgram } from './debian.ts';
import { takeLock } from './lock.ts';
import { cacheFolder, ROOT } from './places.ts';

const SOURCES = path.join(ROOT, 'tools', 'temporal-dev');
/** Virtual time came with server 1.32; go.mod asks for this Go. */
const OLDEST_SERVER = '1.32.0';
const OLDEST_GO = '1.26.8';
const TELL_EVERY_MS = 15_000;

const MISSING =
  `Temporal is missing: install Go ${OLDEST_GO} or later (it is then built here, once), or the ` +
  'Temporal CLI (`temporal` on PATH), or set TEMPORAL_ADDRESS to a server of yours.';

/** Where the program is, without building or fetching anything; null where it is not yet. */
export function findTemporal(): string | null {
  const installed = findProgram('temporal');
  if (installed !== null && isNewEnough(installed)) return installed;
  const built = builtProgram();
  return existsSync(built) ? built : null;
}

/**
 * The program, built (some minutes the first time, at low priority) or fetched where it has to be.
 * Throws with one line that says what to install.
 */
export async function provideTemporal(
  children: Children,
  say: (line: string) => void,
): Promise<string> {
  const found = findTemporal();
  if (found !== null) return found;
  const go = findGo();
  if (go !== null) return build(children, go, say);
  return download(say);
}

function isNewEnough(program: string): boolean {
  const said = ask(program, ['--version']);
  const version = /Server (\d+\.\d+\.\d+)/.exec(said)?.[1];
  return version !== undefined && compareVersions(version, OLDEST_SERVER) >= 0;
}

function findGo(): string | null {
  const go = findProgram('go');
  if (go === null) return null;
  const version = /go(\d+\.\d+(\.\d+)?)/.exec(ask(go, ['version']))?.[1];
  return version !== undefined && compareVersions(version, OLDEST_GO) >= 0 ? go : null;
}

function ask(program: string, args: readonly string[]): string {
  try {
    return execFileSync(program, [...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, GOTOOLCHAIN: 'local' },
    });
  } catch {
    return '';
  }
}

/** Below zero, zero or above, as the first version is older than, equal to or newer than the other. */
export function compareVersions(left: string, right: string): number {
  const numbers = (text: string) => text.split('.').map(Number);
  const [lefts, rights] = [numbers(left), numbers(right)];
  for (let i = 0; i < Math.max(lefts.length, rights.length); i += 1) {
    const difference = (lefts[i] ?? 0) - (rights[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function builtProgram(): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(SOURCES).sort()) {
    if (/\.go$|^go\.(mod|sum)$/.test(name)) {
      hash.update(`${name}\n`).update(readFileSync(path.join(SOURCES, name)));
    }
  }
  const key = `${process.platform}-${process.arch}-${hash.digest('hex').slice(0, 16)}`;
  return path.join(cacheFolder(), `temporal-dev-${key}`);
}

async function build(children: Children, go: string, say: (line: string) => void): Promise<string> {
  const target = builtProgram();
  const giveBack = await takeLock(path.join(cacheFolder(), 'temporal-dev.lock'), (pid) => {
    say(`Temporal: process ${String(pid)} is building it; waiting.`);
  });
  try {
    if (existsSync(target)) return target;
    say('Temporal: building the server, once for this machine (about 5 minutes) …');
    const part = `${target}.part`;
    const log = path.join(cacheFolder(), 'temporal-dev-build.log');
    rmSync(log, { force: true });
    const child = await children.start({
      name: 'the build of Temporal',
      command: go,
      args: [
        'build',
        '-v',
        '-buildvcs=false',
        ...['-tags', 'disable_grpc_modules'],
        ...['-ldflags', '-s -w'],
        ...['-o', part, '.'],
      ],
      cwd: SOURCES,
      env: { ...process.env, CGO_ENABLED: '0', GOTOOLCHAIN: 'local', GOFLAGS: '-mod=readonly' },
      output: { file: log },
      lowPriority: true,
    });
    await watchBuild(child, log, say);
    chmodSync(part, 0o755);
    renameSync(part, target);
    say('Temporal: built.');
    return target;
  } finally {
    giveBack();
  }
}

/** Tells now and then how far it has come: go writes a line per module fetched and package built. */
async function watchBuild(child: Child, log: string, say: (line: string) => void): Promise<void> {
  const startedAt = Date.now();
  let toldAt = startedAt;
  while (child.isRunning()) {
    await Promise.race([child.exited, sleep(500, undefined, { ref: false })]);
    if (Date.now() - toldAt < TELL_EVERY_MS || !child.isRunning()) continue;
    toldAt = Date.now();
    const lines = readFileSync(log, 'utf8').trimEnd().split('\n');
    const fetched = lines.filter((line) => line.startsWith('go: downloading')).length;
    const compiled = lines.length - fetched;
    const took = `${String(Math.round((toldAt - startedAt) / 1000))} s`;
    say(
      `Temporal: ${took}, ${String(fetched)} modules fetched, ${String(compiled)} packages built.`,
    );
  }
  const { code } = await child.exited;
  if (code !== 0) {
    const said = readFileSync(log, 'utf8').slice(-2000);
    throw new Error(`The build of tools/temporal-dev failed:\n${said}\n${MISSING}`);
  }
}

/** Lets the SDK fetch the Temporal CLI into our cache; the network may not allow that. */
async function download(say: (line: string) => void): Promise<string> {
  const folder = path.join(cacheFolder(), 'temporal-cli');
  const inFolder = () => {
    const name = existsSync(folder)
      ? readdirSync(folder).find((each) => each.startsWith('temporal'))
      : undefined;
    return name === undefined ? null : path.join(folder, name);
  };
  if (inFolder() === null) {
    say('Temporal: fetching the Temporal CLI …');
    const { TestWorkflowEnvironment } = await import('@temporalio/testing');
    mkdirSync(folder, { recursive: true });
    try {
      const environment = await TestWorkflowEnvironment.createLocal({
        server: { executable: { type: 'cached-download', downloadDir: folder } },
      });
      await environment.teardown();
    } catch (cause) {
      throw new Error(MISSING, { cause });
    }
  }
  const program = inFolder();
  if (program === null) throw new Error(MISSING);
  return program;
}
