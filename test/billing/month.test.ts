// The month on a real database from start to close: what each step keeps, and that doing a step again
// changes nothing.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { brokenInvariants } from '../../server/domains/billing/invariants.ts';
import { billingHouse, type BillingHouse } from './a-billing-house.ts';
import { eva, fillWithSharedMonth, karin, OCTOBER, sharedMonth, type Run } from './a-run.ts';
import { readExpected } from './month-folder.ts';

describe('the billing month on a database', function () {
  this.timeout(60_000);
  let house: BillingHouse;
  let run: Run;

  before(async function () {
    ({ house, run } = await sharedMonth(this));
  });

  beforeEach(() => fillWithSharedMonth(house));

  it('goes from start to close, to the figures that others worked out', async () => {
    const expected = readExpected();
    await run.frozen();
    const before = await house.billing.findMonth(OCTOBER);
    expect(before).to.include({ state: 'red-list', freeze: 1 });
    expect(before?.sums).to.include(expected.billingMonth.beforePlacement.sums);
    expect(await run.placeAll()).to.equal('preview');
    await house.billing.approveMonth({ month: OCTOBER, freeze: 1 }, karin);
    expect(await run.make()).to.equal(true);
    await house.billing.postMonth(OCTOBER);
    await house.billing.exportMonth(OCTOBER);
    const [file] = await house.ledger.exportsOf(OCTOBER);
    expect(file).to.include({
      state: 'sent',
      vouchers: expected.ledgerExport.vouchers,
      debitOre: expected.ledgerExport.debitOre,
      creditOre: expected.ledgerExport.creditOre,
    });
    const receipt = { accepted: true, voucherNumbers: ['A1'], refusedRows: [] };
    await house.billing.receiveReceipt(file?.id ?? 0, receipt, karin);
    await house.billing.closeMonth(OCTOBER);
    const closed = await house.billing.findMonth(OCTOBER);
    expect(closed?.state).to.equal('closed');
    expect(closed?.sums).to.deep.equal(expected.billingMonth.afterApproval.sums);
    expect(await brokenInvariants(house.db, null)).to.deep.equal([]);
    expect(await run.countRows('customer_invoices')).to.equal(expected.customerInvoices.length);
  });

  it('does every step once, however often it is asked to', async () => {
    await run.frozen();
    await house.billing.freezeMonth({ month: OCTOBER, ordinal: 1 });
    await house.billing.allocateFrozen({ month: OCTOBER, ordinal: 1 });
    expect(await run.countRows('month_freezes')).to.equal(1);
    await run.placeAll();
    await house.billing.approveMonth({ month: OCTOBER, freeze: 1 }, karin);
    await house.billing.numberInvoices(OCTOBER);
    await house.billing.numberInvoices(OCTOBER);
    const [part = 0] = await house.billing.pendingParts(OCTOBER);
    await Promise.all([
      house.billing.makePart({ month: OCTOBER, part }),
      house.billing.makePart({ month: OCTOBER, part }),
    ]);
    await house.billing.finishInvoices(OCTOBER);
    const lines = await run.countRows('customer_invoice_lines');
    await house.billing.postMonth(OCTOBER);
    await house.billing.postMonth(OCTOBER);
    await house.billing.exportMonth(OCTOBER);
    await house.billing.exportMonth(OCTOBER);
    expect(await run.countRows('customer_invoice_lines')).to.equal(lines);
    expect(await run.countRows('vouchers')).to.equal(6);
    expect(await run.countRows('ledger_exports')).to.equal(1);
    expect(await brokenInvariants(house.db, OCTOBER)).to.deep.equal([]);
  });

  it('gives the same bytes for the same freeze, also when it is read back', async () => {
    await run.exported();
    const [file] = await house.ledger.exportsOf(OCTOBER);
    const [name] = readdirSync(house.folder);
    const first = readFileSync(path.join(house.folder, name ?? ''));
    expect(readdirSync(house.folder)).to.deep.equal(['jarnkoll-2026-10.si']);
    const bytes = await house.ledger.exportContent(file?.id ?? 0);
    expect(bytes?.equals(first)).to.equal(true);

    const other = await billingHouse();
    await fillWithSharedMonth(other);
    await other.billing.startMonth(OCTOBER, eva);
    await other.billing.freezeMonth({ month: OCTOBER, ordinal: 1 });
    const reader = await billingHouse();
    await reader.billing.allocateFrozen({ month: OCTOBER, ordinal: 1 });
    await reader.billing.placeLines(
      { month: OCTOBER, lineIds: await run.openLines(), owner: '9900', reason: 'x', asRule: false },
      eva,
    );
    await reader.billing.approveMonth({ month: OCTOBER, freeze: null }, karin);
    await reader.billing.numberInvoices(OCTOBER);
    await reader.billing.makePart({ month: OCTOBER, part: 1 });
    await reader.billing.finishInvoices(OCTOBER);
    await reader.billing.postMonth(OCTOBER);
    await reader.billing.exportMonth(OCTOBER);
    const again = readFileSync(path.join(reader.folder, 'jarnkoll-2026-10.si'));
    expect(again.equals(first)).to.equal(true);
  });

  it('gives the same hash for the same inputs', async () => {
    await run.frozen();
    const first = (await house.billing.findMonth(OCTOBER))?.freezeSha256;
    await house.billing.cancelMonth(OCTOBER, eva);
    await run.frozen();
    const again = await house.billing.findMonth(OCTOBER);
    expect(again).to.include({ run: 2, freeze: 1, freezeSha256: first });
  });

  it('makes a failed part again by itself', async () => {
    await run.approved();
    await house.billing.numberInvoices(OCTOBER);
    await house.billing.failPart({ month: OCTOBER, part: 1 }, 'database.busy');
    expect(await house.billing.pendingParts(OCTOBER)).to.deep.equal([]);
    expect(await house.billing.finishInvoices(OCTOBER)).to.equal(false);
    await house.billing.retryParts(OCTOBER, karin);
    expect(await house.billing.pendingParts(OCTOBER)).to.deep.equal([1]);
  });

  it('leaves a part that is made as it is, whatever is said of it afterwards', async () => {
    await run.approved();
    await house.billing.numberInvoices(OCTOBER);
    await house.billing.makePart({ month: OCTOBER, part: 1 });
    await house.billing.failPart({ month: OCTOBER, part: 1 }, 'billing-month.part-failed');
    expect(await house.billing.finishInvoices(OCTOBER)).to.equal(true);
  });

  it('calls a service on its invoice as the register does, however long its id is', async () => {
    const identifier = 'LARM-'.repeat(18);
    await house.importKind(
      'subscriptions',
      `id;service_type;identifier;activated_on\nX-1;special;${identifier};2026-01-01\n`,
    );
    await house.importKind('ownerships', 'subscription;owner;from\nX-1;4110;2026-01-01\n');
    await house.importKind('prices', 'list;item;price;per;from\nown;special;10;month;2026-01-01\n');
    await run.approved();
    await run.make();
    const named = await house.db.rows(
      "SELECT identifier FROM customer_invoice_services WHERE subscription = 'X-1'",
    );
    expect(named).to.deep.equal([{ identifier }]);
  });

  it('writes one letter for each owner with all invoices that are theirs', async () => {
    await run.approved();
    await run.make();
    await house.billing.sendNotices(OCTOBER);
    const birgitta = house.letters.filter(
      ({ recipient }) => recipient.address === 'birgitta.nystrom@amynninge.example',
    );
    expect(birgitta).to.have.length(1);
    const [letter] = birgitta;
    const invoices = letter?.kind === 'invoices-ready' ? letter.args.invoices : [];
    expect(invoices.map((invoice) => invoice.customer.slice(0, 4))).to.deep.equal([
      '2010',
      '2030',
      '4110',
      '4310',
    ]);
    expect(
      house.letters.some(({ recipient }) => recipient.address === 'kassor@bruk.example'),
    ).to.equal(false);
  });

  it('a refused receipt leaves the month waiting; a waiver lets it close', async () => {
    await run.exported();
    const [file] = await house.ledger.exportsOf(OCTOBER);
    const refused = {
      accepted: false,
      voucherNumbers: [],
      refusedRows: [{ row: 3, code: 'konto', message: 'stängt' }],
    };
    await house.billing.receiveReceipt(file?.id ?? 0, refused, karin);
    await house.billing.closeMonth(OCTOBER);
    expect(await run.state()).to.equal('awaiting-receipt');
    await house.billing.waiveStep(
      { month: OCTOBER, step: 'awaiting-receipt', supplier: null, reason: 'bokfört för hand' },
      karin,
    );
    expect((await house.billing.lookAtMonth(OCTOBER)).settled).to.equal(true);
    await house.billing.closeMonth(OCTOBER);
    expect(await run.state()).to.equal('closed');
  });

  it('takes a receipt that comes before the step that handed over the file has ended', async () => {
    await run.approved();
    await run.make();
    await house.billing.postMonth(OCTOBER);
    await house.billing.exportMonth(OCTOBER);
    const [file] = await house.ledger.exportsOf(OCTOBER);
    await house.db.run("UPDATE billing_months SET state = 'exporting'");
    const receipt = { accepted: true, voucherNumbers: [], refusedRows: [] };
    await house.billing.receiveReceipt(file?.id ?? 0, receipt, karin);
    await house.billing.exportMonth(OCTOBER);
    expect((await house.billing.lookAtMonth(OCTOBER)).settled).to.equal(true);
    expect(await house.billing.closeMonth(OCTOBER)).to.equal(true);
  });

  it('does not close while something is not equal to the öre', async () => {
    await run.exported();
    const [file] = await house.ledger.exportsOf(OCTOBER);
    await house.db.run('UPDATE customer_invoice_lines SET net_ore = net_ore + 1 LIMIT 1');
    const receipt = { accepted: true, voucherNumbers: [], refusedRows: [] };
    await house.billing.receiveReceipt(file?.id ?? 0, receipt, karin);
    await house.billing.closeMonth(OCTOBER);
    await house.billing.closeMonth(OCTOBER);
    expect(await run.state()).to.equal('awaiting-receipt');
    expect(
      await house.db.rows("SELECT 1 FROM journal_entries WHERE event = 'billing-month.unequal'"),
    ).to.have.length(1);
    expect((await brokenInvariants(house.db, OCTOBER)).map(({ name }) => name)).to.deep.equal([
      'billing.invoice-lines-are-their-head',
    ]);
  });

  it('numbers go on in the same series, and the next month sees what this one had', async () => {
    await run.exported();
    const lines = await house.db.rows<{ previous: number | null }>(
      'SELECT previous_net_ore AS previous FROM customer_invoice_lines',
    );
    expect(lines.every(({ previous }) => previous === null)).to.equal(true);
    const numbers = await house.db.rows<{ number: string }>(
      'SELECT number FROM customer_invoices ORDER BY ordinal',
    );
    expect(numbers[0]?.number).to.equal('2026000001');
    expect(numbers.at(-1)?.number).to.equal('2026000022');
  });
});
