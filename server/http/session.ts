// Sessions of people who are signed in, in the database and nowhere else: a stolen copy of the table
// opens nothing, since it holds only hashes of what the cookies say. Nobody has a session before
// signing in. A session ends after 30 minutes of rest, after 10 hours, or when somebody says so.

import { createHash } from 'node:crypto';
import type { CookieOptions, Request, RequestHandler } from 'express';
import session, { Store, type SessionData } from 'express-session';
import { instantAfter, type Instant } from '../kernel/calendar.ts';
import type { Clock } from '../platform/clock.ts';
import { instantSql, type Database } from '../platform/database.ts';

export const IDLE_MS = 30 * 60_000;
export const ABSOLUTE_MS = 10 * 3_600_000;
/** A session's rest is measured to the minute, so that looking at a page need not write. */
const TOUCH_MS = 60_000;

/** Who is signed in, and what is needed to sign out again at the identity provider. */
export type SignedInAs = {
  readonly userId: number;
  readonly nameId: string;
  readonly nameIdFormat: string | null;
  readonly sessionIndex: string | null;
  readonly endsAt: Instant;
};

/** What express-session carries from the store to a request and back. */
type Held = SessionData & {
  signedInAs?: SignedInAs;
  csrfToken?: string | null | undefined;
  /** When the row was last touched; absent on a session that has no row yet. */
  seenAt?: Instant;
};

type SessionRow = {
  readonly userId: number;
  readonly sessionIndex: string | null;
  readonly data: Omit<Held, 'seenAt'>;
  readonly seenAt: Instant;
  readonly endsAt: Instant;
};

export type Sessions = {
  readonly middleware: RequestHandler;
  /** Gives the request a new session with a new id, saved before this returns. */
  readonly begin: (
    request: Request,
    as: Omit<SignedInAs, 'endsAt'>,
    until: Instant | null,
  ) => Promise<void>;
  /** Ends this request's session and every other of the same sign-in at the identity provider. */
  readonly end: (request: Request) => Promise<SignedInAs | null>;
  readonly endOfUser: (userId: number) => Promise<void>;
  /** Of these ids (as `idOf` gives them) those that are still open: sockets of the rest are closed. */
  readonly open: (ids: readonly string[]) => Promise<Set<string>>;
};

/** Who is signed in, as the session of a request says. */
export function signedInAs(request: Request): SignedInAs | null {
  return held(request)?.signedInAs ?? null;
}

/** The name by which a session is known outside its cookie: the hash of its id, in hex. */
export function idOf(request: Request): string {
  return hashOf(request.sessionID).toString('hex');
}

/** The token that forms of this session carry; made with the session. */
export function csrfTokenOf(request: Request): string | null {
  return held(request)?.csrfToken ?? null;
}

/** A cookie's name and flags: `__Host-` and Secure where the house is reached by https. */
export function cookieRules(
  baseUrl: string,
  name: string,
): { name: string; options: CookieOptions } {
  const secure = baseUrl.startsWith('https://');
  return {
    name: secure ? `__Host-${name}` : name,
    options: { path: '/', httpOnly: true, secure, sameSite: 'lax' },
  };
}

export function createSessions(deps: {
  readonly db: Database;
  readonly clock: Clock;
  readonly secret: string;
  readonly baseUrl: string;
  /** Makes the token of a new session's forms and keeps it there. */
  readonly makeCsrfToken: (request: Request) => string;
}): Sessions {
  const { db, clock } = deps;
  const cookie = cookieRules(deps.baseUrl, 'sid');
  const { httpOnly, path, sameSite, secure } = cookie.options;
  const middleware = session({
    name: cookie.name,
    cookie: { httpOnly, path, sameSite, secure, maxAge: undefined },
    secret: deps.secret,
    store: new DatabaseStore(db, clock),
    resave: false,
    saveUninitialized: false,
  });

  return {
    middleware,

    begin: async (request, as, until) => {
      await settled((done) => request.session.regenerate(done));
      const latest = instantAfter(clock.now(), ABSOLUTE_MS);
      const endsAt = until !== null && until < latest ? until : latest;
      Object.assign(request.session, { signedInAs: { ...as, endsAt } });
      deps.makeCsrfToken(request);
      await settled((done) => request.session.save(done));
    },

    end: async (request) => {
      const as = signedInAs(request);
      await settled((done) => request.session.destroy(done));
      if (as?.sessionIndex != null) {
        const values = [as.userId, as.sessionIndex];
        await db.run('DELETE FROM sessions WHERE user_id = ? AND session_index = ?', values);
      }
      return as;
    },

    endOfUser: async (userId) => {
      await db.run('DELETE FROM sessions WHERE user_id = ?', [userId]);
    },

    open: async (ids) => {
      if (ids.length === 0) return new Set();
      const rows = await db.rows<{ id: string }>(
        `SELECT LOWER(HEX(sid)) AS id FROM sessions
         WHERE sid IN (?) AND ends_at > ? AND seen_at > ?`,
        [ids.map((id) => Buffer.from(id, 'hex')), ...limits(clock)],
      );
      return new Set(rows.map((row) => row.id));
    },
  };
}

/** Deletes sessions that have ended. Returns how many. */
export async function sweepSessions({
  db,
  clock,
}: {
  db: Database;
  clock: Clock;
}): Promise<number> {
  const ended = 'DELETE FROM sessions WHERE ends_at <= ? OR seen_at <= ?';
  return (await db.run(ended, limits(clock))).affectedRows;
}

/** express-session's store over the table `sessions`. Rows begin at sign-in and never come back. */
class DatabaseStore extends Store {
  readonly #db: Database;
  readonly #clock: Clock;

  constructor(db: Database, clock: Clock) {
    super();
    this.#db = db;
    this.#clock = clock;
  }

  override get(
    sid: string,
    callback: (error: unknown, session?: SessionData | null) => void,
  ): void {
    answer(this.#find(sid), callback);
  }

  override set(sid: string, given: SessionData, callback?: (error?: unknown) => void): void {
    answer(this.#save(sid, given), callback);
  }

  override touch(sid: string, given: SessionData, callback?: (error?: unknown) => void): void {
    answer(this.#touch(sid, given), callback);
  }

  override destroy(sid: string, callback?: (error?: unknown) => void): void {
    answer(this.#db.run('DELETE FROM sessions WHERE sid = ?', [hashOf(sid)]), callback);
  }

  async #find(sid: string): Promise<Held | null> {
    const row = await this.#db.row<SessionRow>(
      `SELECT data, seen_at AS seenAt FROM sessions
       WHERE sid = ? AND ends_at > ? AND seen_at > ?`,
      [hashOf(sid), ...limits(this.#clock)],
    );
    return row === null ? null : { ...row.data, seenAt: row.seenAt };
  }

  /** A session with a row is changed, never made again: one that was ended meanwhile stays ended. */
  async #save(sid: string, given: Held): Promise<void> {
    const { seenAt, ...data } = given;
    const as = data.signedInAs;
    if (seenAt !== undefined) {
      await this.#db.run('UPDATE sessions SET data = ? WHERE sid = ?', [
        JSON.stringify(data),
        hashOf(sid),
      ]);
    } else if (as !== undefined) {
      const now = instantSql(this.#clock.now());
      await this.#db.run(
        `INSERT INTO sessions (sid, user_id, session_index, data, created_at, seen_at, ends_at)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
        [
          hashOf(sid),
          as.userId,
          as.sessionIndex,
          JSON.stringify(data),
          now,
          now,
          instantSql(as.endsAt),
        ],
      );
      given.seenAt = this.#clock.now();
    }
  }

  async #touch(sid: string, given: Held): Promise<void> {
    const now = this.#clock.now();
    if (given.seenAt === undefined || now < instantAfter(given.seenAt, TOUCH_MS)) return;
    await this.#db.run('UPDATE sessions SET seen_at = ? WHERE sid = ?', [
      instantSql(now),
      hashOf(sid),
    ]);
  }
}

function held(request: Request): Held | undefined {
  return request.session;
}

/** What a session must end after, and have been seen after, to be open now. */
function limits(clock: Clock): [Date, Date] {
  const now = clock.now();
  return [instantSql(now), instantSql(instantAfter(now, -IDLE_MS))];
}

function hashOf(sid: string): Buffer {
  return createHash('sha256').update(sid).digest();
}

function settled(start: (done: (error?: unknown) => void) => unknown): Promise<void> {
  return new Promise((resolve, reject) => {
    start((error) => {
      if (error === undefined || error === null) resolve();
      else reject(error instanceof Error ? error : new Error('the session store failed'));
    });
  });
}

function answer<T>(work: Promise<T>, callback?: (error: unknown, value?: T) => void): void {
  work.then(
    (value) => callback?.(null, value),
    (error: unknown) => callback?.(error),
  );
}
