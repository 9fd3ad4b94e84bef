// Tells those who look at a page that it changed, and nothing more: the browser fetches the page again
// and is answered by its rule. A room is the URL of a page; who may GET it may look at it.

import type { IncomingMessage, Server as HttpServer, ServerResponse } from 'node:http';
import { Server, type Socket } from 'socket.io';
import { reasonOf, type Log } from './log.ts';

/** The path of the socket's handshake; not a page. */
export const LIVE_PATH = '/live';
/** A page is one URL; a person with many tabs has a socket for each. */
const MAX_ROOMS_OF_A_SOCKET = 4;
const MAX_URL_LENGTH = 300;
const MAX_MESSAGE_BYTES = 2000;
/** How often closed sessions are looked for: a sign-out reaches the sockets within five seconds. */
const SESSIONS_EVERY_MS = 3000;

export type LiveDeps = {
  readonly server: HttpServer;
  readonly baseUrl: string;
  readonly log: Log;
  /** Puts the session on the handshake's request, as on any other. */
  readonly withSession: (
    request: IncomingMessage,
    response: ServerResponse,
    next: (error?: Error) => void,
  ) => void;
  /** The session's name outside its cookie; null for who is not signed in. */
  readonly sessionOf: (request: IncomingMessage) => string | null;
  /** Of these sessions those that are still open. */
  readonly openSessions: (ids: readonly string[]) => Promise<ReadonlySet<string>>;
  /** The answer of the page's own rule, for the one who made this handshake. */
  readonly mayLook: (url: string, request: IncomingMessage) => Promise<boolean>;
  /** Calls back with the URL of each page that changed. Returns how to stop. */
  readonly follow: (onChange: (url: string) => void) => () => void;
  readonly sessionsEveryMs?: number;
};

/** Listens on the server. Returns how to stop. */
export function startLive(deps: LiveDeps): () => Promise<void> {
  const { server, log } = deps;
  const io = new Server(server, {
    path: LIVE_PATH,
    serveClient: false,
    transports: ['websocket'],
    maxHttpBufferSize: MAX_MESSAGE_BYTES,
    // A browser sends Origin with every handshake; CORS does not look at it here.
    allowRequest: (request, done) => {
      done(null, isOurs(request.headers.origin, deps.baseUrl, request.headers.host));
    },
  });
  io.engine.use(deps.withSession);
  io.use((socket, next) => {
    const session = deps.sessionOf(socket.request);
    if (session === null) {
      next(new Error('unauthenticated'));
      return;
    }
    (socket.data as SocketData).session = session;
    next();
  });
  io.on('connection', (socket) => {
    socket.on('look', (url: unknown) => {
      look(deps, socket, url).catch((error: unknown) => {
        log.warn({ reason: reasonOf(error) }, 'a look failed');
      });
    });
  });

  const unfollow = deps.follow((url) => io.to(roomOf(url)).emit('changed'));
  const timer = setInterval(() => {
    closeEnded(io, deps.openSessions).catch((error: unknown) => {
      log.warn({ reason: reasonOf(error) }, 'sessions of sockets were not looked at');
    });
  }, deps.sessionsEveryMs ?? SESSIONS_EVERY_MS);
  timer.unref();

  return async () => {
    clearInterval(timer);
    unfollow();
    // The HTTP server belongs to the process; only the sockets are ours to close.
    io.disconnectSockets(true);
    await new Promise<void>((resolve) => {
      io.engine.close();
      setImmediate(resolve);
    });
  };
}

type SocketData = { session: string };

async function look(deps: LiveDeps, socket: Socket, url: unknown): Promise<void> {
  if (!isPageUrl(url) || socket.rooms.size > MAX_ROOMS_OF_A_SOCKET) return;
  if (!(await deps.mayLook(url, socket.request))) return;
  await socket.join(roomOf(url));
  // What changed between the page's answer and this moment is fetched too.
  socket.emit('changed');
}

async function closeEnded(io: Server, openSessions: LiveDeps['openSessions']): Promise<void> {
  const sockets = [...io.sockets.sockets.values()];
  const sessionOf = (socket: Socket) => (socket.data as SocketData).session;
  const ids = [...new Set(sockets.map(sessionOf))];
  if (ids.length === 0) return;
  const open = await openSessions(ids);
  for (const socket of sockets) if (!open.has(sessionOf(socket))) socket.disconnect(true);
}

/** A page of ours as the address bar has it, without its query. */
function isPageUrl(url: unknown): url is string {
  return (
    typeof url === 'string' && url.length <= MAX_URL_LENGTH && /^\/(?![/\\])[^?#\s]*$/.test(url)
  );
}

function roomOf(url: string): string {
  return `page:${url}`;
}

function isOurs(
  origin: string | undefined,
  baseUrl: string,
  requestHost: string | undefined,
): boolean {
  if (origin === undefined || !URL.canParse(origin)) return false;
  const { host } = new URL(origin);
  return host === new URL(baseUrl).host || host === requestHost;
}
