// One key, one call: the first answer again, another body refused, two at once run once.

import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import express from 'express';
import request from 'supertest';
import { SYSTEM, type Actor } from '../../server/kernel/actor.ts';
import { Refusal } from '../../server/kernel/refusal.ts';
import { createClock } from '../../server/platform/clock.ts';
import type { Database } from '../../server/platform/database.ts';
import { createLog } from '../../server/platform/log.ts';
import { createErrorHandler, problemOf, whatToSay } from '../../server/http/errors.ts';
import { createIdempotency, createOnce, type Answer } from '../../server/http/idempotency.ts';
import { createReply } from '../../server/http/reply.ts';
import { NO_UPLOAD, type Upload } from '../../server/http/route.ts';
import { emptyTables, testDatabase } from '../support/database.ts';

describe('idempotency keys', () => {
  let db: Database;
  let runs: string[];
  let release: (() => void) | null;
  const account = (id: string): Actor => ({ ...SYSTEM, id });

  before(async () => {
    db = await testDatabase();
  });

  beforeEach(async () => {
    await emptyTables();
    runs = [];
    release = null;
  });

  function anApp(upload: Upload = NO_UPLOAD) {
    const translate = (_lang: string, key: string) => key;
    const once = createOnce({
      idempotency: createIdempotency({ db, clock: createClock() }),
      replyOf: (_request, response) => createReply(response, () => Promise.resolve()),
      refusalOf: (error): Answer | null => {
        if (!(error instanceof Refusal) || error.kind === 'unavailable') return null;
        const problem = problemOf(whatToSay(error), 'sv', translate);
        return {
          status: problem.status,
          headers: { 'Content-Type': 'application/problem+json' },
          body: JSON.stringify(problem),
        };
      },
    });
    const app = express();
    app.use(express.json());
    app.post('/api/v1/:what', async (asked, response) => {
      const actor = account(asked.get('X-Account') ?? 'service:1');
      await once({ request: asked, response, actor, upload }, async (reply) => {
        runs.push(asked.params.what);
        const { fail, slow } = (asked.body ?? {}) as { fail?: string; slow?: boolean };
        if (slow === true) {
          await new Promise<void>((resolve) => {
            release = resolve;
          });
        }
        if (fail === 'conflict') throw new Refusal('conflict', 'invoice.same-file', { url: '/7' });
        if (fail === 'unavailable') throw new Refusal('unavailable', 'database.busy');
        if (fail === 'bug') throw new Error('a bug');
        reply.json({ id: randomUUID() }, 202, { Location: '/here' });
      });
    });
    app.use(
      createErrorHandler({
        log: createLog('silent', 'test'),
        translate,
        langOf: () => 'sv',
        drawError: () => Promise.resolve(),
        signIn: () => '/',
      }),
    );
    return app;
  }

  const call = (app = anApp(), body: object = {}, key: string | null = 'key-1') => {
    const sent = request(app).post('/api/v1/thing');
    if (key !== null) void sent.set('Idempotency-Key', key);
    return sent.send(body);
  };

  it('gives the first answer again, with its status and headers', async () => {
    const first = await call(anApp(), { a: 1 });
    const second = await call(anApp(), { a: 1 });
    expect(first.status).to.equal(202);
    expect([second.status, second.text]).to.deep.equal([first.status, first.text]);
    expect(second.headers['location']).to.equal('/here');
    expect(second.headers['content-type']).to.equal('application/json; charset=utf-8');
    expect(runs).to.have.length(1);
  });

  it('runs each call without a key', async () => {
    await call(anApp(), {}, null);
    await call(anApp(), {}, null);
    expect(runs).to.have.length(2);
  });

  it('refuses another body, another address and another file under the same key', async () => {
    await call(anApp(), { a: 1 });
    const other = await call(anApp(), { a: 2 });
    expect([other.status, (other.body as { code: string }).code]).to.deep.equal([
      409,
      'idempotency.other-body',
    ]);
    const elsewhere = await request(anApp())
      .post('/api/v1/other')
      .set('Idempotency-Key', 'key-1')
      .send({ a: 1 });
    expect(elsewhere.status).to.equal(409);
    const file = { field: 'file', name: 'a.xml', sha256: 'ab', bytes: 1 };
    const parts = (changes: object): Upload => ({
      fields: { supplier: 'x' },
      files: [{ ...file, ...changes }],
    });
    await call(anApp(parts({})), {}, 'key-2').expect(202);
    await call(anApp(parts({})), {}, 'key-2').expect(202);
    await call(anApp(parts({ sha256: 'cd' })), {}, 'key-2').expect(409);
    await call(anApp(parts({ name: 'b.xml' })), {}, 'key-2').expect(409);
    await call(anApp({ ...parts({}), fields: {} }), {}, 'key-2').expect(409);
    expect(runs).to.have.length(2);
  });

  it('keeps the keys of accounts apart', async () => {
    await call();
    const other = request(anApp()).post('/api/v1/thing').set('X-Account', 'service:2');
    await other.set('Idempotency-Key', 'key-1').send({ other: true }).expect(202);
    expect(runs).to.have.length(2);
  });

  it('remembers a refusal as any other answer', async () => {
    const first = await call(anApp(), { fail: 'conflict' });
    const second = await call(anApp(), { fail: 'conflict' });
    expect([first.status, second.status, second.text]).to.deep.equal([409, 409, first.text]);
    expect(second.body).to.include({ code: 'invoice.same-file', url: '/7' });
    expect(runs).to.have.length(1);
  });

  for (const fail of ['unavailable', 'bug']) {
    it(`gives the key free again after what is nobody's answer: ${fail}`, async () => {
      expect((await call(anApp(), { fail })).status).to.be.at.least(500);
      await call(anApp(), { fail });
      expect(runs).to.have.length(2);
    });
  }

  it('runs one of two at the same moment; the other waits for its answer', async () => {
    const [app, second] = [anApp(), anApp()];
    const both = Promise.all([call(app, { slow: true }), call(second, { slow: true })]);
    while (release === null) await new Promise((resolve) => setTimeout(resolve, 10));
    await new Promise((resolve) => setTimeout(resolve, 150));
    release();
    const [left, right] = await both;
    expect(left.text).to.equal(right.text);
    expect(runs).to.have.length(1);
  });

  it('goes on in the place of a process that died', async () => {
    await call(anApp(), {});
    await db.run('UPDATE idempotency_keys SET status = NULL, held_until = ?', [
      new Date(Date.now() - 1000),
    ]);
    expect((await call(anApp(), {})).status).to.equal(202);
    expect(runs).to.have.length(2);
  });

  it('refuses a key that is no key, and forgets answers after a week', async () => {
    expect((await call(anApp(), {}, 'a b')).status).to.equal(400);
    await call();
    const idempotency = createIdempotency({ db, clock: createClock() });
    expect(await idempotency.sweep()).to.equal(0);
    await db.run('UPDATE idempotency_keys SET created_at = ?', [
      new Date(Date.now() - 8 * 86_400_000),
    ]);
    expect(await idempotency.sweep()).to.equal(1);
  });
});
