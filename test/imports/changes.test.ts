import { expect } from 'chai';
import { emptyTables } from '../support/database.ts';
import { aMunicipality, filesOf } from '../support/a.ts';
import { registerRooms, type RegisterRooms } from '../support/registers.ts';

describe('imports: what a later file does', () => {
  let rooms: RegisterRooms;

  beforeEach(async () => {
    rooms = await registerRooms();
    await emptyTables();
    for (const { kind, bytes } of filesOf(aMunicipality())) {
      await rooms.importText(kind, bytes.toString('utf8'));
    }
  });

  const unit = async (code: string) =>
    (await rooms.directory.allUnits()).find((each) => each.code === code);

  it('adds and changes by key, counts each, and takes versions up only for what changed', async () => {
    const before = await unit('E');
    const text =
      'code;name;kind;parent\nE;Enhet E;unit;F\nF;Förvaltningen;department;K\nN;Ny;unit;E\n';
    const answer = await rooms.importText('units', text);
    expect(answer).to.deep.equal({
      kind: 'units',
      rows: 3,
      added: 1,
      changed: 1,
      unchanged: 1,
      removed: 0,
      delimiter: ';',
      dryRun: false,
      warnings: [],
    });
    expect(await unit('E')).to.include({ name: 'Enhet E', id: before?.id });
    expect((await unit('E'))?.version).to.equal((before?.version ?? 0) + 1);
    expect((await unit('F'))?.version).to.equal(1);
    expect(await rooms.importText('units', text)).to.include({
      unchanged: 3,
      added: 0,
      changed: 0,
    });
  });

  it('removes nothing by being absent', async () => {
    const answer = await rooms.importText('units', 'code;name;kind\nN;Ny;unit\n');
    expect(answer).to.include({ removed: 0, added: 1 });
    expect(await unit('E')).not.to.equal(undefined);
  });

  it('leaves columns that the file lacks as they are, and empties those that it leaves empty', async () => {
    await rooms.importText('cost-centres', 'code;name;unit;valid_from\n2000;Tvåan;E;2019-01-01\n');
    const on = rooms.clock.today();
    expect(await rooms.directory.findCostCentre('2000', on)).to.deep.include({
      name: 'Tvåan',
      codeString: [{ dimension: 'activity', code: '510' }],
    });
    await rooms.importText(
      'cost-centres',
      'code;name;unit;valid_from;code_string\n2000;Tvåan;E;2019-01-01;\n',
    );
    expect((await rooms.directory.findCostCentre('2000', on))?.codeString).to.deep.equal([]);
  });

  it('closes a period by its key and opens the next in the same file, in any order', async () => {
    const answer = await rooms.importText(
      'ownerships',
      'subscription;owner;from;to\nS-1;2000;2026-11-01;\nS-1;1000;2020-01-01;2026-10-31\n',
    );
    expect(answer).to.include({ added: 1, changed: 1 });
    const periods = (await rooms.inventory.ownershipsOf(['S-1'])).map(({ owner, from, to }) => [
      owner,
      from,
      to,
    ]);
    expect(periods).to.deep.equal([
      ['1000', '2020-01-01', '2026-10-31'],
      ['2000', '2026-11-01', null],
    ]);
  });

  it('refuses a new owner while the old one still owns', async () => {
    const faults = await rooms.faultsOf(
      'ownerships',
      'subscription;owner;from\nS-1;2000;2026-11-01\n',
    );
    expect(faults).to.deep.equal([
      {
        row: 2,
        column: 'share',
        code: 'ownership.shares',
        args: { on: '2026-11-01', sum: '200' },
      },
    ]);
  });

  it('lets references point forward within the file', async () => {
    await rooms.importText('units', 'code;name;kind;parent\nN2;Två;unit;N1\nN1;Ett;department;K\n');
    await rooms.importText(
      'people',
      'email,name,unit,manager_email\na@example.test,A,N2,b@example.test\nb@example.test,B,N1,\n',
    );
    await rooms.importText(
      'cost-centres',
      'code;name;unit;valid_from;valid_to;successor\n' +
        '5000;Fem;N1;2026-01-01;2026-06-30;5001=60|5002=40\n' +
        '5001;F1;N1;2026-01-01;;\n5002;F2;N1;2026-01-01;;\n',
    );
    const on = rooms.clock.today();
    expect((await rooms.directory.findCostCentre('5000', on))?.successors).to.deep.equal([
      { code: '5001', share: 6000 },
      { code: '5002', share: 4000 },
    ]);
  });

  describe('delete = yes', () => {
    it('removes a row that nobody needs, reads only its key, and is silent the second time', async () => {
      await rooms.importText('units', 'code;name;kind\nN;Ny;unit\n');
      const text = 'code;name;kind;delete\nN;;;yes\n';
      expect(await rooms.importText('units', text)).to.include({ removed: 1, unchanged: 0 });
      expect(await unit('N')).to.equal(undefined);
      expect(await rooms.importText('units', text)).to.include({ removed: 0, unchanged: 1 });
    });

    it('keeps what another register names', async () => {
      const cases: [string, string][] = [
        ['units', 'code;name;kind;delete\nE;;;yes\n'],
        ['legal-entities', 'code;name;kind;delete\nBAB;;;yes\n'],
        ['cost-centres', 'code;name;unit;valid_from;delete\n1000;;;;yes\n'],
        ['customers', 'code;name;delete\nKUND;;yes\n'],
        ['suppliers', 'code;name;delete\nPROV;;yes\n'],
        ['service-types', 'code;name;namespace;delete\nextension;;;yes\n'],
        ['subscriptions', 'id;service_type;identifier;activated_on;delete\nS-1;;;;yes\n'],
      ];
      for (const [kind, text] of cases) {
        const faults = await rooms.faultsOf(kind, text);
        expect(
          faults.map(({ code }) => code),
          kind,
        ).to.deep.equal(['import.in-use']);
      }
    });

    it('keeps what a freeze uses', async () => {
      const text = 'list;item;price;per;from;delete\nown;extension;;;2020-01-01;yes\n';
      const [price] = await rooms.catalogue.allPrices('own');
      await rooms.freezeRows('prices', [price?.id ?? 0]);
      const faults = await rooms.faultsOf('prices', text);
      expect(faults.map(({ code }) => code)).to.deep.equal(['import.in-use']);
      await rooms.cancelMonth();
      expect(await rooms.importText('prices', text)).to.include({ removed: 1 });
    });

    it('will not leave shares that are not the whole', async () => {
      await rooms.importText(
        'ownerships',
        'subscription;owner;from;share\nS-1;1000;2020-01-01;60\nS-1;2000;2020-01-01;40\n',
      );
      const text = 'subscription;owner;from;delete\nS-1;2000;2020-01-01;yes\n';
      const faults = await rooms.faultsOf('ownerships', text);
      expect(faults.map(({ row, code }) => [row, code])).to.deep.equal([[2, 'ownership.shares']]);
    });
  });

  describe('identifiers are periods', () => {
    const file = (identifier: string, rest = ';2020-01-01;') =>
      `id;service_type;identifier;supplier;activated_on;terminated_on\nS-1;mobile;${identifier};PROV${rest}\n`;
    const held = async () =>
      (await rooms.inventory.identifiersOf('S-1')).map(({ identifier, from, to }) => [
        identifier,
        from,
        to,
      ]);

    it('reach from activation to termination', async () => {
      expect(await held()).to.deep.equal([['+46701740601', '2020-01-01', null]]);
      await rooms.importText('subscriptions', file('070-174 06 01', ';2019-06-01;2026-12-31'));
      expect(await held()).to.deep.equal([['+46701740601', '2019-06-01', '2026-12-31']]);
    });

    it('are corrected while nothing frozen uses them', async () => {
      await rooms.importText('subscriptions', file('+46701740699'));
      expect(await held()).to.deep.equal([['+46701740699', '2020-01-01', null]]);
    });

    it('are closed yesterday and begun today once a freeze uses the subscription', async () => {
      const frozen = await rooms.inventory.findSubscription('S-1');
      await rooms.freezeRows('subscriptions', [frozen?.rowId ?? 0]);
      await rooms.importText('subscriptions', file('+46701740699'));
      expect(await held()).to.deep.equal([
        ['+46701740601', '2020-01-01', '2026-11-23'],
        ['+46701740699', '2026-11-24', null],
      ]);
      const again = await rooms.importText('subscriptions', file('+46701740699'));
      expect(again).to.include({ unchanged: 1 });
      const [row] = await rooms.inventory.subscriptionsOfSupplier('PROV');
      expect(row?.identifiers.map(({ identifier }) => identifier)).to.deep.equal([
        '+46701740601',
        '+46701740699',
      ]);
    });

    it('may go to another subscription when the first has ended', async () => {
      await rooms.importText('subscriptions', file('+46701740601', ';2020-01-01;2026-09-30'));
      const taken =
        'id;service_type;identifier;supplier;activated_on\nS-9;mobile;0701740601;PROV;2026-10-01\n';
      expect(await rooms.importText('subscriptions', taken)).to.include({ added: 1 });
      const holders = await rooms.inventory.holdersOf(['+46701740601']);
      expect(holders.map(({ subscriptionId }) => subscriptionId)).to.deep.equal(['S-1', 'S-9']);
    });

    it('warn, without refusing, when another supplier has the number longer than the day of a port', async () => {
      await rooms.importText('suppliers', 'code;name\nANN;Annan\n');
      const other = (from: string) =>
        `id;service_type;identifier;supplier;activated_on\nS-9;mobile;0701740601;ANN;${from}\n`;
      await rooms.importText('subscriptions', file('+46701740601', ';2020-01-01;2026-10-15'));
      const port = await rooms.importText('subscriptions', other('2026-10-15'));
      expect(port.warnings).to.deep.equal([]);
      const late = await rooms.importText('subscriptions', other('2026-10-01'));
      expect(late.warnings.map(({ code }) => code)).to.deep.equal([
        'subscription.identifier-elsewhere',
      ]);
    });
  });

  it('warns of wrong check digits and of codes that close, and imports the rows', async () => {
    const entity = await rooms.importText(
      'legal-entities',
      'code;name;kind;organisation_number;bankgiro\nN;Nytt;company;5599990011;1234567\n',
    );
    expect(entity.warnings.map(({ column, code }) => [column, code])).to.deep.equal([
      ['organisation_number', 'import.check-digit'],
      ['bankgiro', 'import.check-digit'],
    ]);
    await rooms.importText(
      'code-register',
      'dimension;code;valid_from;valid_to\nproject;P1;2010-01-01;2026-06-30\n',
    );
    const centre = await rooms.importText(
      'cost-centres',
      'code;name;unit;valid_from;code_string\n5000;Fem;E;2026-01-01;project=P1\n',
    );
    expect(centre.warnings).to.deep.equal([
      {
        row: 2,
        column: 'code_string',
        value: 'project=P1',
        code: 'cost-centre.code-closed',
        args: { dimension: 'project', part: 'P1' },
      },
    ]);
  });

  it('tells rules of the same fields and day apart by their order, and finds them again', async () => {
    const file = (...keys: string[]) =>
      ['supplier;match;key;from', ...keys.map((key) => `PROV;Avgift;${key};2026-01-01`)].join('\n');
    const kept = async () =>
      (await rooms.allocationRules.all())
        .filter(({ match }) => match === 'Avgift')
        .map(({ key }) => (key.kind === 'shares' ? key.shares[0]?.code : null));
    expect(await rooms.importText('allocation-rules', file('one:2000', 'one:1000'))).to.include({
      added: 2,
    });
    expect(await kept()).to.deep.equal(['2000', '1000']);
    expect(await rooms.importText('allocation-rules', file('one:2000', 'one:1000'))).to.include({
      unchanged: 2,
      added: 0,
    });
    expect(await rooms.importText('allocation-rules', file('one:2000', 'one:3000'))).to.include({
      changed: 1,
      unchanged: 1,
    });
    expect(await kept()).to.deep.equal(['2000', '3000']);
  });

  it('keeps charge codes that match alike in their order: the first counts', async () => {
    const text = 'supplier;match;class\nPROV;Avgift;fee\nPROV;Avgift;other\n';
    expect(await rooms.importText('charge-codes', text)).to.include({ added: 2 });
    expect(await rooms.importText('charge-codes', text)).to.include({ unchanged: 2 });
    const classes = (await rooms.catalogue.allChargeCodes('PROV'))
      .filter(({ match }) => match === 'Avgift')
      .map((code) => code.class);
    expect(classes).to.deep.equal(['fee', 'other']);
  });

  it('writes one line in the journal for what changed, none for a preview or nothing new', async () => {
    const lines = async () => (await rooms.journal.ofSubject('import:units')).length;
    const before = await lines();
    await rooms.importText('units', 'code;name;kind\nN;Ny;unit\n', true);
    expect(await lines()).to.equal(before);
    await rooms.importText('units', 'code;name;kind\nN;Ny;unit\n');
    await rooms.importText('units', 'code;name;kind\nN;Ny;unit\n');
    expect(await lines()).to.equal(before + 1);
    const [entry] = await rooms.journal.ofSubject('import:units');
    expect(entry?.details).to.include({ rows: 1, added: 1, changed: 0, removed: 0 });
  });

  it('lets two imports at once both be whole: the second sees the first', async () => {
    const file = (name: string) => `code;name;kind\nN;${name};unit\n`;
    const answers = await Promise.all([
      rooms.importText('units', file('A')),
      rooms.importText('units', file('B')),
      rooms.importText('units', file('C')),
    ]);
    const added = answers.reduce((sum, answer) => sum + answer.added, 0);
    expect(added).to.equal(1);
    expect((await unit('N'))?.version).to.equal(3);
  });
});
