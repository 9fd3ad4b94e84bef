// Sessions: hashed, ended by rest, by age and by hand, and never brought back to life.

import { createHash } from 'node:crypto';
import { expect } from 'chai';
import type { Express } from 'express';
import request from 'supertest';
import { createBrowserCookie } from '../../server/http/browser-cookie.ts';
import { cookieRules, sweepSessions } from '../../server/http/session.ts';
import { emptyTables, testDatabase } from '../support/database.ts';
import { signIn } from '../support/sign-in.ts';
import { createEdge, createEdgeApp, type Edge } from './edge-world.ts';

const karin = { email: 'karin.ek@example.test', name: 'Karin Ek' };
const MINUTE = 60_000;

describe('sessions', () => {
  let edge: Edge;
  let app: Express;

  before(async function () {
    this.timeout(60_000);
    edge = await createEdge(await testDatabase());
    app = createEdgeApp(edge);
  });

  beforeEach(emptyTables);

  const whoIs = async (cookie: string): Promise<number | null> => {
    const { me } = (await request(app).get('/me').set('Cookie', cookie)).body as {
      me: { userId: number } | null;
    };
    return me?.userId ?? null;
  };

  it('knows who is signed in by a cookie of which the table holds only a hash', async () => {
    const { cookie, userId } = await signIn(edge.db, karin);
    expect(await whoIs(cookie)).to.equal(userId);
    const sid =
      decodeURIComponent(cookie)
        .replace(/^sid=s:/, '')
        .split('.')[0] ?? '';
    const row = await edge.db.row<{ sid: Buffer; data: object }>('SELECT sid, data FROM sessions');
    expect(row?.sid.equals(createHash('sha256').update(sid).digest())).to.equal(true);
    expect(JSON.stringify(row?.data)).not.to.contain(sid);
  });

  it('does not know a cookie that was made up, nor one of another secret', async () => {
    const { cookie } = await signIn(edge.db, karin);
    expect(await whoIs(cookie.replace(/\.[^.]*$/, '.AAAA'))).to.equal(null);
    const other = await signIn(edge.db, karin, { secret: 'another secret of thirty-two letters' });
    expect(await whoIs(other.cookie)).to.equal(null);
  });

  it('keeps nothing of those who have not signed in', async () => {
    const seen = await request(app).get('/me');
    expect(seen.headers['set-cookie']?.toString()).not.to.contain('sid=');
    expect(await edge.db.rows('SELECT 1 FROM sessions')).to.have.length(0);
  });

  it('ends after thirty minutes of rest', async () => {
    const { cookie, userId } = await signIn(edge.db, karin);
    const restFor = (ms: number) =>
      edge.db.run('UPDATE sessions SET seen_at = ?', [new Date(Date.now() - ms)]);
    await restFor(29 * MINUTE);
    expect(await whoIs(cookie)).to.equal(userId);
    await restFor(31 * MINUTE);
    expect(await whoIs(cookie)).to.equal(null);
  });

  it('notes that it is used, at most once a minute', async () => {
    const { cookie } = await signIn(edge.db, karin);
    const seenAt = async () =>
      (await edge.db.row<{ at: string }>('SELECT seen_at AS at FROM sessions'))?.at ?? '';
    const first = await seenAt();
    await whoIs(cookie);
    expect(await seenAt()).to.equal(first);
    const old = new Date(Date.now() - 2 * MINUTE);
    await edge.db.run('UPDATE sessions SET seen_at = ?', [old]);
    await whoIs(cookie);
    expect((await seenAt()) > old.toISOString()).to.equal(true);
  });

  it('ends after ten hours, however busy it is', async () => {
    const { cookie } = await signIn(edge.db, karin, { at: new Date(Date.now() - 601 * MINUTE) });
    await edge.db.run('UPDATE sessions SET seen_at = UTC_TIMESTAMP(3)');
    expect(await whoIs(cookie)).to.equal(null);
  });

  it('ends by hand together with the others of the same sign-in, and no other', async () => {
    const here = await signIn(edge.db, karin);
    const there = await signIn(edge.db, karin);
    const elsewhere = await signIn(edge.db, karin);
    const index =
      'UPDATE sessions SET session_index = ?, data = JSON_REPLACE(data, ?, ?) WHERE sid IN (?)';
    await edge.db.run(index, [
      '_same',
      '$.signedInAs.sessionIndex',
      '_same',
      [here, there].map(({ sessionId }) => Buffer.from(sessionId, 'hex')),
    ]);
    await request(app)
      .post('/sign-out')
      .set('Cookie', here.cookie)
      .type('form')
      .send({ _csrf: here.csrf })
      .expect(303);
    expect(await whoIs(here.cookie)).to.equal(null);
    expect(await whoIs(there.cookie)).to.equal(null);
    expect(await whoIs(elsewhere.cookie)).to.equal(elsewhere.userId);
    const open = await edge.sessions.open([here.sessionId, elsewhere.sessionId]);
    expect([...open]).to.deep.equal([elsewhere.sessionId]);
  });

  it('is not brought back by a request that was under way when it ended', async () => {
    const { cookie, userId } = await signIn(edge.db, karin);
    const slow = createEdgeApp(edge, (routes) => {
      routes.get('/slow', async (asked, response) => {
        await edge.sessions.endOfUser(userId);
        Object.assign(asked.session, { changed: true });
        response.json({});
      });
    });
    await request(slow).get('/slow').set('Cookie', cookie).expect(200);
    expect(await edge.db.rows('SELECT 1 FROM sessions')).to.have.length(0);
    expect(await whoIs(cookie)).to.equal(null);
  });

  it('is swept away when it has ended', async () => {
    await signIn(edge.db, karin, { at: new Date(Date.now() - 601 * MINUTE) });
    await signIn(edge.db, karin);
    expect(await sweepSessions(edge)).to.equal(1);
  });

  it('has a cookie bound to this host where there is https', async () => {
    expect(cookieRules('https://jarnkoll.example.test', 'sid')).to.deep.equal({
      name: '__Host-sid',
      options: { path: '/', httpOnly: true, secure: true, sameSite: 'lax' },
    });
    const secure = await createEdge(edge.db, 'https://jarnkoll.example.test');
    const seen = await request(createEdgeApp(secure))
      .get('/sign-in')
      .set('X-Forwarded-Proto', 'https');
    expect(seen.headers['set-cookie']?.[0]).to.match(
      /^__Host-browser=.*; Path=\/; .*HttpOnly; Secure; SameSite=None$/,
    );
    expect(seen.headers['strict-transport-security']).to.match(/max-age=31536000/);
    const { cookie } = await signIn(edge.db, karin, { baseUrl: secure.baseUrl });
    expect(cookie).to.match(/^__Host-sid=/);
  });

  it('takes a browser cookie only as it was given', () => {
    const browser = createBrowserCookie('http://localhost:3000');
    const value = 'a'.repeat(43);
    const hashOf = (cookie: string) => browser.hashOf({ headers: { cookie } } as never);
    expect(hashOf(`x=1; browser=${value}`)).to.have.length(32);
    expect(hashOf(`browser=${value}; browser=${value}`)).to.equal(null);
    expect(hashOf('browser=short')).to.equal(null);
    expect(hashOf('')).to.equal(null);
  });
});
