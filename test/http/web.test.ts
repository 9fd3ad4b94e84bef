// The web as a whole: what everybody gets, signed in or not.

import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import request from 'supertest';
import { expect } from 'chai';
import { testHouse, type TestHouse } from '../support/house.ts';
import { signIn } from '../support/sign-in.ts';

describe('the web', () => {
  let test: TestHouse;
  before(async () => {
    test = await testHouse();
  });

  it('is alive and ready, and tells its numbers', async () => {
    for (const path of ['/livez', '/readyz', '/healthz']) {
      expect((await request(test.app).get(path)).status, path).to.equal(200);
    }
    const metrics = await request(test.app).get('/metrics');
    expect(metrics.text).to.include('http_request_duration_seconds');
  });

  it('sends guarding headers on every answer, also on errors', async () => {
    for (const path of ['/livez', '/no-such-page', '/api/v1/nothing']) {
      const { headers } = await request(test.app).get(path);
      expect(headers['content-security-policy'], path).to.include("default-src 'none'");
      expect(headers['x-content-type-options'], path).to.equal('nosniff');
      expect(headers, path).not.to.have.property('x-powered-by');
    }
  });

  it('leads nobody to another site by the choice of a language', async () => {
    for (const host of ['//x//evil.test/', '/.//evil.test/', '//evil.test/', '/%5Cevil.test/']) {
      const led = await request(test.app).get(`${host}?lang=en&q=1`);
      expect(led.status, host).to.equal(303);
      const to = new URL(led.headers['location'] ?? '', 'https://jarnkoll.test/');
      expect(to.host, host).to.equal('jarnkoll.test');
      expect(to.search, host).to.equal('?q=1');
    }
  });

  it('has a page for whatever address is asked for', async () => {
    for (const address of ['//', '//[', '//[?lang=en', '/%zz', '/%00', '/\\']) {
      const { status, text } = await request(test.app).get(address);
      expect(status, address).to.be.oneOf([303, 400, 404]);
      expect(text, address).not.to.include('    at ');
    }
  });

  it('leads to sign in also from a very long address', async () => {
    const long = `/subscriptions?q=${'a'.repeat(3000)}`;
    const led = await request(test.app).get(long);
    const page = await request(test.app).get(led.headers['location'] ?? '');
    expect(page.status).to.equal(200);
  });

  it('takes a call of the API for one by its path to the letter', async () => {
    const { cookie } = await signIn(test.house.db, { email: 'eva@example.test', name: 'Eva' });
    for (const path of ['/API/v1/units', '/Api/V1/units']) {
      const answer = await request(test.app).get(path).set('Cookie', cookie);
      expect(answer.status, path).to.equal(404);
    }
  });

  it('refuses a call of nobody by its head, without waiting for its body', async () => {
    const server = test.app.listen(0);
    const { port } = server.address() as AddressInfo;
    const call = http.request({
      port,
      method: 'POST',
      path: '/api/v1/imports/units',
      headers: { 'Content-Type': 'text/csv', 'Content-Length': 50_000_000 },
    });
    call.write('code;name\n');
    const [answer] = (await once(call, 'response')) as [http.IncomingMessage];
    expect(answer.statusCode).to.equal(401);
    call.on('error', () => undefined).destroy();
    server.close();
  });

  it('serves assets at their own address alone, and their head to who asks for it', async () => {
    const page = await request(test.app).get('/signed-out');
    const [, asset = ''] = /href="(\/assets\/app-[^"]+\.css)"/.exec(page.text) ?? [];
    const head = await request(test.app).head(asset);
    expect([head.status, head.headers['content-type']]).to.deep.equal([
      200,
      'text/css; charset=utf-8',
    ]);
    expect(head.headers['content-security-policy']).to.include("default-src 'none'");
    const elsewhere = asset.replace('/assets/', '/nothing/');
    expect((await request(test.app).get(elsewhere)).status).to.equal(404);
  });

  it('shows the API to whoever is to call it, signed in or not', async () => {
    const page = await request(test.app).get('/api');
    expect(page.status).to.equal(200);
    expect(page.text).to.include('/api/v1/supplier-invoices').and.to.include('openapi.json');
  });

  it('leads who follows an answer’s address with a token to the call of that name', async () => {
    const call = request(test.app).get('/supplier-invoices/1?limit=2');
    const led = await call.set('Authorization', 'Bearer jk_0123456789abcdef');
    expect(led.status).to.equal(303);
    expect(led.headers['location']).to.equal('/api/v1/supplier-invoices/1?limit=2');
    const person = await request(test.app).get('/supplier-invoices/1');
    expect(person.headers['location']).to.match(/^\/sign-in/);
  });

  it('answers the API with problem documents, and pages with pages', async () => {
    const call = await request(test.app).get('/api/v1/nothing');
    expect(call.type).to.equal('application/problem+json');
    expect(call.body).to.include({ status: 404, code: 'not-found' });
    const page = await request(test.app).get('/no-such-page');
    expect(page.status).to.equal(404);
    expect(page.type).to.equal('text/html');
    expect(page.text).to.include('Sidan finns inte');
  });
});
