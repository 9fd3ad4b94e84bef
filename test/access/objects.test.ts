// Routes of an object, over HTTP: within reach it is there, beyond it it is not, and what is beyond is
// answered just as what does not exist, whatever else was asked.

import { expect } from 'chai';
import request from 'supertest';
import type { Role } from '../../server/kernel/actor.ts';
import type { Registered } from '../../server/http/route.ts';
import { addressOf, askingPeople, objectsOf, type AskingPeople } from './objects.ts';

/** Roles that reach a part: the unit E, or the cost centre 1000 in it. */
const PARTIAL = ['coordinator', 'cost-centre-owner', 'unit-economist'] as const;

/** Customer invoices need a month that has run: test/billing/{pages,api}.test.ts ask about them. */
const ASKED_IN_BILLING = '/customer-invoices/';

type Answer = { readonly status: number; readonly text: string };

describe('the routes of an object', () => {
  let test: AskingPeople;
  let routes: readonly Registered[];

  before(async function () {
    this.timeout(60_000);
    test = await askingPeople();
    routes = test.web.routes.registered.filter(({ hasTarget }) => hasTarget);
  });

  beforeEach(() => test.house.db.run('DELETE FROM rate_limits'));

  const nameOf = ({ method, path }: Registered) => `${method} ${path}`;

  /** Asks with a field that no schema has where something would change: nothing is ever done. */
  async function ask(each: Registered, role: Role, id: string): Promise<Answer> {
    const asked = request(test.app)[each.method](addressOf(each, id));
    if (each.method === 'post') void asked.query({ 'strange-field': '1' });
    const answer = await (each.kind === 'api' ? asApi(asked, role) : asPerson(asked, role));
    const text = answer.text as string | undefined;
    return { status: answer.status, text: plain(text ?? '', id) };
  }

  const asApi = (asked: request.Test, role: Role) =>
    asked.set('Authorization', `Bearer ${test.tokens.get(role) ?? ''}`);
  const asPerson = (asked: request.Test, role: Role) => {
    void asked.set('Cookie', test.people.get(role)?.cookie ?? '');
    if (asked.method !== 'POST') return asked;
    return asked.type('form').send({ _csrf: test.people.get(role)?.csrf });
  };

  it('all have objects here to be asked about (test/access/objects.ts)', () => {
    const without = routes.filter(
      (each) => objectsOf(each) === null && !each.path.includes(ASKED_IN_BILLING),
    );
    expect(without.map(nameOf)).to.deep.equal([]);
  });

  it('show what is there to whom they reach', async () => {
    for (const each of routes.filter(({ method }) => method === 'get')) {
      const objects = objectsOf(each);
      if (objects === null) continue;
      for (const role of [...PARTIAL, 'administrator' as const]) {
        if (!each.rule.roles.includes(role)) continue;
        const { status } = await ask(each, role, objects.own);
        expect(status, `${nameOf(each)} ${role}`).to.equal(200);
      }
      if (!each.rule.roles.includes('administrator')) continue;
      const beyond = await ask(each, 'administrator', objects.other);
      expect(beyond.status, nameOf(each)).to.equal(200);
    }
  });

  it('answer for what is beyond reach as for what does not exist', async function () {
    this.timeout(60_000);
    for (const each of routes) {
      const objects = objectsOf(each);
      if (objects === null) continue;
      for (const role of PARTIAL) {
        await test.house.db.run('DELETE FROM rate_limits');
        const other = await ask(each, role, objects.other);
        const missing = await ask(each, role, objects.missing);
        expect(other, `${nameOf(each)} ${role}`).to.deep.equal(missing);
        if (each.method === 'get') {
          expect(other.status, `${nameOf(each)} ${role}`).to.be.oneOf([403, 404]);
        }
      }
    }
  });
});

/** The text without tokens and hashes, in which an id may stand by chance, without the id and moments. */
function plain(text: string, id: string): string {
  return text
    .replaceAll(/name="_csrf" value="[^"]*"/g, 'name="_csrf"')
    .replaceAll(/\/assets\/[^"#]*/g, '/assets/')
    .replaceAll(encodeURIComponent(id), 'ID')
    .replaceAll(id, 'ID')
    .replaceAll(/<time[^>]*>[^<]*<\/time>/g, '');
}
