// A browser before anybody has signed in with it: a cookie of chance that ties a sign-in to the browser
// in which it began, and gives the sign-in form its token. It is nobody's identity and opens nothing.

import { createHash, randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';
import { cookieRules } from './session.ts';

const LIFE_MS = 30 * 60_000;
const VALUE = /^[A-Za-z0-9_-]{43}$/;

export type BrowserCookie = {
  /** The hash of what this browser was given, or null where it was given nothing. */
  readonly hashOf: (request: Request) => Buffer | null;
  /** Gives the browser its cookie, unless it has one, and returns the token for its forms. */
  readonly give: (request: Request, response: Response) => string;
  readonly tokenOf: (request: Request) => string | null;
  readonly clear: (response: Response) => void;
};

/** With https the answer of an identity provider on another site must bring the cookie along. */
export function createBrowserCookie(baseUrl: string): BrowserCookie {
  const { name, options } = cookieRules(baseUrl, 'browser');
  const flags = { ...options, sameSite: options.secure === true ? 'none' : 'lax' } as const;
  const valueOf = (request: Request): string | null => {
    const cookies = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim());
    const found = cookies.filter((pair) => pair.startsWith(`${name}=`));
    const value = found[0]?.slice(name.length + 1) ?? '';
    return found.length === 1 && VALUE.test(value) ? value : null;
  };
  return {
    hashOf: (request) => {
      const value = valueOf(request);
      return value === null ? null : digest('browser', value);
    },
    give: (request, response) => {
      const value = valueOf(request) ?? randomBytes(32).toString('base64url');
      response.cookie(name, value, { ...flags, maxAge: LIFE_MS });
      return digest('form', value).toString('hex');
    },
    tokenOf: (request) => {
      const value = valueOf(request);
      return value === null ? null : digest('form', value).toString('hex');
    },
    clear: (response) => {
      response.clearCookie(name, flags);
    },
  };
}

function digest(purpose: string, value: string): Buffer {
  return createHash('sha256').update(`${purpose}:${value}`).digest();
}
