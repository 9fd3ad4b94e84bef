// What no browser and no client of ours sends: every route answers it with a page, a "no" or nothing
// found, and never with a fault of its own.

import { expect } from 'chai';
import request from 'supertest';
import type { Registered } from '../../server/http/route.ts';
import { addressOf, askingPeople, type AskingPeople } from './objects.ts';

const NOT_IN_UNICODE = '%ED%A0%80';
const OUTSIDE_ASCII = '%F0%9F%98%80';

const cursor = (...keys: readonly unknown[]) =>
  `after=${Buffer.from(JSON.stringify(keys)).toString('base64url')}`;
const QUERIES = [
  `q=${OUTSIDE_ASCII}${NOT_IN_UNICODE}%00`,
  'q=a&q=b',
  '__proto__=x',
  'sort=__proto__',
  'limit=1e9',
  'before=99999999999999999999',
  'from=1e308',
  cursor('x', { a: 1 }),
  cursor('\u{1f600}'),
  '%',
];
const NAMES = ['%zz', '%00', '%2e%2e%2f', OUTSIDE_ASCII, NOT_IN_UNICODE, '__proto__', '1e9', '-1'];
const BODIES: readonly (readonly [string, string])[] = [
  ['application/json', '{"__proto__":{"a":1}}'],
  ['application/json', '"text"'],
  ['application/json; charset=ebcdic', '{}'],
  ['application/x-www-form-urlencoded', 'a=1&a=2'],
  ['application/x-www-form-urlencoded', `id=${NOT_IN_UNICODE}&id=%00&__proto__=1`],
  ['multipart/form-data', 'no boundary'],
  ['image/png', 'x'],
];

describe('strange requests', function () {
  this.timeout(120_000);
  let test: AskingPeople;
  let routes: readonly Registered[];

  before(async () => {
    test = await askingPeople();
    routes = test.web.routes.registered;
  });

  /** As an administrator, who is let in nearly everywhere: what is answered is never our own fault. */
  const ask = async ({ kind }: Registered, sent: Sent): Promise<string | null> => {
    if (kind === 'api' || sent.method === 'post') {
      await test.house.db.run('DELETE FROM rate_limits');
    }
    const { cookie = '', csrf = '' } = test.people.get('administrator') ?? {};
    const [name, value] =
      kind === 'api'
        ? ['Authorization', `Bearer ${test.tokens.get('administrator') ?? ''}`]
        : ['Cookie', cookie];
    const asked = request(test.app)[sent.method](sent.at).set(name, value);
    const { status } = await withBody(asked, sent.body, csrf).catch(() => ({ status: 'cut off' }));
    const isFault = status === 500 || status === 'cut off';
    return isFault ? `${sent.method} ${sent.at}: ${String(status)}` : null;
  };

  /** A form has its token, so that it comes as far as the route. */
  const withBody = (asked: request.Test, body: Sent['body'], csrf: string) => {
    if (body === undefined) return asked;
    const [type, text] = body;
    return asked.type(type).send(type.endsWith('urlencoded') ? `_csrf=${csrf}&${text}` : text);
  };

  /** The faults of all that is sent to the routes of one method. */
  const faultsOf = async (
    method: Sent['method'],
    sentTo: (at: string, each: Registered) => readonly Omit<Sent, 'method'>[],
  ) => {
    const faults: string[] = [];
    for (const each of routes.filter((route) => route.method === method)) {
      for (const sent of sentTo(addressOf(each), each)) {
        faults.push(...[(await ask(each, { ...sent, method })) ?? []].flat());
      }
    }
    return faults;
  };

  it('in the query', async () => {
    const faults = await faultsOf('get', (at) =>
      QUERIES.map((query) => ({ at: `${at}?${query}` })),
    );
    expect(faults).to.deep.equal([]);
  });

  it('in the place of a name', async () => {
    const named = (at: string, each: Registered) =>
      at === each.path ? [] : NAMES.map((name) => ({ at: each.path.replace(/:\w+/g, name) }));
    expect(await faultsOf('get', named)).to.deep.equal([]);
    expect(await faultsOf('post', named)).to.deep.equal([]);
  });

  it('in the body', async () => {
    const faults = await faultsOf('post', (at) => BODIES.map((body) => ({ at, body })));
    expect(faults).to.deep.equal([]);
  });
});

type Sent = {
  readonly method: 'get' | 'post';
  readonly at: string;
  readonly body?: readonly [type: string, text: string];
};
