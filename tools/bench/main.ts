// `npm run bench -- [JOB…] [--json] [--pairs N]`: ours and the bare limit in turns, one line a job, and
// where our time goes for what misses its goal. Exit code 1 where a floor is missed.

import { Misuse, readArguments, runCommand } from '../commands/running.ts';
import { lineOf, runJob, type Job, type Outcome } from './harness.ts';
import { list50 } from './jobs/list-50.ts';
import { month } from './jobs/month.ts';
import { specRead } from './jobs/spec-read.ts';
import { ublRead } from './jobs/ubl-read.ts';

const JOBS: readonly Job[] = [ublRead, specRead, month, list50];
const USAGE = `npm run bench -- [${JOBS.map(({ name }) => name).join('|')}…] [--json] [--pairs N]`;
const PAIRS = 5;

runCommand(async () => {
  const { jobs, pairs, asJson } = readOrder();
  const outcomes: Outcome[] = [];
  for (const job of jobs) {
    const outcome = await runJob(job, pairs);
    outcomes.push(outcome);
    if (!asJson) tell(outcome);
  }
  if (asJson) console.log(JSON.stringify(outcomes, null, 2));
  if (!outcomes.every(({ reachesFloor }) => reachesFloor)) process.exitCode = 1;
});

function readOrder() {
  const { values, positionals } = readArguments(
    { json: { type: 'boolean' }, pairs: { type: 'string' } },
    USAGE,
    JOBS.length,
  );
  const pairs = Number(values.pairs ?? PAIRS);
  const strangers = positionals.filter((name) => !JOBS.some((job) => job.name === name));
  if (strangers.length > 0 || !Number.isInteger(pairs) || pairs < 1) {
    throw new Misuse(`Usage: ${USAGE}`);
  }
  const isWanted = ({ name }: Job) => positionals.length === 0 || positionals.includes(name);
  return { jobs: JOBS.filter(isWanted), pairs, asJson: values.json === true };
}

function tell(outcome: Outcome): void {
  console.log(lineOf(outcome));
  if (!outcome.reachesFloor) console.log('  the floor is missed');
  for (const line of outcome.profile) console.log(`  ${line}`);
}
