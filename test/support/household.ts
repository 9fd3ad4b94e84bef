// A house in processes of its own, to be killed: a durable MariaDB, a web process and a worker as in
// production, on the run's Temporal. A worker may be armed to die at a named point.

import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { msToTs } from '@temporalio/common/lib/time.js';
import { openDatabase, type Database } from '../../server/platform/database.ts';
import { migrateAt } from '../../server/platform/migrations.ts';
import type { Child, Exit } from '../../tools/dev/children.ts';
import { startMariadb, type Mariadb } from '../../tools/dev/mariadb.ts';
import { MIGRATIONS, ROOT } from '../../tools/dev/places.ts';
import { freePort } from '../../tools/dev/ports.ts';
import { atTheEnd, children } from './teardown.ts';
import { testTemporal, workflowBundle } from './temporal.ts';

export type Settings = Readonly<Record<string, string>>;

export type Household = {
  /** The environment of its processes: `loadConfig(household.settings)` composes beside them. */
  readonly settings: Settings;
  /** With the application's rights; it finds the server again after a kill. */
  readonly database: Database;
  /** Where the web process answers, once it is started. */
  readonly url: string;
  readonly startWeb: (extra?: Settings) => Promise<Child>;
  /** `{ FAULT_POINT: 'numbers.given' }` lets it die there, `'name:3'` the third time. */
  readonly startWorker: (extra?: Settings) => Promise<Child>;
  /** SIGKILL, as a power cut would, and up again on the same data and address. */
  readonly killMariadb: () => Promise<void>;
  /** The same in two steps. */
  readonly stopMariadb: () => Promise<void>;
  readonly startMariadb: () => Promise<void>;
  /** Ends its processes and empties nothing; the teardown of the run does the rest. */
  readonly stop: () => Promise<void>;
};

const DATABASE = 'jarnkoll_house';
const READY_MS = 60_000;

/** Starts the database, migrated, and nothing else. Takes some 3 s. */
export async function startHousehold(extra: Settings = {}): Promise<Household> {
  const folder = children.temporaryFolder(true);
  const options = { folder: path.join(folder, 'db'), settings: 'durable' } as const;
  let mariadb: Mariadb = await startMariadb(children, { ...options, background: true });
  const owner = openDatabase(mariadb.ownerUrl('jarnkoll'), { maxConnections: 1 });
  await owner.run(`CREATE DATABASE ${DATABASE} COLLATE utf8mb4_swedish_ci`);
  await owner.close();
  await migrateAt(mariadb.ownerUrl(DATABASE), MIGRATIONS);
  const database = openDatabase(mariadb.appUrl(DATABASE));
  atTheEnd('the database of a household', () => database.close());

  const port = await freePort();
  const url = `http://localhost:${String(port)}`;
  const settings: Settings = {
    ...(await temporalSettings()),
    NODE_ENV: 'test',
    TZ: 'UTC',
    PORT: String(port),
    BASE_URL: url,
    DATABASE_URL: mariadb.appUrl(DATABASE),
    MIGRATION_DATABASE_URL: mariadb.ownerUrl(DATABASE),
    DATA_FOLDER: path.join(folder, 'data'),
    DEMO: 'none',
    MONTH_SCHEDULE: 'no',
    // Or each kill waits for the ordinary time-outs in real time.
    WORKER_STICKY_MS: '1000',
    ACTIVITY_HEARTBEAT_MS: '2000',
    ...extra,
  };
  const started: Child[] = [];
  const startProcess = async (entry: string, more: Settings): Promise<Child> => {
    const child = await children.start({
      name: entry,
      command: process.execPath,
      args: ['--import', 'tsx', entry],
      cwd: ROOT,
      env: { ...process.env, ...settings, ...more },
      output: { file: path.join(folder, `${path.dirname(entry)}-${randomUUID()}.log`) },
      background: true,
    });
    started.push(child);
    return child;
  };
  const startAgain = async () => {
    mariadb = await startMariadb(children, { ...options, background: true });
  };
  return {
    settings,
    database,
    url,
    startWeb: async (more = {}) => {
      const web = await startProcess('server/main.ts', more);
      await untilItAnswers(web, url);
      return web;
    },
    startWorker: async (more = {}) => {
      const worker = await startProcess('workflows/main.ts', more);
      await untilItWorks(worker);
      return worker;
    },
    killMariadb: async () => {
      await mariadb.kill();
      await startAgain();
    },
    stopMariadb: () => mariadb.kill(),
    startMariadb: startAgain,
    stop: async () => {
      for (const child of started.splice(0).reverse()) await child.stop();
    },
  };
}

/** Waits until a process is dead, as one that was armed will be; fails when it lives on. */
export async function untilDead(child: Child, milliseconds: number): Promise<Exit> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`${child.name} still lives: its fault point was not passed`));
    }, milliseconds);
  });
  return Promise.race([child.exited, tooLong]).finally(() => {
    clearTimeout(timer);
  });
}

/** A namespace of its own, so that a killed worker's tasks go to nobody else. */
async function temporalSettings(): Promise<Settings> {
  const { address, plain } = await testTemporal();
  const namespace = `household-${randomUUID()}`;
  await plain.workflowService.registerNamespace({
    namespace,
    workflowExecutionRetentionPeriod: msToTs(86_400_000),
  });
  return {
    TEMPORAL_ADDRESS: address,
    TEMPORAL_NAMESPACE: namespace,
    WORKFLOW_BUNDLE: await workflowBundle(),
  };
}

/** Until it says so itself; one that is armed may also be dead by then. */
async function untilItWorks(worker: Child): Promise<void> {
  const until = Date.now() + READY_MS;
  while (worker.isRunning() && Date.now() < until) {
    if (readFileSync(worker.log ?? '', 'utf8').includes('"working"')) return;
    await sleep(50);
  }
}

async function untilItAnswers(web: Child, url: string): Promise<void> {
  const until = Date.now() + READY_MS;
  while (web.isRunning() && Date.now() < until) {
    const answer = await fetch(`${url}/livez`).catch(() => null);
    if (answer?.ok === true) return;
    await sleep(50);
  }
  throw new Error(`the web process does not answer; its output is in ${web.log ?? ''}`);
}
