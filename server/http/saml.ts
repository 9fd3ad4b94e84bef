// Signing in and out by SAML: a signed request goes out with the browser, a signed response comes back
// in the same one, once. The library checks signatures; the gate and the profile say what a response
// may look like; the database says that neither a request nor an assertion is used twice.

import { randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';
import passport from 'passport';
import {
  AbstractStrategy,
  SAML,
  ValidateInResponseTo,
  type CacheProvider,
  type PassportSamlConfig,
  type Profile,
  type VerifiedCallback,
} from '@node-saml/passport-saml';
import { Refusal } from '../kernel/refusal.ts';
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import { localPath } from './address.ts';
import type { BrowserCookie } from './browser-cookie.ts';
import { decodeMessage, refuseSaml, scan } from './saml-gate.ts';
import { readRedirect } from './saml-redirect.ts';
import {
  demandLogoutResponse,
  demandSignedResponse,
  readIdentity,
  type SamlExpectations,
  type SamlIdentity,
} from './saml-profile.ts';
import { REQUEST_LIFE_MS, type SamlStore } from './saml-store.ts';
import type { SignedInAs } from './session.ts';

/** What this service and one identity provider agreed on. PEM texts; addresses in full. */
export type SamlSettings = {
  readonly baseUrl: string;
  readonly idpEntityId: string;
  readonly ssoUrl: string;
  readonly logoutUrl: string | null;
  /** One certificate, or two during a roll-over. */
  readonly idpCertificates: readonly string[];
  readonly spEntityId: string;
  readonly spPrivateKey: string;
  readonly spCertificate: string;
  readonly attributes: { readonly email: string; readonly name: string; readonly groups: string };
};

export const SAML_PATHS = {
  acs: '/saml/acs',
  logout: '/saml/logout',
  metadata: '/saml/metadata',
} as const;

export type Saml = {
  /** The address that the browser is sent to, with a signed request for this browser alone. */
  readonly startSignIn: (request: Request, returnTo: string) => Promise<string>;
  /** The same for a trial, by which nobody is signed in: no address that a browser sends begins one. */
  readonly startTrial: (request: Request) => Promise<string>;
  /**
   * Who came back, and where they wanted to go; null after a trial. Every fault is one refusal; the log
   * has its code.
   */
  readonly finishSignIn: (
    request: Request,
    response: Response,
  ) => Promise<{ identity: SamlIdentity; returnTo: string | null }>;
  /** The address where one also signs out at the identity provider; null where it has none. */
  readonly startSignOut: (as: SignedInAs) => Promise<string | null>;
  /** Holds that a request to the logout address is the identity provider's own answer. */
  readonly finishSignOut: (request: Request) => Promise<void>;
  readonly metadata: () => string;
};

const SKEW_MS = 5000;
const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256';
/** A browser that signs out has no sign-in of its own under way: its requests are kept for nobody. */
const NO_BROWSER = Buffer.alloc(32);
/** Stands where a path would: none of ours, so that no `returnTo` can be it. */
const TRIAL = 'trial';

export function createSaml(deps: {
  readonly settings: SamlSettings;
  readonly store: SamlStore;
  readonly browser: BrowserCookie;
  readonly clock: Clock;
  readonly log: Log;
}): Saml {
  const { settings, store, browser, log } = deps;
  const urlOf = (path: string) => `${settings.baseUrl}${path}`;
  const optionsWith = (cacheProvider: CacheProvider): PassportSamlConfig => ({
    callbackUrl: urlOf(SAML_PATHS.acs),
    entryPoint: settings.ssoUrl,
    logoutUrl: settings.logoutUrl ?? settings.ssoUrl,
    logoutCallbackUrl: urlOf(SAML_PATHS.logout),
    issuer: settings.spEntityId,
    audience: settings.spEntityId,
    idpIssuer: settings.idpEntityId,
    idpCert: [...settings.idpCertificates],
    privateKey: settings.spPrivateKey,
    publicCert: settings.spCertificate,
    signatureAlgorithm: 'sha256',
    digestAlgorithm: SHA256,
    wantAuthnResponseSigned: true,
    wantAssertionsSigned: true,
    validateInResponseTo: ValidateInResponseTo.always,
    requestIdExpirationPeriodMs: REQUEST_LIFE_MS,
    acceptedClockSkewMs: SKEW_MS,
    identifierFormat: null,
    disableRequestedAuthnContext: true,
    cacheProvider,
  });
  const expectations = (): SamlExpectations => ({
    acsUrl: urlOf(SAML_PATHS.acs),
    audience: settings.spEntityId,
    idpIssuer: settings.idpEntityId,
    nowMs: Date.parse(deps.clock.now()),
    attributes: Object.values(settings.attributes),
  });

  const readResponse = async (request: Request, response: Response) => {
    const { message, relayState } = readPosted(request.body);
    const came = scan(decodeMessage(message));
    demandSignedResponse(came);
    const claimed = readIdentity(came, expectations());
    const requests = store.requestsOf(browser.hashOf(request) ?? refuseSaml('browser'));
    const saml = new SignedSaml(optionsWith(requests.cache));
    await authenticate(new OneResponse(saml), request, response);
    const identity = readIdentity(scan(saml.signed()), expectations());
    const askedFor = requests.consumed() ?? refuseSaml('request-used');
    if (identity.requestId !== askedFor.id || identity.assertionId !== claimed.assertionId) {
      refuseSaml('in-response-to');
    }
    await store.useAssertion(identity);
    if (askedFor.returnTo === TRIAL) return { identity, returnTo: null };
    return { identity, returnTo: askedFor.relayState === relayState ? askedFor.returnTo : '/' };
  };

  const ask = (request: Request, returnTo: string) => {
    const askedFor = { relayState: randomBytes(24).toString('base64url'), returnTo };
    const from = browser.hashOf(request);
    if (from === null) throw new Refusal('forbidden', 'access.sign-in-refused', AGAIN);
    const saml = new SAML(optionsWith(store.requestsOf(from, askedFor).cache));
    return saml.getAuthorizeUrlAsync(askedFor.relayState, undefined, {});
  };

  return {
    startSignIn: (request, returnTo) => ask(request, localPath(returnTo)),

    startTrial: (request) => ask(request, TRIAL),

    finishSignIn: (request, response) =>
      telling(log, 'a sign-in was refused', () => readResponse(request, response)),

    startSignOut: async (as) => {
      if (settings.logoutUrl === null) return null;
      const kept = store.requestsOf(NO_BROWSER, { relayState: '', returnTo: '/' });
      return new SAML(optionsWith(kept.cache)).getLogoutUrlAsync(leaving(settings, as), '', {});
    },

    finishSignOut: (request) =>
      telling(log, 'the answer to a sign-out was refused', async () => {
        const { query, message, parameters } = readRedirect(request.originalUrl);
        const answered = demandLogoutResponse(scan(message), {
          ...expectations(),
          logoutUrl: urlOf(SAML_PATHS.logout),
        });
        const requests = store.requestsOf(NO_BROWSER);
        await new SAML(optionsWith(requests.cache)).validateRedirectAsync(parameters, query);
        await requests.cache.removeAsync(answered);
      }),

    metadata: () =>
      new SAML(optionsWith(store.requestsOf(NO_BROWSER).cache)).generateServiceProviderMetadata(
        null,
        settings.spCertificate,
      ),
  };
}

/** Keeps the very bytes whose signature held: nothing else is believed. */
class SignedSaml extends SAML {
  #signed: string | null = null;

  signed(): Buffer {
    return Buffer.from(this.#signed ?? refuseSaml('signature'));
  }

  protected override getSignedAssertion(signedXml: string): Promise<string | null> {
    this.#signed = signedXml;
    return super.getSignedAssertion(signedXml);
  }
}

/** A strategy for one response of one browser. */
class OneResponse extends AbstractStrategy {
  static override readonly newSamlProviderOnConstruct = false;

  constructor(saml: SignedSaml) {
    const accept = (_profile: Profile | null, done: VerifiedCallback) => {
      done(null, {});
    };
    super(saml.options, accept, accept);
    this._saml = saml;
  }
}

/** Runs the library's checks. Whatever it finds is thrown; nothing is written to the response. */
function authenticate(strategy: OneResponse, request: Request, response: Response): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (error: unknown, user?: unknown) => {
      if (error === null && user !== undefined && user !== false) resolve();
      else reject(asError(error));
    };
    const run = passport.authenticate(strategy, { session: false }, settle) as (
      ...edge: [Request, Response, (error?: unknown) => void]
    ) => void;
    run(request, response, (error) => {
      reject(asError(error));
    });
  });
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error('nobody was accepted');
}

const AGAIN = { url: '/sign-in' } as const;

/** All that can go wrong is one "no" to the person; why is for the log. A busy database stays one. */
async function telling<T>(log: Log, what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal && error.kind === 'unavailable') throw error;
    const code = error instanceof Refusal ? error.code : 'saml.library';
    log.warn({ code, reason: error instanceof Refusal ? null : asError(error).message }, what);
    throw new Refusal('forbidden', 'access.sign-in-refused', AGAIN);
  }
}

function readPosted(body: unknown): { message: string; relayState: string } {
  const { SAMLResponse, RelayState = '' } = (body ?? {}) as Record<string, unknown>;
  if (typeof SAMLResponse !== 'string' || typeof RelayState !== 'string') {
    return refuseSaml('body');
  }
  return { message: SAMLResponse, relayState: RelayState };
}

function leaving(settings: SamlSettings, as: SignedInAs): Profile {
  return {
    issuer: settings.idpEntityId,
    nameID: as.nameId,
    nameIDFormat: as.nameIdFormat ?? 'urn:oasis:names:tc:SAML:2.0:nameid-format:unspecified',
    ...(as.sessionIndex === null ? {} : { sessionIndex: as.sessionIndex }),
  };
}
