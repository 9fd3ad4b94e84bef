// Questions that one room asks and another answers: the lower room declares the question, the answer
// is put together here and handed in by compose.

import { lastDayOf, monthOf } from './kernel/calendar.ts';
import type { Billing, BillingDeps } from './domains/billing/billing.ts';
import type { Catalogue } from './domains/catalogue/catalogue.ts';
import type { Invoices } from './domains/invoices/invoices.ts';
import type { LineId, LineShare, SharesOfLines } from './domains/invoices/types.ts';
import type { Database } from './platform/database.ts';

/** What the month asks of the suppliers' invoices. */
export function invoicesOfMonth({
  db,
  invoices,
  catalogue,
}: {
  readonly db: Database;
  readonly invoices: Invoices;
  readonly catalogue: Pick<Catalogue, 'allSuppliers'>;
}): BillingDeps['invoices'] {
  const candidates: BillingDeps['invoices']['invoicesForMonth'] = async (month, tx) => {
    const taken = await invoices.invoicesOfMonth(month, tx);
    const ready = await invoices.invoicesForMonth(lastDayOf(month), tx);
    return [...taken, ...ready].sort((left, right) => left.id - right.id);
  };
  const idsOf = async (...asked: Parameters<typeof candidates>) =>
    (await candidates(...asked)).map(({ id }) => id);
  return {
    invoicesForMonth: candidates,
    linesForMonth: async (month, tx) => invoices.linesOf(await idsOf(month, tx), tx),
    pendingInvoices: invoices.pendingInvoices,
    suppliersWithInvoice: async ({ to }, tx) => {
      const missing = await invoices.missingInvoices(monthOf(to), tx);
      const waitedFor = new Set(missing.map(({ supplier }) => supplier));
      const suppliers = await catalogue.allSuppliers(tx);
      return new Set(suppliers.map(({ code }) => code).filter((code) => !waitedFor.has(code)));
    },
    rematchForMonth: (month) =>
      db.transaction(async (tx) => invoices.rematch(await idsOf(month, tx), tx)),
    bookForMonth: async (month, tx) => {
      const ready = await invoices.invoicesForMonth(lastDayOf(month), tx);
      await invoices.markBooked(
        ready.map(({ id }) => id),
        month,
        tx,
      );
    },
    releaseMonth: invoices.release,
  };
}

/** Who pays for which supplier lines, for the page and the call of their invoice. */
export function sharesOfLines(billing: () => Billing): SharesOfLines {
  return async (lineIds) => {
    const byLine = new Map<LineId, LineShare[]>();
    for (const share of await billing().sharesOfLines(lineIds)) {
      const { owner, netOre, rule, from, to } = share;
      const lineId = share.lineId as LineId;
      const shares = byLine.get(lineId) ?? [];
      shares.push({ costCentre: owner, netOre, rule, from, to });
      byLine.set(lineId, shares);
    }
    return byLine;
  };
}
