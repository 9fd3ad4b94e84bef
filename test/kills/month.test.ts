// A month in a household of real processes in which something is killed at every place where that could
// hurt. It ends by itself, byte for byte as the month that nobody disturbed, and nothing is there twice.

import path from 'node:path';
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { Child } from '../../tools/dev/children.ts';
import { startMailSink, type MailSink, type SunkLetter } from '../../tools/dev/mail-sink.ts';
import { startHousehold, untilDead, untilHalted, type Household } from '../support/household.ts';
import { atTheEnd, children } from '../support/teardown.ts';
import { aStory, type Outcome, type Story } from './a-month.ts';

/** After store, in reading, in allocation, between numbers and invoices, voucher and file, mail and mark. */
const POINTS = [
  'invoices.stored',
  'invoices.reading',
  'billing.allocating',
  'billing.numbered',
  'ledger.vouchers',
  'notices.sent',
] as const;
const DIES_WITHIN_MS = 120_000;

describe('a month in which something is killed', function () {
  this.timeout(360_000);
  let mail: MailSink;
  let household: Household;
  let undisturbed: Outcome;
  let frozenAt: string;
  let letters: string[];

  before(async () => {
    const folder = path.join(children.temporaryFolder(true), 'mail');
    mail = await startMailSink({ smtpPort: 0, httpPort: 0, folder });
    atTheEnd('the mail sink', mail.stop);
    household = await startHousehold({ ownTemporal: true, settings: { SMTP_URL: mail.smtpUrl } });
    const story = await aStory(household);
    await household.startWeb();
    await household.startWorker();
    await story.play();
    frozenAt = await story.frozenAt();
    undisturbed = await story.outcome();
    letters = lettersOnce(mail.letters());
    await household.stop();
  });

  /** Another household, empty; and what its month comes to when `disturb` is done with it. */
  const round = async (disturb: (story: Story) => Promise<void>, byApi = false): Promise<void> => {
    const before = mail.letters().length;
    household = await household.next();
    try {
      const story = await aStory(household, byApi);
      await disturb(story);
      expect(await story.broken()).to.deep.equal([]);
      expectSame(await story.outcome(frozenAt), undisturbed);
      expect(lettersOnce(mail.letters().slice(before))).to.deep.equal(letters);
    } finally {
      await household.stop();
    }
  };

  it('has something to disturb', () => {
    expect(undisturbed.invoices.length).to.be.above(10);
    expect(letters.length).to.be.above(5);
    expect(undisturbed.ledgerFile).to.match(/^#FLAGGA 0/);
  });

  it('ends the same when the worker dies at every point', () =>
    round(async (story) => {
      await household.startWeb();
      await alongside(story.play(), async () => {
        const left = new Set<string>(POINTS);
        while (left.size > 0) {
          const worker = await household.startWorker({ FAULT_POINT: [...left].join(',') });
          expect(await untilDead(worker, DIES_WITHIN_MS)).to.include({ signal: 'SIGKILL' });
          left.delete(lastPointOf(worker));
        }
        await household.startWorker();
      });
    }));

  it('ends the same when MariaDB dies at every point', () =>
    round(async (story) => {
      await household.startWeb();
      const points = [...POINTS, 'billing.part', 'ledger.sent'];
      await alongside(story.play(), () => halting(points, household.killMariadb));
    }));

  it('ends the same when the web process and Temporal die', () =>
    round(async (story) => {
      const web = await household.startWeb({ FAULT_POINT: 'invoices.stored' });
      await alongside(story.play(), async () => {
        await untilDead(web, DIES_WITHIN_MS);
        await household.startWeb();
        await halting(['invoices.reading', 'billing.numbered'], household.killTemporal);
      });
    }, true));

  /** One worker that halts at each point, in whatever order they come; there something is killed. */
  async function halting(points: readonly string[], kill: () => Promise<void>): Promise<void> {
    const armed = points.map((each) => `${each}:1:halt`).join(',');
    const worker = await household.startWorker({ FAULT_POINT: armed });
    const passed: string[] = [];
    while (passed.length < points.length) {
      const goOn = await untilHalted(worker, DIES_WITHIN_MS);
      passed.push(lastPointOf(worker));
      await kill();
      goOn();
    }
    expect(passed).to.have.members(points);
  }
});

/** Part by part, so that what differs is seen. */
function expectSame({ invoices, ...outcome }: Outcome, undisturbed: Outcome): void {
  const { invoices: wanted, ...rest } = undisturbed;
  for (const [index, invoice] of invoices.entries()) {
    expect(invoice).to.deep.equal(wanted[index]);
  }
  expect(invoices).to.have.length(wanted.length);
  expect(outcome).to.deep.equal(rest);
}

/** Both to their ends; the first that fails is what is told. */
async function alongside(month: Promise<void>, work: () => Promise<void>): Promise<void> {
  await Promise.all([month, work()]);
}

/** A process that is armed says which point it has come to. */
function lastPointOf({ log }: Child): string {
  const said = readFileSync(log ?? '', 'utf8').matchAll(/^fault point (.+)$/gm);
  return [...said].at(-1)?.[1] ?? '';
}

/** Who was written to, once each: a letter that came twice came under one Message-ID. */
function lettersOnce(came: readonly SunkLetter[]): string[] {
  const ids = new Map<string, Set<string>>();
  for (const { to, subject, messageId } of came) {
    const key = `${to}: ${subject}`;
    ids.set(key, (ids.get(key) ?? new Set()).add(messageId));
  }
  for (const [key, each] of ids) expect([...each], key).to.have.length(1);
  return [...ids.keys()].sort();
}
