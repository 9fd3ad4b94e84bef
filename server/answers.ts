// Questions that one room asks and another answers: the lower room declares the question, the answer
// is put together here and handed in by compose.

import type { Billing } from './domains/billing/billing.ts';
import type { LineId, LineShare, SharesOfLines } from './domains/invoices/types.ts';

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
