// The notices room with a held clock, a mail sink and the real templates, for its tests.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Instant } from '../../server/kernel/calendar.ts';
import { createJournal } from '../../server/domains/journal/journal.ts';
import { createNotices, type Notices } from '../../server/domains/notices/notices.ts';
import { createNav } from '../../server/http/nav.ts';
import { createRenderer } from '../../server/http/render.ts';
import { createTexts } from '../../server/http/texts.ts';
import { createStillClock } from '../../server/platform/clock.ts';
import type { Database } from '../../server/platform/database.ts';
import { NO_FAULT, type Fault } from '../../server/platform/fault.ts';
import { createMailer } from '../../server/platform/mail.ts';
import { createOutbox } from '../../server/platform/outbox.ts';
import { startMailSink, type MailSink } from '../../tools/dev/mail-sink.ts';
import { ROOT } from '../../tools/dev/places.ts';
import { testDatabase } from '../support/database.ts';

export const NOW = '2026-11-05T08:00:00.000Z' as Instant;

export type NoticesHouse = {
  readonly db: Database;
  readonly notices: Notices;
  readonly sink: MailSink;
  readonly clock: ReturnType<typeof createStillClock>;
  readonly faults: { point: Fault['point']; refuse: (address: string) => number | null };
  readonly stop: () => Promise<void>;
};

export async function noticesHouse(): Promise<NoticesHouse> {
  const db = await testDatabase();
  const folder = mkdtempSync(path.join(tmpdir(), 'letters-'));
  const faults: NoticesHouse['faults'] = { point: NO_FAULT.point, refuse: () => null };
  const sink = await startMailSink({
    smtpPort: 0,
    httpPort: 0,
    folder,
    refuse: (address) => faults.refuse(address),
  });
  const clock = createStillClock(NOW);
  const texts = createTexts(path.join(ROOT, 'config', 'locales'));
  const renderer = createRenderer({
    views: path.join(ROOT, 'views'),
    texts,
    // Letters draw no icons and load nothing.
    assets: {
      url: (name) => name,
      icon: (name) => name,
      serve: (_q, _s, next) => {
        next();
      },
    },
    production: false,
    nav: createNav(),
    now: clock.now,
  });
  const mailer = createMailer({
    url: sink.smtpUrl,
    from: { name: 'Järnkoll', address: 'jarnkoll@norrvik.example' },
  });
  const notices = createNotices({
    db,
    clock,
    mailer,
    outbox: createOutbox(db, clock),
    journal: createJournal({ db, clock }),
    fault: {
      point: (name) => {
        faults.point(name);
      },
    },
    draw: (view, model, lang) => renderer.draw(view, model, { lang, layout: 'mail' }),
    say: texts.t,
    invoiceDocument: (number, lang) =>
      Promise.resolve({
        filename: `${number}.pdf`,
        type: 'application/pdf',
        bytes: Buffer.from(`%PDF ${number} ${lang} ${'åäö\r\n.\r\n'.repeat(2000)}`),
      }),
    baseUrl: 'https://jarnkoll.norrvik.example/',
  });
  const stop = async () => {
    mailer.close();
    await sink.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { db, notices, sink, clock, faults, stop };
}
