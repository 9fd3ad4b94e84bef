// Signing in and out, whole: our side against another library's identity provider, through a browser
// that keeps its cookies.

import { inflateRawSync } from 'node:zlib';
import { expect } from 'chai';
import type { Express } from 'express';
import request from 'supertest';
import type TestAgent from 'supertest/lib/agent.js';
import { emptyTables, testDatabase } from '../support/database.ts';
import { createEdge, createEdgeApp, type Edge } from './edge-world.ts';
import { BASE, IDP, karin, replace, theIdp, type Twist } from './saml-world.ts';

type Asked = { readonly requestId: string; readonly relayState: string; readonly url: URL };

describe('signing in by SAML', () => {
  let edge: Edge;
  let app: Express;

  before(async function () {
    this.timeout(60_000);
    edge = await createEdge(await testDatabase());
    app = createEdgeApp(edge);
  });

  beforeEach(async () => {
    await emptyTables();
    edge.said.length = 0;
  });

  async function ask(agent: TestAgent, returnTo = '/invoices/7'): Promise<Asked> {
    const { token } = (await agent.get('/sign-in').expect(200)).body as { token: string };
    const asked = await agent.post('/sign-in').type('form').send({ _csrf: token, returnTo });
    expect(asked.status).to.equal(303);
    const url = new URL(asked.headers['location'] ?? '');
    const query = Object.fromEntries(url.searchParams);
    const octets = url.search.slice(1).replace(/&Signature=.*$/, '');
    const requestId = await (await theIdp()).readSignInRequest(query, octets);
    return { requestId, relayState: query['RelayState'] ?? '', url };
  }

  async function answer(requestId: string, twist?: Twist): Promise<string> {
    return (await theIdp()).respond(karin, {
      requestId,
      ...(twist === undefined ? {} : { twist }),
    });
  }

  const post = (agent: TestAgent, SAMLResponse: string, RelayState = '') =>
    agent.post('/saml/acs').type('form').send({ SAMLResponse, RelayState });

  const whoIs = async (agent: TestAgent): Promise<string | null> => {
    const { me } = (await agent.get('/me')).body as { me: { nameId: string } | null };
    return me?.nameId ?? null;
  };

  it('sends the browser to the identity provider with a signed request', async () => {
    const { url, requestId, relayState } = await ask(request.agent(app));
    expect(`${url.origin}${url.pathname}`).to.equal('https://idp.example.test/sso');
    expect(url.searchParams.get('SigAlg')).to.match(/rsa-sha256$/);
    expect(url.searchParams.get('Signature')).to.have.length.above(100);
    expect(requestId).to.match(/^_/);
    expect(relayState).to.match(/^[A-Za-z0-9_-]{32}$/);
    const packed = Buffer.from(url.searchParams.get('SAMLRequest') ?? '', 'base64');
    expect(inflateRawSync(packed).toString()).to.contain(`${BASE}/saml/acs`);
  });

  it('lets in who comes back, and leads to where they wanted to go', async () => {
    const agent = request.agent(app);
    const { requestId, relayState } = await ask(agent);
    const back = await post(agent, await answer(requestId), relayState);
    expect(back.status, JSON.stringify(edge.said)).to.equal(303);
    expect(back.headers['location']).to.equal('/invoices/7');
    expect(await whoIs(agent)).to.equal('karin-7');
    const cookies = back.headers['set-cookie'] as unknown as string[];
    expect(cookies.find((cookie) => cookie.startsWith('sid='))).to.match(
      /Path=\/; HttpOnly; SameSite=Lax$/,
    );
    expect(cookies.find((cookie) => cookie.startsWith('browser='))).to.match(/Expires=Thu, 01 Jan/);
  });

  it('does not follow a RelayState of somebody else, nor an address', async () => {
    const agent = request.agent(app);
    const { requestId } = await ask(agent);
    const back = await post(agent, await answer(requestId), 'https://evil.example.test/');
    expect(back.headers['location']).to.equal('/');
  });

  for (const path of ['//evil.example.test', 'https://evil.example.test', '/\\evil', '/sign-out']) {
    it(`does not lead back to ${path}`, async () => {
      const agent = request.agent(app);
      const { requestId, relayState } = await ask(agent, path);
      const back = await post(agent, await answer(requestId), relayState);
      expect(back.headers['location']).to.equal('/');
    });
  }

  async function expectRefused(agent: TestAgent, message: string, code: string): Promise<void> {
    const back = await post(agent, message);
    expect([back.status, back.body]).to.deep.equal([403, { code: 'access.sign-in-refused' }]);
    expect(edge.said.at(-1)?.code).to.equal(code);
    expect(await whoIs(agent)).to.equal(null);
  }

  it('refuses a response that another browser fetched', async () => {
    const { requestId } = await ask(request.agent(app));
    const other = request.agent(app);
    await ask(other);
    await expectRefused(other, await answer(requestId), 'saml.request-used');
  });

  it('refuses a response in a browser that never asked', async () => {
    const { requestId } = await ask(request.agent(app));
    await expectRefused(request.agent(app), await answer(requestId), 'saml.browser');
  });

  it('refuses a response to a request that nobody made', async () => {
    const agent = request.agent(app);
    await ask(agent);
    await expectRefused(agent, await answer('_made-up'), 'saml.request-used');
  });

  it('refuses a response to a request that has become too old', async () => {
    const agent = request.agent(app);
    const { requestId } = await ask(agent);
    await edge.db.run('UPDATE saml_requests SET expires_at = ?', [new Date(Date.now() - 1000)]);
    await expectRefused(agent, await answer(requestId), 'saml.request-used');
  });

  it('refuses a response of a stranger who says that it is the identity provider', async () => {
    const agent = request.agent(app);
    const { requestId } = await ask(agent);
    const forged = await (await theIdp({ stranger: true })).respond(karin, { requestId });
    await expectRefused(agent, forged, 'saml.library');
    expect(edge.said.at(-1)?.reason).to.match(/signature/i);
  });

  it('refuses a response in which a name was changed after it was signed', async () => {
    const agent = request.agent(app);
    const { requestId } = await ask(agent);
    const honest = Buffer.from(await answer(requestId), 'base64').toString('utf8');
    const changed = replace('karin-7', 'eva-1')(honest);
    await expectRefused(agent, Buffer.from(changed).toString('base64'), 'saml.library');
  });

  it('refuses an honest response of which only the assertion was signed by the provider', async () => {
    const agent = request.agent(app);
    const { requestId } = await ask(agent);
    const honest = Buffer.from(await answer(requestId), 'base64').toString('utf8');
    const changed = replace(/( ID="[^"]*" Version="2.0")/, ' Consent="urn:x"$1')(honest);
    await expectRefused(agent, Buffer.from(changed).toString('base64'), 'saml.library');
  });

  it('says nothing but no, whatever the reason, and keeps the reason for the log', async () => {
    const agent = request.agent(app);
    const { requestId } = await ask(agent);
    const other = await answer(requestId, replace(IDP, 'https://other.example.test/'));
    await expectRefused(agent, other, 'saml.issuer');
    await expectRefused(agent, 'nonsense!', 'saml.base64');
    const noBody = await agent
      .post('/saml/acs')
      .type('form')
      .send({ SAMLResponse: ['a', 'b'] });
    expect(noBody.status).to.equal(403);
    expect(edge.said.at(-1)?.code).to.equal('saml.body');
  });

  it('lets one response in once, however often and wherever it is sent at the same time', async () => {
    const agent = request.agent(app);
    const { requestId } = await ask(agent);
    const message = await answer(requestId);
    const cookie = await browserCookieOf(agent);
    const second = createEdgeApp(await createEdge(edge.db));
    const sent = Array.from({ length: 20 }, (_, at) =>
      request(at % 2 === 0 ? app : second)
        .post('/saml/acs')
        .set('Cookie', cookie)
        .type('form')
        .send({ SAMLResponse: message }),
    );
    const statuses = (await Promise.all(sent)).map((back) => back.status);
    expect(statuses.filter((status) => status === 303)).to.have.length(1);
    expect(statuses.filter((status) => status === 403)).to.have.length(19);
    const sessions = await edge.db.rows('SELECT 1 FROM sessions');
    expect(sessions).to.have.length(1);
  });

  it('refuses an assertion that was used, also in answer to a request that was not', async () => {
    const agent = request.agent(app);
    const { requestId } = await ask(agent);
    const message = await answer(requestId);
    const cookie = await browserCookieOf(agent);
    expect((await post(agent, message)).status).to.equal(303);
    const hash = edge.browser.hashOf({ headers: { cookie } } as never);
    const kept = { relayState: '', returnTo: '/' };
    await edge.store.requestsOf(hash ?? Buffer.alloc(32), kept).cache.saveAsync(requestId, '');
    const again = await request(app)
      .post('/saml/acs')
      .set('Cookie', cookie)
      .type('form')
      .send({ SAMLResponse: message });
    expect(again.status).to.equal(403);
    expect(edge.said.at(-1)?.code).to.equal('saml.assertion-used');
  });

  /** The cookie by which the agent's browser is known before it signs in. */
  async function browserCookieOf(agent: TestAgent): Promise<string> {
    const seen = await agent.get('/sign-in');
    const cookies = seen.headers['set-cookie'] as unknown as string[];
    return (cookies[0] ?? '').split(';')[0] ?? '';
  }

  it('gives a new session, whatever cookie came along', async () => {
    const agent = request.agent(app);
    const { requestId } = await ask(agent);
    const cookie = await browserCookieOf(agent);
    const back = await request(app)
      .post('/saml/acs')
      .set('Cookie', `${cookie}; sid=s%3Aplanted.planted`)
      .type('form')
      .send({ SAMLResponse: await answer(requestId) });
    const cookies = (back.headers['set-cookie'] as unknown as string[]).join('\n');
    expect(cookies).to.contain('sid=').and.not.to.contain('planted');
  });

  it('ends the session no later than the identity provider wants', async () => {
    const agent = request.agent(app);
    const { requestId } = await ask(agent);
    const ends = new Date(Date.now() + 60_000).toISOString();
    const twist = replace(' SessionIndex=', ` SessionNotOnOrAfter="${ends}" SessionIndex=`);
    await post(agent, await answer(requestId, twist)).expect(303);
    const row = await edge.db.row<{ endsAt: string }>('SELECT ends_at AS endsAt FROM sessions');
    expect(row?.endsAt).to.equal(ends);
  });

  describe('and out again', () => {
    async function signedIn(): Promise<{ agent: TestAgent; csrf: string }> {
      const agent = request.agent(app);
      const { requestId } = await ask(agent);
      await post(agent, await answer(requestId)).expect(303);
      const { token } = (await agent.get('/me')).body as { token: string };
      return { agent, csrf: token };
    }

    it('ends the session first, then asks the identity provider, signed', async () => {
      const { agent, csrf } = await signedIn();
      const out = await agent.post('/sign-out').type('form').send({ _csrf: csrf });
      expect(out.status).to.equal(303);
      expect(await whoIs(agent)).to.equal(null);
      const url = new URL(out.headers['location'] ?? '');
      const octets = url.search.slice(1).replace(/&Signature=.*$/, '');
      const idp = await theIdp();
      const asked = await idp.readSignOutRequest(Object.fromEntries(url.searchParams), octets);
      const back = new URL(idp.signOutAnswer(asked, ''));
      expect((await agent.get(`${back.pathname}${back.search}`)).headers['location']).to.equal(
        '/signed-out',
      );
      expect((await agent.get(`${back.pathname}${back.search}`)).status).to.equal(403);
    });

    it('refuses an answer that is not signed, or by a stranger, or said twice', async () => {
      const { agent, csrf } = await signedIn();
      const out = await agent.post('/sign-out').type('form').send({ _csrf: csrf });
      const url = new URL(out.headers['location'] ?? '');
      const octets = url.search.slice(1).replace(/&Signature=.*$/, '');
      const idp = await theIdp();
      const asked = await idp.readSignOutRequest(Object.fromEntries(url.searchParams), octets);
      const search = new URL(idp.signOutAnswer(asked, '')).search;
      const stranger = await theIdp({ stranger: true });
      const cases: [string, string][] = [
        [search.replace(/&SigAlg=.*$/, ''), 'saml.unsigned'],
        [`${search}&SAMLResponse=x`, 'saml.parameters'],
        [`${search}&extra=1`, 'saml.parameters'],
        [search.replace('rsa-sha256', 'rsa-sha1'), 'saml.algorithm'],
        [new URL(stranger.signOutAnswer(asked, '')).search, 'saml.library'],
        [new URL(idp.signOutAnswer('_made-up', '')).search, 'saml.library'],
      ];
      for (const [query, code] of cases) {
        const back = await agent.get(`/saml/logout${query}`);
        expect([back.status, edge.said.at(-1)?.code], query).to.deep.equal([403, code]);
      }
    });
  });

  it('describes itself to the identity provider', () => {
    const metadata = edge.saml.metadata();
    expect(metadata).to.contain(`entityID="${BASE}/saml/metadata"`);
    expect(metadata).to.contain(`Location="${BASE}/saml/acs"`);
    expect(metadata).to.contain('WantAssertionsSigned="true"');
    expect(metadata).to.contain('AuthnRequestsSigned="true"');
  });

  it('forgets what nobody can use any more', async () => {
    await ask(request.agent(app));
    await edge.db.run('UPDATE saml_requests SET expires_at = ?', [new Date(Date.now() - 1000)]);
    expect(await edge.store.sweep()).to.equal(1);
  });
});
