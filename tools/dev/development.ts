// What `npm start` puts in the place of everything that the environment does not name: a private
// MariaDB and Temporal, a mail sink, an identity provider. Each tells the variables that lead to it.

import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { randomBytes } from 'node:crypto';
import type { Children } from './children.ts';
import { DATABASE, isNamed, MARIADB_FOLDER, type Settings } from './instance.ts';
import { keepRunning } from './keeping.ts';
import { startMailSink } from './mail-sink.ts';
import { addressesOf, startMariadb } from './mariadb.ts';
import { DATA, ROOT } from './places.ts';
import { nextFreePort } from './ports.ts';
import { startTemporal } from './temporal.ts';

/** How a part of the development installation is told of and ended. */
export type Surroundings = {
  readonly children: Children;
  readonly given: Settings;
  readonly say: (line: string) => void;
  /** Ends everything; the reason is printed. */
  readonly giveUp: (reason: string) => void;
  /** Registers how a thing ends; the lower the rank, the earlier it does. */
  readonly atTheEnd: (rank: number, end: () => Promise<unknown>) => void;
};

/** The order of ending: those that use others go before them. */
export const RANK = { demo: 0, web: 1, worker: 1, around: 2, temporal: 3, mariadb: 4 } as const;

/** A log that begins with this start; the one before it is kept beside. */
export function freshLog(name: string): string {
  const file = path.join(DATA, 'log', `${name}.log`);
  if (existsSync(file)) renameSync(file, `${file}.old`);
  return file;
}

/** A private MariaDB in the runtime folder, unless the environment names a database. */
export async function provideDatabase(around: Surroundings): Promise<Settings> {
  if (isNamed(around.given, 'DATABASE_URL')) return {};
  const options = { folder: MARIADB_FOLDER, settings: 'durable', say: around.say } as const;
  const kept = await keepRunning({
    ...around,
    name: 'MariaDB',
    start: async () => (await startMariadb(around.children, options)).child,
  });
  around.atTheEnd(RANK.mariadb, kept.stop);
  const addresses = addressesOf(MARIADB_FOLDER);
  return {
    DATABASE_URL: addresses.appUrl(DATABASE),
    MIGRATION_DATABASE_URL: addresses.ownerUrl(DATABASE),
  };
}

/** Its port is known before it is there: the worker waits for it, everything else does not. */
export async function provideTemporalServer(around: Surroundings, port: number): Promise<void> {
  const file = path.join(DATA, 'temporal.sqlite');
  const log = freshLog('temporal');
  const options = { file, log, port, say: around.say };
  const kept = await keepRunning({
    ...around,
    name: 'Temporal',
    start: async () => (await startTemporal(around.children, options)).child,
  });
  around.atTheEnd(RANK.temporal, kept.stop);
}

/** A place that takes every letter and shows it, unless the environment names a mail server. */
export async function provideMail(around: Surroundings, wishedPort: number) {
  if (isNamed(around.given, 'SMTP_URL')) return null;
  const httpPort = await nextFreePort(wishedPort);
  const sink = await startMailSink({ smtpPort: 0, httpPort, folder: path.join(DATA, 'mail') });
  around.atTheEnd(RANK.around, sink.stop);
  return { url: sink.url, settings: { SMTP_URL: sink.smtpUrl } };
}

/** Signs the cookies: made once, so that a restart signs nobody out. */
export function sessionSecret(): string {
  const file = path.join(DATA, 'session-secret');
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600 });
  return readFileSync(file, 'utf8');
}

/** One of our two processes, kept at work; with `watch` it also starts again when a file changes. */
export async function keepProcess(
  around: Surroundings,
  name: 'web' | 'worker',
  { settings, watch }: { readonly settings: Settings; readonly watch: boolean },
): Promise<void> {
  const entry = name === 'web' ? 'server/main.ts' : 'workflows/main.ts';
  const log = freshLog(name);
  const tsx = path.join(ROOT, 'node_modules', 'tsx', 'dist', 'cli.mjs');
  const args = watch
    ? [tsx, 'watch', '--clear-screen=false', '--include', 'views/**/*.hbs', entry]
    : ['--import', 'tsx', entry];
  const kept = await keepRunning({
    ...around,
    name: name === 'web' ? 'The web process' : 'The worker',
    start: () =>
      around.children.start({
        name,
        command: process.execPath,
        args,
        cwd: ROOT,
        env: { ...process.env, ...settings },
        output: { file: log },
      }),
  });
  around.atTheEnd(RANK[name], kept.stop);
}
