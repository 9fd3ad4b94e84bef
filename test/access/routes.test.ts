// The room's pages over HTTP: signing in whole, one's own rights, and what administrators do.

import { expect } from 'chai';
import type { Express } from 'express';
import request from 'supertest';
import type { House } from '../../server/compose.ts';
import type { Database } from '../../server/platform/database.ts';
import { theIdp } from '../http/saml-world.ts';
import { emptyTables } from '../support/database.ts';
import { aUser, signIn, type SignedInCookie } from '../support/sign-in.ts';
import { accessWeb } from './web.ts';

const eva = {
  email: 'eva.lind@example.test',
  name: 'Eva Lind',
  rights: [{ role: 'administrator' as const }],
};
const ingrid = {
  email: 'ingrid@example.test',
  name: 'Ingrid Stenhammar',
  rights: [{ role: 'auditor' as const }],
};
const nina = { email: 'nina@example.test', name: 'Nina <Vik>' };

describe('the pages of access', () => {
  let app: Express;
  let db: Database;
  let house: House;

  before(async function () {
    this.timeout(60_000);
    ({ app, db, house } = await accessWeb());
  });

  beforeEach(emptyTables);

  const get = (path: string, as?: SignedInCookie) => {
    const asked = request(app).get(path);
    return as === undefined ? asked : asked.set('Cookie', as.cookie);
  };
  const post = (path: string, as: SignedInCookie, fields: object) =>
    request(app)
      .post(path)
      .set('Cookie', as.cookie)
      .type('form')
      .send({ _csrf: as.csrf, ...fields });
  const csrfOf = (html: string) => /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? '';

  describe('signing in', () => {
    async function comeBack(returnTo: string, groups: string[]) {
      const agent = request.agent(app);
      const page = await agent.get(`/sign-in?returnTo=${encodeURIComponent(returnTo)}`).expect(200);
      expect(page.text).to.contain('Logga in i Järnkoll');
      const asked = await agent
        .post('/sign-in')
        .type('form')
        .send({ _csrf: csrfOf(page.text), returnTo })
        .expect(303);
      const url = new URL(asked.headers['location'] ?? '');
      const idp = await theIdp();
      const octets = url.search.slice(1).replace(/&Signature=.*$/, '');
      const requestId = await idp.readSignInRequest(Object.fromEntries(url.searchParams), octets);
      const person = { nameId: 'nina-1', email: 'Nina@example.test', name: 'Nina <Vik>', groups };
      const back = await agent
        .post('/saml/acs')
        .set('Sec-Fetch-Site', 'cross-site')
        .set('Origin', 'https://idp.example.test')
        .type('form')
        .send({
          SAMLResponse: await idp.respond(person, { requestId }),
          RelayState: url.searchParams.get('RelayState') ?? '',
        });
      return { agent, back };
    }

    it('leads from a page to the identity provider and back to the page', async () => {
      const first = await get('/my-rights');
      expect(first.status).to.equal(303);
      expect(first.headers['location']).to.equal('/sign-in?returnTo=%2Fmy-rights');
      const { agent, back } = await comeBack('/my-rights', ['eko', 'other']);
      expect([back.status, back.headers['location']]).to.deep.equal([303, '/my-rights']);
      const mine = await agent.get('/my-rights').expect(200);
      expect(mine.text).to.contain('Nina &lt;Vik&gt;').and.to.contain('nina@example.test');
      expect(mine.text).to.contain('Redovisning').and.to.contain('Gruppen eko');
      expect(mine.text).to.contain('Medarbetare').and.not.to.contain('other');
      const again = await agent.get('/sign-in?returnTo=/my-rights');
      expect(again.headers['location']).to.equal('/my-rights');
    });

    it('tells a person whose response is refused nothing but that, with a way on', async () => {
      const agent = request.agent(app);
      await agent.get('/sign-in');
      const refused = await agent.post('/saml/acs').type('form').send({ SAMLResponse: 'PGEvPg==' });
      expect(refused.status).to.equal(403);
      expect(refused.text).to.contain('Inloggningen gick inte att slutföra');
      expect(refused.text).to.contain('href="/sign-in"');
    });

    it('signs in also who wanted to come to the page of trials: an address alone tries nothing', async () => {
      const { agent, back } = await comeBack('/saml-test', ['it']);
      expect([back.status, back.headers['location']]).to.deep.equal([303, '/saml-test']);
      expect((await agent.get('/saml-test')).status).to.equal(200);
    });

    it('can be tried by an administrator without anybody being signed in', async () => {
      const admin = await signIn(db, eva);
      const page = await get('/saml-test', admin);
      expect(page.text).to.contain('Prova inloggningen');
      const browser = (page.headers['set-cookie'] as unknown as string[])
        .map((line) => line.split(';')[0] ?? '')
        .find((line) => line.startsWith('browser='));
      const cookie = browser ?? '';
      const both = { ...admin, cookie: `${admin.cookie}; ${cookie}` };
      const started = await post('/saml-test', both, {});
      expect(started.headers['location']).to.match(/^https:\/\/idp\.example\.test\/sso/);
      const url = new URL(started.headers['location'] ?? '');
      const idp = await theIdp();
      const octets = url.search.slice(1).replace(/&Signature=.*$/, '');
      const requestId = await idp.readSignInRequest(Object.fromEntries(url.searchParams), octets);
      const person = { nameId: 'x', email: 'x@example.test', name: 'X', groups: ['it', 'y'] };
      const shown = await request(app)
        .post('/saml/acs')
        .set('Cookie', cookie)
        .type('form')
        .send({
          SAMLResponse: await idp.respond(person, { requestId }),
          RelayState: url.searchParams.get('RelayState') ?? '',
        });
      expect(shown.status).to.equal(200);
      expect(shown.text).to.contain('Det här skickade inloggningstjänsten').and.contain('it, y');
      expect(shown.text).to.contain('Administratör');
      expect(await db.rows("SELECT 1 FROM users WHERE name_id = 'x'")).to.have.length(0);
    });

    it('describes the service to identity providers', async () => {
      const metadata = await get('/saml/metadata').responseType('blob').expect(200);
      expect(metadata.headers['content-type']).to.contain('application/samlmetadata+xml');
      expect((metadata.body as Buffer).toString()).to.contain('EntityDescriptor');
    });

    it('ends with a sign-out, which the journal knows of', async () => {
      const as = await signIn(db, nina);
      const out = await post('/sign-out', as, {});
      expect(out.headers['location']).to.match(/^https:\/\/idp\.example\.test\/slo\?SAMLRequest=/);
      expect((await get('/my-rights', as)).status).to.equal(303);
      expect((await get('/signed-out')).text).to.contain('Du är utloggad');
      const [line] = await house.journal.ofSubject(`user:${String(as.userId)}`);
      expect(line?.event).to.equal('user.signed-out');
    });
  });

  describe('users', () => {
    it('are there for those who look after access and those who audit it, for nobody else', async () => {
      const others = await signIn(db, nina);
      for (const path of ['/users', `/users/${String(others.userId)}`, '/service-accounts']) {
        expect((await get(path, await signIn(db, eva))).status, path).to.equal(200);
        expect((await get(path, await signIn(db, ingrid))).status, path).to.equal(200);
        expect((await get(path, others)).status, path).to.equal(404);
        expect((await get(path)).status, path).to.equal(303);
      }
      expect((await get('/users/4711', await signIn(db, eva))).status).to.equal(404);
    });

    it('are found by a part of the name', async () => {
      await aUser(db, nina);
      const admin = await signIn(db, eva);
      const found = (await get('/users?q=vik', admin)).text;
      expect(found).to.contain('Nina &lt;Vik&gt;').and.not.to.contain('>Eva Lind</a></th>');
      expect((await get('/users?q=ingen', admin)).text).to.contain('Ingen användare passar');
    });

    const grant = {
      role: 'finance',
      scopeKind: 'unit',
      scopeCode: 'OMV',
      from: '2020-01-01',
      to: '',
      reason: 'Vikarierar för Björn',
    };

    it('are given a right for a reason, and it is taken back for another', async () => {
      const admin = await signIn(db, eva);
      const userId = await aUser(db, nina);
      const page = `/users/${String(userId)}`;
      const given = await post(`${page}/grants`, admin, grant);
      expect([given.status, given.headers['location']]).to.deep.equal([303, page]);
      const shown = (await get(page, admin)).text;
      expect(shown).to.contain('Vikarierar för Björn').and.contain('enheten OMV');
      const grantId = /\/grants\/(\d+)\/revocation/.exec(shown)?.[1] ?? '';
      await post(`/grants/${grantId}/revocation`, admin, { reason: 'Björn är åter' }).expect(303);
      expect((await get(page, admin)).text).to.contain('Återkallad: Björn är åter');
      const twice = await post(`/grants/${grantId}/revocation`, admin, { reason: 'igen' });
      expect(twice.status).to.equal(409);
    });

    it('get the form again with what was written when something is wrong', async () => {
      const admin = await signIn(db, eva);
      const grants = `/users/${String(await aUser(db, nina))}/grants`;
      const cases: [object, string][] = [
        [{ scopeCode: '' }, 'Skriv koden för det som rollen gäller.'],
        [{ to: '2019-12-31' }, 'Den sista dagen ligger före den första.'],
        [{ from: '2020-02-31' }, 'Skriv dagen som ÅÅÅÅ-MM-DD.'],
        [{ reason: 'x' }, 'Skriv skälet med minst tre tecken.'],
        [{ role: 'king' }, 'Välj en roll.'],
      ];
      for (const [changes, says] of cases) {
        const again = await post(grants, admin, { ...grant, ...changes });
        expect(again.status, says).to.equal(422);
        expect(again.text)
          .to.contain(says)
          .and.contain('<title>Fel: ')
          .and.contain('value="OMV"'.slice(0, 6));
      }
      const kept = await post(grants, admin, { ...grant, scopeCode: 'ett två' });
      expect(kept.text).to.contain('value="ett två"');
    });

    it('give nothing to themselves, and auditors give nothing at all', async () => {
      const admin = await signIn(db, eva);
      const mine = await post(`/users/${String(admin.userId)}/grants`, admin, grant);
      expect(mine.status).to.equal(403);
      expect(mine.text).to.contain('Du kan inte ge dig själv en rätt');
      expect((await get(`/users/${String(admin.userId)}`, admin)).text).not.to.contain(
        'Ge en rätt',
      );
      const auditor = await signIn(db, ingrid);
      const userId = String(await aUser(db, nina));
      expect((await post(`/users/${userId}/grants`, auditor, grant)).status).to.equal(403);
      expect((await get(`/users/${userId}`, auditor)).text).not.to.contain('Ge en rätt');
      const other = await signIn(db, nina);
      expect((await post(`/users/${userId}/grants`, other, grant)).status).to.equal(404);
    });
  });

  describe('service accounts', () => {
    const account = { name: 'Ekonomisystemet', role: 'finance', scopeKind: 'all', scopeCode: '' };

    it('show their token once, and are revoked with one press', async () => {
      const admin = await signIn(db, eva);
      const made = await post('/service-accounts', admin, account);
      expect(made.status).to.equal(201);
      const token = /value="(jk_[^"]+)"/.exec(made.text)?.[1] ?? '';
      expect((await house.access.findByToken(token))?.name).to.equal('Ekonomisystemet');
      const shown = (await get('/service-accounts', admin)).text;
      expect(shown).to.contain('Ekonomisystemet').and.not.to.contain(token);
      const revocation = /action="(\/service-accounts\/\d+\/revocation)"/.exec(shown)?.[1] ?? '';
      await post(revocation, admin, {}).expect(303);
      expect(await house.access.findByToken(token)).to.equal(null);
      expect((await get('/service-accounts', admin)).text).to.contain('Återkallat');
    });

    it('are not made from a form that lacks something', async () => {
      const admin = await signIn(db, eva);
      const again = await post('/service-accounts', admin, {
        ...account,
        responsible: 'x',
        name: '',
      });
      expect(again.status).to.equal(422);
      expect(again.text).to.contain('Skriv en e-postadress.').and.contain('minst två tecken');
      expect(await house.access.listServiceAccounts()).to.deep.equal([]);
    });
  });
});
