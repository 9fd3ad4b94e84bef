// What people decide about a month: each decision is kept, told and refused where it must be.

import { expect } from 'chai';
import type { Instant } from '../../server/kernel/calendar.ts';
import type { Refusal } from '../../server/kernel/refusal.ts';
import { brokenInvariants } from '../../server/domains/billing/invariants.ts';
import type { BillingHouse } from './a-billing-house.ts';
import {
  eva,
  fillWithSharedMonth,
  karin,
  OCTOBER,
  refusal,
  sharedMonth,
  type Run,
} from './a-run.ts';

describe('decisions about a billing month', function () {
  this.timeout(60_000);
  let house: BillingHouse;
  let run: Run;

  before(async function () {
    ({ house, run } = await sharedMonth(this));
  });

  beforeEach(() => fillWithSharedMonth(house));

  it('waits for what is under way and for suppliers that have sent nothing', async () => {
    const { suppliers, billing } = house;
    suppliers.pend([
      { id: 9, supplier: 'NORD', state: 'reading', receivedAt: '2026-11-01T00:00:00.000Z' },
    ] as never);
    const started = await billing.startMonth(OCTOBER, eva);
    expect((await billing.lookAtMonth(OCTOBER)).freeze).to.equal(null);
    expect(await billing.expectedOf(started)).to.have.length(1);
    await billing.waiveStep(
      { month: OCTOBER, step: 'waiting', supplier: 'NORD', reason: 'kommer i november' },
      karin,
    );
    expect((await billing.lookAtMonth(OCTOBER)).freeze).to.equal(1);
  });

  it('does not approve with a red list, a stale freeze, by who placed, or twice', async () => {
    await run.frozen();
    const approve = (who: typeof eva, freeze: number | null = null) =>
      refusal(house.billing.approveMonth({ month: OCTOBER, freeze }, who));
    expect((await approve(karin)).code).to.equal('billing-month.red-list');
    await run.placeAll();
    expect(await approve(eva)).to.include({
      kind: 'forbidden',
      code: 'billing-month.own-placement',
    });
    expect(await approve(karin, 2)).to.include({ kind: 'conflict', code: 'billing-month.state' });
    await house.billing.approveMonth({ month: OCTOBER, freeze: 1 }, karin);
    expect((await approve(karin)).code).to.equal('billing-month.state');
  });

  it('finds what would stop an invoice, and says so instead of approving', async () => {
    await house.importKind(
      'code-register',
      'dimension;code;valid_from;valid_to\ncost_centre;2010;2019-01-01;2026-10-30\n',
    );
    await house.importKind('customers', 'code,name,address,channel\nBRUK,Brukshundklubben,,post\n');
    await run.frozen();
    await run.placeAll();
    await house.billing.previewMonth(OCTOBER);
    const found = await house.billing.findMonth(OCTOBER);
    expect(found?.blockers?.map(({ code, customer }) => [code, customer])).to.deep.equal([
      ['code-closed', '2010'],
      ['address-missing', 'BRUK'],
    ]);
    const no = await refusal(house.billing.approveMonth({ month: OCTOBER, freeze: null }, karin));
    expect(no).to.include({ kind: 'conflict', code: 'billing-month.blocked' });
    expect(no.details.errors).to.have.length(2);
  });

  it('freezes again after a mend, shows the difference, and asks for approval anew', async () => {
    await run.frozen();
    run.mendUnknown();
    await house.billing.rerunMonth(OCTOBER, eva);
    const stale = await refusal(house.billing.approveMonth({ month: OCTOBER, freeze: 1 }, karin));
    expect(stale.code).to.equal('billing-month.red-list');
    expect((await house.billing.lookAtMonth(OCTOBER)).freeze).to.equal(2);
    await house.billing.freezeMonth({ month: OCTOBER, ordinal: 2 });
    await house.billing.allocateFrozen({ month: OCTOBER, ordinal: 2 });
    const mended = await house.billing.findMonth(OCTOBER);
    expect(mended).to.include({ state: 'preview', freeze: 2, linesTouched: 1 });
    const [, second] = await house.billing.freezesOf(OCTOBER, 1);
    expect(second?.difference).to.deep.equal({
      rows: {},
      redListBefore: 1,
      redListAfter: 0,
      owners: [{ owner: '2010', changeOre: 5900 }],
    });
    const [line] = await house.billing.redListOf({ month: OCTOBER, run: 1 }, null);
    expect(line?.state).to.equal('mended');
    expect(await brokenInvariants(house.db, OCTOBER)).to.deep.equal([]);
  });

  it('keeps a placement through a new freeze, and drops it when the line finds its owner', async () => {
    await run.frozen();
    await run.placeAll();
    await run.frozenAgain(2);
    expect(await run.state()).to.equal('preview');
    const [placed] = await house.billing.redListOf({ month: OCTOBER, run: 1 }, null);
    expect(placed).to.include({ state: 'placed', owner: '9900' });
    run.mendUnknown();
    await run.frozenAgain(3);
    const [mended] = await house.billing.redListOf({ month: OCTOBER, run: 1 }, null);
    expect(mended?.state).to.equal('mended');
  });

  it('places only what is open, on somebody who is there', async () => {
    await run.frozen();
    const lineIds = await run.openLines();
    const place = (owner: string, ids = lineIds) =>
      refusal(
        house.billing.placeLines(
          { month: OCTOBER, lineIds: ids, owner, reason: 'r', asRule: false },
          eva,
        ),
      );
    expect((await place('9999')).code).to.equal('billing-month.owner');
    expect((await place('4110', ['12'])).kind).to.equal('not-found');
    await run.placeAll();
    expect((await place('4110')).code).to.equal('billing-month.line-placed');
  });

  it('keeps a placement as a rule for lines that name no service', async () => {
    await house.importKind(
      'allocation-rules',
      'supplier;match;key;from;delete\nNORD;Rabatt;percent:4110=60|4200=40;2024-01-01;yes\n',
    );
    await run.frozen();
    const lines = await house.billing.redListOf({ month: OCTOBER, run: 1 }, 'open');
    const discount = lines.find((line) => line.reason === 'rule-missing');
    await house.billing.placeLines(
      {
        month: OCTOBER,
        lineIds: [discount?.lineId ?? ''],
        owner: '4110',
        reason: 'r',
        asRule: true,
      },
      eva,
    );
    const rules = await house.db.rows<{ key: string }>(
      'SELECT allocation_key AS `key` FROM allocation_rules',
    );
    expect(rules).to.deep.equal([{ key: 'one:4110' }]);
  });

  it('keeps a rule of a line with a long text by as much of it as a rule holds', async () => {
    const text = 'Påslag '.repeat(50).trim();
    house.suppliers.mend((line) =>
      line.position === 1 ? { ...line, hasReference: false, subscriptionId: null, text } : line,
    );
    await run.frozen();
    const lines = await house.billing.redListOf({ month: OCTOBER, run: 1 }, 'open');
    const lineIds = lines.filter((line) => line.text === text).map(({ lineId }) => lineId);
    const placing = { month: OCTOBER, lineIds, owner: '4110', reason: 'r', asRule: true };
    await house.billing.placeLines(placing, eva);
    const kept = await house.db.rows<{ match: string }>(
      "SELECT match_text AS `match` FROM allocation_rules WHERE match_text LIKE 'Påslag%'",
    );
    expect(kept.every(({ match }) => text.startsWith(match))).to.equal(true);
  });

  it('keeps one rule of lines that are alike', async () => {
    house.suppliers.mend((line) =>
      line.position <= 3
        ? { ...line, hasReference: false, subscriptionId: null, account: null, text: 'Påslag' }
        : line,
    );
    await run.frozen();
    const lines = await house.billing.redListOf({ month: OCTOBER, run: 1 }, 'open');
    const alike = lines.filter(({ text }) => text === 'Påslag').map(({ lineId }) => lineId);
    expect(alike.length).to.be.greaterThan(1);
    const before = await run.countRows('allocation_rules');
    const placing = { month: OCTOBER, lineIds: alike, owner: '4110', reason: 'r', asRule: true };
    await house.billing.placeLines(placing, eva);
    const suppliers = await house.db.rows(
      "SELECT supplier FROM allocation_rules WHERE match_text = 'Påslag' GROUP BY supplier",
    );
    const kept = (await run.countRows('allocation_rules')) ?? 0;
    expect(kept - (before ?? 0)).to.equal(suppliers.length);
  });

  it('pauses and goes on where it was; is cancelled only before its numbers', async () => {
    await run.frozen();
    expect(await house.billing.pauseMonth(OCTOBER, eva)).to.equal('paused');
    expect((await refusal(house.billing.pauseMonth(OCTOBER, eva))).code).to.equal(
      'billing-month.state',
    );
    expect(await house.billing.resumeMonth(OCTOBER, eva)).to.equal('red-list');
    await run.placeAll();
    await house.billing.approveMonth({ month: OCTOBER, freeze: null }, karin);
    expect((await refusal(house.billing.cancelMonth(OCTOBER, eva))).code).to.equal(
      'billing-month.state',
    );
    await house.billing.pauseMonth(OCTOBER, eva);
    expect((await refusal(house.billing.cancelMonth(OCTOBER, eva))).code).to.equal(
      'billing-month.state',
    );
    await house.billing.numberInvoices(OCTOBER);
    expect(await run.countRows('customer_invoices')).to.equal(0);
    await house.billing.resumeMonth(OCTOBER, eva);
    await house.billing.numberInvoices(OCTOBER);
    expect(await run.state()).to.equal('invoicing');
  });

  it('a cancelled month lets its invoices go and leaves no shares', async () => {
    await run.frozen();
    expect(house.suppliers.bookedBy()).to.equal('2026-10');
    await house.billing.cancelMonth(OCTOBER, eva);
    expect(house.suppliers.bookedBy()).to.equal(null);
    expect(await run.countRows('month_shares')).to.equal(0);
  });

  it('a cancelled month asks nobody for anything any more', async () => {
    await run.frozen();
    await house.billing.noteWait({
      month: OCTOBER,
      step: 'red-list',
      since: '2026-11-04T20:00:00.000Z' as Instant,
      reminder: 0,
      escalation: false,
      who: 'finance',
      escalateTo: null,
      nextAt: null,
      escalateAt: null,
    });
    await house.billing.cancelMonth(OCTOBER, eva);
    const open = await house.db.rows('SELECT 1 FROM processes WHERE ended_at IS NULL');
    expect(open).to.deep.equal([]);
  });

  it('of two decisions at once one wins, and the other is told', async () => {
    await run.frozen();
    await run.placeAll();
    const approve = () => house.billing.approveMonth({ month: OCTOBER, freeze: 1 }, karin);
    const both = await Promise.allSettled([approve(), approve()]);
    expect(both.map(({ status }) => status).sort()).to.deep.equal(['fulfilled', 'rejected']);
    const lost = both.find((each) => each.status === 'rejected');
    expect((lost?.reason as Refusal).code).to.equal('billing-month.state');
    const events = await house.db.rows<{ event: string }>(
      "SELECT event FROM journal_entries WHERE event = 'billing-month.approved'",
    );
    expect(events).to.have.length(1);
  });

  it('of an approval and a cancellation at once only one happens', async () => {
    await run.frozen();
    await run.placeAll();
    const [approval, cancellation] = await Promise.allSettled([
      house.billing.approveMonth({ month: OCTOBER, freeze: 1 }, karin),
      house.billing.cancelMonth(OCTOBER, eva),
    ]);
    const won = approval.status === 'fulfilled' ? 'numbering' : 'cancelled';
    expect(await run.state()).to.equal(won);
    expect(approval.status).to.not.equal(cancellation.status);
  });

  it('the same line placed from two sides is placed once', async () => {
    await run.frozen();
    const both = await Promise.allSettled([run.placeAll(), run.placeAll()]);
    expect(both.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
    expect(await brokenInvariants(house.db, OCTOBER)).to.deep.equal([]);
  });

  const MOVED =
    'subscription;owner;from;to\nAB-000004;4120;2021-03-01;2026-10-10\nAB-000004;4110;2026-10-11;\n';

  it('ownership that changes after the approval changes nothing that is frozen', async () => {
    await run.frozen();
    const before = await house.billing.findMonth(OCTOBER);
    await run.placeAll();
    await house.billing.approveMonth({ month: OCTOBER, freeze: 1 }, karin);
    await house.importKind('ownerships', MOVED);
    await run.make();
    const of = await house.db.rows<{ owner: string }>(
      "SELECT DISTINCT cost_centre AS owner FROM customer_invoice_lines WHERE subscription = 'AB-000004'",
    );
    expect(of).to.deep.equal([{ owner: '4120' }]);
    expect((await house.billing.findMonth(OCTOBER))?.freezeSha256).to.equal(before?.freezeSha256);
  });
});
