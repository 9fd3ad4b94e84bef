// A customer invoice's lines by cost centre and service, with what the month before had. Page, PDF
// and Excel show these same groups, so that they can't differ.

import { byCodeBytes, ore, sum, ZERO_ORE, type Ore } from '../../../kernel/money.ts';
import type { CustomerInvoiceLine, CustomerInvoiceView, InvoicedService } from './view.ts';

/** Amounts in the columns of the invoice; the first three sum to `netOre`. */
export type ColumnSums = {
  readonly feeOre: Ore;
  readonly trafficOre: Ore;
  /** One-off charges, equipment, discounts and the rest. */
  readonly otherOre: Ore;
  readonly netOre: Ore;
  /** Null where there was no month before. */
  readonly previousOre: Ore | null;
  readonly changeOre: Ore | null;
};

export type ServiceGroup = {
  /** Null: lines of no service (discounts, account fees). */
  readonly service: InvoicedService | null;
  readonly lines: readonly CustomerInvoiceLine[];
  readonly sums: ColumnSums;
};

export type CostCentreGroup = {
  readonly code: string;
  readonly name: string;
  readonly services: readonly ServiceGroup[];
  readonly sums: ColumnSums;
};

/**
 * Cost centres in code order; in each the services by number, those that only the month before had
 * too, and what has no service last.
 */
export function groupLines(view: CustomerInvoiceView): CostCentreGroup[] {
  const keys = new Map<string, Set<string | null>>();
  const note = (costCentre: string, subscriptionId: string | null) => {
    keys.set(costCentre, (keys.get(costCentre) ?? new Set()).add(subscriptionId));
  };
  for (const line of view.lines) note(line.costCentre, line.subscriptionId);
  for (const past of view.previous ?? []) note(past.costCentre, past.subscriptionId);
  const reader = readerOf(view);
  return [...keys]
    .sort(([a], [b]) => byCodeBytes(a, b))
    .map(([code, subscriptions]) => {
      const services = [...subscriptions]
        .map((id) => reader.group(code, id))
        .sort((a, b) => byIdentifier(a.service, b.service));
      return {
        code,
        name: reader.nameOf(code),
        services,
        sums: addSums(services.map((group) => group.sums)),
      };
    });
}

/** The sums of sums, for a foot. */
export function addSums(all: readonly ColumnSums[]): ColumnSums {
  const previous = all.map((sums) => sums.previousOre);
  const previousOre = previous.includes(null)
    ? null
    : sum(previous.map((each) => each ?? ZERO_ORE));
  const netOre = sum(all.map((sums) => sums.netOre));
  return {
    feeOre: sum(all.map((sums) => sums.feeOre)),
    trafficOre: sum(all.map((sums) => sums.trafficOre)),
    otherOre: sum(all.map((sums) => sums.otherOre)),
    netOre,
    previousOre,
    changeOre: previousOre === null ? null : ore(netOre - previousOre),
  };
}

function readerOf(view: CustomerInvoiceView) {
  const keyOf = (costCentre: string, id: string | null) => JSON.stringify([costCentre, id]);
  const lines = new Map<string, CustomerInvoiceLine[]>();
  for (const line of view.lines) {
    const key = keyOf(line.costCentre, line.subscriptionId);
    const same = lines.get(key);
    if (same === undefined) lines.set(key, [line]);
    else same.push(line);
  }
  const services = new Map(view.services.map((each) => [each.subscriptionId, each]));
  const names = new Map(view.costCentres.map((each) => [each.code, each.name]));
  const past = new Map(
    view.previous?.map((each) => [keyOf(each.costCentre, each.subscriptionId), each.netOre]),
  );
  return {
    nameOf: (code: string) => names.get(code) ?? code,
    group: (costCentre: string, id: string | null): ServiceGroup => {
      const key = keyOf(costCentre, id);
      const own = lines.get(key) ?? [];
      const previousOre = view.previous === null ? null : (past.get(key) ?? ZERO_ORE);
      const service = id === null ? null : (services.get(id) ?? unknownService(id));
      return { service, lines: own, sums: sumLines(own, previousOre) };
    },
  };
}

function unknownService(subscriptionId: string): InvoicedService {
  return { subscriptionId, identifier: subscriptionId, holder: null, plan: '' };
}

function sumLines(lines: readonly CustomerInvoiceLine[], previousOre: Ore | null): ColumnSums {
  const of = (wanted: (line: CustomerInvoiceLine) => boolean) =>
    sum(lines.filter(wanted).map((line) => line.netOre));
  const netOre = of(() => true);
  return {
    feeOre: of((line) => line.class === 'fee'),
    trafficOre: of((line) => line.class === 'traffic'),
    otherOre: of((line) => line.class !== 'fee' && line.class !== 'traffic'),
    netOre,
    previousOre,
    changeOre: previousOre === null ? null : ore(netOre - previousOre),
  };
}

function byIdentifier(left: InvoicedService | null, right: InvoicedService | null): number {
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  return (
    byCodeBytes(left.identifier, right.identifier) ||
    byCodeBytes(left.subscriptionId, right.subscriptionId)
  );
}
