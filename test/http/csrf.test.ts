// Forms that somebody else's page sends, and headers that keep pages to themselves.

import { expect } from 'chai';
import type { Express } from 'express';
import request from 'supertest';
import { emptyTables, testDatabase } from '../support/database.ts';
import { signIn, type SignedInCookie } from '../support/sign-in.ts';
import { createEdge, createEdgeApp, type Edge } from './edge-world.ts';

describe('forms of other pages', () => {
  let edge: Edge;
  let app: Express;
  let karin: SignedInCookie;

  before(async function () {
    this.timeout(60_000);
    edge = await createEdge(await testDatabase());
    app = createEdgeApp(edge);
  });

  beforeEach(async () => {
    await emptyTables();
    karin = await signIn(edge.db, { email: 'karin.ek@example.test', name: 'Karin Ek' });
  });

  const change = (headers: Record<string, string>, body: object = { _csrf: karin.csrf }) =>
    request(app).post('/change').set('Cookie', karin.cookie).set(headers).type('form').send(body);

  it('lets our own forms through', async () => {
    await change({ 'Sec-Fetch-Site': 'same-origin' }).expect(200);
    await change({ 'Sec-Fetch-Site': 'none' }).expect(200);
    await change({ Origin: 'http://localhost:3000' }).expect(200);
    await change({}).expect(200);
  });

  it('refuses what comes from another site, whatever token it has', async () => {
    for (const headers of [
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'same-site' },
      { 'Sec-Fetch-Site': 'cross-site', Origin: 'http://localhost:3000' },
      { Origin: 'https://evil.example.test' },
      { Origin: 'null' },
    ]) {
      const refused = await change(headers);
      expect([refused.status, refused.body], JSON.stringify(headers)).to.deep.equal([
        403,
        { code: 'csrf.invalid' },
      ]);
    }
  });

  it('refuses a form without the token of its session', async () => {
    const other = await signIn(edge.db, { email: 'omar.haddad@example.test', name: 'Omar' });
    for (const body of [{}, { _csrf: '' }, { _csrf: 'x' }, { _csrf: other.csrf }]) {
      expect((await change({ 'Sec-Fetch-Site': 'same-origin' }, body)).status).to.equal(403);
    }
  });

  it('leaves a form in parts to the reader that asks for the token, and to nobody else', async () => {
    const seen: unknown[] = [];
    const parts = createEdgeApp(edge, (routes) => {
      routes.post('/parts', (asked, response) => {
        seen.push(asked.body);
        response.json({});
      });
    });
    await request(parts).post('/parts').set('Cookie', karin.cookie).field('a', '1').expect(200);
    expect(typeof seen[0]).to.equal('string');
  });

  it('gives a page the token of its session, always the same', async () => {
    const seen = await request(app).get('/me').set('Cookie', karin.cookie);
    expect((seen.body as { token: string }).token).to.equal(karin.csrf);
  });

  it('gives the sign-in form a token of the browser, and none of it to another', async () => {
    const agent = request.agent(app);
    const { token } = (await agent.get('/sign-in')).body as { token: string };
    const again = (await agent.get('/sign-in')).body as { token: string };
    expect(again.token).to.equal(token);
    await request(app).post('/sign-in').type('form').send({ _csrf: token }).expect(403);
    await agent.post('/sign-in').type('form').send({ _csrf: token, returnTo: '/' }).expect(303);
  });

  it('changes nothing for those who only look', async () => {
    await request(app)
      .get('/me')
      .set('Cookie', karin.cookie)
      .set('Sec-Fetch-Site', 'cross-site')
      .expect(200);
  });

  it('sends every header that keeps a page to itself', async () => {
    const { headers } = await request(app).get('/me');
    expect(headers['content-security-policy']?.split(';')).to.have.members([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data:",
      "font-src 'self'",
      "connect-src 'self'",
      "manifest-src 'self'",
      "form-action 'self' https://idp.example.test",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ]);
    expect(headers['x-content-type-options']).to.equal('nosniff');
    expect(headers['referrer-policy']).to.equal('same-origin');
    expect(headers['permissions-policy']).to.contain('camera=()');
    expect(headers['cache-control']).to.equal('no-store');
    expect(headers['x-powered-by']).to.equal(undefined);
    expect(headers['strict-transport-security']).to.equal(undefined);
  });
});
