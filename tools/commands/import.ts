// `npm run import -- KIND FILE [--dry-run]`: one register's CSV, by the same command as the page and
// the API. All rows or none; every fault is told with its row, column, value and why.

import { readFile } from 'node:fs/promises';
import { SYSTEM } from '../../server/kernel/actor.ts';
import { Refusal, type Fault } from '../../server/kernel/refusal.ts';
import { compose, type House } from '../../server/compose.ts';
import type { Imports } from '../../server/domains/imports/imports.ts';
import { IMPORT_KINDS } from '../../server/domains/imports/types.ts';
import { withInstance, type Instance } from '../dev/instance.ts';
import { faultText } from '../dev/terminal.ts';
import { Misuse, readArguments, runCommand } from './running.ts';

const USAGE = `npm run import -- KIND FILE [--dry-run]\nKIND is one of ${IMPORT_KINDS.join(', ')}.`;

type Order = { readonly kind: string; readonly file: string; readonly dryRun: boolean };

runCommand(async () => {
  const order = readOrder();
  const bytes = await readBytes(order.file);
  await withInstance((instance) => importRegister(instance, order, bytes));
});

function readOrder(): Order {
  const { values, positionals } = readArguments({ 'dry-run': { type: 'boolean' } }, USAGE, 2);
  const [kind = '', file = ''] = positionals;
  const isKnown = (IMPORT_KINDS as readonly string[]).includes(kind);
  if (!isKnown || file === '') throw new Misuse(`Usage: ${USAGE}`);
  return { kind, file, dryRun: values['dry-run'] ?? false };
}

/** The whole file: that it is not there, or may not be read, is said before anything is started. */
async function readBytes(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new Misuse(`The file cannot be read: ${faultText(error)}`);
  }
}

async function importRegister({ config }: Instance, order: Order, bytes: Buffer): Promise<void> {
  const house = compose(config, 'import') as House & { readonly imports: Imports };
  try {
    const { kind, dryRun } = order;
    const answer = await house.imports.importFile({ kind, bytes, dryRun, actor: SYSTEM });
    for (const warning of answer.warnings) console.log(inWords(house, warning));
    const { rows, added, changed, unchanged, removed, delimiter } = answer;
    console.log(
      `${kind}: ${String(rows)} rows, ${String(added)} added, ${String(changed)} changed, ` +
        `${String(unchanged)} unchanged, ${String(removed)} removed; delimiter ${delimiter}` +
        (dryRun ? '; nothing is saved (--dry-run)' : ''),
    );
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    for (const fault of error.details.errors ?? []) console.error(inWords(house, fault));
    throw new Misuse(house.pages.texts.t('sv', `errors:${error.code}`, error.details.args));
  } finally {
    await house.db.close();
  }
}

/** The fault's own sentence, as on the page: it names row, column and what stood there. */
function inWords(house: House, { args, ...fault }: Fault): string {
  return house.pages.texts.t('sv', `errors:${fault.code}`, { ...fault, ...args });
}
