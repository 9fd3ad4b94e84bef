// What a handler may answer with. Nothing else writes to the response.

import type { Response } from 'express';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';

export type Bytes = {
  readonly body: Buffer | Readable | string;
  readonly type: string;
  /** A name makes it an attachment. */
  readonly filename?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

export type Reply = {
  /** A page by its template, `room/view`. Everything in the model is a plain value. */
  readonly page: (view: string, model: object, status?: number) => Promise<void>;
  readonly json: (body: unknown, status?: number, headers?: Record<string, string>) => void;
  /** 303 to a path of ours, after a form. */
  readonly seeOther: (path: string) => void;
  readonly bytes: (bytes: Bytes) => Promise<void>;
};

/** Draws a page; made by the renderer for this request. */
export type DrawPage = (view: string, model: object, status: number) => Promise<void>;

export function createReply(response: Response, draw: DrawPage): Reply {
  return {
    page: (view, model, status = 200) => draw(view, model, status),
    json: (body, status = 200, headers = {}) => {
      response.status(status).set(headers).json(body);
    },
    seeOther: (path) => {
      response.redirect(303, path);
    },
    bytes: async ({ body, type, filename, headers = {} }) => {
      response.set({ 'Content-Type': type, 'X-Content-Type-Options': 'nosniff', ...headers });
      if (filename !== undefined) response.set('Content-Disposition', attachment(filename));
      if (body instanceof Readable) await pipeline(body, response);
      else response.end(body);
    },
  };
}

/** The name as ASCII, and again in full for those who read RFC 6266. */
function attachment(filename: string): string {
  const ascii = filename
    .normalize('NFKD')
    .replace(/[^\x20-\x7e]/g, '')
    .replace(/["\\]/g, '_');
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(filename)}`;
}
