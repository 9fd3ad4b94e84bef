// What the red list's page shows: each line with what its file said of it, and who may be given it.

import type { Actor } from '../../../kernel/actor.ts';
import { lastDayOf, periodOfMonth, type Month } from '../../../kernel/calendar.ts';
import { may } from '../../../kernel/rule.ts';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import type { Directory } from '../../directory/directory.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { AskNames } from '../../journal/types.ts';
import type { RedFacts, RedListFacts } from '../pages/month-facts.ts';
import { runMonths, startMonths } from '../policy.ts';
import { openOn } from '../rules/owners.ts';
import type { MonthStore } from '../store/months.ts';
import type { RedListStore } from '../store/red-list.ts';
import type { FrozenMonth } from '../types.ts';
import type { RedLine } from '../types/process.ts';
import type { MonthWork } from '../work.ts';
import { namesOf } from './names.ts';

export type AskReferences = (
  lineIds: readonly number[],
) => Promise<ReadonlyMap<number, { readonly reference: string; readonly number: string | null }>>;

export type RedListPageDeps = {
  readonly months: Pick<MonthStore, 'find'>;
  readonly redList: Pick<RedListStore, 'list'>;
  readonly work: Pick<MonthWork, 'inputsOf'>;
  readonly directory: Pick<Directory, 'settings' | 'allCostCentres' | 'allCustomers'>;
  readonly catalogue: Pick<Catalogue, 'allServiceTypes'>;
  readonly inventory: Pick<Inventory, 'typesOfPlans'>;
  /** What supplier lines said of their service, whole; lines that said nothing are left out. */
  readonly askReferences: AskReferences;
  readonly askNames: AskNames;
};

export function createRedListPageQueries(deps: RedListPageDeps) {
  const { months, redList, work, directory } = deps;
  return {
    /** The red list of a month, with what the files said of its lines; null without such a month. */
    redListFacts: async (
      of: Month,
      actor: Actor,
    ): Promise<Omit<RedListFacts, 'supplierLinks'> | null> => {
      const month = await months.find(of);
      if (month === null) return null;
      const lines = await redList.list(month, null);
      const frozen = month.freezeId === null ? null : await work.inputsOf(month.freezeId);
      const customers = await directory.allCustomers();
      const costCentres = await directory.allCostCentres(lastDayOf(of));
      return {
        month,
        rows: await withFacts(lines, frozen, deps.askReferences),
        owners: [
          ...openOn(costCentres, lastDayOf(of)).map(({ code, name }) => ({ code, name })),
          ...customers.map(({ code, name }) => ({ code, name })),
        ],
        collecting: (await directory.settings()).clearingCostCentre,
        nameOf: await namesOf(
          lines.map((line) => line.placedBy),
          deps.askNames,
        ),
        mayPlace: may(runMonths, actor),
        // Only those who keep the registers: the same as may start a month.
        mayCreate: may(startMonths, actor),
        serviceTypes: await deps.catalogue.allServiceTypes(),
        typesOfPlans: await deps.inventory.typesOfPlans(),
      };
    },
  };
}

export type RedListPageQueries = ReturnType<typeof createRedListPageQueries>;

/** The red list in short: what waits, else what was placed by hand, a few of them. */
export function firstOf(red: readonly RedLine[], count: number): readonly RedLine[] {
  const of = (state: RedLine['state']) => red.filter((line) => line.state === state);
  return (of('open').length > 0 ? of('open') : of('placed')).slice(0, count);
}

/** Lines with what the freeze and their file say of them. */
export async function withFacts(
  lines: readonly RedLine[],
  frozen: FrozenMonth | null,
  askReferences: AskReferences,
): Promise<RedFacts[]> {
  if (frozen === null) return [];
  const references = await askReferences(lines.flatMap((line) => line.supplierLineId ?? []));
  return lines.map((line) => redFacts(line, frozen, references));
}

function redFacts(
  line: RedLine,
  frozen: FrozenMonth,
  references: Awaited<ReturnType<AskReferences>>,
): RedFacts {
  const charge = frozen.lines.find((each) => each.lineId === line.lineId);
  const invoice = frozen.invoices.find((each) => each.id === charge?.invoiceId);
  const { from, to } = charge ?? periodOfMonth(frozen.month);
  return {
    line,
    ...(invoice === undefined
      ? { supplier: null, invoiceId: null, invoiceNumber: null }
      : { supplier: invoice.supplier, invoiceId: invoice.id, invoiceNumber: invoice.number }),
    reference: references.get(line.supplierLineId ?? 0)?.reference ?? null,
    number: references.get(line.supplierLineId ?? 0)?.number ?? null,
    periodFrom: from,
    periodTo: to,
  };
}
