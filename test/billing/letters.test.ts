// "Din faktura är klar": who is written to when a month's invoices are made, and that who has chosen
// invoices by e-mail gets the very document, through a real mail server.

import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import request from 'supertest';
import { compose, type House } from '../../server/compose.ts';
import { month } from '../../server/kernel/calendar.ts';
import { processIdOf } from '../../server/domains/billing/flow.ts';
import { startMailSink, type MailSink } from '../../tools/dev/mail-sink.ts';
import { municipality } from '../inventory/municipality.ts';
import { testHouse, type TestHouse } from '../support/house.ts';
import { signIn } from '../support/sign-in.ts';
import { closeMonthWith } from './a-closed-month.ts';

const OCTOBER = month('2026-10');

describe('letters about customer invoices', function () {
  this.timeout(60_000);
  let test: TestHouse;
  let sink: MailSink;
  let house: House;
  let folder: string;

  let seen = 0;

  before(async () => {
    test = await testHouse();
    folder = await mkdtemp(path.join(os.tmpdir(), 'letters-'));
    sink = await startMailSink({ smtpPort: 0, httpPort: 0, folder });
    const mail = { ...test.config.mail, url: sink.smtpUrl };
    house = compose({ ...test.config, mail }, 'test', { db: test.house.db });
  });

  beforeEach(async () => {
    const rooms = await municipality();
    seen = sink.letters().length;
    await closeMonthWith(rooms.db, OCTOBER, [
      { owner: 'KUND', netOre: 12_300, kind: 'external', email: 'faktura@klubben.example' },
      { owner: 'K-2', netOre: 500, kind: 'external' },
      { owner: '7000', netOre: 700, kind: 'company', customer: 'BAB', email: 'bab@bab.example' },
      { owner: '1000', netOre: 4500, subscriptionId: 'S-1' },
    ]);
    await rooms.db.run(
      "UPDATE cost_centres SET channel = 'email', owner_email = 'ove.prov@example.test' WHERE code = '1000'",
    );
    await rooms.db.transaction((tx) =>
      house.processes.open(
        {
          id: processIdOf(OCTOBER, 1),
          kind: 'billing-month',
          subject: 'billing-month:2026-10',
          url: '/billing-months/2026-10',
          state: 'posting',
          steps: ['notices'],
        },
        tx,
      ),
    );
  });

  after(async () => {
    await sink.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const lettersTo = () =>
    house.db.rows<{ id: number; address: string }>(
      'SELECT id, recipient_address AS address FROM letters ORDER BY recipient_address',
    );
  const sent = async (to: string) => {
    const found = sink
      .letters()
      .slice(seen)
      .filter((letter) => letter.to === to);
    return Promise.all(found.map(({ id }) => sink.read(id)));
  };

  it('are there once for each receiver, whether they read them in the login or by e-mail', async () => {
    await house.billing.sendNotices(OCTOBER);
    await house.billing.sendNotices(OCTOBER);
    expect((await lettersTo()).map(({ address }) => address)).to.deep.equal([
      'bab@bab.example',
      'faktura@klubben.example',
      'ove.prov@example.test',
    ]);
  });

  it('carry the PDF where the channel is e-mail: the bytes that are there to download', async () => {
    await house.billing.sendNotices(OCTOBER);
    for (const { id } of await lettersTo()) await house.notices.deliverLetter(id);
    const [letter, ...more] = await sent('faktura@klubben.example');
    expect(more).to.deep.equal([]);
    expect(letter?.text).to.contain('Fakturan följer med brevet som pdf.');
    const [file, ...others] = letter?.attachments ?? [];
    expect(others).to.deep.equal([]);
    expect(file).to.include({ type: 'application/pdf', filename: '2026100001.pdf' });
    const person = { email: 'f@example.test', name: 'F', rights: [{ role: 'finance' as const }] };
    const { cookie } = await signIn(house.db, person);
    const download = await request(test.app)
      .get('/customer-invoices/2026100001.pdf')
      .set('Cookie', cookie)
      .set('Accept-Language', 'sv')
      .responseType('blob');
    expect(download.status).to.equal(200);
    expect(file?.bytes.equals(download.body as Buffer)).to.equal(true);
    expect(file?.bytes.subarray(0, 5).toString()).to.equal('%PDF-');
    expect((await sent('bab@bab.example'))[0]?.attachments).to.have.length(1);
    const [owner] = await sent('ove.prov@example.test');
    expect(owner?.attachments).to.deep.equal([]);
    expect(owner?.text).to.contain('/customer-invoices/');
  });

  it('hold the document in no table, and are the same when they are sent again', async () => {
    await house.billing.sendNotices(OCTOBER);
    const [{ id } = { id: 0 }] = (await lettersTo()).filter(({ address }) =>
      address.startsWith('faktura@'),
    );
    const size = await house.db.row<{ bytes: number }>(
      'SELECT MAX(LENGTH(payload)) AS bytes FROM outbox',
    );
    expect(Number(size?.bytes)).to.be.below(1000);
    await house.notices.deliverLetter(id);
    await house.db.run("UPDATE letters SET state = 'queued' WHERE id = ?", [id]);
    await house.notices.deliverLetter(id);
    const [one, two] = await sent('faktura@klubben.example');
    expect(two?.messageId).to.equal(one?.messageId);
    const bytes = one?.attachments[0]?.bytes ?? Buffer.alloc(0);
    expect(two?.attachments[0]?.bytes.equals(bytes)).to.equal(true);
  });
});
