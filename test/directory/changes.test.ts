import { expect } from 'chai';
import { SYSTEM } from '../../server/kernel/actor.ts';
import type { LocalDate } from '../../server/kernel/calendar.ts';
import { Refusal } from '../../server/kernel/refusal.ts';
import type { CostCentreValues } from '../../server/domains/directory/commands/cost-centres.ts';
import type { RegisterRooms } from '../support/registers.ts';
import { municipality } from '../inventory/municipality.ts';

function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  return work.then(
    () => expect.fail('it was allowed'),
    (error: unknown) => error as Refusal,
  );
}

const day = (text: string) => text as LocalDate;

describe('directory: a cost centre from a day', () => {
  let rooms: RegisterRooms;

  beforeEach(async () => {
    rooms = await municipality();
  });

  const change = (values: CostCentreValues, from = '2026-11-01', version = 1) =>
    rooms.directory.changeCostCentre({
      code: '2000',
      version,
      from: day(from),
      values,
      reason: 'Omorganisation',
      actor: SYSTEM,
    });
  const on = (date: string) => rooms.directory.findCostCentre('2000', day(date));

  it('is what it was before the day, and what it became from it', async () => {
    await change({ unit: 'F', ownerEmail: 'Ove.Prov@example.test', codeString: 'project=P1' });
    expect(await on('2026-10-31')).to.deep.include({
      unit: 'E',
      ownerEmail: null,
      codeString: [{ dimension: 'activity', code: '510' }],
    });
    expect(await on('2026-11-01')).to.deep.include({
      unit: 'F',
      ownerEmail: 'ove.prov@example.test',
      codeString: [{ dimension: 'project', code: 'P1' }],
      counterpart: '1',
      version: 2,
    });
  });

  it('may change again later, and is asked about any day', async () => {
    await change({ name: 'Andra' }, '2026-06-01');
    await change({ name: 'Tredje' }, '2026-09-01', 2);
    const names = [];
    for (const date of ['2026-05-31', '2026-06-01', '2026-08-31', '2026-09-01', '2030-01-01']) {
      names.push((await on(date))?.name);
    }
    expect(names).to.deep.equal(['Två', 'Andra', 'Andra', 'Tredje', 'Tredje']);
    const whole = await rooms.directory.allCostCentres(day('2026-07-01'));
    expect(whole.find(({ code }) => code === '2000')?.name).to.equal('Andra');
    const { costCentres } = await rooms.directory.unitTree(day('2026-07-01'));
    expect(costCentres).to.have.length(6);
  });

  it('moves in the tree on the day', async () => {
    await change({ unit: 'BAB' });
    const unitOf = async (date: string) =>
      (await rooms.directory.unitTree(day(date))).costCentres.find(({ code }) => code === '2000')
        ?.unit;
    expect(await unitOf('2026-10-31')).to.equal('E');
    expect(await unitOf('2026-11-01')).to.equal('BAB');
    expect((await on('2026-10-31'))?.legalEntity).to.equal('K');
    expect((await on('2026-11-01'))?.legalEntity).to.equal('BAB');
  });

  it('refuses what the registers or the accounting system do not take', async () => {
    await rooms.importText(
      'code-register',
      'dimension;code;valid_from;valid_to\nproject;OLD;2010-01-01;2026-06-30\n',
    );
    const cases: [CostCentreValues, string][] = [
      [{ unit: 'NO' }, 'cost-centre.unit-unknown'],
      [{ ownerEmail: 'no@example.test' }, 'cost-centre.person-unknown'],
      [{ codeString: 'project' }, 'cost-centre.code-string'],
      [{ codeString: 'project=NO' }, 'cost-centre.code-unknown'],
      [{ codeString: 'project=OLD' }, 'cost-centre.code-closed'],
      [{ counterpart: '77' }, 'cost-centre.code-unknown'],
    ];
    for (const [values, code] of cases) {
      expect(await refusalOf(change(values))).to.include({ kind: 'invalid', code });
    }
    expect((await on('2026-11-24'))?.version).to.equal(1);
  });

  it('refuses days before it began and before a change that is there', async () => {
    expect(await refusalOf(change({ name: 'X' }, '2018-12-31'))).to.include({
      code: 'cost-centre.before-start',
    });
    await change({ name: 'Andra' }, '2026-06-01');
    for (const from of ['2026-05-01', '2026-05-31']) {
      expect(await refusalOf(change({ name: 'X' }, from, 2))).to.include({
        kind: 'conflict',
        code: 'cost-centre.later-change',
      });
    }
    await change({ name: 'Rättad' }, '2019-01-01').catch(() => undefined);
  });

  it('lets one of many at once win, and tells the others', async () => {
    const outcomes = await Promise.allSettled(['A', 'B', 'C', 'D'].map((name) => change({ name })));
    const lost = outcomes.flatMap((each) =>
      each.status === 'rejected' ? [each.reason as Refusal] : [],
    );
    expect(lost).to.have.length(3);
    for (const reason of lost) {
      expect(reason).to.include({ kind: 'conflict', code: 'version.conflict' });
    }
  });

  it('closes with a last day and successors, and opens again', async () => {
    const close = (validTo: string | null, successor: string | null, version: number) =>
      rooms.directory.closeCostCentre({
        code: '2000',
        version,
        validTo: validTo === null ? null : day(validTo),
        successor,
        reason: 'Sammanslagning',
        actor: SYSTEM,
      });
    await close('2026-12-31', '1000=60|3000=40', 1);
    expect(await on('2026-11-24')).to.deep.include({
      validTo: '2026-12-31',
      successors: [
        { code: '1000', share: 6000 },
        { code: '3000', share: 4000 },
      ],
    });
    await close(null, null, 2);
    expect(await on('2026-11-24')).to.deep.include({ validTo: null, successors: [] });
    for (const successor of ['2000', 'NO', '1000=60', 'KUND']) {
      expect(await refusalOf(close('2026-12-31', successor, 3))).to.include({
        code: 'cost-centre.successor',
      });
    }
    expect(await refusalOf(close('2018-12-31', null, 3))).to.include({
      code: 'cost-centre.period',
    });
  });

  it('writes in the journal what changed and why, and names nobody', async () => {
    await change({ ownerEmail: 'ove.prov@example.test', name: 'Ny' });
    const [entry] = await rooms.journal.ofSubject('cost-centre:2000');
    expect(entry?.details).to.deep.equal({
      from: '2026-11-01',
      reason: 'Omorganisation',
      before: { name: 'Två', owner: null },
      after: { name: 'Ny', owner: 'named' },
    });
  });
});

describe('directory: people', () => {
  let rooms: RegisterRooms;
  const EVERYTHING = {
    all: true,
    units: new Set<string>(),
    costCentres: new Set<string>(),
    customers: new Set<string>(),
  };

  before(async () => {
    rooms = await municipality();
    const rows = Array.from(
      { length: 12 },
      (_, index) =>
        `p${String(index)}@example.test,Anna Person${String(index)},${index < 6 ? 'E' : 'BAB'},${index === 3 ? 'yes' : 'no'},2020-01-01,${index === 4 ? '2025-12-31' : ''}`,
    );
    await rooms.importText(
      'people',
      `email,name,unit,protected,valid_from,valid_to\n${rows.join('\n')}\n`,
    );
  });

  const asking = {
    search: null,
    units: [],
    on: null,
    reach: EVERYTHING,
    mayFindProtected: false,
  };
  const list = (changes: object = {}) =>
    rooms.directory.listPeople({
      ...asking,
      sort: 'name',
      descending: false,
      size: 100,
      cursor: null,
      ...changes,
    });

  it('are found by any word of the name, protected ones only by who may', async () => {
    expect((await list({ search: 'person1' })).rows).to.have.length(3);
    expect((await list({ search: 'anna' })).rows).to.have.length(11);
    expect((await list({ search: 'anna', mayFindProtected: true })).rows).to.have.length(12);
    expect((await list({ search: '%' })).rows).to.be.empty;
    expect(await rooms.directory.emailsByName('Person3')).to.deep.equal([]);
    expect(await rooms.directory.emailsByName('Person2')).to.deep.equal(['p2@example.test']);
  });

  it('are narrowed to units, days and reach, and counted the same', async () => {
    expect(await rooms.directory.countPeople({ ...asking, units: ['BAB'] })).to.equal(6);
    expect(await rooms.directory.countPeople({ ...asking, on: day('2026-01-01') })).to.equal(12);
    const reach = { ...EVERYTHING, all: false, units: new Set(['E']) };
    expect(await rooms.directory.countPeople({ ...asking, reach })).to.equal(7);
    const nothing = { ...EVERYTHING, all: false };
    expect(await rooms.directory.countPeople({ ...asking, reach: nothing })).to.equal(0);
  });

  it('come in pages both ways', async () => {
    const whole = (await list()).rows.map(({ email }) => email);
    const first = await list({ size: 5 });
    const second = await list({ size: 5, cursor: first.next });
    expect([...first.rows, ...second.rows].map(({ email }) => email)).to.deep.equal(
      whole.slice(0, 10),
    );
    const back = await list({ size: 5, cursor: second.previous });
    expect(back.rows.map(({ email }) => email)).to.deep.equal(whole.slice(0, 5));
    expect(back.previous).to.equal(null);
  });
});
