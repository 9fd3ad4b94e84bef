// What would stop an invoice or a voucher, on the pages: said once each, mended in the register, and gone
// when a person has the month counted again. Nobody needs the API for it.

import { expect } from 'chai';
import { ore } from '../../server/kernel/money.ts';
import type { BillingHouse } from './a-billing-house.ts';
import { pageHouse, plain, type PageHouse } from './a-page-house.ts';
import { eva, fillWithSharedMonth, OCTOBER, sharedMonth, type Run } from './a-run.ts';
import { folderIsThere } from './month-folder.ts';

const MONTH = '/billing-months/2026-10';

describe('what would stop a billing month', function () {
  this.timeout(60_000);
  let house: BillingHouse;
  let pages: PageHouse;
  let run: Run;

  before(async function () {
    ({ house, run } = await sharedMonth(this));
    pages = await pageHouse(house);
  });

  beforeEach(() => fillWithSharedMonth(house));

  after(async () => {
    if (folderIsThere()) await pages.close();
  });

  const previewed = async () => {
    await run.frozen();
    await run.placeAll();
    await house.billing.previewMonth(OCTOBER);
  };
  const blockers = async () => (await house.billing.findMonth(OCTOBER))?.blockers ?? [];

  it('is gone when it is mended and a person has the month counted again', async () => {
    const customer = (address: string) =>
      house.importKind(
        'customers',
        `code,name,address,postal_code,city,channel\nBRUK,Brukshundklubben,${address},80000,Norrvik,post\n`,
      );
    await customer('');
    await previewed();
    const page = await pages.get('eva', MONTH).expect(200);
    expect(plain(page.text)).to.contain(
      'Brukshundklubben ska få fakturan med post men saknar adress.',
    );
    await customer('Hundgatan 1');
    expect(page.text).to.contain(`action="${MONTH}/red-list/freeze"`);
    await pages.post('eva', `${MONTH}/red-list/freeze`).expect(303);
    expect((await house.billing.lookAtMonth(OCTOBER)).freeze).to.equal(2);
    await house.billing.freezeMonth({ month: OCTOBER, ordinal: 2 });
    await house.billing.allocateFrozen({ month: OCTOBER, ordinal: 2 });
    await house.billing.previewMonth(OCTOBER);
    expect(await blockers()).to.deep.equal([]);
    const after = await pages.get('eva', MONTH).expect(200);
    expect(after.text).not.to.contain(`action="${MONTH}/red-list/freeze"`);
  });

  it('is said once where it would stop many vouchers alike', async () => {
    await house.db.run("DELETE FROM posting_rules WHERE purpose = 'customer-claims'");
    await previewed();
    expect((await blockers()).map(({ code, args }) => [code, args['purpose']])).to.deep.equal([
      ['rule-missing', 'customer-claims'],
    ]);
  });

  it('is found before the approval where a supplier’s sums are not its lines', async () => {
    house.suppliers.mend((line) =>
      line.position === 1 ? { ...line, netOre: ore(line.netOre + 1) } : line,
    );
    await previewed();
    const found = await blockers();
    expect(found.map(({ code }) => code)).to.include('sums-differ');
    const page = await pages.get('eva', MONTH).expect(200);
    expect(plain(page.text)).to.contain('är inte i balans: debet');
  });

  it('is found before the approval where a supplier’s name cannot be written in the file', async () => {
    await house.importKind('settings', 'key;value\nposting_mode;full\n');
    await previewed();
    expect(await blockers()).to.deep.equal([]);
    await fillWithSharedMonth(house);
    await house.importKind('settings', 'key;value\nposting_mode;full\n');
    await house.importKind('suppliers', 'code;name\nNORD;Норд\n');
    await previewed();
    expect((await blockers()).map(({ code }) => code)).to.deep.equal(['file-character']);
  });

  it('of a cancelled month no sums are shown: nothing is spread any more', async () => {
    await run.frozen();
    await house.billing.cancelMonth(OCTOBER, eva);
    const page = await pages.get('eva', MONTH).expect(200);
    expect(plain(page.text)).to.contain('Avbruten').and.not.to.contain('Summorna är inte lika');
    expect(plain(page.text)).not.to.contain('Kan inte avbrytas längre');
  });
});
