// The API as another system calls it: a token, JSON in and out, files as multipart.

import { setTimeout as pause } from 'node:timers/promises';
import type { Express } from 'express';
import request, { type Response } from 'supertest';
import type { Role, Scope } from '../../server/kernel/actor.ts';
import { SYSTEM } from '../../server/kernel/actor.ts';
import type { House } from '../../server/compose.ts';

export type ApiFile = { readonly name: string; readonly bytes: Buffer };

export type ApiClient = {
  readonly get: (path: string) => Promise<Response>;
  readonly post: (
    path: string,
    body?: object,
    headers?: Record<string, string>,
  ) => Promise<Response>;
  readonly importCsv: (kind: string, bytes: Buffer, query?: string) => Promise<Response>;
  readonly upload: (supplier: string, files: readonly ApiFile[]) => Promise<Response>;
  /** All items of a list, page after page. */
  readonly all: <T>(path: string) => Promise<T[]>;
};

/** A service account of its own with the role, and a client that carries its token. */
export async function apiClient(
  { house, app }: { readonly house: Pick<House, 'access'>; readonly app: Express | string },
  role: Role,
  scope: Scope = { kind: 'all' },
): Promise<ApiClient> {
  const { token } = await house.access.createServiceAccount(
    { name: `test ${role}`, role, scope, responsibleEmail: null },
    SYSTEM,
  );
  return clientFor(app, token);
}

/** `app`: the house itself, or where a process of it answers. */
export function clientFor(app: Express | string, token: string): ApiClient {
  const authorization = `Bearer ${token}`;
  const at = (path: string) => `/api/v1${path}`;
  const get = (path: string) =>
    request(app).get(at(path)).set('Authorization', authorization).then(keep);
  return {
    get,
    post: (path, body = {}, headers = {}) =>
      request(app)
        .post(at(path))
        .set('Authorization', authorization)
        .set(headers)
        .send(body)
        .then(keep),
    importCsv: (kind, bytes, query = '') =>
      request(app)
        .post(at(`/imports/${kind}${query}`))
        .set('Authorization', authorization)
        .type('text/csv')
        .send(bytes)
        .then(keep),
    upload: (supplier, files) => {
      let call = request(app)
        .post(at('/supplier-invoices'))
        .set('Authorization', authorization)
        .field('supplier', supplier);
      for (const { name, bytes } of files) call = call.attach('file', bytes, { filename: name });
      return call.then(keep);
    },
    all: async <T>(path: string): Promise<T[]> => {
      const items: T[] = [];
      let after: string | null = null;
      do {
        const mark = path.includes('?') ? '&' : '?';
        const query = after === null ? '' : `&after=${encodeURIComponent(after)}`;
        const answer = await get(`${path}${mark}limit=1000${query}`);
        const page = answer.body as { items: T[]; next: string | null };
        items.push(...page.items);
        after = page.next;
      } while (after !== null);
      return items;
    },
  };
}

function keep(response: Response): Response {
  return response;
}

/** Asks again and again until the answer is what is waited for. Throws with the last answer. */
export async function eventually<T>(
  ask: () => Promise<T>,
  isThere: (answer: T) => boolean,
  withinMs = 60_000,
): Promise<T> {
  const until = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (isThere(answer)) return answer;
    if (Date.now() > until) {
      throw new Error(`never came about: ${JSON.stringify(answer).slice(0, 2000)}`);
    }
    await pause(100);
  }
}
