// People with a protected identity, and what they hold: not named, numbered, found nor placed by anything
// that the pages of services show.

import { expect } from 'chai';
import type { RegisterRooms } from '../support/registers.ts';
import { browseAs, type Browsing } from '../support/browse.ts';
import { testHouse } from '../support/house.ts';
import { municipality } from './municipality.ts';

describe('services of people with a protected identity', () => {
  let rooms: RegisterRooms;
  let eva: Browsing;

  beforeEach(async () => {
    rooms = await municipality();
    const { app } = await testHouse();
    eva = await browseAs({ app, db: rooms.db }, 'administrator');
  });

  it('masks who has a protected identity: name, number, files and search', async () => {
    await rooms.db.run("UPDATE people SET is_protected = 1, name = 'Hemliga Hilma'");
    await rooms.db.run(
      "UPDATE ownerships SET holder_email = 'ove.prov@example.test' WHERE subscription = 'S-1'",
    );
    const list = (await eva.get('/subscriptions')).text;
    const card = (await eva.get('/subscriptions/S-1')).text;
    const csv = (await eva.get('/subscriptions.csv')).text;
    for (const text of [list, card, csv]) {
      expect(text).to.contain('Skyddad identitet');
      expect(text).not.to.match(/Hilma|70-?174.?06.?01|ove\.prov/);
    }
    for (const word of [
      'Hilma',
      '070-174 06 01',
      '+46701740601',
      '40601',
      'ove.prov@example.test',
    ]) {
      const found = (await eva.get(`/subscriptions?q=${encodeURIComponent(word)}`)).text;
      expect(found, word).to.contain('Inget passar filtret');
    }
    expect((await eva.get('/subscriptions?q=070-174 06 02')).text).to.contain('rad 1–1 av 1');
    expect((await eva.get('/subscriptions?q=S-1')).text).to.contain('Skyddat nummer');
  });

  it('masks a number as long as somebody protected ever held it, to co-owners too', async () => {
    await rooms.db.run("UPDATE people SET is_protected = 1, name = 'Hemliga Hilma'");
    await rooms.db.run(
      `UPDATE ownerships SET holder_email = 'ove.prov@example.test', to_on = '2026-10-31'
       WHERE subscription = 'S-1'`,
    );
    await rooms.db.run(
      `INSERT INTO ownerships (subscription, owner, from_on, share_hundredths)
       VALUES ('S-1', '2000', '2026-11-01', 10000)`,
    );
    const ofTwo = await browseAs(
      { app: (await testHouse()).app, db: rooms.db },
      'cost-centre-owner',
      { kind: 'cost-centre', code: '2000' },
    );
    for (const path of ['/subscriptions', '/subscriptions/S-1', '/subscriptions.csv']) {
      const { status, text } = await ofTwo.get(path);
      expect(status, path).to.equal(200);
      expect(text, path)
        .to.contain('Skyddat nummer')
        .and.not.to.match(/174.?06.?01|ove\.prov/);
    }
    expect((await ofTwo.get('/subscriptions?q=40601')).text).to.contain('Inget passar filtret');
  });

  it('sorts a secret number as none, and keeps it out of cursors', async () => {
    await rooms.db.run("UPDATE people SET is_protected = 1, name = 'Hemliga Hilma'");
    const number = (n: number) => `+467017410${String(10 + n)}`;
    const rows = Array.from(
      { length: 55 },
      (_, n) => `N-${String(n)};mobile;${number(n)};PROV;2020-01-01`,
    );
    await rooms.importText(
      'subscriptions',
      `id;service_type;identifier;supplier;activated_on\n${rows.join('\n')}\n`,
    );
    await rooms.db.run(
      `INSERT INTO ownerships (subscription, owner, from_on, share_hundredths, holder_email)
       SELECT code, '1000', '2020-01-01', 10000, IF(code IN ('N-45', 'N-46', 'N-47', 'N-48'),
         'ove.prov@example.test', NULL) FROM subscriptions WHERE code LIKE 'N-%'`,
    );
    const first = (await eva.get('/subscriptions')).text;
    expect(first.match(/Skyddat nummer/g)).to.have.length(4);
    expect(first.lastIndexOf('Skyddat nummer')).to.be.below(first.indexOf('070-174'));
    for (const sort of ['number', '-number']) {
      const { text } = await eva.get(`/subscriptions?sort=${sort}&type=mobile`);
      const cursor = /after&#x3D;([^"&]+)/.exec(text)?.[1] ?? '';
      const held = Buffer.from(decodeURIComponent(cursor), 'base64url').toString();
      expect(held, sort).to.contain('next');
      for (const n of [45, 46, 47, 48]) expect(held).not.to.contain(number(n));
    }
    const last = (await eva.get('/subscriptions?sort=-number')).text;
    const next = /href="([^"]+)" rel="next"/.exec(last)?.[1] ?? '';
    const rest = (await eva.get(next.replaceAll('&amp;', '&').replaceAll('&#x3D;', '='))).text;
    expect(rest.match(/Skyddat nummer/g)).to.have.length(4);
  });

  it('shows no protected holder in the form, and keeps who it is when it says nothing', async () => {
    await rooms.db.run("UPDATE people SET is_protected = 1, name = 'Hemliga Hilma'");
    await rooms.db.run(
      `UPDATE ownerships SET holder_email = 'ove.prov@example.test', holder_text = 'Hilmas telefon'
       WHERE subscription = 'S-1'`,
    );
    const { text } = await eva.get('/subscriptions/S-1/ownership');
    expect(text)
      .to.contain('Tomma fält ändrar ingenting')
      .and.not.to.match(/ove\.prov|Hilma/);
    const order = {
      version: 1,
      from: '2026-12-01',
      owner1: '2000',
      share1: '100',
      reason: 'Flytt',
    };
    const [now] = await rooms.inventory.ownershipsOf(['S-1']);
    const { version } = (await rooms.inventory.findSubscription('S-1')) ?? { version: 0 };
    expect(now?.owner).to.equal('1000');
    const sent = await eva.post('/subscriptions/S-1/ownership', {
      ...order,
      version,
      owner2: '',
      share2: '',
      owner3: '',
      share3: '',
      holderEmail: '',
      holderText: '',
    });
    expect(sent.status).to.equal(303);
    const after = await rooms.inventory.ownershipsOf(['S-1']);
    expect(after.at(-1)).to.include({ owner: '2000', holderEmail: 'ove.prov@example.test' });
  });
});
