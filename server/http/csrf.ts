// Two layers against forms that somebody else's page sends: first where the request comes from, as the
// browser says, then a token that only our own pages know. The API has no cookies and needs neither.

import { timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { csrfSync } from 'csrf-sync';
import { Refusal } from '../kernel/refusal.ts';
import type { BrowserCookie } from './browser-cookie.ts';
import { csrfTokenOf, signedInAs } from './session.ts';

/** The hidden field of every form, and the first part of every multipart form. */
export const CSRF_FIELD = '_csrf';
/**
 * Only the reader of uploads reads parts, and it asks for the token. Any other route must find here a
 * body that is no form, or a form sent in parts would pass without a token.
 */
const UNREAD = 'parts that nobody has read';
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

const tokens = csrfSync({
  size: 32,
  getTokenFromState: (request: Request) => csrfTokenOf(request),
  storeTokenInState: (request: Request, token?: unknown) => {
    Object.assign(request.session, { csrfToken: token });
  },
});

/** Makes the token of a new session, and keeps it there. */
export function makeCsrfToken(request: Request): string {
  return tokens.generateToken(request);
}

export type Csrf = {
  /** Runs after the body of a form is parsed. A multipart body is not yet: `demandToken` is asked then. */
  readonly guard: RequestHandler;
  /** The token for the forms of a page; before signing in it comes with a cookie of its own. */
  readonly tokenFor: (request: Request, response: Response) => string;
  /** Refuses a token that is not this session's. */
  readonly demandToken: (request: Request, token: unknown) => void;
};

/**
 * `exempt` are the paths to which another site must post: where the identity provider's answer comes
 * in. `isBearer` are requests that carry no cookie's authority.
 */
export function createCsrf(deps: {
  readonly baseUrl: string;
  readonly browser: BrowserCookie;
  readonly exempt: readonly string[];
  readonly isBearer: (request: Request) => boolean;
}): Csrf {
  const ourHost = new URL(deps.baseUrl).host;
  const tokenOf = (request: Request) =>
    signedInAs(request) === null ? deps.browser.tokenOf(request) : csrfTokenOf(request);

  const demandToken = (request: Request, token: unknown) => {
    const expected = tokenOf(request);
    if (expected === null || typeof token !== 'string' || !same(expected, token)) refuse();
  };

  return {
    demandToken,
    tokenFor: (request, response) =>
      signedInAs(request) === null
        ? deps.browser.give(request, response)
        : (csrfTokenOf(request) ?? makeCsrfToken(request)),
    guard: (request, _response, next) => {
      const unguarded = SAFE_METHODS.has(request.method) || deps.isBearer(request);
      if (!unguarded && !deps.exempt.includes(request.path)) {
        demandOurOwnPage(request, ourHost);
        if (request.is('multipart/form-data') === false) demandToken(request, sentToken(request));
        else request.body = UNREAD;
      }
      next();
    },
  };
}

/**
 * What the browser says about where a request comes from; pages cannot forge it. Without
 * Sec-Fetch-Site (older browsers) the Origin must be ours; without both it is no browser's page.
 */
export function demandOurOwnPage(request: Request, ourHost: string): void {
  const site = request.get('Sec-Fetch-Site');
  if (site !== undefined) {
    if (site !== 'same-origin' && site !== 'none') refuse();
    return;
  }
  const origin = request.get('Origin');
  if (origin === undefined) return;
  const host = URL.canParse(origin) ? new URL(origin).host : '';
  if (host !== ourHost && host !== request.get('Host')) refuse();
}

function sentToken(request: Request): unknown {
  const body: unknown = request.body;
  return typeof body === 'object' && body !== null
    ? (body as Record<string, unknown>)[CSRF_FIELD]
    : undefined;
}

function same(expected: string, given: string): boolean {
  const [left, right] = [Buffer.from(expected), Buffer.from(given)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function refuse(): never {
  throw new Refusal('forbidden', 'csrf.invalid');
}
