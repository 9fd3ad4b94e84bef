// Runs a job of ours and the bare limit beside it, in turns, in one run. What is judged is the ratio
// of the two, never a time: the same on a slow machine as on a fast one.

/** One measured run: how long, and what came out, so that both sides can be held equal. */
export type Measured = { readonly ms: number; readonly result: string; readonly rssMiB: number };

export type Job = {
  readonly name: string;
  /** `at-most`: ours ÷ bare in time. `at-least`: bare ÷ ours in time, that is our share of its throughput. */
  readonly sense: 'at-most' | 'at-least';
  /** What must be reached, and what is aimed at. */
  readonly floor: number;
  readonly goal: number;
  /** The most memory that ours may hold, in MiB; null where none is promised. */
  readonly rssLimitMiB: number | null;
  readonly prepare: () => Promise<PreparedJob>;
};

export type PreparedJob = {
  readonly ours: () => Promise<Measured>;
  readonly bare: () => Promise<Measured>;
  /** Lines that say where our time goes, for a job that misses its goal. */
  readonly profile: () => Promise<readonly string[]>;
  readonly tearDown: () => Promise<void>;
};

export type Outcome = {
  readonly job: string;
  readonly ratio: number;
  readonly min: number;
  readonly max: number;
  readonly floor: number;
  readonly goal: number;
  readonly sense: Job['sense'];
  readonly oursMs: number;
  readonly bareMs: number;
  readonly rssMiB: number;
  readonly reachesFloor: boolean;
  readonly reachesGoal: boolean;
  readonly profile: readonly string[];
};

/** Runs `pairs` pairs after one warm-up pair. Throws when the two sides do not agree. */
export async function runJob(job: Job, pairs: number): Promise<Outcome> {
  const prepared = await job.prepare();
  try {
    const ratios: number[] = [];
    const ours: Measured[] = [];
    const bares: Measured[] = [];
    for (let pair = 0; pair <= pairs; pair += 1) {
      const { mine, bare } = await runPair(prepared, pair);
      if (mine.result !== bare.result) {
        throw new Error(`${job.name}: ours gave ${mine.result}, bare gave ${bare.result}`);
      }
      if (pair === 0) continue;
      ours.push(mine);
      bares.push(bare);
      ratios.push(job.sense === 'at-most' ? mine.ms / bare.ms : bare.ms / mine.ms);
    }
    return await outcomeOf(job, prepared, { ratios, ours, bares });
  } finally {
    await prepared.tearDown();
  }
}

/** Who goes first changes from pair to pair, so that neither always meets warm caches. */
async function runPair(prepared: PreparedJob, pair: number) {
  if (pair % 2 === 0) {
    const mine = await prepared.ours();
    return { mine, bare: await prepared.bare() };
  }
  const bare = await prepared.bare();
  return { mine: await prepared.ours(), bare };
}

async function outcomeOf(
  job: Job,
  prepared: PreparedJob,
  { ratios, ours, bares }: { ratios: number[]; ours: Measured[]; bares: Measured[] },
): Promise<Outcome> {
  const ratio = median(ratios);
  const reaches = (limit: number) => (job.sense === 'at-most' ? ratio <= limit : ratio >= limit);
  const rssMiB = Math.max(...ours.map((run) => run.rssMiB));
  const inMemory = job.rssLimitMiB === null || rssMiB <= job.rssLimitMiB;
  return {
    job: job.name,
    ratio,
    min: Math.min(...ratios),
    max: Math.max(...ratios),
    floor: job.floor,
    goal: job.goal,
    sense: job.sense,
    oursMs: median(ours.map((run) => run.ms)),
    bareMs: median(bares.map((run) => run.ms)),
    rssMiB,
    reachesFloor: reaches(job.floor) && inMemory,
    reachesGoal: reaches(job.goal) && inMemory,
    profile: reaches(job.goal) ? [] : await prepared.profile(),
  };
}

/** `JOB ratio R (min–max) goal ≤ G, ours … ms, bare … ms, RSS … MiB`. */
export function lineOf(outcome: Outcome): string {
  const sign = outcome.sense === 'at-most' ? '≤' : '≥';
  const number = (value: number) => value.toFixed(2);
  return (
    `${outcome.job} ratio ${number(outcome.ratio)} (${number(outcome.min)}–${number(outcome.max)}) ` +
    `goal ${sign} ${number(outcome.goal)}, floor ${sign} ${number(outcome.floor)}, ` +
    `ours ${outcome.oursMs.toFixed(0)} ms, bare ${outcome.bareMs.toFixed(0)} ms, ` +
    `RSS ${outcome.rssMiB.toFixed(0)} MiB`
  );
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

/** Times an async piece of work in this process. */
export async function time(work: () => Promise<string>): Promise<Measured> {
  const started = performance.now();
  const result = await work();
  return {
    ms: performance.now() - started,
    result,
    rssMiB: process.resourceUsage().maxRSS / 1024,
  };
}
