import { expect } from 'chai';
import type { Actor } from '../../server/kernel/actor.ts';
import { SYSTEM } from '../../server/kernel/actor.ts';
import { month, type Instant } from '../../server/kernel/calendar.ts';
import { ore } from '../../server/kernel/money.ts';
import { Refusal } from '../../server/kernel/refusal.ts';
import type { NewLetter } from '../../server/domains/notices/types.ts';
import { emptyTables } from '../support/database.ts';
import { noticesHouse, NOW, type NoticesHouse } from './house.ts';

const KARIN = { address: 'Karin.Ek@norrvik.example', name: 'Karin Ek' };

function invoicesReady(changes: Partial<NewLetter & { kind: 'invoices-ready' }> = {}): NewLetter {
  return {
    kind: 'invoices-ready',
    key: 'invoices-ready:2026-10',
    recipient: KARIN,
    path: '/customer-invoices?month=2026-10',
    args: {
      month: month('2026-10'),
      invoices: [
        {
          number: 'K26-1',
          customer: '4520 <Hemtjänst> & Co',
          payableOre: ore(142_033),
          path: '/customer-invoices/K26-1',
        },
        {
          number: 'K26-2',
          customer: '4521 Natt',
          payableOre: ore(-500),
          path: '/customer-invoices/K26-2',
        },
      ],
    },
    ...changes,
  };
}

describe('notices: letters', () => {
  let house: NoticesHouse;

  before(async () => {
    house = await noticesHouse();
  });
  beforeEach(async () => {
    await emptyTables();
    house.clock.set(NOW);
    house.faults.refuse = () => null;
    house.faults.point = () => undefined;
  });
  after(() => house.stop());

  const queue = (letter: NewLetter) =>
    house.db.transaction((tx) => house.notices.queueLetter(letter, tx));
  const rows = (sql: string) => house.db.rows<Record<string, unknown>>(sql);
  const theLetter = async () => {
    const [row] = await rows('SELECT id, state, attempts, failure, message_id AS mid FROM letters');
    if (row === undefined) throw new Error('no letter');
    return row;
  };
  const deliver = async () => house.notices.deliverLetter(Number((await theLetter())['id']));
  const sunk = () => house.sink.letters().filter(({ receivedAt }) => receivedAt >= started);
  let started = '';
  beforeEach(() => {
    started = new Date().toISOString();
  });

  it('queues one letter for an event and recipient, with its outbox entry, however often asked', async () => {
    await queue(invoicesReady());
    await Promise.all([queue(invoicesReady()), queue(invoicesReady())]);
    expect(await rows('SELECT id FROM letters')).to.have.length(1);
    expect(await rows("SELECT id FROM outbox WHERE kind = 'letter'")).to.have.length(1);
    await queue(invoicesReady({ recipient: { address: 'b@norrvik.example', name: null } }));
    await queue(invoicesReady({ key: 'invoices-ready:2026-11' }));
    expect(await rows("SELECT id FROM outbox WHERE kind = 'letter'")).to.have.length(3);
  });

  it('keeps neither letter nor outbox entry of a transaction that failed', async () => {
    const failed = await house.db
      .transaction(async (tx) => {
        await house.notices.queueLetter(invoicesReady(), tx);
        throw new Error('no');
      })
      .catch((error: unknown) => String(error));
    expect(failed).to.contain('no');
    expect(await rows('SELECT id FROM letters')).to.have.length(0);
    expect(await rows('SELECT id FROM outbox')).to.have.length(0);
  });

  it('sends it once, with sums and links in both parts', async () => {
    await queue(invoicesReady());
    expect(await deliver()).to.equal('delivered');
    expect(await deliver()).to.equal('delivered');
    const [head, ...more] = sunk();
    expect(more).to.deep.equal([]);
    expect(head).to.include({
      subject: 'Dina 2 fakturor för oktober 2026 är klara',
      to: 'karin.ek@norrvik.example',
      messageId: (await theLetter())['mid'],
    });
    const letter = await house.sink.read(head?.id ?? '');
    for (const amount of ['1\u00a0420,33\u00a0kr', '−5,00\u00a0kr', '1\u00a0415,33\u00a0kr']) {
      expect(letter.text).to.contain(amount);
      expect(letter.html.replaceAll('&nbsp;', '\u00a0')).to.contain(amount);
    }
    const link = 'https://jarnkoll.norrvik.example/customer-invoices/K26-1';
    expect(letter.text).to.contain(link).and.to.contain('4520 <Hemtjänst> & Co');
    expect(letter.html).to.contain(`href="${link}"`).and.to.contain('&lt;Hemtjänst&gt; &amp; Co');
    expect(letter.html).to.contain('lang="sv"');
    expect(await theLetter()).to.include({ state: 'sent', attempts: 1, failure: null });
  });

  it('carries the documents of those invoices that go by mail, the same each time', async () => {
    const letter = invoicesReady();
    if (letter.kind !== 'invoices-ready') throw new Error('another letter');
    const [first, ...others] = letter.args.invoices;
    if (first === undefined) throw new Error('no invoice');
    const invoices = [{ ...first, attached: true }, ...others];
    await queue({ ...letter, args: { ...letter.args, invoices } });
    house.faults.point = () => {
      throw new Error('killed');
    };
    await deliver().catch(() => null);
    house.faults.point = () => undefined;
    expect(await deliver()).to.equal('delivered');
    const sent = await Promise.all(sunk().map(({ id }) => house.sink.read(id)));
    expect(sent).to.have.length(2);
    expect(new Set(sent.map(({ messageId }) => messageId)).size).to.equal(1);
    for (const { attachments } of sent) {
      expect(attachments.map(({ filename, type }) => [filename, type])).to.deep.equal([
        ['K26-1.pdf', 'application/pdf'],
      ]);
      expect(attachments[0]?.bytes.toString()).to.match(/^%PDF K26-1 sv /);
    }
    const [one, two] = sent.map(({ attachments }) => attachments[0]?.bytes);
    expect(two?.equals(one ?? Buffer.alloc(0))).to.equal(true);
    const kept = JSON.stringify(await rows('SELECT args FROM letters'));
    const entries = JSON.stringify(await rows('SELECT payload FROM outbox'));
    expect(kept + entries).not.to.contain('%PDF');
  });

  it('sends again under the same Message-ID when it died between mail and mark', async () => {
    await queue(invoicesReady());
    house.faults.point = (name) => {
      if (name === 'notices.sent') throw new Error('killed here');
    };
    expect(String(await deliver().catch((error: unknown) => error))).to.contain('killed here');
    house.faults.point = () => undefined;
    expect(await deliver()).to.equal('delivered');
    expect(new Set(sunk().map(({ messageId }) => messageId)).size).to.equal(1);
    expect(sunk()).to.have.length(2);
  });

  it('tries again what may pass, and gives up what never will', async () => {
    await queue(invoicesReady());
    house.faults.refuse = () => 451;
    const later = await deliver().catch((error: unknown) => error);
    expect(later).to.be.instanceOf(Refusal).and.to.include({ kind: 'unavailable' });
    expect(await theLetter()).to.include({ state: 'queued', failure: 'mail.unavailable' });
    house.faults.refuse = () => 550;
    expect(await deliver()).to.equal('gone');
    expect(await theLetter()).to.include({ state: 'failed', failure: 'mail.rejected' });
  });

  it('gives up after five days', async () => {
    await queue(invoicesReady());
    house.faults.refuse = () => 451;
    house.clock.set('2026-11-10T08:00:01.000Z' as Instant);
    expect(await deliver()).to.equal('gone');
    expect(await theLetter()).to.include({ state: 'failed', failure: 'mail.unavailable' });
  });

  it('lets nothing stop for an address that can’t be one', async () => {
    const recipient = { address: 'a@b.se\r\nBcc: evil@x.se', name: 'A' };
    await queue(invoicesReady({ recipient }));
    expect(await theLetter()).to.include({ state: 'failed', failure: 'mail.recipient' });
    expect(await rows('SELECT id FROM outbox')).to.have.length(0);
    expect(await deliver()).to.equal('gone');
    expect(sunk()).to.have.length(0);
  });

  it('lets an administrator send a failed letter again, and nothing else', async () => {
    await queue(invoicesReady());
    house.faults.refuse = () => 550;
    await deliver();
    const id = Number((await theLetter())['id']);
    await house.notices.sendAgain(id, SYSTEM);
    house.faults.refuse = () => null;
    expect(await deliver()).to.equal('delivered');
    const again = await house.notices.sendAgain(id, SYSTEM).catch((error: unknown) => error);
    expect(again).to.be.instanceOf(Refusal).and.to.include({ code: 'letter.state' });
    expect(
      await rows("SELECT id FROM journal_entries WHERE event = 'letter.requeued'"),
    ).to.have.length(1);
  });

  it('marks as read only one’s own, up to what one saw', async () => {
    await queue(invoicesReady());
    await queue(invoicesReady({ key: 'invoices-ready:2026-11' }));
    const [first] = await rows('SELECT MIN(id) AS id FROM letters');
    const as = (email: string): Actor => ({ ...SYSTEM, kind: 'person', id: 'person:1', email });
    await house.notices.markRead(as('b@norrvik.example'), Number(first?.['id']) + 1);
    expect(await house.notices.countUnread(KARIN.address)).to.equal(2);
    await house.notices.markRead(as('karin.ek@norrvik.example'), Number(first?.['id']));
    expect(await house.notices.countUnread('KARIN.EK@norrvik.example')).to.equal(1);
  });

  it('has words for every kind, reminder and escalation', async () => {
    const at = { month: month('2026-10'), since: NOW };
    const common = { key: 'k', recipient: KARIN, path: '/billing-months/2026-10' };
    const urgencies = [
      { reminder: 1, escalation: false },
      { reminder: 3, escalation: true },
    ];
    const letters = urgencies.flatMap((urgency): NewLetter[] => [
      ...(['waiting', 'red-list', 'preview', 'awaiting-receipt'] as const).map(
        (step): NewLetter => ({
          ...common,
          kind: 'month-waits',
          args: { ...at, step, ...urgency },
        }),
      ),
      ...(['specification', 'e-invoice', 'decision'] as const).map((waitsFor): NewLetter => ({
        ...common,
        kind: 'invoice-waits',
        args: { supplier: 'Nordtel', number: '9041', waitsFor, since: NOW, ...urgency },
      })),
      {
        ...common,
        kind: 'invoice-expected',
        args: {
          month: at.month,
          supplier: 'Nordtel',
          expectedOn: '2026-10-28' as never,
          ...urgency,
        },
      },
    ]);
    letters.push({ ...common, kind: 'month-not-started', args: { month: at.month } });
    let key = 0;
    for (const letter of letters) {
      key += 1;
      await queue({ ...letter, key: String(key) });
    }
    const ids = await rows('SELECT id FROM letters');
    for (const { id } of ids)
      expect(await house.notices.deliverLetter(Number(id))).to.equal('delivered');
    expect(sunk()).to.have.length(letters.length);
  });
});
