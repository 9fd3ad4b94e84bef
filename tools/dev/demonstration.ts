// The demonstration in `npm start`: the municipality is filled in the first time, by a process of its
// own that goes on where it was cut off, and the world around it (operators, the accounting system)
// answers as long as the house is up.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { addMonths, monthOf, type Month } from '../../server/kernel/calendar.ts';
import { createClock } from '../../server/platform/clock.ts';
import { receiptsInFolder, startSimulator } from '../demo/simulator.ts';
import { SIGN_INS } from '../demo/sign-ins.ts';
import type { Child } from './children.ts';
import { RANK, type Surroundings } from './development.ts';
import type { IdentityPerson } from './identity-provider.ts';
import type { Settings } from './instance.ts';
import { DATA, ROOT } from './places.ts';

type Filling = { readonly size: string; readonly month: Month; readonly isDone: boolean };

const ATTEMPTS = 3;
const AGAIN_MS = 5000;
const NOTE = path.join(DATA, 'demonstration.json');
/** Alone in an organisation that begins empty (DEMO=none). */
const ADMINISTRATOR: IdentityPerson = {
  name: 'Admin',
  email: 'admin@example.test',
  title: 'Administratör, allt',
  groups: ['jarnkoll-administrator'],
};

/** Whom one can sign in as. */
export function whoCanSignIn(size: string): readonly IdentityPerson[] {
  return size === 'none' ? [ADMINISTRATOR] : SIGN_INS;
}

/** Fills what is not yet filled, and starts the world around. Does nothing with DEMO=none. */
export function demonstrate(around: Surroundings, settings: Settings): void {
  const size = settings['DEMO'] ?? 'gavle';
  if (size === 'none') return;
  startWorld(around);
  const filling = readNote() ?? { size, month: lastMonth(), isDone: false };
  if (filling.isDone) return;
  writeNote(filling);
  around.say('The demonstration municipality is filled in; one can sign in meanwhile.');
  void fill(around, filling, settings);
}

/** It goes on where it stopped: a database that was killed under it costs it a moment. */
async function fill(around: Surroundings, filling: Filling, settings: Settings): Promise<void> {
  const state = { isEnding: false };
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const child = await startFilling(around, filling, settings);
    around.atTheEnd(RANK.demo, () => {
      state.isEnding = true;
      return child.stop();
    });
    const { code } = await child.exited;
    if (code === 0) {
      writeNote({ ...filling, isDone: true });
      return;
    }
    if (isEnding(state)) return;
    await sleep(AGAIN_MS, undefined, { ref: false });
  }
  around.say('The demonstration stopped before it was done; the next npm start goes on with it.');
}

function startFilling(around: Surroundings, filling: Filling, settings: Settings): Promise<Child> {
  return around.children.start({
    name: 'the demonstration',
    command: process.execPath,
    args: [
      ...['--import', 'tsx', path.join(ROOT, 'tools', 'demo', 'main.ts')],
      ...['--size', filling.size, '--month', filling.month],
    ],
    cwd: ROOT,
    env: { ...process.env, ...settings },
    output: 'show',
  });
}

function isEnding(state: { readonly isEnding: boolean }): boolean {
  return state.isEnding;
}

function startWorld(around: Surroundings): void {
  const simulator = startSimulator({
    inboxFolder: path.join(DATA, 'inbox'),
    ledgerOutboxFolder: path.join(DATA, 'ledger', 'outbox'),
    ...receiptsInFolder(path.join(DATA, 'ledger', 'receipts')),
    say: around.say,
  });
  around.atTheEnd(RANK.around, simulator.stop);
}

/** The demonstration's month is fixed on the day of filling, and kept when it goes on later. */
function lastMonth(): Month {
  return addMonths(monthOf(createClock().today()), -1);
}

function readNote(): Filling | null {
  return existsSync(NOTE) ? (JSON.parse(readFileSync(NOTE, 'utf8')) as Filling) : null;
}

function writeNote(filling: Filling): void {
  mkdirSync(DATA, { recursive: true });
  writeFileSync(NOTE, JSON.stringify(filling));
}
