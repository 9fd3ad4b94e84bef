// May somebody look at a page live? The page itself is asked: the same GET, by the same cookies, so
// that there is no second rule to keep.

import type { IncomingMessage, Server } from 'node:http';

const PATIENCE_MS = 10_000;

/** True when the handshake's sender gets the page. The server must listen. */
export function askByGet(
  server: Server,
): (url: string, handshake: IncomingMessage) => Promise<boolean> {
  return async (url, handshake) => {
    const address = server.address();
    if (address === null || typeof address === 'string') return false;
    const answer = await fetch(`http://127.0.0.1:${String(address.port)}${url}`, {
      headers: { cookie: handshake.headers.cookie ?? '', 'HX-Request': 'true' },
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    await answer.body?.cancel();
    return answer.status === 200;
  };
}
