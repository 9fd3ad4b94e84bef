import { expect } from 'chai';
import { emptyTables } from '../support/database.ts';
import { aMunicipality, filesOf } from '../support/a.ts';
import { registerRooms, type RegisterRooms } from '../support/registers.ts';

const PEOPLE = 6000;
const SERVICES = 9000;
const CENTRES = 500;
/** Generous: the machine may be busy. Alone each takes a fraction of it. */
const SECONDS = 12;

describe('imports: a municipality as large as Gävle', function () {
  this.timeout(120_000);
  let rooms: RegisterRooms;

  before(async () => {
    rooms = await registerRooms();
    await emptyTables();
    for (const { kind, bytes } of filesOf(aMunicipality())) {
      await rooms.importText(kind, bytes.toString('utf8'));
    }
    await rooms.importText('cost-centres', costCentres());
  });

  const inTime = async (kind: string, text: string) => {
    const started = process.hrtime.bigint();
    const answer = await rooms.importText(kind, text);
    const seconds = Number(process.hrtime.bigint() - started) / 1e9;
    expect(seconds, `${kind} took ${seconds.toFixed(1)} s`).to.be.lessThan(SECONDS);
    return answer;
  };

  for (const [kind, text, rows] of [
    ['people', people(), PEOPLE],
    ['subscriptions', subscriptions(''), SERVICES],
    ['ownerships', ownerships(), SERVICES + 1000],
  ] as const) {
    it(`imports ${String(rows)} ${kind} in seconds, and again without a change`, async () => {
      expect(await inTime(kind, text)).to.include({ rows, added: rows });
      expect(await inTime(kind, text)).to.include({ rows, unchanged: rows });
    });
  }

  it('changes all subscriptions in seconds', async () => {
    const answer = await inTime('subscriptions', subscriptions('Rådhuset'));
    expect(answer).to.include({ changed: SERVICES });
  });
});

function lines(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join('\n');
}

function costCentres(): string {
  const rows = lines(
    CENTRES,
    (index) => `${String(30000 + index)};Nr ${String(index)};E;2019-01-01`,
  );
  return `code;name;unit;valid_from\n${rows}\n`;
}

function people(): string {
  const rows = lines(PEOPLE, (index) => `p${String(index)}@example.test,Person ${String(index)},E`);
  return `email,name,unit\n${rows}\n`;
}

function subscriptions(place: string): string {
  const rows = lines(SERVICES, (index) => {
    const number = `+4670${String(1_000_000 + index)}`;
    return `G-${String(index)};mobile;${number};PROV;T${String(index)};Bas;2020-01-01;${place}`;
  });
  return `id;service_type;identifier;supplier;supplier_subscription_id;plan;activated_on;place\n${rows}\n`;
}

function ownerships(): string {
  const whole = (index: number) => {
    const [centre, person] = [30000 + (index % CENTRES), index % PEOPLE];
    return `G-${String(index)};${String(centre)};2020-01-01;;;p${String(person)}@example.test`;
  };
  const halves = (index: number) =>
    `G-${String(index)};30000;2020-01-01;;50;\nG-${String(index)};30001;2020-01-01;;50;`;
  const rows = lines(SERVICES, (index) => (index < 1000 ? halves(index) : whole(index)));
  return `subscription;owner;from;to;share;holder_email\n${rows}\n`;
}
