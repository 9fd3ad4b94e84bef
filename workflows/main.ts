// The worker's process: delivers the outbox, seals the journal, picks up files, and runs the flows.
// While Temporal is away everything else goes on, and the flows go on when it is back.

import { demandConfig } from '../config/config.ts';
import { compose } from '../server/compose.ts';
import { stopGracefully } from '../server/platform/stopping.ts';
import { startBackground } from './background.ts';
import { keepWorking } from './keep-working.ts';
import { installSdkLog } from './worker.ts';

const house = compose(demandConfig(), 'worker');
await house.demandDatabase();
installSdkLog(house.log);
const stopBackground = startBackground(house);
const stopWorking = keepWorking(house);
house.log.info('working');

stopGracefully(house.log, async () => {
  await stopWorking();
  await stopBackground();
  await house.pages.pdf.close();
  await house.db.close();
});
