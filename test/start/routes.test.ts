// The start page: what waits for whom, counts within reach, and the month for those who may see it.

import { expect } from 'chai';
import request from 'supertest';
import { MINDED_STATES } from '../../server/domains/billing/flow.ts';
import { ore } from '../../server/kernel/money.ts';
import { month, toInstant } from '../../server/kernel/calendar.ts';
import type { RegisterRooms } from '../support/registers.ts';
import { municipality } from '../inventory/municipality.ts';
import { browseAs, type Browsing } from '../support/browse.ts';
import { testHouse, type TestHouse } from '../support/house.ts';
import { signIn, type TestPerson } from '../support/sign-in.ts';

describe('the start page', () => {
  let rooms: RegisterRooms;
  let test: TestHouse;
  let eva: Browsing;
  let finance: Browsing;
  let karin: Browsing;

  beforeEach(async () => {
    rooms = await municipality();
    test = await testHouse();
    const at = { app: test.app, db: rooms.db };
    eva = await browseAs(at, 'administrator');
    finance = await browseAs(at, 'finance');
    karin = await browseAs(at, 'cost-centre-owner', { kind: 'cost-centre', code: '1000' });
    await rooms.db.transaction((tx) =>
      rooms.inventory.recordMonthCosts(
        month('2026-10'),
        [
          { subscriptionId: 'S-1', owner: '1000', netOre: ore(12_345) },
          { subscriptionId: 'S-2', owner: '7000', netOre: ore(70_000) },
        ],
        tx,
      ),
    );
  });

  const waitFor = async (who: string, what: string) => {
    const id = `billing-${what}`;
    const { processes, db } = test.house;
    await db.transaction((tx) =>
      processes.open(
        {
          id,
          kind: 'billing-month',
          subject: 'billing-month:2026-10',
          url: '/billing-months/2026-10',
          state: what,
          steps: ['waiting', 'freeze'],
        },
        tx,
      ),
    );
    const since = toInstant(new Date('2026-11-04T08:00:00Z'));
    await processes.wait(id, { who, what, since, reminderAt: null });
  };

  it('says what waits for a role that one has, and to nobody else', async () => {
    await waitFor('finance', 'preview');
    await waitFor('administrator', 'red-list');
    const finances = (await finance.get('/')).text;
    expect(finances).to.contain('1 sak väntar på dig');
    expect(finances).to.contain('Oktober 2026 väntar på att godkännas');
    expect(finances).to.contain('href="/billing-months/2026-10"');
    expect(finances).not.to.contain('Rader saknar hem');
    expect((await eva.get('/')).text).to.contain('Rader saknar hem i oktober 2026');
    const karins = (await karin.get('/')).text;
    expect(karins).to.contain('inget väntar på dig').and.not.to.contain('/billing-months');
  });

  it('counts and adds up what one may see', async () => {
    const evas = (await eva.get('/')).text;
    expect(evas).to.contain('823,45').and.to.contain('href="/subscriptions?type&#x3D;mobile"');
    const karins = (await karin.get('/')).text;
    expect(karins).to.contain('123,45').and.not.to.contain('823,45');
  });

  it('tells every kind of waiting that the months know, in both languages', () => {
    const { texts } = test.house.pages;
    const months = MINDED_STATES;
    const invoices = ['specification', 'e-invoice', 'decision'];
    const kinds = [
      ...months.map((what) => `billing-month.${what}`),
      ...invoices.map((what) => `supplier-invoice.${what}`),
    ];
    for (const kind of kinds) {
      for (const part of ['title', 'says', 'action']) {
        expect(texts.has(`start:wait.${kind}.${part}`), `${kind}.${part}`).to.equal(true);
      }
    }
  });

  it('leads who is not signed in to the sign-in', async () => {
    const { status, headers } = await request(test.app).get('/');
    expect([status, headers['location']]).to.deep.equal([303, '/sign-in?returnTo=%2F']);
    expect((await karin.get('/')).headers['cache-control']).to.contain('no-store');
  });

  it('says in the head of every page where each of one’s roles reaches', async () => {
    const { db } = test.house;
    const here = async (rights: TestPerson['rights'] = []) => {
      const { cookie } = await signIn(db, { email: 'many@example.test', name: 'Många', rights });
      const { text } = await request(test.app).get('/my-rights').set('Cookie', cookie);
      return /<span class="sub">([^<]*)<\/span><\/span><span class="ava"/.exec(text)?.[1];
    };
    const owner = (code: string) => ({
      role: 'cost-centre-owner' as const,
      scope: { kind: 'cost-centre' as const, code },
    });
    const unit = (code: string) => ({
      role: 'coordinator' as const,
      scope: { kind: 'unit' as const, code },
    });
    expect(await here([owner('1000')])).to.equal('Kostnadsställeansvarig · 1000 Ett');
    expect(await here([owner('1000'), owner('2000'), owner('3000')])).to.equal(
      'Kostnadsställeansvarig · 3 kostnadsställen',
    );
    expect(await here([{ role: 'finance' }, { role: 'auditor' }, owner('1000')])).to.match(
      /^(Redovisning, Revisor|Revisor, Redovisning) · hela organisationen; Kostnadsställeansvarig · 1000 Ett$|^Kostnadsställeansvarig · 1000 Ett; /,
    );
    expect(await here([unit('E')])).to.equal('Telefonisamordnare · Enheten');
    expect(await here([unit('E'), unit('BAB')])).to.equal('Telefonisamordnare · 2 enheter');
    expect(await here()).to.equal('Medarbetare');
  });
});
