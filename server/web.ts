// What answers people and other systems: texts, assets, pages, sessions, and every room's routes in
// one list. Made from the house; serves nothing until somebody listens.

import { createServer, type Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Express, NextFunction, Request, Response } from 'express';
import { createApp } from './app.ts';
import { VERSION, type House } from './compose.ts';
import { createActors } from './http/actor.ts';
import { registerApiDocs } from './http/api-docs.ts';
import { createBrowserCookie } from './http/browser-cookie.ts';
import { createCsrf, makeCsrfToken } from './http/csrf.ts';
import { createEdge } from './http/edge.ts';
import { isApi } from './http/errors.ts';
import { createHeaders, setTimeouts } from './http/headers.ts';
import { createHealth } from './http/health.ts';
import { createIdempotency } from './http/idempotency.ts';
import { createRateLimit } from './http/rate-limit.ts';
import { createRoutes, type Routes } from './http/route.ts';
import { registerRooms } from './rooms.ts';
import { createSaml, SAML_PATHS, type SamlSettings } from './http/saml.ts';
import { createSamlStore } from './http/saml-store.ts';
import { createSessions, idOf, signedInAs, type Sessions } from './http/session.ts';
import { startLive } from './platform/live.ts';
import { followPageChanges } from './platform/page-changes.ts';

const CLOSE_AFTER_MS = 8000;
const ANSWERS_WITHIN_MS = 2000;

/** The web part of a house. Builds assets the first time, some tenths of a second. */
export async function composeWeb(house: House) {
  const { config, db, clock, log } = house;
  const { texts, nav } = house.pages;
  const [assets, renderer] = await Promise.all([house.pages.assets(), house.pages.renderer()]);
  const entrance = composeEntrance(house);
  const { browser, sessions, csrf, actors } = entrance;
  const edge = createEdge({
    texts,
    renderer,
    csrf,
    actors,
    log,
    files: house.files,
    idempotency: createIdempotency({ db, clock }),
    uploadMaxBytes: config.uploadMaxBytes,
  });
  const routes = createRoutes(edge);
  const saml = createWebSaml(house, browser);
  registerRooms(house, routes, { saml, sessions, browser, attributes: config.saml.attributes });
  registerApiDocs(routes, VERSION);
  const stopping = { now: false };
  const app: Express = createApp({
    ...edge,
    ...composeGuards(house, entrance, () => stopping.now),
    trustProxyHops: config.trustProxyHops,
    assets: assets.serve,
    switchLang: texts.switchLang,
    routes: routes.router,
  });
  renderer.wire(app);
  return {
    app,
    routes,
    nav,
    sessions,
    saml,
    /** Serves on a port, and tells those who look what changes. Rejects where the port is taken. */
    listen: async (port: number): Promise<Listening> => {
      const server = createServer(app);
      setTimeouts(server);
      const stopLive = startWebLive(house, { server, sessions, routes });
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, resolve);
      });
      return {
        close: async () => {
          stopping.now = true;
          await stopLive();
          await closed(server);
        },
      };
    },
  };
}

/** `close`: readiness goes first, requests under way are finished, for some seconds. */
type Listening = { readonly close: () => Promise<void> };

function closed(server: Server): Promise<void> {
  setTimeout(() => {
    server.closeAllConnections();
  }, CLOSE_AFTER_MS).unref();
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
  });
}

export type Web = Awaited<ReturnType<typeof composeWeb>>;

/** How one is known when a request comes in: cookie, session, form token, bearer token. */
function composeEntrance({ config, db, clock, access }: House) {
  const { baseUrl, sessionSecret: secret } = config;
  const browser = createBrowserCookie(baseUrl);
  return {
    browser,
    sessions: createSessions({ db, clock, secret, baseUrl, makeCsrfToken }),
    csrf: createCsrf({ baseUrl, browser, exempt: [SAML_PATHS.acs], isBearer: isApi }),
    actors: createActors({ actorOfUser: access.actorOf, actorOfToken: access.findByToken }),
  };
}

type Entrance = ReturnType<typeof composeEntrance>;

/** What every request passes before it comes to a route. */
function composeGuards(
  { config, db, disk }: House,
  { sessions, csrf, actors }: Entrance,
  isStopping: () => boolean,
) {
  const { saml, baseUrl } = config;
  const health = createHealth({
    readiness: async () => ({ database: await isUp(() => db.row('SELECT 1')) }),
    disk,
    metricsToken: config.metricsToken,
    isStopping,
  });
  return {
    measure: health.measure,
    health: health.router,
    headers: createHeaders({
      baseUrl,
      formTargets: [saml.ssoUrl, saml.logoutUrl].filter((url) => url !== null),
    }),
    sessions: sessions.middleware,
    actors: actors.middleware,
    rateLimit: createRateLimit({ db, actorOf: actors.actorOf }),
    csrfGuard: csrf.guard,
  };
}

/** Follows page changes and tells those who look. Returns how to stop. */
function startWebLive(
  { config, db, log, access }: House,
  { server, sessions, routes }: { server: Server; sessions: Sessions; routes: Routes },
): () => Promise<void> {
  return startLive({
    server,
    baseUrl: config.baseUrl,
    log,
    withSession: (request, response, next) => {
      sessions.middleware(request as Request, response as Response, next as NextFunction);
    },
    sessionOf: (request) =>
      signedInAs(request as Request) === null ? null : idOf(request as Request),
    openSessions: sessions.open,
    mayLook: async (url, request) => {
      const as = signedInAs(request as Request);
      const actor = as === null ? null : await access.actorOf(as.userId);
      return actor !== null && routes.mayLook(url, actor);
    },
    follow: (onChange) => followPageChanges({ db, log }, onChange),
  });
}

/** Null where no identity provider is set: nobody signs in then, and the sign-in page says so. */
function createWebSaml(house: House, browser: ReturnType<typeof createBrowserCookie>) {
  const { saml, baseUrl } = house.config;
  const { idpEntityId, ssoUrl, idpCertificates, spPrivateKey, spCertificate } = saml;
  if (
    idpEntityId === null ||
    ssoUrl === null ||
    idpCertificates === null ||
    spPrivateKey === null ||
    spCertificate === null
  ) {
    return null;
  }
  const settings: SamlSettings = {
    baseUrl,
    idpEntityId,
    ssoUrl,
    logoutUrl: saml.logoutUrl,
    idpCertificates,
    spEntityId: saml.spEntityId,
    spPrivateKey,
    spCertificate,
    attributes: saml.attributes,
  };
  return createSaml({
    settings,
    store: createSamlStore(house),
    browser,
    clock: house.clock,
    log: house.log,
  });
}

/** Who does not answer soon is not up, whatever the reason. */
function isUp(ask: () => Promise<unknown>): Promise<boolean> {
  const answered = ask().then(
    () => true,
    () => false,
  );
  return Promise.race([answered, sleep(ANSWERS_WITHIN_MS, false, { ref: false })]);
}
