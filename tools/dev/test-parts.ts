// Which tests there are, and in which parts they run: each part is a mocha process of its own, with
// its own limits. Folders of test/ are rooms; kills and journeys are the slow ones.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './places.ts';

export type Part = {
  readonly name: 'rooms' | 'processes' | 'kills' | 'journeys';
  readonly title: string;
  readonly files: readonly string[];
  readonly needsTemporal: boolean;
  readonly needsBrowser: boolean;
  /** How long one test may take, where it says nothing itself. */
  readonly testMs: number;
  /** How long the part may take: a hanging test must not eat the run. */
  readonly partMinutes: number;
};

const TESTS = path.join(ROOT, 'test');
/** Every run holds the house's own rules. */
const HOUSE = 'house';
const SLOW = ['kills', 'journeys'];
const NO_ROOMS = [...SLOW, 'support', 'fixtures'];

const LIMITS = {
  rooms: { testMs: 20_000, partMinutes: 12 },
  processes: { testMs: 60_000, partMinutes: 12 },
  kills: { testMs: 180_000, partMinutes: 15 },
  journeys: { testMs: 120_000, partMinutes: 20 },
} as const;

/** Everything there is, the quick parts first. */
export function allParts(): Part[] {
  const files = testFiles(TESTS);
  const isIn = (folder: string) => (file: string) => file.startsWith(path.join(TESTS, folder, '/'));
  const quick = files.filter((file) => !SLOW.some((folder) => isIn(folder)(file)));
  return [
    part(
      'rooms',
      'rules, stores, routes',
      quick.filter((file) => !usesTemporal(file)),
    ),
    part('processes', 'processes in virtual time', quick.filter(usesTemporal)),
    part('kills', 'kill points', files.filter(isIn('kills'))),
    part('journeys', 'journeys in a browser', files.filter(isIn('journeys'))),
  ].filter((each) => each.files.length > 0);
}

/** The house's rules and the tests of some rooms, in one process. Throws for an unknown room. */
export function partOfRooms(rooms: readonly string[]): Part {
  const known = readdirSync(TESTS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !NO_ROOMS.includes(entry.name))
    .map((entry) => entry.name);
  const unknown = rooms.filter((room) => !known.includes(room));
  if (unknown.length > 0) {
    throw new Error(`No tests of ${unknown.join(', ')}. There are: ${known.sort().join(' ')}`);
  }
  const folders = [...new Set([HOUSE, ...rooms])];
  const files = folders.flatMap((room) => testFiles(path.join(TESTS, room)));
  const made = part('rooms', rooms.join(', '), files);
  return { ...made, needsTemporal: files.some(usesTemporal) };
}

function part(name: Part['name'], title: string, files: readonly string[]): Part {
  return {
    name,
    title,
    files,
    needsTemporal: name !== 'rooms',
    needsBrowser: name === 'journeys',
    ...LIMITS[name],
  };
}

function testFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => path.join(folder, name))
    .sort();
}

/** What a test file says when it wants the server: the support for it, or a house whose flows run. */
const WANTS_TEMPORAL = /support\/temporal\.ts|workingHouse/;

/** True when the file, or a file of its own room that it imports, wants Temporal. */
function usesTemporal(file: string): boolean {
  return wantsTemporal(file, new Set());
}

function wantsTemporal(file: string, seen: Set<string>): boolean {
  const isElsewhere = !file.startsWith(TESTS) || file.startsWith(path.join(TESTS, 'support'));
  if (seen.has(file) || isElsewhere || !existsSync(file)) return false;
  seen.add(file);
  const text = readFileSync(file, 'utf8');
  if (WANTS_TEMPORAL.test(text)) return true;
  return [...text.matchAll(/from '(\.[^']+)'/g)].some((match) =>
    wantsTemporal(path.resolve(path.dirname(file), match[1] ?? ''), seen),
  );
}
