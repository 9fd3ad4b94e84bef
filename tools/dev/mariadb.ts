// A private MariaDB: its own data folder, socket and settings, never the system's instance, no
// port. The folder is closed to other users, which is why the passwords in here are no secrets.

import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Child, Children } from './children.ts';
import { findProgram, installPackages, mayInstall } from './debian.ts';
import { takeLock } from './lock.ts';
import { commandLineOf, endStranger, isAlive } from './processes.ts';

/** Durable keeps what was committed over a power cut; fast is for tests that never cut it. */
export type MariadbSettings = 'durable' | 'fast';

export type MariadbOptions = {
  /** Everything of this server is in here; a second start on the same folder finds its data. */
  readonly folder: string;
  readonly settings: MariadbSettings;
  /** True where the starter may end without stopping it: the guard of its children then does. */
  readonly background?: boolean;
  readonly say?: (line: string) => void;
};

export type Addresses = {
  readonly socketPath: string;
  /** The application's address: reads, writes, calls; neither DROP nor TRIGGER. */
  readonly appUrl: (database: string) => string;
  /** The owner's address: for migrations, and for tests that empty tables. */
  readonly ownerUrl: (database: string) => string;
};

export type Mariadb = Addresses & {
  readonly child: Child;
  readonly stop: () => Promise<void>;
  /** SIGKILL, as a power cut would. Start again with the same options: the addresses stay. */
  readonly kill: () => Promise<void>;
};

type Programs = { readonly server: string; readonly install: string };

const START_MS = 60_000;
/** A socket's path has 108 bytes at most on Linux, 104 on macOS, the closing zero included. */
const SOCKET_BYTES = 100;

const ALWAYS = [
  '--skip-networking',
  '--skip-name-resolve',
  '--skip-log-bin',
  '--performance-schema=OFF',
  '--character-set-server=utf8mb4',
  '--collation-server=utf8mb4_swedish_ci',
  '--default-time-zone=+00:00',
  '--sql-mode=STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION,' +
    'NO_ZERO_DATE,NO_ZERO_IN_DATE,ONLY_FULL_GROUP_BY',
  '--innodb-snapshot-isolation=ON',
  '--local-infile=ON',
  '--max-allowed-packet=64M',
  '--max-connections=200',
  '--innodb-buffer-pool-load-at-startup=OFF',
  '--innodb-buffer-pool-dump-at-shutdown=OFF',
];

const BY_SETTINGS: Record<MariadbSettings, readonly string[]> = {
  durable: [
    '--innodb-flush-log-at-trx-commit=1',
    '--innodb-doublewrite=ON',
    '--innodb-buffer-pool-size=512M',
    '--innodb-log-file-size=256M',
  ],
  fast: [
    '--innodb-flush-log-at-trx-commit=0',
    '--innodb-doublewrite=OFF',
    '--innodb-flush-method=nosync',
    '--innodb-buffer-pool-size=256M',
    '--innodb-log-file-size=64M',
  ],
};

/** Both users are made again at each start, so that their rights are always today's. */
const USERS = [
  "CREATE USER IF NOT EXISTS 'owner'@'localhost' IDENTIFIED BY 'owner'",
  "GRANT ALL PRIVILEGES ON *.* TO 'owner'@'localhost' WITH GRANT OPTION",
  "CREATE OR REPLACE USER 'app'@'localhost' IDENTIFIED BY 'app'",
  'GRANT SELECT, INSERT, UPDATE, DELETE, CREATE TEMPORARY TABLES, LOCK TABLES, EXECUTE ' +
    "ON `jarnkoll%`.* TO 'app'@'localhost'",
  'CREATE DATABASE IF NOT EXISTS jarnkoll CHARACTER SET utf8mb4 COLLATE utf8mb4_swedish_ci',
];

/**
 * Starts a server on a folder, making its data the first time (2 s durable, 0.5 s fast). A server
 * that an earlier start left behind on the same folder is ended first. Database names begin with
 * `jarnkoll`: the application may enter no others. Throws with the end of the server's log.
 */
export async function startMariadb(children: Children, options: MariadbOptions): Promise<Mariadb> {
  const { folder, settings } = options;
  const programs = findPrograms(options.say ?? (() => undefined));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // While the one who started it lives, the folder is theirs; what a dead one left is ended.
  const giveBack = await takeLock(path.join(folder, 'lock'), (pid) => {
    options.say?.(`MariaDB: process ${String(pid)} has this database open; waiting.`);
  });
  await endWhatWasLeft(folder);
  await makeData(programs, options);
  const socketPath = socketOf(folder);
  const initFile = path.join(folder, 'init.sql');
  writeFileSync(initFile, USERS.map((statement) => `${statement};\n`).join(''));
  const child = await children.start({
    name: 'MariaDB',
    command: programs.server,
    args: [
      '--no-defaults',
      ...asRoot(),
      `--datadir=${path.join(folder, 'data')}`,
      `--tmpdir=${path.join(folder, 'tmp')}`,
      `--socket=${socketPath}`,
      `--pid-file=${path.join(folder, 'mariadb.pid')}`,
      `--init-file=${initFile}`,
      ...ALWAYS,
      ...BY_SETTINGS[settings],
    ],
    output: { file: path.join(folder, 'mariadb.log') },
    graceMs: 30_000,
    background: options.background ?? false,
  });
  void child.exited.then(giveBack);
  await waitForHandshake(child, socketPath);
  return {
    ...addressesAt(socketPath),
    child,
    stop: async () => {
      await child.stop();
      giveBack();
    },
    kill: async () => {
      await child.kill();
      giveBack();
    },
  };
}

/** The addresses of the server on a folder, also while it is away. */
export function addressesOf(folder: string): Addresses {
  return addressesAt(socketOf(folder));
}

/** The addresses of a server of ours that is known by its socket. */
export function addressesAt(socketPath: string): Addresses {
  return {
    socketPath,
    appUrl: (database) => urlOf('app', database, socketPath),
    ownerUrl: (database) => urlOf('owner', database, socketPath),
  };
}

function urlOf(user: string, database: string, socketPath: string): string {
  const socket = encodeURIComponent(socketPath);
  return `mysql://${user}:${user}@localhost/${database}?socketPath=${socket}`;
}

/** Finds the server's programs, or installs them where we may, or says what to install. */
function findPrograms(say: (line: string) => void): Programs {
  const found = lookForPrograms();
  if (found !== null) return found;
  if (mayInstall()) {
    say('MariaDB: installing mariadb-server-core …');
    installPackages('mariadb-server-core', 'mariadb-client-core');
  }
  const installed = lookForPrograms();
  if (installed !== null) return installed;
  throw new Error(
    'MariaDB is missing. Install MariaDB server 10.11 or later ' +
      '(Debian: apt-get install mariadb-server-core mariadb-client-core; macOS: brew install ' +
      'mariadb), or set DATABASE_URL to a database of yours.',
  );
}

function lookForPrograms(): Programs | null {
  const server = findProgram('mariadbd');
  const install = findProgram('mariadb-install-db');
  return server === null || install === null ? null : { server, install };
}

async function endWhatWasLeft(folder: string): Promise<void> {
  const file = path.join(folder, 'mariadb.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').trim());
  const isOurs = () => commandLineOf(pid).includes(`--datadir=${path.join(folder, 'data')} `);
  if (pid > 0 && isAlive(pid) && isOurs()) await endStranger(pid, 60_000);
}

/** The system tables. Made beside and moved in place, so that half of them never count. */
async function makeData(programs: Programs, options: MariadbOptions): Promise<void> {
  const { folder, settings } = options;
  mkdirSync(path.join(folder, 'tmp'), { recursive: true });
  if (existsSync(path.join(folder, 'data.made'))) return;
  options.say?.('MariaDB: making an empty database …');
  await promisify(execFile)(programs.install, [
    '--no-defaults',
    ...asRoot(),
    `--datadir=${path.join(folder, 'data')}`,
    '--auth-root-authentication-method=normal',
    '--skip-test-db',
    '--skip-name-resolve',
    '--force',
    ...BY_SETTINGS[settings],
  ]).catch((error: unknown) => {
    throw new Error(`mariadb-install-db failed: ${String(error)}`, { cause: error });
  });
  writeFileSync(path.join(folder, 'data.made'), '');
}

/** In the folder itself where its path is short enough; else in a folder of its own, remembered. */
function socketOf(folder: string): string {
  const near = path.join(folder, 'mariadb.sock');
  if (Buffer.byteLength(near) <= SOCKET_BYTES) return near;
  const note = path.join(folder, 'socket-folder');
  const known = existsSync(note) ? readFileSync(note, 'utf8') : '';
  if (known !== '' && existsSync(known)) return path.join(known, 'mariadb.sock');
  const made = mkdtempSync(path.join(os.tmpdir(), 'jarnkoll-'));
  chmodSync(made, 0o700);
  writeFileSync(note, made);
  return path.join(made, 'mariadb.sock');
}

/** MariaDB refuses to run as root unless it is told so by name. */
function asRoot(): string[] {
  return process.getuid?.() === 0 ? ['--user=root'] : [];
}

async function waitForHandshake(child: Child, socketPath: string): Promise<void> {
  const until = Date.now() + START_MS;
  while (!(await saysHello(socketPath))) {
    if (!child.isRunning() || Date.now() > until) {
      await child.kill();
      throw new Error(`MariaDB does not start:\n${endOf(child.log)}`);
    }
    await sleep(20);
  }
}

/** True when somebody on the socket sends the first bytes of MariaDB's greeting. */
function saysHello(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(socketPath);
    const answer = (said: boolean) => {
      socket.destroy();
      resolve(said);
    };
    socket.once('data', () => {
      answer(true);
    });
    socket.once('error', () => {
      answer(false);
    });
    socket.once('end', () => {
      answer(false);
    });
  });
}

function endOf(log: string | null): string {
  if (log === null || !existsSync(log)) return '';
  return readFileSync(log, 'utf8').slice(-3000);
}
