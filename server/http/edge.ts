// What each request gets from the edge: who acts, in which language, how to answer, what came with
// it. Put together once from the parts; the routes and the errors share it.

import type { Request, Response } from 'express';
import { Refusal } from '../kernel/refusal.ts';
import type { Files } from '../platform/files.ts';
import type { Log } from '../platform/log.ts';
import type { Actors } from './actor.ts';
import { ownAddress } from './address.ts';
import type { Csrf } from './csrf.ts';
import { problemOf, whatToSay, type ErrorEdge, type Translate } from './errors.ts';
import { createOnce, type Answer, type Idempotency } from './idempotency.ts';
import { wantsFragment, type Renderer } from './render.ts';
import { createReply, type Reply } from './reply.ts';
import type { Edge, UploadedFile } from './route.ts';
import type { Texts } from './texts.ts';
import { readUpload } from './upload.ts';

export type EdgeParts = {
  readonly texts: Texts;
  readonly renderer: Renderer;
  readonly csrf: Csrf;
  readonly actors: Actors;
  readonly files: Files;
  readonly idempotency: Idempotency;
  readonly log: Log;
  readonly uploadMaxBytes: number;
};

const MAX_FILES = 20;

export function createEdge(parts: EdgeParts): Edge & ErrorEdge {
  const { texts, renderer, csrf, actors } = parts;
  // A fault may carry a form's own word, which only that form's page says.
  const translate: Translate = (lang, key, args) =>
    texts.t(lang, texts.has(key) ? key : 'errors:body.invalid', args);
  const contextOf = (request: Request, response: Response) => ({
    lang: texts.langOf(request),
    actor: actors.actorOf(request),
    csrf: csrf.tokenFor(request, response),
    url: ownAddress(request),
  });
  const replyOf = (request: Request, response: Response): Reply =>
    createReply(response, (view, model, status) =>
      renderer.render(response, view, {
        model,
        context: {
          ...contextOf(request, response),
          status,
          fragment: wantsFragment(request),
        },
      }),
    );
  const once = createOnce({
    idempotency: parts.idempotency,
    replyOf,
    refusalOf: (error, request) =>
      refusalAnswer(error, (said) => problemOf(said, texts.langOf(request), translate)),
  });
  return {
    log: parts.log,
    translate,
    langOf: texts.langOf,
    actorOf: actors.actorOf,
    replyOf,
    once,
    readUpload: (request, kind) =>
      readUpload<UploadedFile>(request, {
        maxFiles: MAX_FILES,
        maxFileBytes: parts.uploadMaxBytes,
        demandToken:
          kind === 'api'
            ? null
            : (token) => {
                csrf.demandToken(request, token);
              },
        onFile: async ({ field, name, stream }) => ({
          field,
          name,
          ...(await parts.files.put(stream, parts.uploadMaxBytes)),
        }),
      }),
    drawError: (request, response, page) =>
      renderer.renderError(response, page, contextOf(request, response)),
    signIn: (request) => `/sign-in?returnTo=${encodeURIComponent(ownAddress(request))}`,
  };
}

/** A refusal is an answer like any other, and remembered; `unavailable` and bugs are not. */
function refusalAnswer(
  error: unknown,
  toProblem: (said: ReturnType<typeof whatToSay>) => object,
): Answer | null {
  if (!(error instanceof Refusal) || error.kind === 'unavailable') return null;
  const said = whatToSay(error);
  return {
    status: said.status,
    headers: { 'Content-Type': 'application/problem+json; charset=utf-8' },
    body: JSON.stringify(toProblem(said)),
  };
}
