// A call with an Idempotency-Key is carried out once: who sends it again gets the first answer again,
// who sends something else under it is told so, and of two at the same moment one waits for the other.

import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import type { Actor } from '../kernel/actor.ts';
import { instantAfter, type Instant } from '../kernel/calendar.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { Clock } from '../platform/clock.ts';
import { instantSql, isDuplicate, type Database } from '../platform/database.ts';
import type { Reply } from './reply.ts';
import type { Upload } from './route.ts';

/** An answer as it was given: status, headers, and the body's text. */
export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export type Keyed = {
  readonly account: string;
  readonly key: string;
  readonly requestHash: Buffer;
};

type KeyRow = {
  readonly requestHash: Buffer;
  readonly status: number | null;
  readonly headers: Readonly<Record<string, string>> | null;
  readonly body: string | null;
  readonly heldUntil: Instant;
};

/** Whoever carries out a call holds its key this long, and says again and again that it still does. */
const HELD_MS = 60_000;
const RENEW_MS = 15_000;
const WAIT_MS = 60_000;
const POLL_MS = 80;
/** An answer is remembered for a week. */
const KEPT_MS = 7 * 86_400_000;
const KEY = /^[\x21-\x7e]{1,200}$/;

export type Idempotency = ReturnType<typeof createIdempotency>;

export function createIdempotency({ db, clock }: { db: Database; clock: Clock }) {
  const soon = () => instantSql(instantAfter(clock.now(), HELD_MS));

  /** The answer that is there already; null when the key is ours now and the call is to be run. */
  const take = async (keyed: Keyed): Promise<Answer | null> => {
    const giveUpAt = Date.now() + WAIT_MS;
    while (Date.now() < giveUpAt) {
      if (await insert(keyed)) return null;
      const row = await find(keyed);
      if (row === null) continue;
      if (!row.requestHash.equals(keyed.requestHash)) {
        throw new Refusal('conflict', 'idempotency.other-body');
      }
      if (row.status !== null) {
        return { status: row.status, headers: row.headers ?? {}, body: row.body ?? '' };
      }
      if (row.heldUntil < clock.now() && (await takeOver(keyed, row.heldUntil))) return null;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    throw new Refusal('unavailable', 'idempotency.running');
  };

  const insert = async ({ account, key, requestHash }: Keyed): Promise<boolean> => {
    try {
      await db.run(
        `INSERT INTO idempotency_keys (account, idempotency_key, request_hash, held_until, created_at)
         VALUES (?, ?, ?, ?, ?)`,
        [account, key, requestHash, soon(), instantSql(clock.now())],
      );
      return true;
    } catch (error) {
      if (isDuplicate(error)) return false;
      throw error;
    }
  };

  const find = ({ account, key }: Keyed) =>
    db.row<KeyRow>(
      `SELECT request_hash AS requestHash, status, headers, body, held_until AS heldUntil
       FROM idempotency_keys WHERE account = ? AND idempotency_key = ?`,
      [account, key],
    );

  /** Who held the key died: one of those that wait goes on in its place. */
  const takeOver = async ({ account, key }: Keyed, heldUntil: Instant): Promise<boolean> => {
    const written = await db.run(
      `UPDATE idempotency_keys SET held_until = ?
       WHERE account = ? AND idempotency_key = ? AND status IS NULL AND held_until = ?`,
      [soon(), account, key, instantSql(heldUntil)],
    );
    return written.affectedRows === 1;
  };

  const keep = ({ account, key }: Keyed, answer: Answer) =>
    db.run(
      `UPDATE idempotency_keys SET status = ?, headers = ?, body = ?
       WHERE account = ? AND idempotency_key = ?`,
      [answer.status, JSON.stringify(answer.headers), answer.body, account, key],
    );

  const holdOn = ({ account, key }: Keyed) =>
    setInterval(() => {
      const values = [soon(), account, key];
      void db
        .run(
          `UPDATE idempotency_keys SET held_until = ?
           WHERE account = ? AND idempotency_key = ? AND status IS NULL`,
          values,
        )
        .catch(() => undefined);
    }, RENEW_MS).unref();

  return {
    /** Runs a call once per account and key. A bug, or `unavailable`, gives the key free again. */
    withKey: async (keyed: Keyed, run: () => Promise<Answer>): Promise<Answer> => {
      const first = await take(keyed);
      if (first !== null) return first;
      const holding = holdOn(keyed);
      try {
        const answer = await run();
        await keep(keyed, answer);
        return answer;
      } catch (error) {
        await db.run('DELETE FROM idempotency_keys WHERE account = ? AND idempotency_key = ?', [
          keyed.account,
          keyed.key,
        ]);
        throw error;
      } finally {
        clearInterval(holding);
      }
    },

    /** Forgets answers that are older than a week. Returns how many. */
    sweep: async (): Promise<number> => {
      const before = instantSql(instantAfter(clock.now(), -KEPT_MS));
      const written = await db.run('DELETE FROM idempotency_keys WHERE created_at < ?', [before]);
      return written.affectedRows;
    },
  };
}

type Call = {
  readonly request: Request;
  readonly response: Response;
  readonly actor: Actor;
  readonly upload: Upload;
};

/**
 * Runs a POST of the API under its Idempotency-Key, if it has one. `refusalOf` makes the answer of a
 * refusal, which is remembered as any other; null for what is not to be remembered.
 */
export function createOnce(deps: {
  readonly idempotency: Idempotency;
  readonly replyOf: (request: Request, response: Response) => Reply;
  readonly refusalOf: (error: unknown, request: Request) => Answer | null;
}) {
  return async (call: Call, run: (reply: Reply) => Promise<void>): Promise<void> => {
    const { request, response, actor } = call;
    const key = request.get('Idempotency-Key');
    if (key === undefined) {
      await run(deps.replyOf(request, response));
      return;
    }
    if (!KEY.test(key)) throw new Refusal('malformed', 'idempotency.key');
    const keyed = { account: actor.id, key, requestHash: hashOf(call) };
    const answer = await deps.idempotency.withKey(keyed, async () => {
      const written = createWrittenReply();
      try {
        await run(written.reply);
        return written.answer();
      } catch (error) {
        const refusal = deps.refusalOf(error, request);
        if (refusal === null) throw error;
        return refusal;
      }
    });
    response.status(answer.status).set(answer.headers).send(answer.body);
  };
}

/** A reply that is written down instead of sent. Only JSON can be given again. */
function createWrittenReply() {
  let answer: Answer | null = null;
  const notJson = () => {
    throw new Error('a call of the API answers with JSON');
  };
  const reply: Reply = {
    json: (body, status = 200, headers = {}) => {
      const type = { 'Content-Type': 'application/json; charset=utf-8' };
      answer = { status, headers: { ...type, ...headers }, body: JSON.stringify(body) };
    },
    page: notJson,
    seeOther: notJson,
    bytes: notJson,
  };
  return {
    reply,
    answer: (): Answer => answer ?? { status: 204, headers: {}, body: '' },
  };
}

/** What makes two calls the same: method, address and body; of multipart its parts, names and bytes. */
function hashOf({ request, upload }: Call): Buffer {
  const body: unknown = request.body;
  return createHash('sha256')
    .update(`${request.method} ${request.originalUrl}\n`)
    .update(
      JSON.stringify([
        Object.entries(upload.fields),
        upload.files.map(({ field, name, sha256, bytes }) => [field, name, sha256, bytes]),
      ]),
    )
    .update('\n')
    .update(Buffer.isBuffer(body) ? body : JSON.stringify(body ?? null))
    .digest();
}
