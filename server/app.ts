// The ladder that every request climbs, in the order in which it must: numbers, headers, assets, who, the
// body, then the rooms' routes, then errors.

import compression from 'compression';
import express, { type Express, type Request, type RequestHandler, type Router } from 'express';
import { pinoHttp } from 'pino-http';
import { notFound } from './kernel/refusal.ts';
import type { Log } from './platform/log.ts';
import { createErrorHandler, isApi, type ErrorEdge } from './http/errors.ts';
import { API_PREFIX, type Edge } from './http/route.ts';

export type AppParts = ErrorEdge &
  Pick<Edge, 'actorOf'> & {
    readonly trustProxyHops: number;
    readonly measure: RequestHandler;
    readonly health: Router;
    readonly headers: RequestHandler;
    readonly assets: RequestHandler;
    readonly sessions: RequestHandler;
    readonly actors: RequestHandler;
    readonly rateLimit: RequestHandler;
    readonly csrfGuard: RequestHandler;
    readonly switchLang: RequestHandler;
    readonly routes: Router;
  };

const JSON_LIMIT = '2mb';
const FORM_LIMIT = '2mb';
const CSV_LIMIT = '64mb';

export function createApp(parts: AppParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', parts.trustProxyHops);
  app.set('query parser', 'simple');
  // What is an API's call is told by its path: `/API/v1` is nothing.
  app.set('case sensitive routing', true);
  app.set('etag', false);
  app.use(parts.measure, parts.headers, parts.health, parts.assets);
  app.use(logRequests(parts.log));
  app.use(compression());
  app.use(pagesOnly(parts.sessions), parts.actors, parts.rateLimit);
  // Of a call nothing is read for nobody: it is refused by its head.
  const ofKnown = (read: RequestHandler) => when((call) => parts.actorOf(call) !== null, read);
  app.use(API_PREFIX, ofKnown(express.json({ limit: JSON_LIMIT, strict: true })));
  app.use(
    `${API_PREFIX}/imports`,
    ofKnown(express.raw({ limit: CSV_LIMIT, type: ['text/*', 'application/csv'] })),
  );
  app.use(
    pagesOnly(express.urlencoded({ limit: FORM_LIMIT, extended: false, parameterLimit: 20_000 })),
  );
  app.use(pagesOnly(parts.switchLang), pagesOnly(parts.csrfGuard));
  app.use(parts.routes);
  app.use((_request, _response, next) => {
    next(notFound());
  });
  app.use(createErrorHandler(parts));
  return app;
}

function when(isSo: (request: Request) => boolean, handler: RequestHandler): RequestHandler {
  return (request, response, next) => {
    if (isSo(request)) handler(request, response, next);
    else next();
  };
}

/** The API has no cookies: nothing of a session ever runs there. */
function pagesOnly(handler: RequestHandler): RequestHandler {
  return when((request) => !isApi(request), handler);
}

/** Method, route pattern, status and time; never an address, a name or what was asked for. */
function logRequests(log: Log): RequestHandler {
  return pinoHttp({
    logger: log,
    customLogLevel: (_request, response, error) =>
      error !== undefined || response.statusCode >= 500 ? 'error' : 'debug',
    serializers: {
      req: (request: { method: string; raw?: { route?: { path?: string } } }) => ({
        method: request.method,
        route: request.raw?.route?.path ?? null,
      }),
      res: (response: { statusCode: number }) => ({ status: response.statusCode }),
    },
  });
}
