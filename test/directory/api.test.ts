import { expect } from 'chai';
import type { ApiClient } from '../support/api-client.ts';
import { aMunicipality, filesOf } from '../support/a.ts';
import { emptyTables } from '../support/database.ts';
import { registersWeb, type RegistersWeb } from '../support/registers.ts';

type Listed = Readonly<Record<string, unknown>>;
type Page = { readonly items: readonly Listed[]; readonly next: string | null };

describe('directory and inventory by API', function () {
  this.timeout(60_000);
  let web: RegistersWeb;
  let auditor: ApiClient;

  before(async () => {
    web = await registersWeb();
    await emptyTables();
    auditor = await web.client('auditor');
    for (const { kind, bytes } of filesOf(aMunicipality())) {
      await web.rooms.importText(kind, bytes.toString('utf8'));
    }
    await web.rooms.importText(
      'people',
      'email,name,unit,protected\nhemlig@example.test,Hemlig Person,E,yes\n',
    );
    await web.rooms.importText(
      'ownerships',
      'subscription;owner;from;holder_email\nS-1;1000;2020-01-01;hemlig@example.test\n',
    );
  });

  const page = async (client: ApiClient, path: string): Promise<Page> => {
    const answer = await client.get(path);
    expect(answer.status, path).to.equal(200);
    return answer.body as Page;
  };
  const keys = ({ items }: Page, key = 'code') => items.map((item) => item[key]);

  it('lists cost centres with everything that was imported', async () => {
    const { items, next } = await page(auditor, '/cost-centres');
    expect(next).to.equal(null);
    expect(items.find(({ code }) => code === '2000')).to.deep.equal({
      code: '2000',
      name: 'Två',
      unit: 'E',
      legalEntity: 'K',
      validFrom: '2019-01-01',
      validTo: null,
      ownerEmail: null,
      coordinatorEmail: null,
      codeString: [{ dimension: 'activity', code: '510' }],
      counterpart: '1',
      vat: 'municipal',
      channel: 'login',
      successors: [],
    });
  });

  it('lists units with inherited legal entities', async () => {
    const { items } = await page(auditor, '/units');
    const entities = new Map(items.map(({ code, legalEntity }) => [code, legalEntity]));
    expect(entities.get('E')).to.equal('K');
    expect(entities.get('BAB')).to.equal('BAB');
  });

  it('pages by a cursor until there is no next', async () => {
    for (const [path, key, total] of [
      ['/cost-centres', 'code', 6],
      ['/units', 'code', 4],
      ['/people', 'name', 2],
      ['/subscriptions', 'id', 4],
    ] as const) {
      const whole = keys(await page(auditor, path), key);
      expect(whole, path).to.have.length(total);
      const seen: unknown[] = [];
      let next: string | null = '';
      while (next !== null) {
        const after: string = next === '' ? '' : `&after=${encodeURIComponent(next)}`;
        const part: Page = await page(auditor, `${path}?limit=1${after}`);
        seen.push(...keys(part, key));
        next = part.next;
      }
      expect(seen, path).to.deep.equal(whole);
      for (const bad of ['limit=0', 'limit=1001', 'limit=x', 'after=!', 'colour=red']) {
        expect((await auditor.get(`${path}?${bad}`)).status, `${path}?${bad}`).to.equal(400);
      }
    }
  });

  it('does not name who has a protected identity, nor the number that they hold', async () => {
    const people = await page(auditor, '/people');
    expect(people.items.find(({ isProtected }) => isProtected)).to.include({
      email: null,
      name: null,
      unit: 'E',
    });
    const { items } = await page(auditor, '/subscriptions');
    const held = items.find(({ id }) => id === 'S-1');
    expect(held).to.include({ identifier: null });
    expect(held).to.deep.include({
      identifiers: [],
      ownerships: [
        {
          owner: '1000',
          from: '2020-01-01',
          to: null,
          share: 100,
          holderEmail: null,
          holderText: null,
        },
      ],
    });
    expect(JSON.stringify(items)).not.to.contain('hemlig').and.not.to.contain('740601');
  });

  it('gives one subscription with its periods, or 404', async () => {
    const answer = await auditor.get('/subscriptions/S-2');
    expect(answer.body).to.deep.include({
      id: 'S-2',
      serviceType: 'mobile',
      identifiers: [{ identifier: '+46701740602', from: '2020-01-01', to: null }],
    });
    expect((await auditor.get('/subscriptions/NO')).status).to.equal(404);
  });

  it('shows each exactly what one reaches', async () => {
    const own = await web.client('cost-centre-owner', { kind: 'cost-centre', code: '2000' });
    expect(keys(await page(own, '/cost-centres'))).to.deep.equal(['2000']);
    expect(keys(await page(own, '/units'))).to.deep.equal(['E']);
    expect(keys(await page(own, '/subscriptions'), 'id')).to.deep.equal(['S-4']);
    expect((await own.get('/subscriptions/S-4')).status).to.equal(200);
    expect((await own.get('/subscriptions/S-1')).status).to.equal(404);
    expect((await own.get('/people')).status).to.equal(404);
    const below = await web.client('coordinator', { kind: 'unit', code: 'BAB' });
    expect(keys(await page(below, '/cost-centres'))).to.deep.equal(['7000']);
    expect(keys(await page(below, '/subscriptions'), 'id')).to.deep.equal(['S-2']);
    const outside = await web.client('cost-centre-owner', { kind: 'customer', code: 'KUND' });
    expect(keys(await page(outside, '/subscriptions'), 'id')).to.deep.equal(['S-3']);
  });
});
