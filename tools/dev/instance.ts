// Which installation a command works on: the one whose address is in the environment, the one that
// `npm start` runs in this clone (it writes its environment to `.data/run.json`), or this clone's
// own data, for which the database is started for the command's duration.

import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { ENVIRONMENT_KEYS, loadConfig, type Config } from '../../config/config.ts';
import { migrateAt } from '../../server/platform/migrations.ts';
import { createChildren } from './children.ts';
import { startMariadb } from './mariadb.ts';
import { DATA, MIGRATIONS } from './places.ts';
import { isAlive, startOf } from './processes.ts';

/** Variables of config/config.ts with their values. */
export type Settings = Readonly<Record<string, string>>;

export type Instance = {
  readonly config: Config;
  readonly settings: Settings;
  /** True where a web and a worker are at work on it: those of `npm start`, or of production. */
  readonly isRunning: boolean;
};

type RunFile = {
  readonly pid: number;
  readonly started: string;
  readonly url: string;
  readonly settings: Settings;
};

const RUN_FILE = path.join(DATA, 'run.json');

/** The name of the one database of development. */
export const DATABASE = 'jarnkoll';

/** The folder of the private server, shared by `npm start` and the commands. */
export const MARIADB_FOLDER = path.join(DATA, 'mariadb');

/** Told by `npm start` when its processes have an environment; readable by this user only. */
export function writeRunFile(url: string, settings: Settings): void {
  mkdirSync(DATA, { recursive: true });
  const run: RunFile = { pid: process.pid, started: startOf(process.pid), url, settings };
  // Whole or not at all: a command may read it at any moment.
  writeFileSync(`${RUN_FILE}.part`, JSON.stringify(run, null, 2), { mode: 0o600 });
  renameSync(`${RUN_FILE}.part`, RUN_FILE);
}

export async function removeRunFile(): Promise<void> {
  await rm(RUN_FILE, { force: true });
}

/** What `npm start` in this clone told, if it still runs. */
export function readRunFile(): RunFile | null {
  if (!existsSync(RUN_FILE)) return null;
  const run = JSON.parse(readFileSync(RUN_FILE, 'utf8')) as RunFile;
  return isAlive(run.pid) && startOf(run.pid) === run.started ? run : null;
}

/** The variables that the caller has set, of those that we know. */
export function givenSettings(): Settings {
  const known = Object.entries(process.env).filter(
    (entry): entry is [string, string] =>
      ENVIRONMENT_KEYS.includes(entry[0].replace(/_FILE$/, '')) && entry[1] !== '',
  );
  return Object.fromEntries(known);
}

/** True where a variable is set, as itself or as the file that holds it. */
export function isNamed(settings: Settings, name: string): boolean {
  return settings[name] !== undefined || settings[`${name}_FILE`] !== undefined;
}

/**
 * Does some work on an installation and returns what the work returns. Where nothing runs, the
 * private database is started and migrated, and stopped afterwards.
 */
export async function withInstance<T>(work: (instance: Instance) => Promise<T>): Promise<T> {
  const given = givenSettings();
  if (isNamed(given, 'DATABASE_URL')) {
    return work(instanceOf(given, given['NODE_ENV'] === 'production'));
  }
  const run = readRunFile();
  if (run !== null) return work(instanceOf({ ...run.settings, ...given }, true));
  const children = createChildren();
  try {
    const mariadb = await startMariadb(children, { folder: MARIADB_FOLDER, settings: 'durable' });
    const settings = {
      DATABASE_URL: mariadb.appUrl(DATABASE),
      MIGRATION_DATABASE_URL: mariadb.ownerUrl(DATABASE),
      DATA_FOLDER: DATA,
      ...given,
    };
    await migrateAt(settings.MIGRATION_DATABASE_URL, MIGRATIONS);
    return await work(instanceOf(settings, false));
  } finally {
    await children.stopAll();
  }
}

function instanceOf(settings: Settings, isRunning: boolean): Instance {
  const quiet = { LOG_LEVEL: 'warn', ...settings };
  return { config: loadConfig(quiet), settings: quiet, isRunning };
}
