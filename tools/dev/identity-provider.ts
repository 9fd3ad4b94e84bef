// The identity provider of development: a page of people to sign in as, without any password. It speaks
// real, signed SAML, so that nothing in the house knows that it is not a real one. Never in production.

import { createServer, type Server } from 'node:http';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import express, { type Express, type Request } from 'express';
import { choicePage, continuePage, refusalPage, SCRIPT, STYLE } from './identity-pages.ts';
import { createIdp, makeKeyPair, type Idp, type KeyPair } from './saml-idp.ts';

/** Somebody to sign in as; `title` is the role and its reach in words. */
export type IdentityPerson = {
  readonly email: string;
  readonly name: string;
  readonly title: string;
  readonly groups?: readonly string[];
};

export type IdentityOptions = {
  /** 0 takes a free port. */
  readonly port: number;
  /** Where its keys are kept; made when it is missing. */
  readonly folder: string;
  /** Where the house is found. */
  readonly baseUrl: string;
  readonly people: readonly IdentityPerson[];
};

export type IdentityServer = {
  /** The page of people. */
  readonly url: string;
  /** The variables that make the house trust it. */
  readonly settings: Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
};

/** What the users of development are known by; NameID is the e-mail address. */
export const DEVELOPMENT_ISSUER = 'urn:jarnkoll:development:identity-provider';

const PATHS = { signIn: '/sign-in', signOut: '/sign-out' } as const;
const HOST = 'localhost';

/** Starts it on loopback. Throws in production. */
export async function startIdentityProvider(options: IdentityOptions): Promise<IdentityServer> {
  if (process.env['NODE_ENV'] === 'production') {
    throw new Error('The identity provider of development does not run in production.');
  }
  const [idpKeys, spKeys] = await keysIn(options.folder);
  const app = express();
  const server = createServer(app);
  await listening(server, options.port);
  const url = `http://${HOST}:${String((server.address() as AddressInfo).port)}`;
  const baseUrl = options.baseUrl.replace(/\/$/, '');
  const idp = createIdp({
    entityId: DEVELOPMENT_ISSUER,
    ssoUrl: `${url}${PATHS.signIn}`,
    logoutUrl: `${url}${PATHS.signOut}`,
    keys: idpKeys,
    sp: {
      entityId: `${baseUrl}/saml/metadata`,
      acsUrl: `${baseUrl}/saml/acs`,
      logoutUrl: `${baseUrl}/saml/logout`,
      certificate: spKeys.certificate,
    },
  });
  serve(app, { idp, baseUrl, people: options.people });
  return {
    url: `${url}/`,
    settings: {
      SAML_IDP_ENTITY_ID: DEVELOPMENT_ISSUER,
      SAML_IDP_SSO_URL: `${url}${PATHS.signIn}`,
      SAML_IDP_LOGOUT_URL: `${url}${PATHS.signOut}`,
      SAML_IDP_CERTIFICATES: idpKeys.certificate,
      SAML_SP_ENTITY_ID: `${baseUrl}/saml/metadata`,
      SAML_SP_PRIVATE_KEY: spKeys.privateKey,
      SAML_SP_CERTIFICATE: spKeys.certificate,
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

type Served = {
  readonly idp: Idp;
  readonly baseUrl: string;
  readonly people: readonly IdentityPerson[];
};

function serve(app: Express, { idp, baseUrl, people }: Served): void {
  app.disable('x-powered-by');
  app.use(express.urlencoded({ extended: false }));
  app.use((_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  app.get('/style.css', (_request, response) => {
    response.type('css').send(STYLE);
  });
  app.get('/continue.js', (_request, response) => {
    response.type('js').send(SCRIPT);
  });
  app.get('/', (_request, response) => {
    response.send(choicePage({ people, asked: null, baseUrl, action: PATHS.signIn }));
  });

  app.get(PATHS.signIn, async (request, response) => {
    const query = queryOf(request);
    const requestId = await idp.readSignInRequest(query, octetsOf(request));
    const asked = { requestId, relayState: query['RelayState'] ?? '' };
    response.send(choicePage({ people, asked, baseUrl, action: PATHS.signIn }));
  });

  app.post(PATHS.signIn, async (request, response) => {
    const { email, requestId = '', relayState = '' } = request.body as Record<string, string>;
    const person = people.find((each) => each.email === email);
    if (person === undefined) throw new Error('nobody has that address');
    const { name, groups = [] } = person;
    const who = { nameId: person.email, email: person.email, name, groups };
    const message = await idp.respond(who, { requestId });
    response.send(continuePage({ action: `${baseUrl}/saml/acs`, message, relayState, name }));
  });

  app.get(PATHS.signOut, async (request, response) => {
    const query = queryOf(request);
    const requestId = await idp.readSignOutRequest(query, octetsOf(request));
    response.redirect(303, idp.signOutAnswer(requestId, query['RelayState'] ?? ''));
  });

  const refuse: express.ErrorRequestHandler = (error: unknown, _request, response, _next) => {
    const reason = error instanceof Error ? error.message : String(error);
    response.status(400).send(refusalPage(reason, baseUrl));
  };
  app.use(refuse);
}

function queryOf(request: Request): Record<string, string> {
  const { searchParams } = new URL(request.originalUrl, `http://${HOST}`);
  return Object.fromEntries(searchParams);
}

/** What the signature of an address stands over: its query up to the signature itself. */
function octetsOf(request: Request): string {
  return request.originalUrl.replace(/^[^?]*\?/, '').replace(/&Signature=.*$/, '');
}

/** Two key pairs, its own and the house's, made the first time and kept. */
async function keysIn(folder: string): Promise<[KeyPair, KeyPair]> {
  await mkdir(folder, { recursive: true });
  return Promise.all([keyPairIn(folder, 'identity-provider'), keyPairIn(folder, 'house')]);
}

async function keyPairIn(folder: string, name: string): Promise<KeyPair> {
  const file = path.join(folder, `${name}.json`);
  if (existsSync(file)) return JSON.parse(await readFile(file, 'utf8')) as KeyPair;
  const pair = await makeKeyPair(name);
  await writeFile(file, JSON.stringify(pair), { mode: 0o600 });
  return pair;
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, resolve);
  });
}
