// The demonstration as files in a folder: registers to import and the operators' files of a month.
// Benchmarks and conformance tests use it; nothing else is needed to check us with another tool.

import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Month } from '../../server/kernel/calendar.ts';
import { createMunicipality, registerFiles, type Size } from './municipality.ts';
import { operatorDeliveries, type Delivery } from './operators.ts';
import { registerFileName } from './registers.ts';
import { kronor, plural } from './words.ts';

/** Writes `registers/` and `operator/` and gives back what the operators' files say. */
export async function writeMonth(folder: string, size: Size, month: Month): Promise<Delivery[]> {
  const municipality = createMunicipality(size, month);
  await mkdir(path.join(folder, 'registers'), { recursive: true });
  await mkdir(path.join(folder, 'operator'), { recursive: true });
  for (const { kind, bytes } of registerFiles(municipality)) {
    await writeFile(path.join(folder, 'registers', registerFileName(kind)), bytes);
  }
  const deliveries = operatorDeliveries(municipality, month);
  for (const { name, bytes } of deliveries.flatMap(({ files }) => files)) {
    await writeFile(path.join(folder, 'operator', name), bytes);
  }
  return deliveries;
}

/** One Swedish line for each invoice: number, rows, quarantined rows and sums. */
export function sumLines(deliveries: readonly Delivery[]): string[] {
  return deliveries.map((each) => {
    const rows = plural(each.rowsIn, 'rad', 'rader');
    const quarantined = each.rowsQuarantined;
    const waiting = quarantined === 0 ? '' : ` varav ${String(quarantined)} oläsliga`;
    const sums = `${kronor(each.netOre)} utan moms, ${kronor(each.payableOre)} att betala`;
    return `${each.supplier} ${each.invoiceNumber}: ${rows}${waiting}, ${sums}`;
  });
}
