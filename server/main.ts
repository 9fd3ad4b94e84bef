// The web process: configuration → house → web → listen → graceful stop.

import { demandConfig } from '../config/config.ts';
import { compose } from './compose.ts';
import { stopGracefully } from './platform/stopping.ts';
import { composeWeb } from './web.ts';

const house = compose(demandConfig(), 'web');
await house.demandDatabase();
const web = await composeWeb(house);
const { port } = house.config;
const listening = await web.listen(port);
house.log.info({ port }, 'listening');

stopGracefully(house.log, async () => {
  await listening.close();
  await house.pages.pdf.close();
  await house.db.close();
});
