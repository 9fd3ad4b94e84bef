// Who acts in a request: the person of a session, or the service account of a bearer token. Worked out
// once, before any route.

import type { Request, RequestHandler } from 'express';
import type { Actor } from '../kernel/actor.ts';
import { isApi } from './errors.ts';
import { signedInAs } from './session.ts';

export type Actors = {
  readonly middleware: RequestHandler;
  /** Null for nobody: no session, or no valid token. */
  readonly actorOf: (request: Request) => Actor | null;
};

type Deps = {
  readonly actorOfUser: (userId: number) => Promise<Actor | null>;
  readonly actorOfToken: (token: string) => Promise<Actor | null>;
};

export function createActors({ actorOfUser, actorOfToken }: Deps): Actors {
  const actors = new WeakMap<Request, Actor>();
  const find = async (request: Request): Promise<Actor | null> => {
    if (isApi(request)) {
      const token = bearerOf(request);
      return token === null ? null : actorOfToken(token);
    }
    const signedIn = signedInAs(request);
    return signedIn === null ? null : actorOfUser(signedIn.userId);
  };
  return {
    actorOf: (request) => actors.get(request) ?? null,
    middleware: async (request, _response, next) => {
      const actor = await find(request);
      if (actor !== null) actors.set(request, actor);
      next();
    },
  };
}

/** The token of `Authorization: Bearer …`; the API has no other way in. */
export function bearerOf(request: Request): string | null {
  return (
    /^Bearer ([A-Za-z0-9_.~+/-]{16,200}=*)$/i.exec(request.get('authorization') ?? '')?.[1] ?? null
  );
}
