// The edge alone, over the test database: sessions, tokens, SAML and headers in front of a few bare
// routes. The whole house is put together elsewhere.

import express, { type Express, type RequestHandler } from 'express';
import { createClock } from '../../server/platform/clock.ts';
import type { Database } from '../../server/platform/database.ts';
import { createLog } from '../../server/platform/log.ts';
import { createBrowserCookie } from '../../server/http/browser-cookie.ts';
import { createCsrf, makeCsrfToken } from '../../server/http/csrf.ts';
import { createHeaders } from '../../server/http/headers.ts';
import { createSaml, SAML_PATHS } from '../../server/http/saml.ts';
import { createSamlStore } from '../../server/http/saml-store.ts';
import { createSessions, signedInAs } from '../../server/http/session.ts';
import { aUser } from '../support/sign-in.ts';
import { plainErrors } from './plain-errors.ts';
import { BASE, IDP, keyPairs } from './saml-world.ts';

const SECRET = 'only-for-development-never-in-production';

export type Edge = Awaited<ReturnType<typeof createEdge>>;

/** Everything that a request meets before the rooms' routes, and routes that say what came of it. */
export async function createEdge(db: Database, baseUrl = BASE) {
  const clock = createClock();
  const keys = await keyPairs();
  const browser = createBrowserCookie(baseUrl);
  const sessions = createSessions({ db, clock, secret: SECRET, baseUrl, makeCsrfToken });
  const store = createSamlStore({ db, clock });
  const said: { code: string; reason: string | null }[] = [];
  const log = createLog('silent', 'test');
  log.warn = (line: { code: string; reason: string | null }) => said.push(line);
  const saml = createSaml({
    settings: {
      baseUrl,
      idpEntityId: IDP,
      ssoUrl: 'https://idp.example.test/sso',
      logoutUrl: 'https://idp.example.test/slo',
      idpCertificates: [keys.idp.certificate],
      spEntityId: `${baseUrl}${SAML_PATHS.metadata}`,
      spPrivateKey: keys.sp.privateKey,
      spCertificate: keys.sp.certificate,
      attributes: { email: 'email', name: 'name', groups: 'groups' },
    },
    store,
    browser,
    clock,
    log,
  });
  const csrf = createCsrf({
    baseUrl,
    browser,
    exempt: [SAML_PATHS.acs],
    isBearer: (request) => request.path.startsWith('/api/v1'),
  });
  return { db, clock, browser, sessions, store, saml, csrf, said, log, baseUrl };
}

/** An app over the edge; a second one over the same database stands for another process. */
export function createEdgeApp(edge: Edge, more: (app: Express) => void = () => undefined): Express {
  const { saml, sessions, csrf, browser } = edge;
  const app = express();
  app.set('trust proxy', 1);
  app.use(createHeaders({ baseUrl: edge.baseUrl, formTargets: ['https://idp.example.test/sso'] }));
  app.use(express.urlencoded({ limit: '2mb', extended: false }));
  app.use(sessions.middleware, csrf.guard);
  app.get('/sign-in', (request, response) => {
    response.json({ token: csrf.tokenFor(request, response) });
  });
  app.post('/sign-in', async (request, response) => {
    const { returnTo } = request.body as { returnTo: string };
    response.redirect(303, await saml.startSignIn(request, returnTo));
  });
  app.post(SAML_PATHS.acs, (async (request, response) => {
    const { identity, returnTo } = await saml.finishSignIn(request, response);
    const userId = await aUser(edge.db, { email: identity.nameId, name: identity.nameId });
    const { nameId, nameIdFormat, sessionIndex } = identity;
    const as = { userId, nameId, nameIdFormat, sessionIndex };
    await sessions.begin(request, as, identity.endsAt);
    browser.clear(response);
    response.redirect(303, returnTo ?? '/');
  }) as RequestHandler);
  app.get('/me', (request, response) => {
    response.json({ me: signedInAs(request), token: csrf.tokenFor(request, response) });
  });
  app.post('/change', (_request, response) => {
    response.json({ changed: true });
  });
  app.post('/sign-out', async (request, response) => {
    const as = await sessions.end(request);
    response.redirect(303, (as === null ? null : await saml.startSignOut(as)) ?? '/signed-out');
  });
  app.get(SAML_PATHS.logout, async (request, response) => {
    await saml.finishSignOut(request);
    response.redirect(303, '/signed-out');
  });
  more(app);
  app.use(plainErrors(edge.log));
  return app;
}
