// Ports on loopback: one that is free, or the first free one from a wished one on.

import net from 'node:net';

const TRIES = 100;

/** A port that nobody listens on just now, chosen by the system. */
export function freePort(): Promise<number> {
  return listenOnce(0).then((port) => port ?? Promise.reject(new Error('no port is free')));
}

/** The wished port, or the next one that is free on every address of this machine. */
export async function nextFreePort(wished: number): Promise<number> {
  for (let port = wished; port < wished + TRIES; port += 1) {
    if ((await listenOnce(port)) !== null) return port;
  }
  throw new Error(`none of the ports ${String(wished)}–${String(wished + TRIES - 1)} is free`);
}

function listenOnce(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => {
      resolve(null);
    });
    // Without an address: a port that somebody has on any address counts as taken.
    server.listen(port, () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address !== null ? address.port : null);
      });
    });
  });
}
