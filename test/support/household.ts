// A house in processes of its own, to be killed: a durable MariaDB, a web process and a worker as in
// production, on the run's Temporal or one of its own. A process may be armed to die at a named point.

import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { openDatabase, type Database } from '../../server/platform/database.ts';
import { migrateAt } from '../../server/platform/migrations.ts';
import type { Child, Exit } from '../../tools/dev/children.ts';
import { startMariadb, type Mariadb } from '../../tools/dev/mariadb.ts';
import { MIGRATIONS, ROOT } from '../../tools/dev/places.ts';
import { freePort } from '../../tools/dev/ports.ts';
import { isHalted } from '../../tools/dev/processes.ts';
import { startTemporal, type Temporal } from '../../tools/dev/temporal.ts';
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
  /** SIGKILL, as a power cut would, and up again on the same data and address; `meanwhile` before that. */
  readonly killMariadb: (meanwhile?: () => Promise<void>) => Promise<void>;
  /** The same for a Temporal of its own. */
  readonly killTemporal: () => Promise<void>;
  /** An empty household on the same servers; this one's processes should be stopped first. */
  readonly next: () => Promise<Household>;
  /** Ends its processes and empties nothing; the teardown of the run does the rest. */
  readonly stop: () => Promise<void>;
};

type Options = {
  readonly settings?: Settings;
  /** True where Temporal is to be killed too; else it is that of the run. */
  readonly ownTemporal?: boolean;
};

/** What households that come one after the other share. */
type Ground = {
  readonly folder: string;
  readonly address: string;
  readonly mariadb: () => Mariadb;
  readonly killMariadb: Household['killMariadb'];
  readonly killTemporal: () => Promise<void>;
  readonly settings: Settings;
  households: number;
};

const READY_MS = 60_000;

/** Starts the servers, the database migrated, and nothing else. Takes some 3 s. */
export async function startHousehold(options: Options = {}): Promise<Household> {
  const folder = children.temporaryFolder(true);
  const database = { folder: path.join(folder, 'db'), settings: 'durable' } as const;
  const startDatabase = () => startMariadb(children, { ...database, background: true });
  let mariadb = await startDatabase();
  const temporal = options.ownTemporal === true ? await ownTemporal(folder) : null;
  return moveIn({
    folder,
    address: temporal?.address ?? (await testTemporal()).address,
    mariadb: () => mariadb,
    killMariadb: async (meanwhile) => {
      await mariadb.kill();
      try {
        await meanwhile?.();
      } finally {
        mariadb = await startDatabase();
      }
    },
    killTemporal: async () => {
      if (temporal === null) throw new Error('the Temporal of the run is not to be killed');
      await temporal.killAndStart();
    },
    settings: options.settings ?? {},
    households: 0,
  });
}

async function ownTemporal(folder: string) {
  const options = {
    file: path.join(folder, 'temporal.db'),
    log: path.join(folder, 'temporal.log'),
    background: true,
    say: (line: string) => {
      console.error(line);
    },
  };
  let temporal: Temporal = await startTemporal(children, options);
  return {
    address: temporal.address,
    killAndStart: async () => {
      await temporal.kill();
      temporal = await startTemporal(children, { ...options, port: temporal.port });
    },
  };
}

async function moveIn(ground: Ground): Promise<Household> {
  ground.households += 1;
  const name = `jarnkoll_house${String(ground.households)}`;
  const folder = path.join(ground.folder, name);
  const database = await emptyDatabase(ground.mariadb(), name);
  const settings = { ...(await settingsOf(ground, name)), ...ground.settings };
  const url = settings.BASE_URL;
  const started: Child[] = [];
  const start = async (entry: string, more: Settings): Promise<Child> => {
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
  const stop = async () => {
    for (const child of started.splice(0).reverse()) await child.stop();
  };
  return {
    settings,
    database,
    url,
    startWeb: async (more = {}) => {
      const web = await start('server/main.ts', more);
      await untilItAnswers(web, url);
      return web;
    },
    startWorker: async (more = {}) => {
      const worker = await start('workflows/main.ts', more);
      await untilItWorks(worker);
      return worker;
    },
    killMariadb: ground.killMariadb,
    killTemporal: ground.killTemporal,
    next: () => moveIn(ground),
    stop,
  };
}

async function emptyDatabase(mariadb: Mariadb, name: string): Promise<Database> {
  const owner = openDatabase(mariadb.ownerUrl('jarnkoll'), { maxConnections: 1 });
  await owner.run(`CREATE DATABASE ${name} COLLATE utf8mb4_swedish_ci`);
  await owner.close();
  await migrateAt(mariadb.ownerUrl(name), MIGRATIONS);
  const database = openDatabase(mariadb.appUrl(name));
  atTheEnd('the database of a household', () => database.close());
  return database;
}

async function settingsOf(ground: Ground, name: string) {
  const port = await freePort();
  return {
    NODE_ENV: 'test',
    TZ: 'UTC',
    PORT: String(port),
    BASE_URL: `http://localhost:${String(port)}`,
    DATABASE_URL: ground.mariadb().appUrl(name),
    MIGRATION_DATABASE_URL: ground.mariadb().ownerUrl(name),
    TEMPORAL_ADDRESS: ground.address,
    TEMPORAL_NAMESPACE: await ownNamespace(ground.address),
    WORKFLOW_BUNDLE: await workflowBundle(),
    DATA_FOLDER: path.join(ground.folder, name, 'data'),
    DEMO: 'none',
    MONTH_SCHEDULE: 'no',
    // Or each kill waits for the ordinary time-outs in real time.
    WORKER_STICKY_MS: '1000',
    ACTIVITY_HEARTBEAT_MS: '2000',
  };
}

/** So that a killed worker's tasks go to nobody else. */
async function ownNamespace(address: string): Promise<string> {
  const namespace = `household-${randomUUID()}`;
  const connection = await Connection.connect({ address });
  await connection.workflowService.registerNamespace({
    namespace,
    workflowExecutionRetentionPeriod: msToTs(86_400_000),
  });
  await connection.close();
  return namespace;
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

/** Waits until a process has halted at its point (`name:1:halt`). Returns how to let it go on. */
export async function untilHalted(child: Child, milliseconds: number): Promise<() => void> {
  const until = Date.now() + milliseconds;
  while (!isHalted(child.pid)) {
    if (!child.isRunning()) throw new Error(`${child.name} is dead; see ${child.log ?? ''}`);
    if (Date.now() > until) throw new Error(`${child.name} has not passed its fault point`);
    await sleep(20);
  }
  return () => {
    process.kill(child.pid, 'SIGCONT');
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
