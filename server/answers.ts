// Questions that one room asks and another answers: the lower room declares the question, the answer
// is put together here and handed in by compose.

import type { Access } from './domains/access/access.ts';
import type { Directory } from './domains/directory/directory.ts';
import type { Inventory } from './domains/inventory/inventory.ts';
import type { AskNames } from './domains/journal/types.ts';
import { paths as subscriptions } from './domains/inventory/paths.ts';
import type { Clock } from './platform/clock.ts';
import type { Billing } from './domains/billing/billing.ts';
import type { InvoiceDocument } from './domains/notices/types.ts';
import type { Pages } from './pages.ts';
import type { LineId, LineShare, SharesOfLines } from './domains/invoices/types.ts';
import { PDF_TYPE } from './platform/pdf.ts';

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

/** What those who did something are called; nobody with protected identity is named. */
export function namesOfActors({
  access,
  directory,
}: {
  readonly access: Access;
  readonly directory: Directory;
}): AskNames {
  return async (ids) => access.namesOfActors(ids, await directory.protectedEmails());
}

/** An invoice as the file that goes with a letter: the bytes that its page gives to download. */
export function invoiceDocument(
  billing: () => Billing,
  { texts, pdf }: Pick<Pages, 'texts' | 'pdf'>,
): InvoiceDocument {
  return async (number, lang) => {
    const bytes = await billing().invoicePdf(number, lang, { texts, pdf });
    if (bytes === null) throw new Error(`a letter tells of invoice ${number}, which is not there`);
    return { filename: `${number}.pdf`, type: PDF_TYPE, bytes };
  };
}

/** What directory's pages ask about owners: their costs and services, and where those are listed. */
export function ownerFacts({
  billing,
  inventory,
  clock,
}: {
  readonly billing: Billing;
  readonly inventory: Inventory;
  readonly clock: Clock;
}): Omit<Parameters<Directory['routes']>[0], 'charts' | 'askNames'> {
  const listOf = (query: Record<string, string>) =>
    `${subscriptions.index()}?${new URLSearchParams(query).toString()}`;
  return {
    hrefOfHolder: (name) => listOf({ q: name }),
    owners: {
      months: billing.costMonths,
      costs: billing.costsOfOwners,
      services: () => inventory.countsByOwner(clock.today()),
      hrefOfOwner: (owner) => listOf({ owner }),
      hrefOfUnit: (unit) => listOf({ unit }),
      hrefOfInvoices: billing.hrefOfInvoices,
    },
  };
}
