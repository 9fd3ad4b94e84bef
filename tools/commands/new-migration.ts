// `npm run db:new -- ROOM WHAT`: an empty migration with today's time in its name.

import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { MIGRATIONS, ROOT } from '../dev/places.ts';
import { Misuse, runCommand } from './running.ts';

const USAGE = 'npm run db:new -- ROOM WHAT (for example: orders add-note)';

runCommand(() => {
  const [room = '', ...what] = process.argv.slice(2);
  const name = what.join('-');
  if (!/^[a-z0-9-]+$/.test(name)) throw new Misuse(`Usage: ${USAGE}`);
  if (!existsSync(path.join(ROOT, 'server', 'domains', room)) && room !== 'platform') {
    throw new Misuse(`There is no room ${room}.\nUsage: ${USAGE}`);
  }
  const file = path.join(MIGRATIONS, `${stamp(new Date())}-${room}-${name}.ts`);
  writeFileSync(file, TEMPLATE, { flag: 'wx' });
  console.log(path.relative(ROOT, file));
});

/** 20261124T1005. */
function stamp(now: Date): string {
  return now.toISOString().slice(0, 16).replace(/[-:]/g, '');
}

const TEMPLATE = `// One DDL statement. MariaDB commits it by itself: data is moved by another migration.

export const up = \`
  ALTER TABLE table_name
    ADD COLUMN column_name VARCHAR(200) NULL,
    ALGORITHM=INSTANT, LOCK=NONE
\`;

export const down = 'ALTER TABLE table_name DROP COLUMN column_name';
`;
