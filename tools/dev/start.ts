// Behind `npm start`: everything on a fresh machine, in the foreground, and nothing left when it
// ends. What the environment names is used; what it does not name is provided (development.ts).
// With NODE_ENV=production nothing is provided: the two processes run with what there is, or refuse.

import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { loadConfig } from '../../config/config.ts';
import { migrateAt } from '../../server/platform/migrations.ts';
import { createChildren } from './children.ts';
import { demonstrate, whoCanSignIn } from './demonstration.ts';
import {
  keepProcess,
  provideDatabase,
  provideMail,
  provideTemporalServer,
  RANK,
  sessionSecret,
  type Surroundings,
} from './development.ts';
import { createEnding, type Ending } from './ending.ts';
import { provideIdentity } from './identity.ts';
import {
  givenSettings,
  isNamed,
  readRunFile,
  removeRunFile,
  writeRunFile,
  type Settings,
} from './instance.ts';
import { takeLock, takeLockNow } from './lock.ts';
import { cacheFolder, DATA, MIGRATIONS } from './places.ts';
import { freePort, nextFreePort } from './ports.ts';
import { faultText, say } from './terminal.ts';

const WEB_READY_MS = 90_000;
const watch = process.argv.includes('--watch');

void main();

async function main(): Promise<void> {
  const ending = createEnding(createChildren());
  const around: Surroundings = {
    children: ending.children,
    given: givenSettings(),
    say,
    atTheEnd: ending.atTheEnd,
    giveUp: (reason) => {
      say(reason);
      void ending.end(1);
    },
  };
  try {
    if (process.env['NODE_ENV'] === 'production') await startProduction(around);
    else await startDevelopment(around, ending);
  } catch (error) {
    if (!ending.hasBegun()) around.giveUp(faultText(error));
  }
}

/** Nothing is faked: the processes read the environment themselves and refuse what is missing. */
async function startProduction(around: Surroundings): Promise<void> {
  // Told here, whole: of a process that ends by itself only the last lines are shown.
  loadConfig();
  await keepProcess(around, 'web', { settings: {}, watch: false });
  await keepProcess(around, 'worker', { settings: {}, watch: false });
}

async function startDevelopment(around: Surroundings, ending: Ending): Promise<void> {
  if (!claimClone()) {
    await ending.end(1);
    return;
  }
  const temporalPort = await freePort();
  const ownTemporal = !isNamed(around.given, 'TEMPORAL_ADDRESS');
  // It may have to be built: everything else goes on meanwhile.
  if (ownTemporal) {
    void provideTemporalServer(around, temporalPort)
      .then(() => {
        say('Temporal is ready: the processes run.');
      })
      .catch((error: unknown) => {
        if (!ending.hasBegun()) say(`${faultText(error)}\nThe pages work; no process runs.`);
      });
  }
  const database = await provideDatabase(around);
  await bringUpToDate({ ...database, ...around.given });
  const temporal: Settings = ownTemporal
    ? { TEMPORAL_ADDRESS: `127.0.0.1:${String(temporalPort)}` }
    : {};
  const settings = await startHouse(around, { ...database, ...temporal });
  demonstrate(around, settings);
}

/** False, with the address to open, where `npm start` already runs in this clone. */
function claimClone(): boolean {
  mkdirSync(DATA, { recursive: true });
  const taken = takeLockNow(path.join(DATA, 'start.lock'));
  if ('giveBack' in taken) return true;
  const where = readRunFile()?.url ?? 'it is still starting';
  say(`npm start already runs in this folder (process ${String(taken.holder.pid)}): ${where}`);
  return false;
}

async function bringUpToDate(settings: Settings): Promise<void> {
  const { migrationUrl } = loadConfig(settings).database;
  const ran = await migrateAt(migrationUrl, MIGRATIONS);
  if (ran.length > 0) say(`MariaDB: ${String(ran.length)} migrations have run.`);
}

/** Ports are chosen and taken one clone at a time, so that two that start at once get their own. */
async function startHouse(around: Surroundings, found: Settings): Promise<Settings> {
  const giveBack = await takeLock(path.join(cacheFolder(), 'ports.lock'), () => undefined);
  try {
    const port = await nextFreePort(Number(around.given['PORT'] ?? 3000));
    const baseUrl = around.given['BASE_URL'] ?? `http://localhost:${String(port)}`;
    const size = around.given['DEMO'] ?? 'gavle';
    const people = whoCanSignIn(size);
    const mail = await provideMail(around, port + 1);
    const identity = await provideIdentity(around, { wishedPort: port + 2, baseUrl, people });
    const settings: Settings = {
      NODE_ENV: 'development',
      TZ: 'UTC',
      DATA_FOLDER: DATA,
      SESSION_SECRET: sessionSecret(),
      DEMO: size,
      ...found,
      ...mail?.settings,
      ...identity,
      ...around.given,
      PORT: String(port),
      BASE_URL: baseUrl,
    };
    await keepProcess(around, 'web', { settings, watch });
    await keepProcess(around, 'worker', { settings, watch });
    await untilWebAnswers(port);
    writeRunFile(baseUrl, settings);
    around.atTheEnd(RANK.demo, removeRunFile);
    welcome(baseUrl, mail?.url ?? null, people);
    return settings;
  } finally {
    giveBack();
  }
}

async function untilWebAnswers(port: number): Promise<void> {
  const until = Date.now() + WEB_READY_MS;
  while (Date.now() < until) {
    const answer = await fetch(`http://127.0.0.1:${String(port)}/livez`).catch(() => null);
    if (answer?.ok === true) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The web process does not answer: see .data/log/web.log');
}

function welcome(
  baseUrl: string,
  mailUrl: string | null,
  people: readonly { readonly name: string; readonly title: string }[],
): void {
  console.log(`\n  Järnkoll   ${baseUrl}`);
  if (mailUrl !== null) console.log(`  Letters    ${mailUrl}`);
  console.log('\n  Sign in as');
  for (const { name, title } of people) console.log(`    ${name.padEnd(20)} ${title}`);
  console.log('\n  Ctrl-C ends everything.\n');
}
