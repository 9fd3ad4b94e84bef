// The watched folder: `<inbox>/<supplier>/`. Files that have stood still are kept and received, then moved
// to `done/`, or to `refused/` with a text that says why. Killed in between, the next round finds the
// bytes known and only moves them: nothing is taken twice, and nothing half.

import { createReadStream } from 'node:fs';
import { lstat, mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { SYSTEM } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Files } from '../../platform/files.ts';
import type { Arrival } from './commands/receive.ts';
import type { ArrivedFile } from './store/files.ts';
import type { InvoiceId } from './types.ts';

export type PickUpDeps = {
  /** The inbox; it is made when it is missing. */
  readonly folder: string;
  readonly maxFileBytes: number;
  readonly files: Pick<Files, 'put'>;
  readonly receiveFiles: (arrival: Arrival) => Promise<InvoiceId>;
  /** The invoice numbers in a kept file of a supplier's; none where it cannot be read. */
  readonly numbersIn: (supplier: string, file: ArrivedFile) => Promise<readonly string[]>;
  /** What the text beside a refused file says. */
  readonly explain: (name: string, refusal: Refusal) => string;
  /** How long a file's size and time must have stood still; the clock that measures it. */
  readonly stillMs?: number;
  readonly now?: () => number;
};

export type PickUp = {
  /** One round. Resolves to how many files were moved, whichever way. */
  readonly lookOnce: () => Promise<number>;
};

type Seen = { readonly size: number; readonly mtimeMs: number; readonly since: number };
type Kept = ArrivedFile & { readonly numbers: readonly string[] };
type KeptFrom = Kept & { readonly from: string };

const STILL_MS = 2000;
/** Files that come together are waited for together, but one that never ends holds nobody up for longer. */
const MOST_MS = 60_000;
const DONE = 'done';
const REFUSED = 'refused';

export function createPickUp(deps: PickUpDeps): PickUp {
  const { folder, stillMs = STILL_MS, now = Date.now } = deps;
  let seen = new Map<string, Seen>();

  /** The files of a folder that have stood still; none while others are still being written. */
  const settled = async (place: string, round: Map<string, Seen>): Promise<string[]> => {
    const found = await filesIn(place);
    const ages = found.map(({ file, size, mtimeMs }) => {
      const before = seen.get(file);
      const isSame = before?.size === size && before.mtimeMs === mtimeMs;
      const since = isSame ? before.since : now();
      round.set(file, { size, mtimeMs, since });
      return { file, age: isSame ? now() - since : -1 };
    });
    const isWhole = ages.every(({ age }) => age >= stillMs);
    return ages.filter(({ age }) => age >= (isWhole ? stillMs : MOST_MS)).map(({ file }) => file);
  };

  const lookOnce = async (): Promise<number> => {
    await mkdir(folder, { recursive: true });
    const round = new Map<string, Seen>();
    const attempts = createAttempts();
    let moved = 0;
    for (const supplier of await suppliersIn(folder)) {
      const place = path.join(folder, supplier);
      await attempts.make(async () => {
        const names = await settled(place, round);
        moved += await takeAll(deps, { supplier, place, names, attempts });
      });
    }
    seen = round;
    attempts.end();
    return moved;
  };

  return { lookOnce };
}

type Attempts = ReturnType<typeof createAttempts>;

/** What cannot be done now is tried again in the next round, and holds up nothing else in this one. */
function createAttempts() {
  const failures: unknown[] = [];
  return {
    make: async (work: () => Promise<void>): Promise<void> => {
      try {
        await work();
      } catch (error) {
        failures.push(error);
      }
    },
    /** Throws the first of what failed. */
    end: (): void => {
      if (failures.length > 0) throw failures[0];
    },
  };
}

type Pile = {
  readonly supplier: string;
  readonly place: string;
  readonly names: readonly string[];
  readonly attempts: Attempts;
};

/** Keeps and receives the files of one supplier, those of one invoice together. */
async function takeAll(deps: PickUpDeps, pile: Pile): Promise<number> {
  const { supplier, place, names, attempts } = pile;
  const kept: KeptFrom[] = [];
  let moved = 0;
  for (const from of names) {
    await attempts.make(async () => {
      const refusal = await refusalOf(async () => {
        kept.push({ ...(await keep(deps, supplier, from)), from });
      });
      if (refusal !== null) moved += await refuse(deps, place, { from, refusal });
    });
  }
  for (const together of arrivalsOf(kept)) {
    await attempts.make(async () => {
      moved += await receive(deps, pile, together);
    });
  }
  return moved;
}

/** Receives the files of one invoice, and moves them to where they then belong. */
async function receive(
  deps: PickUpDeps,
  { supplier, place }: Pile,
  together: readonly KeptFrom[],
): Promise<number> {
  const refusal = await refusalOf(async () => {
    await deps.receiveFiles({ supplier, files: together.map(toArrived), actor: SYSTEM });
  });
  for (const { from } of together) {
    // What is known already has been received: by a round that was ended, or by hand.
    if (refusal === null || refusal.code === 'invoice.same-file') {
      await moveTo(path.join(place, DONE), from);
    } else {
      await refuse(deps, place, { from, refusal });
    }
  }
  return together.length;
}

async function keep(deps: PickUpDeps, supplier: string, from: string): Promise<Kept> {
  const kept = await deps.files.put(createReadStream(from), deps.maxFileBytes);
  const file = { name: path.basename(from), ...kept };
  if (file.bytes === 0) {
    throw new Refusal('invalid', 'file.empty', { args: { name: file.name } });
  }
  return { ...file, numbers: await deps.numbersIn(supplier, file) };
}

function toArrived({ name, sha256, bytes }: Kept): ArrivedFile {
  return { name, sha256, bytes };
}

/** Files that name the same invoice are one arrival; a file that names none is one by itself. */
function arrivalsOf<K extends Kept>(kept: readonly K[]): K[][] {
  const arrivals: { numbers: Set<string>; files: K[] }[] = [];
  for (const file of kept) {
    const akin = arrivals.find(({ numbers }) => file.numbers.some((each) => numbers.has(each)));
    if (akin === undefined) {
      arrivals.push({ numbers: new Set(file.numbers), files: [file] });
    } else {
      akin.files.push(file);
      for (const number of file.numbers) akin.numbers.add(number);
    }
  }
  return arrivals.map(({ files }) => files);
}

/** The refusal that some work ends in, or null. Anything else goes on, and is tried again. */
async function refusalOf(work: () => Promise<void>): Promise<Refusal | null> {
  try {
    await work();
    return null;
  } catch (error) {
    if (error instanceof Refusal && error.kind !== 'unavailable') return error;
    throw error;
  }
}

/** The reason is written before the file is moved: a refused file is never without one. */
async function refuse(
  { explain }: PickUpDeps,
  place: string,
  { from, refusal }: { readonly from: string; readonly refusal: Refusal },
): Promise<number> {
  const folder = path.join(place, REFUSED);
  await mkdir(folder, { recursive: true });
  const name = await freeName(folder, path.basename(from));
  const why = explain(path.basename(from), refusal);
  await writeFile(path.join(folder, `${name}.txt`), `${why}\n`);
  await rename(from, path.join(folder, name));
  return 1;
}

async function moveTo(folder: string, from: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await rename(from, path.join(folder, await freeName(folder, path.basename(from))));
}

/** The name, or `name-2.xml`: what was moved before is never written over. */
async function freeName(folder: string, name: string): Promise<string> {
  const taken = new Set(await readdir(folder));
  const { name: stem, ext } = path.parse(name);
  let free = name;
  for (let n = 2; taken.has(free); n += 1) free = `${stem}-${String(n)}${ext}`;
  return free;
}

async function suppliersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort();
}

/** Plain files alone: hidden ones and `.part` are still on their way, links lead somewhere else. */
async function filesIn(place: string) {
  const names = (await readdir(place)).filter(
    (name) => !name.startsWith('.') && !name.endsWith('.part'),
  );
  const found = await Promise.all(
    names.sort().map(async (name) => {
      const file = path.join(place, name);
      // What is gone by now was not finished, or was taken away again.
      const stats = await lstat(file).catch(() => null);
      return stats?.isFile() === true ? [{ file, size: stats.size, mtimeMs: stats.mtimeMs }] : [];
    }),
  );
  return found.flat();
}
