// Services that lines name and the register lacks, gathered from the red list so that they can be made
// in one go: what the file says of each is filled in already.

import type { LocalDate } from '../../../kernel/calendar.ts';
import { sum, type Ore } from '../../../kernel/money.ts';
import { isM2mNumber, toE164 } from '../../../kernel/numbers.ts';
import type { MissingSubscription } from '../../inventory/types.ts';
import type { RedFacts } from '../pages/month-facts.ts';
import type { MissingForm } from '../schema/pages.ts';

export type MissingService = {
  readonly supplier: string;
  readonly reference: string;
  readonly lines: number;
  readonly netOre: Ore;
  /** The first day that a line asks for. */
  readonly from: LocalDate;
  /** Code of the service type that it looks like. */
  readonly serviceType: string;
};

/** One for each supplier and reference that no service was found for, in order of their first line. */
export function missingServices(rows: readonly RedFacts[]): MissingService[] {
  const groups = new Map<string, RedFacts[]>();
  for (const row of rows) {
    const { line, supplier, reference } = row;
    if (line.state !== 'open' || line.reason !== 'reference-unknown') continue;
    if (supplier === null || reference === null) continue;
    const key = JSON.stringify([supplier, toE164(reference) ?? reference]);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first?.supplier == null || first.reference === null) return [];
    return [
      {
        supplier: first.supplier,
        reference: toE164(first.reference) ?? first.reference,
        lines: group.length,
        netOre: sum(group.map((row) => row.line.netOre)),
        from: group.map((row) => row.periodFrom).reduce((a, b) => (a < b ? a : b)),
        serviceType: typeOf(first.reference),
      },
    ];
  });
}

/** Only what a number can tell; a person corrects it in the form. */
function typeOf(reference: string): string {
  const number = toE164(reference);
  if (number === null) return 'special';
  return isM2mNumber(number) ? 'm2m' : 'mobile';
}

/** The rows of the form that were given an owner. */
export function missingOf(form: MissingForm): MissingSubscription[] {
  return form.reference.flatMap((identifier, index) => {
    const owner = form.owner[index] ?? '';
    const activatedOn = form.activatedOn[index];
    if (owner === '' || activatedOn === undefined) return [];
    return [
      {
        id: null,
        serviceType: form.serviceType[index] ?? '',
        identifier,
        switchboard: null,
        supplier: form.supplier[index] ?? null,
        supplierAccount: null,
        supplierSubscriptionId: null,
        plan: null,
        contract: null,
        activatedOn,
        owner,
        holderText: null,
      },
    ];
  });
}
