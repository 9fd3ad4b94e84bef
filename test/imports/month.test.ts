import { expect } from 'chai';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Refusal } from '../../server/kernel/refusal.ts';
import { SYSTEM } from '../../server/kernel/actor.ts';
import { emptyTables } from '../support/database.ts';
import { registerRooms, type RegisterRooms } from '../support/registers.ts';

const MONTH = path.resolve('../shared/data/month');

type Expected = {
  imports: { kind: string; file: string; rows: number; delimiter: string }[];
  bad: { import?: string; file: string; errors?: { row: number; column: string }[] }[];
};

describe('imports: the registers of a whole small municipality', () => {
  let rooms: RegisterRooms;
  let expected: Expected;

  before(async function () {
    if (!existsSync(MONTH)) {
      console.log('skipped: the folder shared/data/month is not there');
      this.skip();
    }
    expected = JSON.parse(readFileSync(path.join(MONTH, 'expected.json'), 'utf8')) as Expected;
    rooms = await registerRooms();
    await emptyTables();
  });

  const read = (file: string) => readFileSync(path.join(MONTH, file));

  it('previews without saving', async () => {
    const [first] = expected.imports;
    if (first === undefined) throw new Error('no imports expected');
    const order = { kind: first.kind, bytes: read(first.file), actor: SYSTEM };
    const preview = await rooms.imports.importFile({ ...order, dryRun: true });
    expect(preview).to.include({ dryRun: true, added: first.rows });
    expect(await rooms.db.row('SELECT COUNT(*) AS n FROM settings')).to.deep.equal({ n: 0 });
  });

  it('reads them in order, with the rows and delimiters that are expected', async () => {
    for (const { kind, file, rows, delimiter } of expected.imports) {
      const answer = await rooms.imports.importFile({
        kind,
        bytes: read(file),
        dryRun: false,
        actor: SYSTEM,
      });
      expect(answer, kind).to.include({ kind, rows, delimiter, dryRun: false, removed: 0 });
      const known = kind === 'service-types' ? 0 : rows;
      expect(answer.added, kind).to.equal(known);
    }
  });

  it('changes nothing when the same files come again', async () => {
    for (const { kind, file, rows } of expected.imports) {
      const answer = await rooms.imports.importFile({
        kind,
        bytes: read(file),
        dryRun: false,
        actor: SYSTEM,
      });
      expect(answer, kind).to.include({ added: 0, changed: 0, removed: 0, unchanged: rows });
    }
  });

  it('tells all faults of a bad file at once, and saves nothing of it', async () => {
    for (const bad of expected.bad.filter((each) => each.import !== undefined)) {
      const people = await rooms.directory.emails();
      const refusal = await rooms.imports
        .importFile({ kind: bad.import ?? '', bytes: read(bad.file), dryRun: false, actor: SYSTEM })
        .then(
          () => expect.fail('it was imported'),
          (error: unknown) => error as Refusal,
        );
      expect(refusal).to.include({ kind: 'invalid', code: 'import.faults' });
      const told = refusal.details.errors?.map(({ row, column }) => ({ row, column }));
      expect(told).to.deep.equal(bad.errors?.map(({ row, column }) => ({ row, column })));
      expect(await rooms.directory.emails()).to.deep.equal(people);
    }
  });

  it('gives other rooms what was imported', async () => {
    const { directory, catalogue, inventory, allocationRules, ledger } = rooms;
    const on = rooms.clock.today();
    const settings = await directory.settings();
    expect(settings).to.deep.include({
      postingMode: 'clearing',
      clearingCostCentre: '9900',
      correctionMonths: 12,
      ledgerClosedThrough: null,
      sieDimensions: { cost_centre: 1, project: 6, activity: 20, object: 21, counterpart: 22 },
    });
    const units = new Map((await directory.allUnits()).map((unit) => [unit.code, unit]));
    expect(units.get('E01')?.legalEntity).to.equal('KOM');
    expect(units.get('ABO')?.legalEntity).to.equal('ABO');
    const centres = new Map((await directory.allCostCentres(on)).map((each) => [each.code, each]));
    expect(centres.get('4300')).to.deep.include({
      validTo: '2026-09-30',
      successors: [{ code: '4310', share: 10000 }],
    });
    expect(centres.get('4310')?.codeString).to.deep.equal([
      { dimension: 'account', code: '6218' },
      { dimension: 'project', code: 'P100' },
    ]);
    expect(centres.get('7010')?.legalEntity).to.equal('ABO');
    expect((await directory.allCustomers())[0]).to.include({ code: 'BRUK', rounding: true });
    expect((await directory.allLegalEntities()).map(({ kind }) => kind)).to.have.members([
      'municipality',
      'company',
    ]);
    expect((await catalogue.allServiceTypes()).map(({ code }) => code)).to.have.length(5);
    expect((await catalogue.findSupplier('NORD'))?.specification).to.equal('details-latin1');
    expect((await catalogue.findSupplier('SAMB'))?.specification).to.equal(null);
    expect(await catalogue.allChargeCodes()).to.have.length(24);
    expect(await catalogue.allPrices('own')).to.have.length(1);
    const nord = await inventory.subscriptionsOfSupplier('NORD');
    const first = nord.find(({ id }) => id === 'AB-000001');
    expect(first).to.deep.include({
      serviceType: 'mobile',
      supplierSubscriptionId: 'N70000002',
      identifiers: [{ identifier: '+46706092904', from: '2021-03-01', to: null }],
    });
    expect(await inventory.allSubscriptions()).to.have.length(148);
    const shares = (await inventory.ownershipsOf(['AB-000002'])).map(({ owner, share }) => [
      owner,
      share,
    ]);
    expect(shares).to.deep.equal([
      ['4200', 6000],
      ['4210', 4000],
    ]);
    expect((await inventory.ownershipsOf(['AB-000001']))[1]?.holderText).to.equal(
      'Lånetelefon;\nreception',
    );
    expect(await allocationRules.all()).to.have.length(1);
    expect(await ledger.allPostingRules()).to.have.length(11);
    expect(await ledger.allCodes()).to.have.length(45);
  });
});
