// What the benchmark judges by: ratios of pairs, their median, and that both sides did the same.

import { expect } from 'chai';
import {
  lineOf,
  runJob,
  type Job,
  type Measured,
  type Outcome,
} from '../../tools/bench/harness.ts';

type Run = Partial<Measured>;

/** A job whose runs take as long as it is said, in the order in which they are asked for. */
function job(of: Partial<Job>, { ours, bare }: { ours: readonly Run[]; bare: readonly Run[] }) {
  const log: string[] = [];
  const left = { ours: [...ours], bare: [...bare] };
  const run = (side: 'ours' | 'bare') => (): Promise<Measured> => {
    log.push(side);
    return Promise.resolve({ ms: 1, result: 'same', rssMiB: 10, ...left[side].shift() });
  };
  const made: Job = {
    name: 'job',
    sense: 'at-most',
    floor: 2,
    goal: 1,
    rssLimitMiB: null,
    ...of,
    prepare: () =>
      Promise.resolve({
        ours: run('ours'),
        bare: run('bare'),
        profile: () => Promise.resolve(['99 %  slow']),
        tearDown: () => {
          log.push('tear down');
          return Promise.resolve();
        },
      }),
  };
  return { made, log };
}

const times = (...all: readonly number[]): Run[] => all.map((ms) => ({ ms }));

async function outcome(of: Partial<Job>, ours: readonly Run[], bare: readonly Run[]) {
  return runJob(job(of, { ours, bare }).made, ours.length - 1);
}

describe('the benchmark', () => {
  it('takes the median of the pairs’ ratios, and leaves the first pair out', async () => {
    const odd = await outcome({}, times(900, 3, 8, 10), times(1, 2, 4, 4));
    expect(odd).to.include({ ratio: 2, min: 1.5, max: 2.5, oursMs: 8, bareMs: 4 });
    const even = await outcome({}, times(900, 2, 6), times(1, 2, 2));
    expect(even).to.include({ ratio: 2, min: 1, max: 3 });
  });

  it('turns the ratio where more is better', async () => {
    const sense = { sense: 'at-least', floor: 0.5, goal: 0.5 } as const;
    expect(await outcome(sense, times(1, 4), times(1, 1))).to.include({
      ratio: 0.25,
      reachesFloor: false,
      reachesGoal: false,
    });
    expect((await outcome(sense, times(1, 2), times(1, 1))).reachesFloor).to.equal(true);
  });

  it('tells floor and goal, memory included, and where the time went when the goal is missed', async () => {
    const between = await outcome({}, times(1, 3), times(1, 2));
    expect(between).to.deep.include({
      reachesFloor: true,
      reachesGoal: false,
      profile: ['99 %  slow'],
    });
    const slow = await outcome({}, times(1, 5), times(1, 2));
    expect(slow.reachesFloor).to.equal(false);
    const large = await outcome({ rssLimitMiB: 9 }, times(1, 1), times(1, 2));
    expect(large).to.deep.include({ reachesFloor: false, reachesGoal: false, profile: [] });
    const good = await outcome({ rssLimitMiB: 10 }, times(1, 2), times(1, 2));
    expect(good).to.deep.include({ reachesFloor: true, reachesGoal: true, profile: [] });
  });

  it('stops where the sides differ, in the warm-up too, and always cleans up', async () => {
    for (const ours of [[{ result: 'other' }], [{}, { result: 'other' }]]) {
      const { made, log } = job({}, { ours, bare: [] });
      const error: unknown = await runJob(made, 1).catch((reason: unknown) => reason);
      expect(error).to.be.instanceOf(Error);
      expect(String(error)).to.contain('ours gave other, bare gave same');
      expect(log.at(-1)).to.equal('tear down');
    }
  });

  it('lets the sides begin in turns', async () => {
    const { made, log } = job({}, { ours: [], bare: [] });
    await runJob(made, 2);
    expect(log.slice(0, 6)).to.deep.equal(['ours', 'bare', 'bare', 'ours', 'ours', 'bare']);
  });

  it('prints one line a job', () => {
    const said: Outcome = {
      job: 'month',
      sense: 'at-most',
      ...{ ratio: 0.684, min: 0.6, max: 0.7, floor: 1, goal: 1 },
      ...{ oursMs: 599.6, bareMs: 870.2, rssMiB: 312.4 },
      ...{ reachesFloor: true, reachesGoal: true, profile: [] },
    };
    expect(lineOf(said)).to.equal(
      'month ratio 0.68 (0.60–0.70) goal ≤ 1.00, floor ≤ 1.00, ours 600 ms, bare 870 ms, RSS 312 MiB',
    );
    expect(lineOf({ ...said, sense: 'at-least' })).to.contain('goal ≥ 1.00, floor ≥ 1.00');
  });
});
