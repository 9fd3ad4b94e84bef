// A person at a browser without script: gets pages and sends forms with the session's cookie and token.

import type { Express } from 'express';
import request, { type Response } from 'supertest';
import type { Role, Scope } from '../../server/kernel/actor.ts';
import type { Database } from '../../server/platform/database.ts';
import { signIn } from './sign-in.ts';

export type Browsing = {
  readonly get: (path: string) => Promise<Response>;
  readonly post: (path: string, form: Record<string, string | number>) => Promise<Response>;
  /** The same form without its token. */
  readonly forge: (path: string, form: Record<string, string | number>) => Promise<Response>;
};

/** Somebody with one role, signed in. `self` is an employee's scope. */
export async function browseAs(
  { app, db }: { readonly app: Express; readonly db: Database },
  role: Role,
  scope: Scope = { kind: 'all' },
  email = `${role}@example.test`,
): Promise<Browsing> {
  const rights = [{ role, scope }];
  const { cookie, csrf } = await signIn(db, { email, name: `En ${role}`, rights });
  const send = (path: string, form: Record<string, string | number>) =>
    request(app).post(path).set('Cookie', cookie).type('form').send(form);
  return {
    get: async (path) => request(app).get(path).set('Cookie', cookie),
    post: async (path, form) => send(path, { _csrf: csrf, ...form }),
    forge: async (path, form) => send(path, form),
  };
}
