// The house with an identity provider and this room's pages, for the tests of signing in and of the
// pages about access.

import { mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { loadConfig } from '../../config/config.ts';
import { compose } from '../../server/compose.ts';
import { createBrowserCookie } from '../../server/http/browser-cookie.ts';
import { composeWeb } from '../../server/web.ts';
import { IDP, keyPairs } from '../http/saml-world.ts';
import { testDatabase, testDatabaseUrls } from '../support/database.ts';

/** Composed over the test database with the identity provider of the tests of SAML. */
export async function accessWeb() {
  const keys = await keyPairs();
  return composedWeb({
    SAML_ROLES: 'it=administrator, eko=finance',
    SAML_IDP_ENTITY_ID: IDP,
    SAML_IDP_SSO_URL: 'https://idp.example.test/sso',
    SAML_IDP_LOGOUT_URL: 'https://idp.example.test/slo',
    SAML_IDP_CERTIFICATES: `${keys.stranger.certificate}\n${keys.idp.certificate}`,
    SAML_SP_PRIVATE_KEY: keys.sp.privateKey,
    SAML_SP_CERTIFICATE: keys.sp.certificate,
  });
}

/** Composed over the test database with settings of one's own; this room's routes registered. */
export async function composedWeb(settings: Readonly<Record<string, string>>) {
  const urls = await testDatabaseUrls();
  const config = loadConfig({
    NODE_ENV: 'test',
    DATABASE_URL: urls.app,
    DATABASE_SETTINGS: 'fast',
    DATA_FOLDER: await mkdtemp(path.join(os.tmpdir(), 'jarnkoll-access-')),
    LOG_LEVEL: 'silent',
    DEMO: 'none',
    ...settings,
  });
  const db = await testDatabase();
  const house = compose(config, 'test', { db });
  const web = await composeWeb(house);
  const registered = web.routes.registered.some(({ path: at }) => at === '/sign-in');
  if (!registered) {
    house.access.routes({
      saml: web.saml,
      sessions: web.sessions,
      browser: createBrowserCookie(config.baseUrl),
      attributes: config.saml.attributes,
    })(web.routes.route);
  }
  return { house, app: web.app, db };
}
