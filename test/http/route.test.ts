// The one registration: who is let in, what is parsed, and how every refusal is answered.

import express from 'express';
import request from 'supertest';
import { expect } from 'chai';
import { z } from 'zod';
import type { Actor, Role } from '../../server/kernel/actor.ts';
import { Refusal } from '../../server/kernel/refusal.ts';
import { defineRule } from '../../server/kernel/rule.ts';
import { createReply } from '../../server/http/reply.ts';
import { createRoutes, NO_UPLOAD } from '../../server/http/route.ts';
import { plainErrors } from './plain-errors.ts';

const seeThing = defineRule({ name: 'see-thing', roles: ['finance', 'coordinator'] });
const changeThing = defineRule({ name: 'change-thing', roles: ['finance'], seenBy: seeThing });

function actorWith(role: Role, costCentres: string[] | 'all'): Actor {
  return {
    kind: 'person',
    id: 'person:1',
    name: 'Karin',
    email: 'karin@example.test',
    rights: [{ role, scope: { kind: 'all' }, source: 'saml', until: null }],
    reach: {
      [role]: {
        all: costCentres === 'all',
        units: new Set(),
        costCentres: new Set(costCentres === 'all' ? [] : costCentres),
        customers: new Set(),
      },
    },
  };
}

function appFor(actor: Actor | null) {
  const routes = createRoutes({
    actorOf: () => actor,
    langOf: () => 'sv',
    replyOf: (_request, response) => createReply(response, () => Promise.resolve()),
    readUpload: () => Promise.resolve(NO_UPLOAD),
    once: ({ response }, run) => run(createReply(response, () => Promise.resolve())),
  });
  const { api, route } = routes;
  const input = z.strictObject({ id: z.string(), kronor: z.coerce.number().optional() });
  const target = ({ id }: { id: string }) =>
    Promise.resolve(id === 'missing' ? null : { costCentres: [id] });
  api.get('/things/:id', {
    rule: seeThing,
    input,
    target,
    summary: 'a thing',
    output: z.object({ id: z.string() }),
    handle: ({ input: { id }, reply }) => {
      if (id === 'broken') throw new Error('a secret');
      reply.json({ id });
    },
  });
  api.post('/things/:id', {
    rule: changeThing,
    input: z.strictObject({ id: z.string(), amount: z.number() }),
    target,
    summary: 'change a thing',
    output: z.object({}),
    handle: () => {
      throw new Refusal('conflict', 'thing.busy', { url: '/things/1', state: 'closed' });
    },
  });
  route.post('/things/:id', {
    rule: changeThing,
    input: z.strictObject({ id: z.string().max(7), amount: z.coerce.number() }),
    target,
    body: 'json',
    onInvalid: ({ values, errors, reply }) => {
      reply.json({ values, faults: errors.length }, 422);
      return Promise.resolve();
    },
    handle: ({ reply }) => {
      reply.json({});
    },
  });
  const app = express();
  app.use(express.json());
  app.use(routes.router);
  app.use(plainErrors());
  return app;
}

describe('a route', () => {
  it('lets in who reaches the object', async () => {
    const answer = await request(appFor(actorWith('coordinator', ['4110']))).get(
      '/api/v1/things/4110',
    );
    expect(answer.status).to.equal(200);
    expect(answer.body).to.deep.equal({ id: '4110' });
  });

  it('says 401 without a token, as a problem document', async () => {
    const answer = await request(appFor(null)).get('/api/v1/things/4110');
    expect(answer.status).to.equal(401);
    expect(answer.type).to.equal('application/problem+json');
    expect(answer.body).to.include({ code: 'unauthenticated', status: 401 });
  });

  it('gives the same 404 for what is hidden and for what is missing', async () => {
    const app = appFor(actorWith('coordinator', ['4110']));
    const hidden = await request(app).get('/api/v1/things/4200');
    const missing = await request(app).get('/api/v1/things/missing');
    expect(hidden.status).to.equal(404);
    expect(hidden.body).to.deep.equal(missing.body);
  });

  it('says 404 to a role that could never pass', async () => {
    const app = appFor(actorWith('employee', []));
    expect((await request(app).get('/api/v1/things/4110')).status).to.equal(404);
  });

  it('says 403 for an action on what one may see', async () => {
    const app = appFor(actorWith('coordinator', ['4110']));
    const answer = await request(app).post('/api/v1/things/4110').send({ amount: 1 });
    expect(answer.status).to.equal(403);
  });

  it('says 400 for an unknown field, a wrong type and broken JSON, each with its code', async () => {
    const app = appFor(actorWith('finance', 'all'));
    const post = (body: string) =>
      request(app).post('/api/v1/things/1').type('application/json').send(body);
    expect((await post('{"amount":1,"colour":"red"}')).body).to.include({
      status: 400,
      code: 'body.unknown-field',
    });
    expect((await post('{"amount":"much"}')).body).to.include({
      status: 400,
      code: 'body.invalid',
    });
    expect((await post('{"amount":')).body).to.include({ status: 400, code: 'body.malformed' });
  });

  it('says that the object is hidden or missing, or may not be changed, before it looks at the rest', async () => {
    const empty = (role: Role, at: string) =>
      request(appFor(actorWith(role, role === 'finance' ? 'all' : ['4110'])))
        .post(at)
        .send({});
    for (const base of ['/api/v1', '']) {
      expect((await empty('finance', `${base}/things/missing`)).status, base).to.equal(404);
      expect((await empty('coordinator', `${base}/things/4200`)).status, base).to.equal(404);
      expect((await empty('coordinator', `${base}/things/4110`)).status, base).to.equal(403);
    }
    expect((await empty('finance', '/api/v1/things/4110')).status).to.equal(400);
    const again = await empty('finance', '/things/4110');
    expect(again.status).to.equal(422);
    expect(again.body).to.deep.equal({ values: { id: '4110' }, faults: 1 });
  });

  it('says 404 to a path that can name nothing, and 400 to a query that nobody understands', async () => {
    const app = appFor(actorWith('finance', 'all'));
    expect((await request(app).post('/things/far-too-long').send({})).status).to.equal(404);
    const query = await request(app).get('/api/v1/things/1?kronor=much');
    expect(query.body).to.include({ status: 400, code: 'body.invalid' });
  });

  it('takes no other body than JSON where JSON is asked for, and none at all for an empty one', async () => {
    const app = appFor(actorWith('finance', 'all'));
    const post = (type: string, body: string) =>
      request(app).post('/api/v1/things/1').type(type).send(body);
    for (const type of ['text/plain', 'application/xml', 'application/x-www-form-urlencoded']) {
      expect((await post(type, 'amount=1')).body, type).to.include({
        status: 400,
        code: 'body.malformed',
      });
    }
    const without = await request(app).post('/api/v1/things/1');
    expect(without.body).to.include({ status: 400, code: 'body.invalid' });
  });

  it('gives each fault its row, column and value, null where there is none', async () => {
    const app = appFor(actorWith('finance', 'all'));
    const answer = await request(app).post('/api/v1/things/1').send({ amount: 'much' });
    expect((answer.body as { errors: unknown[] }).errors).to.deep.equal([
      {
        row: null,
        column: 'amount',
        value: null,
        code: 'body.invalid',
        message: 'errors:body.invalid',
      },
    ]);
  });

  it('carries code, url and state of a conflict', async () => {
    const answer = await request(appFor(actorWith('finance', 'all')))
      .post('/api/v1/things/1')
      .send({ amount: 1 });
    expect(answer.body).to.include({
      status: 409,
      code: 'thing.busy',
      url: '/things/1',
      state: 'closed',
    });
  });

  it('tells nothing of a bug but its number', async () => {
    const answer = await request(appFor(actorWith('finance', 'all'))).get('/api/v1/things/broken');
    expect(answer.status).to.equal(500);
    expect(JSON.stringify(answer.body)).not.to.include('secret');
    expect(answer.body).to.have.property('errorId').that.is.a('string');
  });
});
