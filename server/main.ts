// The web process: configuration → house → web → listen → graceful stop.

import { createServer } from 'node:http';
import { demandConfig } from '../config/config.ts';
import { compose } from './compose.ts';
import { setTimeouts } from './http/headers.ts';
import { stopGracefully } from './platform/stopping.ts';
import { composeWeb } from './web.ts';

const CLOSE_AFTER_MS = 8000;

const house = compose(demandConfig(), 'web');
await house.demandDatabase();
const web = await composeWeb(house);
const server = createServer(web.app);
setTimeouts(server);
const stopLive = web.startLive(server);

await new Promise<void>((resolve, reject) => {
  server.once('error', reject);
  server.listen(house.config.port, resolve);
});
house.log.info({ port: house.config.port }, 'listening');

stopGracefully(house.log, async () => {
  web.beginStopping();
  await stopLive();
  const closed = new Promise((resolve) => server.close(resolve));
  setTimeout(() => {
    server.closeAllConnections();
  }, CLOSE_AFTER_MS).unref();
  await closed;
  await house.pages.pdf.close();
  await house.db.close();
});
