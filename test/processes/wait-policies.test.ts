// When people are reminded is data: the times of a policy, its form over HTTP, and what a change means
// for waits that begin afterwards and for those that run already.

import { expect } from 'chai';
import { Worker } from '@temporalio/worker';
import type { WorkflowHandle } from '@temporalio/client';
import {
  invoiceChanged,
  invoiceIntake as flow,
  type IntakeOutcome,
} from '../../server/domains/invoices/flow.ts';
import {
  amountOf,
  escalationDueAt,
  hoursOf,
  isEscalation,
  letterDueAt,
  totalHours,
} from '../../server/domains/processes/rules.ts';
import { WAIT_KINDS, type WaitPolicy } from '../../server/domains/processes/types.ts';
import type { Instant } from '../../server/kernel/calendar.ts';
import type { Refusal } from '../../server/kernel/refusal.ts';
import type { invoiceIntake } from '../../workflows/invoices/invoice-intake.ts';
import { browseAs, type Browsing } from '../support/browse.ts';
import { emptyTables } from '../support/database.ts';
import { testHouse, type TestHouse } from '../support/house.ts';
import { testQueue, testTemporal, workflowBundle } from '../support/temporal.ts';

const HOUR = 3_600_000;
const POLICY: WaitPolicy = {
  remindAfterHours: 12,
  remindAgainAfterHours: 24,
  escalateAfterHours: 48,
  who: 'administrator',
  escalateTo: 'finance',
};
const AT = '2026-11-01T06:00:00.000Z' as Instant;

describe('the times of a policy', () => {
  const due = [
    { letter: 1, at: '2026-11-01T18:00:00.000Z', escalation: false },
    { letter: 2, at: '2026-11-02T06:00:00.000Z', escalation: false },
    { letter: 3, at: '2026-11-03T06:00:00.000Z', escalation: true },
    { letter: 4, at: null, escalation: false },
  ];
  for (const { letter, at, escalation } of due) {
    it(`letter ${String(letter)} is due ${at ?? 'never'}`, () => {
      expect(letterDueAt(POLICY, AT, letter)).to.equal(at);
      expect(isEscalation(letter)).to.equal(escalation);
    });
  }

  it('the escalation is as far off as what is left', () => {
    expect(escalationDueAt(POLICY, AT, 1)).to.equal('2026-11-04T06:00:00.000Z');
    expect(escalationDueAt(POLICY, AT, 3)).to.equal(AT);
    expect(totalHours(POLICY)).to.equal(84);
  });

  const spoken = [
    { hours: 0, as: { amount: 0, unit: 'hours' } },
    { hours: 1, as: { amount: 1, unit: 'hours' } },
    { hours: 24, as: { amount: 1, unit: 'days' } },
    { hours: 36, as: { amount: 36, unit: 'hours' } },
    { hours: 168, as: { amount: 7, unit: 'days' } },
  ] as const;
  for (const { hours, as } of spoken) {
    it(`${String(hours)} hours are ${String(as.amount)} ${as.unit}`, () => {
      expect(amountOf(hours)).to.deep.equal(as);
      expect(hoursOf(as)).to.equal(hours);
    });
  }
});

describe('policies of waits', function () {
  this.timeout(60_000);
  let test: TestHouse;
  let eva: Browsing;
  let finance: Browsing;
  let auditor: Browsing;
  let karin: Browsing;

  beforeEach(async () => {
    test = await testHouse();
    await emptyTables();
    const at = { app: test.app, db: test.house.db };
    eva = await browseAs(at, 'administrator');
    finance = await browseAs(at, 'finance');
    auditor = await browseAs(at, 'auditor');
    karin = await browseAs(at, 'cost-centre-owner', { kind: 'cost-centre', code: '1000' });
  });

  const form = (changes: Record<string, string | number> = {}) => ({
    version: 1,
    remindAfter: 12,
    remindAfterUnit: 'hours',
    remindAgainAfter: 1,
    remindAgainAfterUnit: 'days',
    escalateAfter: 2,
    escalateAfterUnit: 'days',
    who: 'administrator',
    escalateTo: 'finance',
    reason: 'Tätare före bokslutet',
    ...changes,
  });
  const url = '/wait-policies/invoice-specification';
  const ofSpecification = () => test.house.processes.waitPolicy('invoice-specification');
  const entries = () => test.house.journal.ofSubject('wait-policy:invoice-specification', 10);

  it('are there for every kind of wait from the beginning', async () => {
    for (const kind of WAIT_KINDS) {
      const policy = await test.house.processes.waitPolicy(kind);
      expect(totalHours(policy), kind).to.be.above(0);
    }
    const { n } = (await test.house.db.row<{ n: number }>(
      'SELECT COUNT(*) AS n FROM wait_policies',
    )) ?? { n: 0 };
    expect(n).to.equal(WAIT_KINDS.length);
  });

  it('are shown to administrators, finance and auditors, and to nobody else', async () => {
    for (const each of [eva, finance, auditor]) {
      const { status, text } = await each.get('/wait-policies');
      expect(status).to.equal(200);
      expect(text).to.contain('Påminnelser och eskalering').and.to.contain('efter 2 dagar');
      expect(text).to.contain('Väntan som redan pågår behåller de tider som gällde');
    }
    expect((await eva.get('/wait-policies')).text).to.contain(`href="${url}"`);
    expect((await auditor.get('/wait-policies')).text).not.to.contain(`href="${url}"`);
    expect((await auditor.get(url)).status).to.equal(403);
    expect((await karin.get('/wait-policies')).status).to.equal(404);
    expect((await eva.get('/wait-policies/nothing')).status).to.equal(404);
    expect((await eva.get('/')).text).to.contain('href="/wait-policies"');
  });

  it('a change is answered, kept and journalled', async () => {
    expect((await eva.get(url)).text).to.contain('name="version" value="1"');
    const { status, headers } = await eva.post(url, form());
    expect([status, headers['location']]).to.deep.equal([303, '/wait-policies?done=changed']);
    expect(await ofSpecification()).to.deep.equal(POLICY);
    const [entry, ...others] = await entries();
    expect(others).to.deep.equal([]);
    expect(entry).to.include({ event: 'wait-policy.changed' });
    expect(entry?.details).to.deep.include({ after: POLICY, reason: 'Tätare före bokslutet' });
    const shown = (await auditor.get('/wait-policies')).text;
    expect(shown).to.contain('efter 12 timmar').and.to.contain('sammanlagt 84 timmar');
  });

  it('the same again changes nothing', async () => {
    await eva.post(url, form());
    expect((await eva.post(url, form({ version: 2 }))).status).to.equal(303);
    expect(await entries()).to.have.length(1);
  });

  const faults = [
    { changes: { remindAfter: 'snart' }, says: 'Skriv ett helt antal' },
    { changes: { remindAfter: '-1' }, says: 'Skriv ett helt antal' },
    { changes: { remindAgainAfter: 0 }, says: 'Minst en timme' },
    { changes: { escalateAfter: 91 }, says: 'Högst 90 dagar' },
    { changes: { escalateAfterUnit: 'weeks' }, says: 'Välj timmar eller dagar' },
    { changes: { who: 'employee' }, says: 'Välj en av rollerna' },
    { changes: { reason: '' }, says: 'minst tre tecken' },
  ];
  for (const { changes, says } of faults) {
    it(`a form with ${JSON.stringify(changes)} is shown again: ${says}`, async () => {
      const { status, text } = await eva.post(url, form(changes));
      expect(status).to.equal(422);
      expect(text).to.contain('<title>Fel: ').and.to.contain(says);
      expect(await entries()).to.deep.equal([]);
    });
  }

  it('0 reminds at once', async () => {
    await eva.post(url, form({ remindAfter: 0 }));
    expect((await ofSpecification()).remindAfterHours).to.equal(0);
    expect((await eva.get('/wait-policies')).text).to.contain('>genast<');
  });

  it('are changed by nobody else, and by nobody who has not seen the last change', async () => {
    expect((await finance.post(url, form())).status).to.equal(403);
    expect((await auditor.post(url, form())).status).to.equal(403);
    expect((await karin.post(url, form())).status).to.equal(404);
    expect((await eva.forge(url, form())).status).to.equal(403);
    await eva.post(url, form());
    const late = await eva.post(url, form({ remindAfter: 6 }));
    expect(late.status).to.equal(422);
    expect(late.text).to.contain('Någon annan har ändrat detta');
    expect((await ofSpecification()).remindAfterHours).to.equal(12);
  });

  it('of two changes at once one wins and the other is told', async () => {
    const change = (remindAfterHours: number) =>
      test.house.processes.changeWaitPolicy({
        kind: 'month-preview',
        policy: { ...POLICY, remindAfterHours },
        version: 1,
        reason: 'samtidigt',
        actor: { id: 'person:1' },
      });
    const both = await Promise.allSettled([change(1), change(2)]);
    const lost = both.flatMap((each) =>
      each.status === 'rejected' ? [each.reason as Refusal] : [],
    );
    expect(lost.map(({ code }) => code)).to.deep.equal(['version.conflict']);
  });

  describe('in a flow, in virtual time', () => {
    type Noted = { since: string; reminderAt: string | null; escalateAt: string | null };
    type Told = { reminder: number; escalation: boolean; who: string; escalateTo: string };

    /** An invoice that waits for its specification until the test says otherwise. */
    const waiting = async (
      play: (
        noted: Noted[],
        told: Told[],
        handle: WorkflowHandle<typeof invoiceIntake>,
      ) => Promise<void>,
    ) => {
      const temporal = await testTemporal();
      const taskQueue = testQueue();
      const noted: Noted[] = [];
      const told: Told[] = [];
      let outcome: IntakeOutcome = { state: 'waiting', waitsFor: 'specification' };
      const goesOn = () => Promise.resolve({ goesOn: true });
      const worker = await Worker.create({
        connection: temporal.native,
        namespace: temporal.namespace,
        taskQueue,
        workflowBundle: { codePath: await workflowBundle() },
        activities: {
          recogniseInvoice: goesOn,
          readInvoice: goesOn,
          matchInvoice: goesOn,
          checkInvoice: goesOn,
          settleInvoice: () => Promise.resolve(outcome),
          askWaitPolicy: test.house.processes.waitPolicy,
          noteInvoiceWait: (note: Noted) => Promise.resolve(void noted.push(note)),
          remindOfInvoice: (tell: Told) => Promise.resolve(void told.push(tell)),
        },
      });
      await worker.runUntil(async () => {
        const handle = await temporal.client.workflow.start<typeof invoiceIntake>(flow.name, {
          taskQueue,
          workflowId: `invoice-1-${taskQueue}`,
          args: [{ invoiceId: 1, limits: { heartbeatMs: 10_000, timeoutMs: 60_000 } }],
        });
        await play(noted, told, handle);
        outcome = { state: 'ready', waitsFor: null };
        await handle.signal(invoiceChanged.name, null, 'over');
        await handle.result();
      });
    };
    const until = async (holds: () => boolean) => {
      const end = Date.now() + 20_000;
      while (!holds()) {
        if (Date.now() > end) throw new Error('it did not come');
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    };
    const hoursBetween = (from: string, to: string | null) =>
      Math.round((Date.parse(to ?? '') - Date.parse(from)) / HOUR);
    const hoursOfWait = (noted: readonly Noted[]) => {
      const shown = noted.slice(0, 3);
      return {
        letters: shown.map(({ since, reminderAt }) => hoursBetween(since, reminderAt)),
        escalation: shown.map(({ since, escalateAt }) => hoursBetween(since, escalateAt)),
      };
    };

    it('a changed row changes when the reminders and the escalation come, and to whom', async () => {
      await waiting(async (noted, told) => {
        await until(() => noted.at(-1)?.reminderAt === null);
        expect(hoursOfWait(noted)).to.deep.equal({
          letters: [48, 96, 168],
          escalation: [168, 168, 168],
        });
        expect(told.map(({ escalateTo }) => escalateTo)).to.deep.equal(Array(3).fill('finance'));
      });
      await eva.post(url, form({ who: 'finance', escalateTo: 'administrator' }));
      await waiting(async (noted, told) => {
        await until(() => noted.at(-1)?.reminderAt === null);
        expect(hoursOfWait(noted)).to.deep.equal({
          letters: [12, 36, 84],
          escalation: [84, 84, 84],
        });
        expect(told).to.have.length(3);
        for (const { who, escalateTo } of told) {
          expect([who, escalateTo]).to.deep.equal(['finance', 'administrator']);
        }
        expect(told.map(({ escalation }) => escalation)).to.deep.equal([false, false, true]);
      });
    });

    it('a wait that runs keeps its times; the next wait of the same flow has the new ones', async () => {
      await waiting(async (noted, _told, handle) => {
        await until(() => noted.length > 0);
        await eva.post(url, form());
        await until(() => noted.at(-1)?.reminderAt === null);
        expect(hoursOfWait(noted).letters).to.deep.equal([48, 96, 168]);
        const first = noted.length;
        await handle.signal(invoiceChanged.name, null, 'files-1');
        await until(() => noted.length > first && noted.at(-1)?.reminderAt === null);
        expect(hoursOfWait(noted.slice(first)).letters).to.deep.equal([12, 36, 84]);
      });
    });
  });
});
