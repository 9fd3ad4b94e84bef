// What people are told, on screen and by mail: one letter for each event and recipient.

import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/database.ts';
import type { Fault } from '../../platform/fault.ts';
import type { Mailer } from '../../platform/mail.ts';
import type { Outbox } from '../../platform/outbox.ts';
import type { Journal } from '../journal/journal.ts';
import { createNoticeCommands } from './commands.ts';
import { createDelivery, type DrawLetter, type Say } from './delivery.ts';
import { noticeMenu, noticeRoutes } from './routes.ts';
import { createLetterStore } from './store.ts';
import type { InvoiceDocument } from './types.ts';

export type NoticesDeps = {
  readonly db: Database;
  readonly outbox: Outbox;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly mailer: Mailer;
  readonly fault: Fault;
  readonly draw: DrawLetter;
  readonly say: Say;
  readonly invoiceDocument: InvoiceDocument;
  /** Where the house is found: `BASE_URL`. */
  readonly baseUrl: string;
};

export function createNotices(deps: NoticesDeps) {
  const { origin, hostname } = new URL(deps.baseUrl);
  const store = createLetterStore(deps.db);
  const commands = createNoticeCommands({ ...deps, store, host: hostname });
  return {
    ...commands,
    /** Sends a queued letter; the dispatcher calls it. */
    deliverLetter: createDelivery({ ...deps, store, origin }),
    countUnread: store.countUnread,
    routes: noticeRoutes({ store, commands }),
    menu: noticeMenu(store),
  };
}

export type Notices = ReturnType<typeof createNotices>;
