// Our side of `month`: the steps that the workflow takes from ready invoices to booked vouchers, through
// the same commands, one after the other. What people do between them is done at once.

import type { House } from '../../../server/compose.ts';
import { SYSTEM, type Actor } from '../../../server/kernel/actor.ts';
import type { Month } from '../../../server/kernel/calendar.ts';

/** Parts of customer invoices that the workflow makes at a time. */
const PARTS_AT_ONCE = 4;

/** Who places what is on the red list, and who approves: two, as the house demands. */
const PLACER: Actor = { ...SYSTEM, id: 'service:1' };
const APPROVER: Actor = { ...SYSTEM, id: 'service:2' };

/**
 * Starts the month and takes it to its vouchers: freeze, own charges, allocation, red list onto the
 * agreed collecting cost centre, preview, approval, numbers, customer invoices, vouchers. Letters are
 * left out: no script makes any.
 */
export async function toVouchers(house: House, month: Month): Promise<void> {
  await house.billing.startMonth(month, SYSTEM);
  while (await takeStep(house, month));
}

/** The file, its receipt, closed. */
export async function finishMonth({ billing, ledger }: House, month: Month): Promise<void> {
  await billing.exportMonth(month);
  const receipt = { accepted: true, voucherNumbers: [], refusedRows: [] };
  for (const { id } of await ledger.exportsOf(month)) {
    await billing.receiveReceipt(id, receipt, APPROVER);
  }
  if (!(await billing.closeMonth(month))) throw new Error(`${month} does not close`);
}

/** The next step of a month as it stands; false where its vouchers are booked. */
async function takeStep({ billing }: House, month: Month): Promise<boolean> {
  const look = await billing.lookAtMonth(month);
  if (look.freeze !== null) {
    const order = { month, ordinal: look.freeze };
    await billing.freezeMonth(order);
    await billing.allocateFrozen(order);
    return true;
  }
  switch (look.state) {
    case 'red-list':
      await place(billing, month);
      return true;
    case 'preview':
      if (look.previewWanted) await billing.previewMonth(month);
      await billing.approveMonth({ month, freeze: null }, APPROVER);
      return true;
    case 'numbering':
      await billing.numberInvoices(month);
      return true;
    case 'invoicing':
      await makeParts(billing, month, look.parts);
      return billing.finishInvoices(month);
    case 'posting':
      await billing.postMonth(month);
      return true;
    case 'exporting':
      return false;
    default:
      throw new Error(`${month} is ${look.state}`);
  }
}

async function place(billing: House['billing'], month: Month): Promise<void> {
  const found = await billing.findMonth(month);
  const open = found === null ? [] : await billing.redListOf(found, 'open');
  const lineIds = open.map(({ lineId }) => lineId);
  await billing.placeLines(
    { month, lineIds, owner: null, reason: 'utreds', asRule: false },
    PLACER,
  );
}

async function makeParts(
  billing: House['billing'],
  month: Month,
  parts: readonly number[],
): Promise<void> {
  const left = [...parts];
  const makeNext = async (): Promise<void> => {
    for (let part = left.shift(); part !== undefined; part = left.shift()) {
      await billing.makePart({ month, part });
    }
  };
  await Promise.all(Array.from({ length: PARTS_AT_ONCE }, makeNext));
}
