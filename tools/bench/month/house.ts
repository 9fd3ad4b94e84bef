// A house with a municipality in it whose suppliers' invoices are read and ready: what a billing month
// begins with. Registers and files are the demonstration's, and come in by the commands of any house.

import type { House } from '../../../server/compose.ts';
import { addMonths, type Month } from '../../../server/kernel/calendar.ts';
import { fillRegisters } from '../../demo/fill.ts';
import { createHouseApi } from '../../demo/house-api.ts';
import { createMunicipality, type Size } from '../../demo/municipality.ts';
import { operatorDeliveries } from '../../demo/operators.ts';
import { finishMonth, toVouchers } from './ours.ts';

/** Registers, the closed month before with its invoices, and the month's own invoices read and ready. */
export async function fillHouse(house: House, size: Size, month: Month): Promise<void> {
  const api = createHouseApi(house);
  await fillRegisters({ size, month, api, say: () => undefined });
  await takeIn(house, size, { month, of: addMonths(month, -1) });
  await toVouchers(house, addMonths(month, -1));
  await finishMonth(house, addMonths(month, -1));
  await takeIn(house, size, { month, of: month });
}

/** The operators' files of a month, step by step as the intake's workflow takes them. */
async function takeIn(
  house: House,
  size: Size,
  { month, of }: { month: Month; of: Month },
): Promise<void> {
  const { invoices } = house;
  const api = createHouseApi(house);
  for (const { supplier, files } of operatorDeliveries(createMunicipality(size, month), of)) {
    await api.uploadInvoice(supplier, files);
    for (const { id } of await invoices.pendingInvoices()) {
      await invoices.intake.recognise(id);
      await invoices.intake.read(id);
      await invoices.intake.match(id);
      await invoices.intake.check(id);
      const { state } = await invoices.intake.settle(id);
      if (state !== 'ready') throw new Error(`the invoice of ${supplier} is ${state}`);
    }
  }
}
