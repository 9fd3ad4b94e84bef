// Every route there is, found in the live router: registered with a rule, an input and a handler, and
// tied to that rule over HTTP for every role. A new route is covered the moment it is registered.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import request from 'supertest';
import { ROLES, type Role } from '../../server/kernel/actor.ts';
import { ANYONE, SIGNED_IN, type Rule } from '../../server/kernel/rule.ts';
import { createBrowserCookie } from '../../server/http/browser-cookie.ts';
import type { Registered } from '../../server/http/route.ts';
import { SAML_PATHS } from '../../server/http/saml.ts';
import { DATA } from '../../tools/dev/places.ts';
import { addressOf, askingPeople, type AskingPeople } from './objects.ts';
import { routesIn } from './routes-in.ts';
import { rulesOfAllRooms } from './rules-of-all-rooms.ts';

const EXPECTED = path.join(import.meta.dirname, 'expected-routes.txt');
/** Answered before any room: how the house itself is. They tell nothing about anybody. */
const OF_THE_HOUSE = ['get /healthz', 'get /livez', 'get /readyz', 'get /metrics'];

type Outcome = 'allowed' | 'forbidden' | 'hidden';

describe('the routes of all rooms', () => {
  let test: AskingPeople;
  let routes: readonly Registered[];

  before(async function () {
    this.timeout(60_000);
    test = await askingPeople();
    routes = test.web.routes.registered;
  });

  beforeEach(() => test.house.db.run('DELETE FROM rate_limits'));

  const nameOf = ({ method, path: at }: Registered) => `${method} ${at}`;
  const isAnyones = ({ rule }: Registered) => rule === ANYONE;

  it('are those that were reviewed (test/access/expected-routes.txt)', () => {
    const actual = `${routes.map(lineOf).sort().join('\n')}\n`;
    const expected = readFileSync(EXPECTED, 'utf8');
    if (actual !== expected) {
      const file = path.join(DATA, 'access-expected-routes.txt');
      mkdirSync(DATA, { recursive: true });
      writeFileSync(file, actual);
      console.error(`The routes differ. Read the difference, then: cp ${file} ${EXPECTED}`);
    }
    expect(actual.split('\n')).to.deep.equal(expected.split('\n'));
  });

  it('are all registered by the one function, and none twice', () => {
    const live = routesIn(test.app).filter((name) => !OF_THE_HOUSE.includes(name));
    expect(live).to.have.members(routes.map(nameOf));
    expect(new Set(live).size).to.equal(live.length);
  });

  it('have rules of the reviewed table', async () => {
    const known = new Set<Rule>([ANYONE, SIGNED_IN, ...(await rulesOfAllRooms())]);
    expect(routes.filter(({ rule }) => !known.has(rule)).map(nameOf)).to.deep.equal([]);
  });

  it('tell nobody anything who is not signed in', async () => {
    for (const each of routes.filter((route) => !isAnyones(route))) {
      await test.house.db.run('DELETE FROM rate_limits');
      const answer = await unknownTo(each);
      if (each.kind === 'page' && each.method === 'get') {
        expect([answer.status, answer.headers['location']], nameOf(each)).to.deep.equal([
          303,
          `/sign-in?returnTo=${encodeURIComponent(addressOf(each))}`,
        ]);
      } else {
        expect(answer.status, nameOf(each)).to.equal(401);
      }
    }
  });

  it('change nothing for a form of another page', async () => {
    for (const each of routes) {
      if (each.kind !== 'page' || each.method !== 'post' || each.path === SAML_PATHS.acs) continue;
      const eva = test.people.get('administrator');
      const post = () =>
        request(test.app)
          .post(addressOf(each))
          .set('Cookie', eva?.cookie ?? '');
      const without = await post().type('form').send({});
      expect(without.status, `${nameOf(each)} without a token`).to.equal(403);
      const across = post().set('Sec-Fetch-Site', 'cross-site').type('form');
      expect(
        (await across.send({ _csrf: eva?.csrf })).status,
        `${nameOf(each)} across sites`,
      ).to.equal(403);
      // A form in parts is no form (400; 403 where the role may not), and an upload has a token too.
      const parts = await post().field('a', '1');
      const refused = each.body === 'multipart' ? [403, 404] : [400, 403, 404];
      expect(parts.status, `${nameOf(each)} in parts without a token`).to.be.oneOf(refused);
      await test.house.db.run('DELETE FROM rate_limits');
    }
  });

  it('of the API know no cookie', async () => {
    for (const each of routes.filter(({ kind }) => kind === 'api').filter((r) => !isAnyones(r))) {
      await test.house.db.run('DELETE FROM rate_limits');
      const cookie = test.people.get('administrator')?.cookie ?? '';
      const answer = await request(test.app)[each.method](addressOf(each)).set('Cookie', cookie);
      expect(answer.status, nameOf(each)).to.equal(401);
    }
  });

  for (const role of ROLES) {
    it(`are open to ${role} as their rules say, and strict about what they take`, async function () {
      this.timeout(120_000);
      const wrong: string[] = [];
      // An employee reaches what is one's own alone, and nothing here is: test/inventory asks about that.
      const isAsked = ({ hasTarget }: Registered) => role !== 'employee' || !hasTarget;
      for (const each of routes.filter((route) => !isAnyones(route) && isAsked(route))) {
        await test.house.db.run('DELETE FROM rate_limits');
        const answer = await withStrangeField(each, role);
        const expected = outcomeOf(each, role);
        if (outcomeSeen(answer.status) !== expected) {
          wrong.push(`${nameOf(each)}: ${String(answer.status)}, but the rule says ${expected}`);
        }
      }
      expect(wrong).to.deep.equal([]);
    });
  }

  it('hide what one may not see just as what does not exist', async () => {
    const amina = test.people.get('employee');
    const look = async (at: string) => {
      const { status, headers, text } = await request(test.app)
        .get(at)
        .set('Cookie', amina?.cookie ?? '');
      const { date: _date, ...rest } = headers as Record<string, string>;
      return { status, headers: Object.keys(rest).sort(), text: text.replaceAll(at, '/x') };
    };
    const nowhere = await look('/there-is-nothing-here');
    expect(nowhere.status).to.equal(404);
    const pages = routes.filter(({ kind, method }) => kind === 'page' && method === 'get');
    const hidden = pages.filter(
      (each) => !isAnyones(each) && outcomeOf(each, 'employee') === 'hidden',
    );
    for (const each of hidden) {
      const seen = await look(addressOf(each));
      expect(withoutMoments(seen), nameOf(each)).to.deep.equal(withoutMoments(nowhere));
    }
  });

  function unknownTo(each: Registered) {
    const asked = request(test.app)[each.method](addressOf(each));
    if (each.kind === 'api' || each.method === 'get') return asked;
    return request
      .agent(test.app)
      .get('/sign-in')
      .then((page) => {
        const cookie = (page.headers['set-cookie'] as unknown as string[])[0]?.split(';')[0] ?? '';
        const browser = createBrowserCookie(test.config.baseUrl);
        const token = browser.tokenOf({ headers: { cookie } } as never);
        return asked.set('Cookie', cookie).type('form').send({ _csrf: token });
      });
  }

  /** A field that no schema has: whoever is let in is told so, and nothing is done. */
  function withStrangeField(each: Registered, role: Role) {
    const asked = request(test.app)[each.method](addressOf(each)).query({ 'strange-field': '1' });
    if (each.kind === 'api') {
      return asked.set('Authorization', `Bearer ${test.tokens.get(role) ?? ''}`);
    }
    const person = test.people.get(role);
    void asked.set('Cookie', person?.cookie ?? '');
    return each.method === 'get' ? asked : asked.type('form').send({ _csrf: person?.csrf });
  }
});

/** What the rule's list of roles says, before any object is looked at. Everybody is an employee too. */
function outcomeOf({ kind, rule }: Registered, role: Role): Outcome {
  const roles = kind === 'page' ? [role, 'employee' as const] : [role];
  const holds = (one: Rule) =>
    one === SIGNED_IN || one.roles.some((allowed) => roles.includes(allowed));
  if (holds(rule)) return 'allowed';
  return rule.seenBy !== null && holds(rule.seenBy) ? 'forbidden' : 'hidden';
}

/** 400 and 422 come after the role has been let in. */
function outcomeSeen(status: number): Outcome | 'something else' {
  if (status === 400 || status === 422) return 'allowed';
  if (status === 403) return 'forbidden';
  return status === 404 ? 'hidden' : 'something else';
}

function lineOf({ method, path: at, rule, hasTarget }: Registered): string {
  return `${at} ${method} ${rule.name}${hasTarget ? ' (of an object)' : ''}`;
}

function withoutMoments<T extends { text: string }>(page: T): T {
  return { ...page, text: page.text.replaceAll(/<time[^>]*>[^<]*<\/time>/g, '') };
}
