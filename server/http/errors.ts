// Every error's way out. A refusal says what was wrong and what to do; a bug says only its number, and
// the log has the rest. The API answers application/problem+json, pages a page.

import { randomUUID } from 'node:crypto';
import type { ErrorRequestHandler, Request, Response } from 'express';
import { Refusal, type Fault, type RefusalKind } from '../kernel/refusal.ts';
import { isAway } from '../platform/database.ts';
import type { Log } from '../platform/log.ts';
import { ownAddress } from './address.ts';
import { API_PREFIX, type Lang } from './route.ts';

export const STATUS_OF: Readonly<Record<RefusalKind, number>> = {
  malformed: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  invalid: 422,
  'too-many': 429,
  unavailable: 503,
};

/** The sentence of a catalogue key: `errors:CODE` for refusals. */
export type Translate = (
  lang: Lang,
  key: string,
  args?: Readonly<Record<string, unknown>>,
) => string;

export type ErrorPage = {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly message: string;
  readonly errors: readonly { column: string; message: string }[];
  readonly url: string | null;
  readonly errorId: string | null;
};

export type ErrorEdge = {
  readonly log: Log;
  readonly translate: Translate;
  readonly langOf: (request: Request) => Lang;
  readonly drawError: (request: Request, response: Response, page: ErrorPage) => Promise<void>;
  /** Where one signs in; a page asked for by nobody leads there. */
  readonly signIn: (request: Request) => string;
};

type Said = {
  readonly status: number;
  readonly code: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly errors: readonly Fault[];
  readonly url: string | null;
  readonly state: string | null;
  readonly errorId: string | null;
};

export function isApi(request: Request): boolean {
  return request.path.startsWith(`${API_PREFIX}/`) || request.path === API_PREFIX;
}

export function createErrorHandler(edge: ErrorEdge): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    // Whoever asked has gone: nobody is left to be told anything.
    if (response.destroyed) return;
    if (response.headersSent) {
      edge.log.error({ err: error }, 'an answer broke off');
      next(error);
      return;
    }
    const said = whatToSay(error);
    const { errorId } = said;
    if (errorId !== null) {
      edge.log.error({ errorId, route: patternOf(request), err: error }, 'a bug');
    }
    answerError(edge, { request, response, said }).catch((broken: unknown) => {
      edge.log.error({ errorId, route: patternOf(request), err: broken }, 'an error has no page');
      if (!response.headersSent) response.status(said.status).type('text').send(said.code);
    });
  };
}

function patternOf(request: Request): string | null {
  return (request.route as { path?: string } | undefined)?.path ?? null;
}

async function answerError(
  edge: ErrorEdge,
  { request, response, said }: { request: Request; response: Response; said: Said },
): Promise<void> {
  const lang = edge.langOf(request);
  if (isApi(request)) {
    sendProblem(response, problemOf(said, lang, edge.translate));
    return;
  }
  if (said.status === 401 && request.method === 'GET') {
    response.redirect(303, hasToken(request) ? callOf(request) : edge.signIn(request));
    return;
  }
  await edge.drawError(request, response, pageOf(said, lang, edge.translate));
}

function hasToken(request: Request): boolean {
  return /^Bearer /i.test(request.get('authorization') ?? '');
}

/** An answer's `url` is a page; who follows it with a token is led to the call of the same name. */
function callOf(request: Request): string {
  return `${API_PREFIX}${ownAddress(request)}`;
}

/** A problem document (RFC 9457) with the code and faults that interfaces.md §2 promises. */
export type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly errors: readonly Readonly<Record<string, unknown>>[];
  readonly [key: string]: unknown;
};

export function problemOf(said: Said, lang: Lang, translate: Translate): Problem {
  const message = sentence(said.code, said.args, lang, translate);
  return {
    type: `urn:jarnkoll:problem:${said.code}`,
    title: message,
    status: said.status,
    code: said.code,
    message,
    errors: said.errors.map((fault) => ({
      row: fault.row ?? null,
      column: fault.column ?? null,
      value: fault.value ?? null,
      code: fault.code,
      message: sentence(fault.code, argsOf(fault), lang, translate),
    })),
    ...(said.url === null ? {} : { url: said.url }),
    ...(said.state === null ? {} : { state: said.state }),
    ...(said.errorId === null ? {} : { errorId: said.errorId }),
  };
}

export function sendProblem(response: Response, problem: Problem): void {
  response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}

/** What any error means to the one who asked. */
export function whatToSay(error: unknown): Said {
  if (error instanceof Refusal) {
    return {
      status: STATUS_OF[error.kind],
      code: error.code,
      args: error.details.args ?? {},
      errors: error.details.errors ?? [],
      url: error.details.url ?? null,
      state: error.details.state ?? null,
      errorId: null,
    };
  }
  // Nobody's fault, and over in a moment: what was asked is to be asked again.
  if (isAway(error)) return { ...NOTHING, status: STATUS_OF.unavailable, code: 'database.away' };
  const status = statusOf(error);
  if (status !== null) return { ...NOTHING, status, code: codeOfStatus(status) };
  return { ...NOTHING, status: 500, code: 'bug', errorId: randomUUID() };
}

const NOTHING = { args: {}, errors: [], url: null, state: null, errorId: null } as const;

/** A library's error with a status below 500 keeps it: body-parser, multer, Express itself. */
function statusOf(error: unknown): number | null {
  if (typeof error !== 'object' || error === null) return null;
  const { status, statusCode } = error as { status?: unknown; statusCode?: unknown };
  const given = typeof status === 'number' ? status : statusCode;
  return typeof given === 'number' && given >= 400 && given < 500 ? given : null;
}

function codeOfStatus(status: number): string {
  if (status === 413) return 'body.too-large';
  if (status === 404) return 'not-found';
  return 'body.malformed';
}

/** What a fault's sentence may name: where it was found, what stood there, and its own arguments. */
function argsOf({ args, ...fault }: Fault): Readonly<Record<string, unknown>> {
  return { ...fault, ...args };
}

function sentence(
  code: string,
  args: Readonly<Record<string, unknown>>,
  lang: Lang,
  translate: Translate,
): string {
  return translate(lang, `errors:${code}`, args);
}

function pageOf(said: Said, lang: Lang, translate: Translate): ErrorPage {
  return {
    status: said.status,
    code: said.code,
    title: translate(lang, `errors:title.${String(said.status)}`),
    message: sentence(said.code, said.args, lang, translate),
    errors: said.errors.map((fault) => ({
      column: fault.column ?? '',
      message: sentence(fault.code, argsOf(fault), lang, translate),
    })),
    url: said.url,
    errorId: said.errorId,
  };
}
