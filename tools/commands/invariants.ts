// `npm run invariants [-- --json]`: asks every invariant, and fails when one is broken.

import { compose } from '../../server/compose.ts';
import { withInstance, type Instance } from '../dev/instance.ts';
import { checkInvariants, countRows } from './invariant-list.ts';
import { readArguments, runCommand } from './running.ts';

runCommand(async () => {
  const { values } = readArguments({ json: { type: 'boolean' } }, 'npm run invariants [-- --json]');
  await withInstance((instance) => report(instance, values.json ?? false));
});

async function report({ config, isRunning }: Instance, asJson: boolean): Promise<void> {
  const house = compose(config, 'invariants');
  try {
    const began = Date.now();
    const findings = await checkInvariants(house.db, house.journal, { isWorking: isRunning });
    const rows = await countRows(house.db);
    const seconds = Math.round((Date.now() - began) / 100) / 10;
    const broken = findings.filter(({ places }) => places.length > 0);
    if (broken.length > 0) process.exitCode = 1;
    if (asJson) {
      console.log(JSON.stringify({ checked: findings.length, broken, rows, seconds }));
      return;
    }
    for (const { name, places } of broken) console.log(`${name}: ${places.join(', ')}`);
    console.log(
      `invariants: ${String(findings.length)} checked, ${String(broken.length)} broken, ` +
        `${String(rows)} rows, ${String(seconds)} s`,
    );
  } finally {
    await house.db.close();
  }
}
