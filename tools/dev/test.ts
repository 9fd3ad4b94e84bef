// Behind `npm test`: one throw-away MariaDB, one Temporal and one bundle for the run, the parts one
// after another, and last of all one line with the sums of all parts. `npm test -- ROOM…` runs the
// house's rules and some rooms only.

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ENVIRONMENT_KEYS } from '../../config/config.ts';
import { provideBrowser } from './browser.ts';
import { createChildren, type Children } from './children.ts';
import { takeLock } from './lock.ts';
import { startMariadb } from './mariadb.ts';
import { cacheFolder, ROOT } from './places.ts';
import { startTemporal } from './temporal.ts';
import { clock, faultText, say } from './terminal.ts';
import { allParts, partOfRooms, type Part } from './test-parts.ts';

type Counts = { readonly passed: number; readonly failed: number; readonly skipped: number };
type Outcome = { readonly part: Part; readonly counts: Counts; readonly ms: number };

/** What all parts share; Temporal and the bundle are waited for by those that need them. */
type Ground = {
  readonly folder: string;
  readonly socketPath: string;
  readonly temporal: Promise<string> | null;
  readonly bundle: Promise<string> | null;
};

/** The whole run's limit, beside that of each part: what hangs must not eat the machine. */
const RUN_MINUTES = 40;
const deadline = Date.now() + RUN_MINUTES * 60_000;

const NOTHING: Counts = { passed: 0, failed: 0, skipped: 0 };
const ONE_FAILED: Counts = { ...NOTHING, failed: 1 };
const MOCHA = path.join(ROOT, 'node_modules', 'mocha', 'lib', 'cli', 'cli.js');

void main(process.argv.slice(2));

async function main(rooms: readonly string[]): Promise<void> {
  const children = createChildren();
  endOnSignals(children);
  const outcomes: Outcome[] = [];
  try {
    const parts = rooms.length > 0 ? [partOfRooms(rooms)] : allParts();
    if (rooms.length === 0) await waitForOurTurn();
    const ground = await layGround(children, parts);
    for (const part of parts) outcomes.push(await runPart(children, ground, part));
  } catch (error) {
    say(faultText(error));
    process.exitCode = 1;
  }
  await children.stopAll();
  conclude(outcomes);
}

async function waitForOurTurn(): Promise<void> {
  await takeLock(path.join(cacheFolder(), 'test.lock'), (pid, since) => {
    say(`Another whole test run is at work on this machine (process ${String(pid)}, since`);
    say(`${since}): waiting for it to end.`);
  });
}

async function layGround(children: Children, parts: readonly Part[]): Promise<Ground> {
  const folder = children.temporaryFolder();
  const needsTemporal = parts.some((part) => part.needsTemporal);
  const temporal = needsTemporal ? startSharedTemporal(children, folder, parts) : null;
  const bundle = needsTemporal ? makeBundle(children, folder) : null;
  // Whoever waits for them hears of their faults; until then nobody else should.
  temporal?.catch(() => undefined);
  bundle?.catch(() => undefined);
  const mariadb = await startMariadb(children, {
    folder: children.temporaryFolder(true),
    settings: 'fast',
    say,
  });
  return { folder, socketPath: mariadb.socketPath, temporal, bundle };
}

async function startSharedTemporal(
  children: Children,
  folder: string,
  parts: readonly Part[],
): Promise<string> {
  const namespaces = parts.map((part) => part.name);
  const log = path.join(folder, 'temporal.log');
  return (await startTemporal(children, { file: null, log, namespaces, say })).address;
}

async function makeBundle(children: Children, folder: string): Promise<string> {
  const file = path.join(folder, 'workflows.js');
  const log = path.join(folder, 'bundle.log');
  const child = await children.start({
    name: 'the bundling of workflows',
    command: process.execPath,
    args: ['--import', 'tsx', path.join(ROOT, 'tools', 'commands', 'bundle.ts'), file],
    cwd: ROOT,
    output: { file: log },
  });
  const { code } = await child.exited;
  if (code !== 0) throw new Error(`The workflows cannot be bundled:\n${readFileSync(log, 'utf8')}`);
  return file;
}

async function runPart(children: Children, ground: Ground, part: Part): Promise<Outcome> {
  const began = Date.now();
  const outcome = (counts: Counts) => ({ part, counts, ms: Date.now() - began });
  console.log(`\n── ${part.title} ──`);
  try {
    if (part.needsBrowser && process.env['SKIP_BROWSER'] === '1') {
      const { passed } = await runMocha(children, part, { ...ground, only: 'count' });
      say('SKIP_BROWSER=1: the browser tests are skipped.');
      return outcome({ ...NOTHING, skipped: passed });
    }
    return outcome(await runMocha(children, part, { ...ground, only: null }));
  } catch (error) {
    say(faultText(error));
    return outcome(ONE_FAILED);
  }
}

async function runMocha(
  children: Children,
  part: Part,
  ground: Ground & { readonly only: 'count' | null },
): Promise<Counts> {
  const isCounting = ground.only === 'count';
  const counts = path.join(ground.folder, `${part.name}-${isCounting ? 'all' : 'run'}.json`);
  const limit = Math.max(1, Math.min(part.partMinutes * 60_000, deadline - Date.now()));
  const child = await children.start({
    name: `the tests of ${part.title}`,
    command: process.execPath,
    args: [
      ...['--import', 'tsx', '--no-experimental-require-module', MOCHA],
      ...['--timeout', String(part.testMs)],
      ...(isCounting ? ['--dry-run'] : []),
      ...part.files,
    ],
    cwd: ROOT,
    env: { ...(await environmentOf(part, ground, isCounting)), TEST_COUNTS_FILE: counts },
    output: isCounting ? { file: path.join(ground.folder, 'count.log') } : 'show',
  });
  const timer = setTimeout(() => {
    say(`This has taken too long (${clock(limit)} of this part): it is ended.`);
    void child.kill();
  }, limit);
  const { code, signal } = await child.exited;
  clearTimeout(timer);
  await child.kill();
  return readCounts(counts, signal === null && code === 0);
}

/** A part that broke off, or left no counts, has failed at least once. */
function readCounts(file: string, endedWell: boolean): Counts {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  const counts = lines.map((line) => JSON.parse(line) as Counts).reduce(add, NOTHING);
  return endedWell || counts.failed > 0 ? counts : add(counts, ONE_FAILED);
}

/** Nothing of the caller's own configuration reaches a test. */
async function environmentOf(
  part: Part,
  ground: Ground,
  isCounting: boolean,
): Promise<NodeJS.ProcessEnv> {
  const ours = Object.entries(process.env).filter(([key]) => !ENVIRONMENT_KEYS.includes(key));
  const environment: NodeJS.ProcessEnv = {
    ...Object.fromEntries(ours),
    NODE_ENV: 'test',
    TZ: 'UTC',
    TEST_MARIADB_SOCKET: ground.socketPath,
  };
  if (isCounting) return environment;
  if (part.needsTemporal && ground.temporal !== null && ground.bundle !== null) {
    environment['TEST_TEMPORAL_ADDRESS'] = await ground.temporal;
    environment['TEST_TEMPORAL_NAMESPACE'] = part.name;
    environment['WORKFLOW_BUNDLE'] = await ground.bundle;
  }
  if (part.needsBrowser) environment['CHROME_PATH'] = provideBrowser(say);
  return environment;
}

function conclude(outcomes: readonly Outcome[]): void {
  console.log('');
  for (const { part, counts, ms } of outcomes) {
    const sum = counts.passed + counts.failed + counts.skipped;
    const failed = counts.failed === 0 ? '' : `, ${String(counts.failed)} of them red`;
    console.log(`${clock(ms).padStart(6)}  ${part.title}: ${String(sum)} tests${failed}`);
  }
  const total = outcomes.map((outcome) => outcome.counts).reduce(add, NOTHING);
  const isRed = total.failed > 0 || total.passed === 0 || process.exitCode === 1;
  process.exitCode = isRed ? 1 : 0;
  const { passed, skipped } = total;
  const failed = isRed && total.failed === 0 ? 1 : total.failed;
  console.log(`${String(passed)} passed, ${String(failed)} failed, ${String(skipped)} skipped`);
}

function add(left: Counts, right: Counts): Counts {
  return {
    passed: left.passed + right.passed,
    failed: left.failed + right.failed,
    skipped: left.skipped + right.skipped,
  };
}

function endOnSignals(children: Children): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      void children.stopAll().then(() => process.exit(130));
    });
  }
}
