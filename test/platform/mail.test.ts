import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { Refusal } from '../../server/kernel/refusal.ts';
import { createMailer, parseRecipient, type Mailer } from '../../server/platform/mail.ts';
import { startMailSink, type MailSink } from '../../tools/dev/mail-sink.ts';

const LETTER = {
  to: { name: 'Karin Ek', address: 'karin.ek@norrvik.example' },
  subject: 'Din faktura är klar – oktober',
  html: '<p>Hej <a href="http://localhost:3000/customer-invoices/K1">K1</a></p>',
  text: 'Hej http://localhost:3000/customer-invoices/K1?a=1&b=2',
  messageId: '<letter-1@norrvik.example>',
  lang: 'sv',
};

async function refusal(work: Promise<unknown>): Promise<Refusal> {
  const error: unknown = await work.then(
    () => new Error('nothing was refused'),
    (reason: unknown) => reason,
  );
  if (error instanceof Refusal) return error;
  throw error;
}

describe('platform/mail', () => {
  let folder: string;
  let sink: MailSink;
  let mailer: Mailer;
  let statusOf: (address: string) => number | null = () => null;

  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'mail-'));
    statusOf = () => null;
    sink = await startMailSink({
      smtpPort: 0,
      httpPort: 0,
      folder,
      refuse: (address) => statusOf(address),
    });
    mailer = createMailer({
      url: sink.smtpUrl,
      from: { name: 'Järnkoll', address: 'jarnkoll@norrvik.example' },
    });
  });

  afterEach(async () => {
    mailer.close();
    await sink.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('hands a letter over with both parts and the Message-ID it was given', async () => {
    await mailer.send(LETTER);
    const [letter] = sink.letters();
    expect(letter).to.include({
      to: 'karin.ek@norrvik.example',
      subject: LETTER.subject,
      messageId: LETTER.messageId,
    });
    const read = await sink.read(letter?.id ?? '');
    expect(read.name).to.equal('"Karin Ek" <karin.ek@norrvik.example>');
    expect(read.text).to.contain('K1?a=1&b=2');
    expect(read.html).to.contain('<a href=');
  });

  it('takes one plain address and nothing that could add another', async () => {
    expect(parseRecipient('a.b+c@d-e.example', 'Å\r\nBcc: x')).to.deep.equal({
      name: 'Å Bcc: x',
      address: 'a.b+c@d-e.example',
    });
    const bad = [
      'c@d.se\r\nBcc: evil@x.se',
      'a@b.se, c@d.se',
      'a@b.se;c@d.se',
      'Anna <a@b.se>',
      '"a b"@c.se',
      '.a@b.se',
      'a..b@c.se',
      'a@b',
      'a@-b.se',
      'a@b.se ',
      'å@b.se',
      '',
      `${'a'.repeat(65)}@b.se`,
      `a@${'b'.repeat(250)}.se`,
    ];
    for (const address of bad) {
      expect(() => parseRecipient(address), address).to.throw(Refusal, 'mail.recipient');
      const to = { name: '', address };
      expect((await refusal(mailer.send({ ...LETTER, to }))).code).to.equal('mail.recipient');
    }
    expect(sink.letters()).to.have.length(0);
  });

  it('keeps a line break out of the headers', async () => {
    await mailer.send({ ...LETTER, subject: 'A\r\nBcc: evil@x.se' });
    expect(sink.letters().map(({ to, subject }) => [to, subject])).to.deep.equal([
      ['karin.ek@norrvik.example', 'A Bcc: evil@x.se'],
    ]);
  });

  it('tells what may be tried again from what can never arrive', async () => {
    statusOf = () => 450;
    const busy = await refusal(mailer.send(LETTER));
    expect([busy.kind, busy.code]).to.deep.equal(['unavailable', 'mail.unavailable']);
    statusOf = () => 550;
    const never = await refusal(mailer.send(LETTER));
    expect([never.kind, never.code, never.details.args]).to.deep.equal([
      'invalid',
      'mail.rejected',
      { status: 550 },
    ]);
    statusOf = () => null;
    await mailer.send(LETTER);
    expect(sink.letters()).to.have.length(1);
  });

  it('says unavailable when nobody answers', async () => {
    const from = LETTER.to;
    const lonely = createMailer({ url: 'smtp://127.0.0.1:1', from });
    expect((await refusal(lonely.send(LETTER))).kind).to.equal('unavailable');
    lonely.close();
  });

  it('shows letters in the browser, with links, and again after a restart', async () => {
    await mailer.send({ ...LETTER, subject: '<b>&' });
    const list = await (await fetch(sink.url)).text();
    expect(list).to.contain('&lt;b&gt;&amp;').and.to.contain('karin.ek@norrvik.example');
    const href = /href="(\/letters\/[^"]+)"/.exec(list)?.[1] ?? '';
    const page = await (await fetch(new URL(href, sink.url))).text();
    expect(page).to.contain('<a href="http://localhost:3000/customer-invoices/K1?a=1&amp;b=2"');
    expect(await (await fetch(new URL(`${href}/html`, sink.url))).text()).to.contain('<p>Hej');
    expect((await fetch(new URL('/letters/nope', sink.url))).status).to.equal(404);
    const again = await startMailSink({ smtpPort: 0, httpPort: 0, folder });
    expect(again.letters()).to.have.length(1);
    await again.stop();
  });
});
