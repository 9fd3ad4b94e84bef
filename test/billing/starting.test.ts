// How a month begins, by hand and by schedule, and what its process is told once however often it is said.

import { expect } from 'chai';
import type { Instant } from '../../server/kernel/calendar.ts';
import { createBillingActivities } from '../../workflows/billing/activities.ts';
import type { BillingHouse } from './a-billing-house.ts';
import { eva, fillWithSharedMonth, OCTOBER, refusal, sharedMonth, type Run } from './a-run.ts';

describe('the beginning of a billing month', function () {
  this.timeout(60_000);
  let house: BillingHouse;
  let run: Run;

  before(async function () {
    ({ house, run } = await sharedMonth(this));
  });

  beforeEach(() => fillWithSharedMonth(house));

  it('starts once, and again only after it was cancelled', async () => {
    await house.billing.startMonth(OCTOBER, eva);
    const again = await refusal(house.billing.startMonth(OCTOBER, eva));
    expect(again).to.include({ kind: 'conflict', code: 'billing-month.exists' });
    expect(again.details).to.include({ state: 'waiting', url: '/billing-months/2026-10' });
    await house.billing.cancelMonth(OCTOBER, eva);
    expect((await house.billing.startMonth(OCTOBER, eva)).run).to.equal(2);
  });

  it('does not start with a code in the settings that nobody has', async () => {
    await house.importKind('settings', 'key;value\nclearing_cost_centre;4300\n');
    const no = await refusal(house.billing.startMonth(OCTOBER, eva));
    expect(no).to.include({ kind: 'invalid', code: 'billing-month.settings' });
    expect(no.details.errors?.map((fault) => fault.value)).to.deep.equal(['4300']);
  });

  it('tells the administrators, once, of a start by the schedule that its settings forbid', async () => {
    await house.importKind('settings', 'key;value\nclearing_cost_centre;4300\n');
    const { startScheduledMonth } = createBillingActivities(house);
    const before = house.letters.length;
    const no = await refusal(startScheduledMonth(OCTOBER));
    expect(no.code).to.equal('billing-month.settings');
    expect(house.letters.slice(before)).to.deep.equal([
      {
        kind: 'month-not-started',
        key: 'month-not-started:2026-10',
        path: '/billing-months',
        args: { month: OCTOBER },
        recipient: { address: 'administrator@example.test', name: null },
      },
    ]);
  });

  it('does not start with a cost centre in the settings that opens after the month', async () => {
    await house.importKind('cost-centres', 'code;name;unit;valid_from\n4199;Ny;E02;2026-11-01\n');
    await house.importKind('settings', 'key;value\nclearing_cost_centre;4199\n');
    const no = await refusal(house.billing.startMonth(OCTOBER, eva));
    expect(no.details.errors?.map((fault) => fault.value)).to.deep.equal(['4199']);
  });

  it('a reminder that is repeated stands once in the journal, and each of a wait stands there', async () => {
    await run.frozen();
    const remind = (reminder: number) =>
      house.billing.remind({
        month: OCTOBER,
        step: 'red-list',
        since: '2026-11-04T20:00:00.000Z' as Instant,
        reminder,
        escalation: false,
        who: 'finance',
        escalateTo: null,
        nextAt: null,
        escalateAt: null,
      });
    for (const reminder of [1, 1, 2]) await remind(reminder);
    const told = await house.db.rows(
      "SELECT details FROM journal_entries WHERE event = 'billing-month.reminded'",
    );
    expect(told).to.have.length(2);
  });
});
