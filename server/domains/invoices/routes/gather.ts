// Everything that an invoice's page tells, asked of the room's queries and of the rooms below.

import { notFound } from '../../../kernel/refusal.ts';
import { may } from '../../../kernel/rule.ts';
import { CHECKS } from '../checks/checks.ts';
import { intakeId } from '../flow.ts';
import type { InvoiceFacts } from '../pages/facts.ts';
import { deviatingLines, foundByCheck, stakeOf } from '../pages/found.ts';
import { changeInvoices } from '../policy.ts';
import type { Deviation, InvoiceId, LineId } from '../types.ts';
import type { GatherInvoice, PageDeps } from './deps.ts';

const LINES_ON_PAGE = 50;
const QUARANTINED_ON_PAGE = 50;

/** The facts of an invoice; 404 where there is none, or where it lives on in another. */
export function createGather({ parts, queries }: PageDeps): GatherInvoice {
  const { store, catalogue, processes, inventory } = parts;
  return async ({ id, show: asked, after }, actor): Promise<InvoiceFacts> => {
    const invoice = await store.invoices.find(id);
    if (invoice === null || invoice.state === 'paired') throw notFound();
    const [supplier, process, files, sums, deviations, notices, quarantined, siblings, vat] =
      await Promise.all([
        catalogue.findSupplier(invoice.supplier),
        processes.find(intakeId(id)),
        store.files.ofInvoices([id]),
        queries.lineSums(id),
        queries.deviationsOf(id),
        queries.noticesOf(id),
        queries.listQuarantined(id, QUARANTINED_ON_PAGE),
        queries.siblingsOf(id, invoice.siblingOf),
        store.headers.vatOf([id]),
      ]);
    const deviating = deviatingLines(deviations);
    const show = shownOf(asked, deviating);
    const lines = await queries.listLines({ id, show }, { size: LINES_ON_PAGE, after });
    const ofLine = byLine(deviations);
    const named = lines.rows.flatMap(({ subscriptionId }) => subscriptionId ?? []);
    return {
      invoice: { ...invoice, vat: vat.get(id) ?? [] },
      supplierName: supplier?.name ?? invoice.supplier,
      specification: supplier?.specification ?? null,
      siblings,
      process,
      files,
      sums,
      found: foundByCheck(deviations),
      deviations: deviations.length,
      stakeOre: stakeOf(deviations),
      stops: deviations.filter(({ severity }) => severity === 'stop'),
      notices,
      quarantined,
      lines: {
        ...lines,
        rows: lines.rows.map((line) => ({ ...line, deviations: ofLine.get(line.lineId) ?? [] })),
        show,
        total: show === 'all' ? sums.lines : (deviating.get(show) ?? 0),
      },
      openable: await inventory.seenAmong([...new Set(named)], actor),
      mayChange: may(changeInvoices, actor),
    };
  };
}

/** What deviates comes first, where anything does. */
function shownOf(asked: string | null, deviating: ReadonlyMap<string, number>): string {
  if (asked === 'all' || CHECKS.some(({ name }) => name === asked)) return asked ?? 'all';
  return deviating.has('deviating') ? 'deviating' : 'all';
}

function byLine(deviations: readonly Deviation[]): ReadonlyMap<LineId, readonly Deviation[]> {
  const found = new Map<LineId, Deviation[]>();
  for (const deviation of deviations) {
    const { lineId } = deviation;
    if (lineId === null) continue;
    const before = found.get(lineId);
    if (before === undefined) found.set(lineId, [deviation]);
    else before.push(deviation);
  }
  return found;
}

/** The heading of an invoice, for what lies below it. */
export async function headOf({ parts }: Pick<PageDeps, 'parts'>, id: InvoiceId) {
  const invoice = await parts.store.invoices.find(id);
  if (invoice === null || invoice.state === 'paired') throw notFound();
  const supplier = await parts.catalogue.findSupplier(invoice.supplier);
  return { id, number: invoice.invoiceNumber, supplierName: supplier?.name ?? invoice.supplier };
}
