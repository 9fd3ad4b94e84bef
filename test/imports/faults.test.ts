import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { Refusal } from '../../server/kernel/refusal.ts';
import { emptyTables } from '../support/database.ts';
import { aMunicipality, filesOf } from '../support/a.ts';
import { ORGANISATION_CASES } from './fault-cases.ts';
import { SERVICE_CASES, SUBSCRIPTION } from './fault-cases-of-services.ts';
import { registerRooms, type RegisterRooms } from '../support/registers.ts';

const CASES = [...ORGANISATION_CASES, ...SERVICE_CASES];

describe('imports: every fault of every kind, all at once', () => {
  let rooms: RegisterRooms;

  before(async () => {
    rooms = await registerRooms();
    await emptyTables();
    for (const { kind, bytes } of filesOf(aMunicipality())) {
      await rooms.importText(kind, bytes.toString('utf8'));
    }
    await rooms.importText('customers', 'code;name\nEXT;Utanför\n');
    await rooms.importText(
      'subscriptions',
      `${SUBSCRIPTION}\nNEW;special;T-1;PROV;2020-01-01;\nNEWER;special;T-2;PROV;2020-01-01;\n`,
    );
  });

  for (const { kind, what, text, faults } of CASES) {
    it(`${kind}: ${what}`, async () => {
      const found = await rooms.faultsOf(kind, text);
      const told = found.map(({ row, column, code }) => `${String(row)} ${column ?? '-'} ${code}`);
      expect(told).to.have.members(faults);
      const rows = found.map(({ row }) => row ?? 0);
      expect(rows, 'in the order of the file').to.deep.equal([...rows].sort((a, b) => a - b));
    });
  }

  it('saves nothing of a file with one fault among many good rows', async () => {
    const good = Array.from({ length: 50 }, (_, index) => `G${String(index)};x;unit`).join('\n');
    const faults = await rooms.faultsOf('units', `code;name;kind\n${good}\nbad code;x;unit\n`);
    expect(faults).to.have.length(1);
    expect((await rooms.directory.allUnits()).filter(({ code }) => code.startsWith('G'))).to.be
      .empty;
  });

  it('says what stood there', async () => {
    const [fault] = await rooms.faultsOf('units', 'code;name;kind;parent\nX;X;unit;FINNS-EJ\n');
    expect(fault).to.deep.equal({
      row: 2,
      column: 'parent',
      value: 'FINNS-EJ',
      code: 'import.unknown',
    });
  });

  it('refuses an empty file by its own code, and a kind that there is not', async () => {
    for (const text of ['', '\n']) {
      const refusal = await refusalOf(rooms.importText('units', text));
      expect(refusal).to.include({ kind: 'invalid', code: 'file.empty' });
    }
    expect(await refusalOf(rooms.importText('ponies', 'a;b\n'))).to.include({ code: 'not-found' });
  });

  it('has a sentence in both languages for every fault', () => {
    const codes = new Set(CASES.flatMap(({ faults }) => faults.map((line) => line.split(' ')[2])));
    for (const lang of ['sv', 'en']) {
      const errors = ['imports', 'directory', 'catalogue', 'inventory'].map(
        (room) =>
          (
            JSON.parse(readFileSync(`config/locales/${lang}/${room}.json`, 'utf8')) as {
              errors: Record<string, Record<string, string>>;
            }
          ).errors,
      );
      for (const each of codes) {
        const [first = '', second = ''] = (each ?? '').split('.');
        const found = errors.some((group) => group[first]?.[second] !== undefined);
        expect(found, `${lang} ${each ?? ''}`).to.equal(true);
      }
    }
  });
});

function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  return work.then(
    () => expect.fail('it was imported'),
    (error: unknown) => error as Refusal,
  );
}
