// `npm run db:migrate` brings the database to today's shape and writes migrations/schema.sql anew;
// `npm run db:reset` first takes all migrations back, and with them every row.

import { openDatabase } from '../../server/platform/database.ts';
import { migrate, migrateDown, writeSchema } from '../../server/platform/migrations.ts';
import { withInstance, type Instance } from '../dev/instance.ts';
import { MIGRATIONS } from '../dev/places.ts';
import { runCommand } from './running.ts';

runCommand(() => withInstance(run));

async function run({ config }: Instance): Promise<void> {
  const owner = openDatabase(config.database.migrationUrl, { maxConnections: 3 });
  try {
    if (process.argv.includes('--reset')) {
      if (config.production) throw new Error('A production database is never reset.');
      await migrateDown(owner, MIGRATIONS, true);
    }
    const ran = await migrate(owner, MIGRATIONS);
    for (const name of ran) console.log(name);
    if (!config.production) await writeSchema(owner, MIGRATIONS);
    console.log(ran.length === 0 ? 'Nothing to do.' : `${String(ran.length)} migrations have run.`);
  } finally {
    await owner.close();
  }
}
