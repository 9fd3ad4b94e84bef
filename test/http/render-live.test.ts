// Live pages over a real socket: who may look, who is told, and when a socket ends.

import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import express from 'express';
import { io, type Socket } from 'socket.io-client';
import { startLive } from '../../server/platform/live.ts';
import { createLog } from '../../server/platform/log.ts';

describe('live', () => {
  let server: Server;
  let origin: string;
  let stop: () => Promise<void>;
  let changed: (url: string) => void;
  const open = new Set<string>();
  const sockets: Socket[] = [];

  before(async () => {
    const app = express()
      .get('/orders/17', (req, res) => {
        res.status(req.headers.cookie === 'sid=karin' ? 200 : 404).send('<p>17</p>');
      })
      .get('/orders/18', (_req, res) => {
        res.redirect('/sign-in');
      });
    server = createServer(app).listen(0);
    await once(server, 'listening');
    origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    stop = startLive({
      server,
      baseUrl: origin,
      log: createLog('silent', 'test'),
      withSession: (_request, _response, next) => {
        next();
      },
      sessionOf: ({ headers }) => headers.cookie?.replace('sid=', '') ?? null,
      openSessions: (ids) => Promise.resolve(new Set(ids.filter((id) => open.has(id)))),
      mayLook: async (url, { headers }) => {
        const answer = await fetch(origin + url, {
          headers: { cookie: headers.cookie ?? '' },
          redirect: 'manual',
        });
        return answer.status === 200;
      },
      follow: (onChange) => {
        changed = onChange;
        return () => undefined;
      },
      sessionsEveryMs: 50,
    });
  });

  beforeEach(() => {
    open.clear();
    open.add('karin').add('omar');
  });

  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.disconnect();
  });

  after(async () => {
    await stop();
    await new Promise((resolve) => server.close(resolve));
  });

  it('tells who may see a page that it changed, and nothing else', async () => {
    const karin = await connected('karin');
    karin.emit('look', '/orders/17');
    await event(karin, 'changed');
    const told = once(karin as unknown as NodeJS.EventEmitter, 'changed');
    changed('/orders/17');
    expect(await told).to.deep.equal([]);
    expect(await isTold(karin, '/orders/18')).to.equal(false);
  });

  it('tells nothing to who may not see the page, nor of what is no page', async () => {
    const omar = await connected('omar');
    for (const url of ['/orders/17', '/orders/18', '//evil.test/', '/orders/17?x=1', 7, null]) {
      omar.emit('look', url);
    }
    await pause(150);
    expect(await isTold(omar, '/orders/17')).to.equal(false);
    expect(await isTold(omar, '/orders/18')).to.equal(false);
  });

  it('refuses who is not signed in, and pages of other sites', async () => {
    expect(await refusal(connect(null, origin))).to.equal('unauthenticated');
    expect(await refusal(connect('karin', 'https://evil.test'))).to.equal('websocket error');
    expect(await refusal(connect('karin', null))).to.equal('websocket error');
  });

  it('ends the sockets of a session that ended', async () => {
    const karin = await connected('karin');
    const omar = await connected('omar');
    const gone = event(karin, 'disconnect');
    open.delete('karin');
    await gone;
    expect(omar.connected).to.equal(true);
  });

  function connect(session: string | null, from: string | null): Socket {
    const socket = io(origin, {
      path: '/live',
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      extraHeaders: {
        ...(session === null ? {} : { cookie: `sid=${session}` }),
        ...(from === null ? {} : { origin: from }),
      },
    });
    sockets.push(socket);
    return socket;
  }

  async function connected(session: string): Promise<Socket> {
    const socket = connect(session, origin);
    await event(socket, 'connect');
    return socket;
  }

  async function isTold(socket: Socket, url: string): Promise<boolean> {
    let told = false;
    const hear = () => {
      told = true;
    };
    socket.on('changed', hear);
    changed(url);
    await pause(60);
    socket.off('changed', hear);
    return told;
  }
});

function event(socket: Socket, name: string): Promise<void> {
  return new Promise((resolve) => {
    socket.once(name, () => {
      resolve();
    });
  });
}

function refusal(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    socket.once('connect_error', (error) => {
      resolve(error.message);
    });
  });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
