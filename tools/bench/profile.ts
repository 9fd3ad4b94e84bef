// Where the time of a side goes: its CPU profile, summed up by function.

import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

type Profile = {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: {
      readonly functionName: string;
      readonly url: string;
      readonly lineNumber: number;
    };
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
};

const SHOWN = 15;
/** Waiting, and the profiler's own start and end in the process that it looks at. */
const NOT_OURS = new Set(['(idle)', 'dispatch']);

/** Node's flags that leave a profile in a folder. */
export function profilingFlags(folder: string): string[] {
  return ['--cpu-prof', `--cpu-prof-dir=${folder}`];
}

/** `12.3 %  functionName file:line` for the functions that took most, themselves alone. */
export async function hottest(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.cpuprofile'));
  const totals = new Map<string, number>();
  let all = 0;
  for (const name of names) {
    const text = await readFile(path.join(folder, name), 'utf8');
    for (const [at, took] of selfTimes(JSON.parse(text) as Profile)) {
      totals.set(at, (totals.get(at) ?? 0) + took);
      all += took;
    }
  }
  return [...totals]
    .sort(([, left], [, right]) => right - left)
    .slice(0, SHOWN)
    .map(([at, took]) => `${((100 * took) / all).toFixed(1).padStart(5)} %  ${at}`);
}

function* selfTimes({ nodes, samples, timeDeltas }: Profile): Generator<[string, number]> {
  const labels = new Map(nodes.map(({ id, callFrame }) => [id, labelOf(callFrame)]));
  for (const [index, sample] of samples.entries()) {
    const label = labels.get(sample) ?? '';
    if (!NOT_OURS.has(label)) yield [label, timeDeltas[index] ?? 0];
  }
}

function labelOf(frame: Profile['nodes'][number]['callFrame']): string {
  const { functionName, url, lineNumber } = frame;
  const place = url === '' ? '' : ` ${url.split('/').slice(-2).join('/')}:${lineNumber + 1}`;
  return `${functionName === '' ? '(anonymous)' : functionName}${place}`;
}
