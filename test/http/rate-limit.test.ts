// How often one may try: counted for all processes together, per account or address.

import { expect } from 'chai';
import express from 'express';
import request from 'supertest';
import { SYSTEM } from '../../server/kernel/actor.ts';
import type { Database } from '../../server/platform/database.ts';
import { addressOf, createRateLimit } from '../../server/http/rate-limit.ts';
import { emptyTables, testDatabase } from '../support/database.ts';
import { plainErrors } from './plain-errors.ts';

describe('rate limits', () => {
  let db: Database;

  before(async () => {
    db = await testDatabase();
  });
  beforeEach(emptyTables);

  /** One process of several over the same database. */
  function aProcess() {
    const app = express();
    app.set('trust proxy', 1);
    app.use(
      createRateLimit({
        db,
        actorOf: (asked) => {
          const id = asked.get('X-Actor');
          return id === undefined ? null : { ...SYSTEM, id };
        },
        rates: { signIn: 3, change: 4, call: 5, stranger: 6 },
      }),
    );
    app.all('/*path', (_asked, response) => {
      response.json({});
    });
    app.use(plainErrors());
    return app;
  }

  /** How many of ten requests, to two processes in turn, get through. */
  async function passes(method: 'get' | 'post', path: string, headers: Record<string, string>) {
    const processes = [aProcess(), aProcess()] as const;
    let passed = 0;
    for (let at = 0; at < 10; at += 1) {
      const app = at % 2 === 0 ? processes[0] : processes[1];
      const answer = await request(app)[method](path).set(headers);
      if (answer.status === 200) passed += 1;
      else expect(answer.status).to.equal(429);
    }
    return passed;
  }

  it('counts signing in by address', async () => {
    expect(await passes('post', '/sign-in', { 'X-Forwarded-For': '10.0.0.1' })).to.equal(3);
    expect(await passes('post', '/sign-in', { 'X-Forwarded-For': '10.0.0.2' })).to.equal(3);
  });

  it('counts changes by person, and looking at pages not at all', async () => {
    expect(await passes('post', '/orders', { 'X-Actor': 'person:1' })).to.equal(4);
    expect(await passes('post', '/orders', { 'X-Actor': 'person:2' })).to.equal(4);
    expect(await passes('get', '/orders', { 'X-Actor': 'person:1' })).to.equal(10);
  });

  it('counts calls by account, and those without a valid token by address', async () => {
    expect(await passes('get', '/api/v1/units', { 'X-Actor': 'service:1' })).to.equal(5);
    expect(await passes('get', '/api/v1/units', { 'X-Forwarded-For': '10.0.0.3' })).to.equal(6);
  });

  it('knows an address of IPv6 by its network', () => {
    const of = (ip: string) => addressOf({ ip });
    expect(of('2001:db8:0:12::1')).to.equal('ip:2001:db8:0:12::/64');
    expect(of('2001:0DB8:0000:0012:ffff::9')).to.equal('ip:2001:db8:0:12::/64');
    expect(of('2001:db8::9')).to.equal('ip:2001:db8:0:0::/64');
    expect(of('::1')).to.equal('ip:0:0:0:0::/64');
    expect(of('fe80::1%eth0')).to.equal('ip:fe80:0:0:0::/64');
    expect(of('::ffff:10.0.0.1')).to.equal('ip:10.0.0.1');
  });
});
