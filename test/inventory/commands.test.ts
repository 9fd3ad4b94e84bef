import { expect } from 'chai';
import { SYSTEM } from '../../server/kernel/actor.ts';
import type { LocalDate } from '../../server/kernel/calendar.ts';
import { Refusal } from '../../server/kernel/refusal.ts';
import type { MissingSubscription } from '../../server/domains/inventory/types.ts';
import type { RegisterRooms } from '../support/registers.ts';
import { municipality } from './municipality.ts';

function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  return work.then(
    () => expect.fail('it was allowed'),
    (error: unknown) => error as Refusal,
  );
}

describe('inventory: changing the owner from a day', () => {
  let rooms: RegisterRooms;

  beforeEach(async () => {
    rooms = await municipality();
  });

  const order = (owner: string, from = '2026-11-01', version = 1) => ({
    subscription: 'S-1',
    version,
    from: from as LocalDate,
    shares: [{ owner, share: 10000, holderEmail: null, holderText: 'Reception' }],
    reason: 'Flyttad',
    actor: SYSTEM,
  });

  const periods = async () =>
    (await rooms.inventory.ownershipsOf(['S-1'])).map(({ owner, from, to, version }) => [
      owner,
      from,
      to,
      version,
    ]);

  it('ends the running period the day before and begins the new one', async () => {
    await rooms.inventory.changeOwner(order('2000'));
    expect(await periods()).to.deep.equal([
      ['1000', '2020-01-01', '2026-10-31', 2],
      ['2000', '2026-11-01', null, 1],
    ]);
    expect((await rooms.inventory.findSubscription('S-1'))?.version).to.equal(2);
    const [entry] = await rooms.journal.ofSubject('subscription:S-1');
    expect(entry).to.deep.include({
      event: 'ownership.changed',
      details: {
        from: '2026-11-01',
        reason: 'Flyttad',
        before: [{ owner: '1000', share: 10000 }],
        after: [{ owner: '2000', share: 10000 }],
      },
    });
  });

  it('splits between several, also with a customer', async () => {
    const shares = [
      { owner: '1000', share: 6000, holderEmail: 'Ove.Prov@example.test', holderText: null },
      { owner: 'KUND', share: 4000, holderEmail: null, holderText: null },
    ];
    await rooms.inventory.changeOwner({ ...order('1000'), shares });
    const on = '2026-11-24' as LocalDate;
    const owners = await rooms.inventory.ownersOn('S-1', on);
    expect(
      owners.map(({ owner, share, holderEmail }) => [owner, share, holderEmail]),
    ).to.deep.equal([
      ['1000', 6000, 'ove.prov@example.test'],
      ['KUND', 4000, null],
    ]);
  });

  it('refuses what the registers do not know, shares that are not the whole, and plans in the way', async () => {
    const half = [{ owner: '1000', share: 5000, holderEmail: null, holderText: null }];
    const stranger = [
      { owner: '1000', share: 10000, holderEmail: 'x@example.test', holderText: null },
    ];
    const { changeOwner } = rooms.inventory;
    const cases: [() => Promise<unknown>, string, string][] = [
      [() => changeOwner(order('NO')), 'invalid', 'ownership.owner-unknown'],
      [() => changeOwner({ ...order('1000'), shares: half }), 'invalid', 'ownership.sum'],
      [
        () => changeOwner({ ...order('1000'), shares: stranger }),
        'invalid',
        'ownership.holder-unknown',
      ],
      [() => changeOwner(order('2000', '2020-01-01')), 'conflict', 'ownership.overlap'],
      [() => changeOwner(order('2000', '2026-11-01', 7)), 'conflict', 'version.conflict'],
      [() => changeOwner({ ...order('2000'), subscription: 'NO' }), 'not-found', 'not-found'],
    ];
    for (const [work, kind, code] of cases) {
      expect(await refusalOf(work())).to.include({ kind, code });
    }
    expect(await periods()).to.deep.equal([['1000', '2020-01-01', null, 1]]);
  });

  it('lets one of many at once win, and tells the others', async () => {
    const owners = ['2000', '3000', '9000', '9900', '7000'];
    const outcomes = await Promise.allSettled(
      owners.map((owner) => rooms.inventory.changeOwner(order(owner))),
    );
    const lost = outcomes.flatMap((each) =>
      each.status === 'rejected' ? [each.reason as Refusal] : [],
    );
    expect(lost).to.have.length(owners.length - 1);
    for (const reason of lost) {
      expect(reason).to.include({ kind: 'conflict', code: 'version.conflict' });
    }
    expect(await periods()).to.have.length(2);
  });

  it('keeps the shares of every day whole when an import comes at the same time', async () => {
    const file =
      'subscription;owner;from;to\nS-1;1000;2020-01-01;2026-10-31\nS-1;3000;2026-11-01;\n';
    const outcomes = await Promise.allSettled([
      rooms.inventory.changeOwner(order('2000')),
      rooms.importText('ownerships', file),
      rooms.inventory.changeOwner(order('9000')),
    ]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).not.to.be.empty;
    const running = (await rooms.inventory.ownershipsOf(['S-1'])).filter(({ to }) => to === null);
    expect(running).to.have.length(1);
  });
});

describe('inventory: making what invoices name and the register lacks', () => {
  let rooms: RegisterRooms;

  beforeEach(async () => {
    rooms = await municipality();
  });

  const missing = (changes: Partial<MissingSubscription> = {}): MissingSubscription => ({
    serviceType: 'mobile',
    identifier: '070-555 66 77',
    switchboard: null,
    supplier: 'PROV',
    supplierAccount: 'K-1',
    supplierSubscriptionId: null,
    plan: 'Bas',
    contract: null,
    activatedOn: '2026-10-01' as LocalDate,
    owner: '1000',
    holderText: null,
    ...changes,
  });

  it('makes them in bulk with keys, identifiers and owners', async () => {
    const ids = await rooms.inventory.createMissingSubscriptions({
      missing: [
        missing(),
        missing({ identifier: '0705556678' }),
        missing({ identifier: '0705556679', supplierSubscriptionId: 'T 4711/2', owner: 'KUND' }),
      ],
      reason: 'Stod på fakturan',
      actor: SYSTEM,
    });
    expect(ids).to.deep.equal(['PROV-070-5556677', 'PROV-0705556678', 'PROV-T47112']);
    const made = (await rooms.inventory.subscriptionsOfSupplier('PROV')).filter(({ id }) =>
      ids.includes(id),
    );
    expect(made.map(({ identifiers }) => identifiers[0]?.identifier)).to.have.members([
      '+46705556677',
      '+46705556678',
      '+46705556679',
    ]);
    const [ownership] = await rooms.inventory.ownershipsOf(['PROV-T47112']);
    expect(ownership).to.include({ owner: 'KUND', from: '2026-10-01', share: 10000 });
    const [entry] = await rooms.journal.ofSubject('subscription:PROV-T47112');
    expect(entry?.event).to.equal('subscription.created');
  });

  it('gives equal references different keys', async () => {
    const ids = await rooms.inventory.createMissingSubscriptions({
      missing: [
        missing({ supplierSubscriptionId: 'X', identifier: '0705556677' }),
        missing({ supplierSubscriptionId: 'X', identifier: '0705556678' }),
      ],
      reason: '',
      actor: SYSTEM,
    });
    expect(ids).to.deep.equal(['PROV-X', 'PROV-X-2']);
  });

  it('makes all or none, and says which are at fault', async () => {
    const refusal = await refusalOf(
      rooms.inventory.createMissingSubscriptions({
        missing: [missing(), missing({ identifier: '+46701740601' }), missing({ identifier: 'x' })],
        reason: '',
        actor: SYSTEM,
      }),
    );
    expect(refusal.code).to.equal('import.faults');
    expect(refusal.details.errors?.map(({ row, code }) => [row, code])).to.deep.equal([
      [3, 'subscription.identifier-taken'],
      [4, 'subscription.e164'],
    ]);
    expect(await rooms.inventory.allSubscriptions()).to.have.length(4);
  });
});
