// Users, rights, grants and tokens in the database, through the room's door.

import { expect } from 'chai';
import { SYSTEM, type Actor } from '../../server/kernel/actor.ts';
import type { Instant, LocalDate } from '../../server/kernel/calendar.ts';
import { Refusal } from '../../server/kernel/refusal.ts';
import { createAccess, type Access } from '../../server/domains/access/access.ts';
import type { UnitTree } from '../../server/domains/directory/types.ts';
import { createJournal, type Journal } from '../../server/domains/journal/journal.ts';
import { createStillClock } from '../../server/platform/clock.ts';
import type { Database } from '../../server/platform/database.ts';
import { emptyTables, testDatabase } from '../support/database.ts';

const TREE: UnitTree = {
  units: [
    { code: 'KOMMUN', parent: null },
    { code: 'OMV', parent: 'KOMMUN' },
  ],
  costCentres: [
    { code: '4520', unit: 'OMV', ownerEmail: 'karin.ek@example.test', coordinatorEmail: null },
  ],
  customers: [],
};
const IDP = 'https://idp.example.test/';
const facts = (nameId: string, changes: object = {}) => ({
  issuer: IDP,
  nameId,
  email: `${nameId}@example.test`,
  name: nameId,
  groups: [],
  ...changes,
});
const codeOf = async (work: Promise<unknown>) => {
  try {
    await work;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
  return 'allowed';
};

describe('access', () => {
  let db: Database;
  let access: Access;
  let journal: Journal;
  const clock = createStillClock('2026-11-05T08:00:00.000Z' as Instant);

  before(async () => {
    db = await testDatabase();
    journal = createJournal({ db, clock });
    access = createAccess({
      db,
      clock,
      journal,
      samlRoles: 'it=administrator, eko=finance, sam=coordinator, omv=unit-economist:unit:OMV',
      askUnitTree: () => Promise.resolve(TREE),
      askUnitOfPerson: (email) => Promise.resolve(email === 'omar@example.test' ? 'OMV' : null),
    });
  });

  beforeEach(async () => {
    clock.set('2026-11-05T08:00:00.000Z' as Instant);
    await emptyTables();
  });

  const rolesOf = (actor: Actor | null) =>
    actor?.rights.map(({ role, source }) => `${role} by ${source}`) ?? [];

  describe('users', () => {
    it('are told apart by issuer and NameID to the letter', async () => {
      const ids = [];
      for (const nameId of ['ada', 'ADA', 'ada ', 'àda', 'ada']) {
        ids.push(await access.signIn(facts(nameId)));
      }
      ids.push(await access.signIn(facts('ada', { issuer: 'https://other.example.test/' })));
      expect(new Set(ids).size).to.equal(5);
      expect(ids[4]).to.equal(ids[0]);
    });

    it('keep their name and address as of the last sign-in, the address in lower case', async () => {
      const id = await access.signIn(facts('karin'));
      await access.signIn(facts('karin', { name: 'Karin Ek', email: 'Karin.Ek@Example.test' }));
      const user = await access.findUser(id);
      expect(user).to.include({ name: 'Karin Ek', email: 'karin.ek@example.test' });
      expect(user?.signedInAt).to.equal('2026-11-05T08:00:00.000Z');
    });

    it('leave a line in the journal when they sign in, without a name in it', async () => {
      const id = await access.signIn(facts('karin'));
      const [line] = await journal.ofSubject(`user:${String(id)}`);
      expect(line).to.include({ event: 'user.signed-in', actor: `person:${String(id)}` });
      expect(JSON.stringify(line)).not.to.contain('karin');
    });

    it('can be known without having signed in', async () => {
      const id = await access.rememberUser(facts('bjorn', { groups: ['eko'] }));
      expect((await access.findUser(id))?.signedInAt).to.equal(null);
      expect(rolesOf(await access.actorOf(id))).to.include('finance by saml');
      expect(await journal.ofSubject(`user:${String(id)}`)).to.deep.equal([]);
    });

    it('are listed by name a page at a time, and found by a part of it', async () => {
      for (const name of ['Åsa', 'Örjan', 'Anna', 'Zoe', 'A%b']) {
        await access.signIn(facts(name, { name }));
      }
      const page = await access.listUsers('', null);
      expect(page.items.map(({ name }) => name)).to.deep.equal([
        'A%b',
        'Anna',
        'Zoe',
        'Åsa',
        'Örjan',
      ]);
      expect((await access.listUsers('%', null)).items.map(({ name }) => name)).to.deep.equal([
        'A%b',
      ]);
    });
  });

  describe('rights', () => {
    it('come from the groups of the last sign-in only', async () => {
      const id = await access.signIn(facts('eva', { groups: ['it', 'eko', 'unknown'] }));
      expect(rolesOf(await access.actorOf(id))).to.have.members([
        'administrator by saml',
        'finance by saml',
        'employee by system',
      ]);
      await access.signIn(facts('eva', { groups: ['eko'] }));
      const actor = await access.actorOf(id);
      expect(rolesOf(actor)).to.have.members(['finance by saml', 'employee by system']);
      expect(actor?.reach.administrator).to.equal(undefined);
      expect(actor?.reach.finance?.all).to.equal(true);
    });

    it('without a scope are for the unit of the register, and nothing for who has none', async () => {
      const omar = await access.actorOf(await access.signIn(facts('omar', { groups: ['sam'] })));
      expect([...(omar?.reach.coordinator?.costCentres ?? [])]).to.deep.equal(['4520']);
      const other = await access.actorOf(await access.signIn(facts('nina', { groups: ['sam'] })));
      expect(other?.reach.coordinator).to.equal(undefined);
    });

    it('come from the register, however the address was written', async () => {
      const id = await access.signIn(facts('karin', { email: 'Karin.Ek@example.test' }));
      const actor = await access.actorOf(id);
      expect(rolesOf(actor)).to.include('cost-centre-owner by register');
      expect([...(actor?.reach['cost-centre-owner']?.costCentres ?? [])]).to.deep.equal(['4520']);
    });

    it('tell where they come from', async () => {
      const id = await access.signIn(facts('sara', { groups: ['omv'] }));
      const found = await access.findWithRights(id);
      expect(found?.rights.map(({ role, source, group }) => [role, source, group])).to.deep.equal([
        ['unit-economist', 'saml', 'omv'],
        ['employee', 'system', null],
      ]);
    });

    it('are none for a user that there is not', async () => {
      expect(await access.actorOf(4711)).to.equal(null);
    });
  });

  describe('grants', () => {
    const grant = (userId: number, changes: object = {}) => ({
      userId,
      role: 'finance' as const,
      scope: { kind: 'all' as const },
      from: '2026-11-05' as LocalDate,
      to: '2026-11-30' as LocalDate,
      reason: 'Vikarierar för Björn',
      ...changes,
    });

    it('count on their days, in Stockholm, and not after they are revoked', async () => {
      const id = await access.signIn(facts('nina'));
      const isFinance = async () => (await access.actorOf(id))?.reach.finance?.all === true;
      const grantId = await access.grantRight(grant(id), SYSTEM);
      expect(await isFinance()).to.equal(true);
      clock.set('2026-11-30T22:30:00.000Z' as Instant);
      expect(await isFinance()).to.equal(true);
      clock.set('2026-11-30T23:30:00.000Z' as Instant);
      expect(await isFinance()).to.equal(false);
      clock.set('2026-11-06T08:00:00.000Z' as Instant);
      expect(await access.revokeRight({ id: grantId, reason: 'Björn är åter' }, SYSTEM)).to.equal(
        id,
      );
      expect(await isFinance()).to.equal(false);
      expect(await codeOf(access.revokeRight({ id: grantId, reason: 'x' }, SYSTEM))).to.equal(
        'access.already-revoked',
      );
    });

    it('are written in the journal with who, what, until when and why', async () => {
      const id = await access.signIn(facts('nina'));
      const grantId = await access.grantRight(grant(id), SYSTEM);
      await access.revokeRight({ id: grantId, reason: 'Björn är åter' }, SYSTEM);
      const lines = await journal.ofSubject(`user:${String(id)}`);
      expect(
        lines.slice(0, 2).map(({ event, actor, details }) => ({ event, actor, details })),
      ).to.deep.equal([
        {
          event: 'right.revoked',
          actor: 'system',
          details: { grant: grantId, role: 'finance', reason: 'Björn är åter' },
        },
        {
          event: 'right.granted',
          actor: 'system',
          details: {
            grant: grantId,
            role: 'finance',
            scope: 'all',
            from: '2026-11-05',
            to: '2026-11-30',
            reason: 'Vikarierar för Björn',
          },
        },
      ]);
    });

    it('leave nothing behind when they are refused', async () => {
      const id = await access.signIn(facts('nina'));
      const nina = await access.actorOf(id);
      if (nina === null) throw new Error('nina is not there');
      expect(await codeOf(access.grantRight(grant(id), nina))).to.equal('access.own-right');
      expect(await codeOf(access.grantRight(grant(4711), SYSTEM))).to.equal('not-found');
      expect(
        await codeOf(access.grantRight(grant(id, { to: '2026-11-04' as LocalDate }), SYSTEM)),
      ).to.equal('access.period');
      expect(await access.grantsOf(id)).to.deep.equal([]);
      expect(await codeOf(access.revokeRight({ id: 4711, reason: 'x' }, SYSTEM))).to.equal(
        'not-found',
      );
    });
  });

  describe('service accounts', () => {
    const account = {
      name: 'Ekonomisystemet',
      role: 'finance' as const,
      scope: { kind: 'all' as const },
      responsibleEmail: null,
    };

    it('act by a token of which only the hash is kept', async () => {
      const { id, token } = await access.createServiceAccount(account, SYSTEM);
      expect(token).to.match(/^jk_[A-Za-z0-9_-]{43}$/);
      const actor = await access.findByToken(token);
      expect(actor).to.include({ kind: 'service', id: `service:${String(id)}`, email: null });
      expect(rolesOf(actor)).to.deep.equal(['finance by token']);
      const row = await db.row<object>('SELECT * FROM service_accounts');
      expect(JSON.stringify(row)).not.to.contain(token);
      expect(await access.findByToken(`${token}x`)).to.equal(null);
    });

    it('reach what their scope reaches', async () => {
      const scope = { kind: 'unit' as const, code: 'OMV' };
      const made = await access.createServiceAccount(
        { ...account, role: 'coordinator', scope },
        SYSTEM,
      );
      const actor = await access.findByToken(made.token);
      expect([...(actor?.reach.coordinator?.costCentres ?? [])]).to.deep.equal(['4520']);
    });

    it('note when they were used, to the minute', async () => {
      const { token } = await access.createServiceAccount(account, SYSTEM);
      const usedAt = async () => (await access.listServiceAccounts())[0]?.usedAt;
      expect(await usedAt()).to.equal(null);
      await access.findByToken(token);
      expect(await usedAt()).to.equal('2026-11-05T08:00:00.000Z');
      clock.set('2026-11-05T08:00:30.000Z' as Instant);
      await access.findByToken(token);
      expect(await usedAt()).to.equal('2026-11-05T08:00:00.000Z');
      clock.set('2026-11-05T08:02:00.000Z' as Instant);
      await access.findByToken(token);
      expect(await usedAt()).to.equal('2026-11-05T08:02:00.000Z');
    });

    it('have as responsible the first administrator where nobody is named', async () => {
      await access.signIn(facts('nina', { groups: ['eko'] }));
      await access.signIn(facts('eva', { groups: ['it'] }));
      await access.signIn(facts('adam', { groups: ['it'] }));
      await access.createServiceAccount(account, SYSTEM);
      const named = { ...account, name: 'B', responsibleEmail: 'Bjorn@example.test' };
      await access.createServiceAccount(named, SYSTEM);
      const accounts = await access.listServiceAccounts();
      expect(accounts.map(({ responsibleEmail }) => responsibleEmail)).to.deep.equal([
        'bjorn@example.test',
        'eva@example.test',
      ]);
    });

    it('are worth nothing once revoked', async () => {
      const { id, token } = await access.createServiceAccount(account, SYSTEM);
      await access.revokeServiceAccount(id, SYSTEM);
      expect(await access.findByToken(token)).to.equal(null);
      expect(await codeOf(access.revokeServiceAccount(id, SYSTEM))).to.equal('not-found');
    });
  });

  it('sweeps away what nobody can use any more', async () => {
    const id = await access.signIn(facts('nina'));
    const old = new Date('2026-11-05T07:00:00.000Z');
    const session = 'INSERT INTO sessions VALUES (?, ?, NULL, ?, ?, ?, ?)';
    await db.run(session, [Buffer.alloc(32), id, '{}', old, old, old]);
    await db.run("INSERT INTO saml_assertions VALUES ('i', 'a', ?, ?)", [old, old]);
    await access.sweep();
    expect(
      await db.rows('SELECT 1 FROM sessions UNION ALL SELECT 1 FROM saml_assertions'),
    ).to.have.length(0);
  });
});
