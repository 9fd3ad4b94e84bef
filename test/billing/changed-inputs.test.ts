// A register that changes between preview and approval: the approval is refused with what changed, the
// month is frozen again by itself, and asks again. What the month itself kept asks nobody.

import { expect } from 'chai';
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

const MOVED =
  'subscription;owner;from;to\nAB-000004;4120;2021-03-01;2026-10-10\nAB-000004;4110;2026-10-11;\n';

describe('a register that changes between preview and approval', function () {
  this.timeout(60_000);
  let house: BillingHouse;
  let run: Run;

  before(async function () {
    ({ house, run } = await sharedMonth(this));
  });

  beforeEach(() => fillWithSharedMonth(house));

  const approve = (freeze: number | null) =>
    house.billing.approveMonth({ month: OCTOBER, freeze }, karin);
  const previewed = async () => {
    await run.frozen();
    await run.placeAll();
    await house.billing.previewMonth(OCTOBER);
  };

  it('refuses the approval, says what changed, and asks again of the next freeze', async () => {
    await previewed();
    await house.importKind('ownerships', MOVED);
    const no = await refusal(approve(1));
    expect(no).to.include({ kind: 'conflict', code: 'billing-month.state' });
    expect(no.details).to.include({ state: 'preview', url: '/billing-months/2026-10' });
    expect(no.details.errors).to.deep.equal([
      {
        code: 'billing-month.changed.ownerships',
        args: { count: 2, added: 1, removed: 0, changed: 1 },
      },
    ]);
    expect((await refusal(approve(null))).code).to.equal('billing-month.state');
    expect((await house.billing.lookAtMonth(OCTOBER)).freeze).to.equal(2);
    await house.billing.freezeMonth({ month: OCTOBER, ordinal: 2 });
    await house.billing.allocateFrozen({ month: OCTOBER, ordinal: 2 });
    const [, second] = await house.billing.freezesOf(OCTOBER, 1);
    expect(second?.difference?.rows).to.deep.equal({
      ownerships: { added: 1, removed: 0, changed: 1 },
    });
    expect((await refusal(approve(1))).code).to.equal('billing-month.state');
    expect(await approve(2)).to.equal('numbering');
    const told = await house.db.rows<{ event: string }>(
      `SELECT event FROM journal_entries WHERE event IN
         ('billing-month.inputs-changed', 'billing-month.approved') ORDER BY id`,
    );
    expect(told.map(({ event }) => event)).to.deep.equal([
      'billing-month.inputs-changed',
      'billing-month.approved',
    ]);
  });

  const changes = [
    {
      kind: 'people',
      of: 'holders',
      text:
        'email,name,unit,protected,valid_from\n' +
        'birgitta.mansson@amynninge.example,Birgitta Månsson,E01,yes,2020-01-01\n',
    },
    {
      kind: 'prices',
      of: 'prices',
      text: 'list,item,price,per,from\nown,special,99,month,2026-10-01\n',
    },
    {
      kind: 'cost-centres',
      of: 'cost-centres',
      text: 'code;name;unit;valid_from\n4199;Ny;E02;2026-01-01\n',
    },
    {
      kind: 'allocation-rules',
      of: 'allocation-rules',
      text: 'supplier;match;key;from\nNORD;Rabatt;one:4110;2026-10-01\n',
    },
  ];
  for (const { kind, of, text } of changes) {
    it(`asks again for another row of ${kind}`, async () => {
      await previewed();
      await house.importKind(kind, text);
      const codes = (await refusal(approve(1))).details.errors?.map(({ code }) => code);
      expect(codes).to.deep.equal([`billing-month.changed.${of}`]);
    });
  }

  it('does not ask again for the same registers imported once more, or for what was placed', async () => {
    await house.importKind(
      'allocation-rules',
      'supplier;match;key;from;delete\nNORD;Rabatt;percent:4110=60|4200=40;2024-01-01;yes\n',
    );
    await run.frozen();
    const lines = await house.billing.redListOf({ month: OCTOBER, run: 1 }, 'open');
    const placing = { month: OCTOBER, owner: '4110', reason: 'r', asRule: true };
    const lineIds = lines.map(({ lineId }) => lineId);
    await house.billing.placeLines({ ...placing, lineIds }, eva);
    expect(await run.countRows('allocation_rules')).to.equal(1);
    expect(await approve(1)).to.equal('numbering');
  });
});
