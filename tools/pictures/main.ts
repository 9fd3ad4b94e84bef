// `npm run pictures`: opens the demonstration municipality on ground of its own, looks at every page in
// four formats, and leaves a picture of each in `.data/pictures`. The README's few go to `docs/pictures`.
// Fails on anything that is not accessible to everybody, or wider than the screen.

import path from 'node:path';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { migrateAt } from '../../server/platform/migrations.ts';
import { runCommand } from '../commands/running.ts';
import { bundleToFile } from '../dev/bundle.ts';
import { createChildren, type Children } from '../dev/children.ts';
import { DATABASE } from '../dev/instance.ts';
import { startMariadb } from '../dev/mariadb.ts';
import { DATA, MIGRATIONS, ROOT } from '../dev/places.ts';
import { startTemporal } from '../dev/temporal.ts';
import { fillHouse, openHouse, type Ground, type OpenHouse } from './house.ts';
import { launchBrowser } from './look.ts';
import { makeRound } from './round.ts';

const PICTURES = path.join(DATA, 'pictures');
const README_PICTURES = path.join(ROOT, 'docs', 'pictures');

runCommand(async () => {
  Runtime.install({ logger: new DefaultLogger('WARN') });
  const children = createChildren();
  try {
    const house = await openHouse(await layGround(children));
    await makePictures(house).finally(house.close);
  } finally {
    await children.stopAll();
  }
});

async function makePictures(house: OpenHouse): Promise<void> {
  await fillHouse(house, { size: 'story', say });
  const browser = await launchBrowser(say);
  const faults = await makeRound({
    url: house.url,
    registered: house.web.routes.registered,
    browser,
    pictures: PICTURES,
    readmePictures: README_PICTURES,
    say,
  }).finally(() => browser.close());
  faults.forEach(say);
  if (faults.length > 0) process.exitCode = 1;
  say(`The pictures are in ${path.relative(ROOT, PICTURES)}/.`);
}

function say(line: string): void {
  console.log(line);
}

async function layGround(children: Children): Promise<Ground> {
  const folder = children.temporaryFolder();
  const mariadb = await startMariadb(children, {
    folder: children.temporaryFolder(true),
    settings: 'fast',
  });
  const temporal = await startTemporal(children, {
    file: null,
    log: path.join(folder, 'temporal.log'),
    say,
  });
  const ownerUrl = mariadb.ownerUrl(DATABASE);
  await migrateAt(ownerUrl, MIGRATIONS);
  return {
    databaseUrl: mariadb.appUrl(DATABASE),
    ownerUrl,
    temporalAddress: temporal.address,
    temporalNamespace: 'default',
    bundle: await bundleToFile(path.join(folder, 'workflows.js')),
    folder,
  };
}
