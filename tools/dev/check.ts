// Behind `npm run check`, which is what CI runs: format, lint, types, borders, dead code, tests, in
// that order. It stops at the first fault and tells how long each took.

import { spawnSync } from 'node:child_process';
import { ROOT } from './places.ts';
import { clock } from './terminal.ts';

type Step = { readonly title: string; readonly script: string };

const STEPS: readonly Step[] = [
  { title: 'format', script: 'format' },
  { title: 'lint', script: 'lint' },
  { title: 'types', script: 'types' },
  { title: 'borders', script: 'borders' },
  { title: 'dead code', script: 'deadcode' },
  { title: 'tests', script: 'test' },
];

const took: string[] = [];
for (const step of STEPS) {
  console.log(`\n── ${step.title} ──`);
  const began = Date.now();
  const isGood = run(step.script);
  took.push(`${clock(Date.now() - began).padStart(6)}  ${step.title}${isGood ? '' : ': red'}`);
  // The tests' own closing line stays last.
  if (step.script !== 'test') console.log(took.at(-1));
  if (!isGood) {
    process.exitCode = 1;
    if (step.script !== 'test') console.log(`\nStopped at ${step.title}: mend it and run again.`);
    break;
  }
}

/** The same script that one types by hand, `npm run SCRIPT`. */
function run(script: string): boolean {
  const npm = process.env['npm_execpath'];
  const [command, first] = npm === undefined ? ['npm', []] : [process.execPath, [npm]];
  const args = [...first, 'run', '--silent', script];
  const { status } = spawnSync(command, args, {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return status === 0;
}
