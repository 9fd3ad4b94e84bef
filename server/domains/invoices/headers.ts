// An e-invoice's header as it is kept: öre instead of decimals, a credit note's negative throughout.

import type { LocalDate } from '../../kernel/calendar.ts';
import { roundToOre, type Decimal } from '../../kernel/decimal.ts';
import { ore, sum, type Ore } from '../../kernel/money.ts';
import { UNREAD_HEADER, type ReadHeader } from './store/headers.ts';
import type { StagingOutcome } from './staging/facts.ts';
import type { KeptInvoice } from './store/invoices.ts';
import type { VatGroup } from './types.ts';
import { rateOf } from './ubl/decimals.ts';
import type { UblDocument } from './ubl/document.ts';

/** So much of a buyer's name is kept, in characters. */
const LONGEST_NAME = 200;

/** What an invoice's files said, and what was counted in them. */
export function headerOf(
  invoice: Pick<KeptInvoice, 'invoiceNumber'>,
  outcome: StagingOutcome,
  { document, buyer }: { document: UblDocument | null; buyer: KeptInvoice['buyer'] },
): ReadHeader {
  const counts = {
    rowsIn: outcome.rowsIn,
    rowsAccepted: outcome.rowsAccepted,
    rowsQuarantined: outcome.rowsQuarantined,
    rowsNetOre: ore(outcome.netOre),
  };
  if (document === null) {
    return { ...UNREAD_HEADER, ...counts, invoiceNumber: invoice.invoiceNumber };
  }
  const { totals } = document;
  const isCredit = document.kind === 'credit-note';
  const signed = (amount: Decimal | null) => signedOre(amount, isCredit);
  const period = periodOf(document);
  const buyerName = document.buyer.registrationName ?? document.buyer.name;
  return {
    ...counts,
    ...period,
    invoiceNumber: document.number,
    issuedOn: document.issuedOn as LocalDate | null,
    dueOn: document.dueOn as LocalDate | null,
    currency: document.currency,
    isCredit,
    netOre: signed(totals.taxExclusive),
    vatOre: sum(inOwnCurrency(document).map(({ amount }) => signed(amount))),
    roundingOre: signed(totals.rounding),
    prepaidOre: signed(totals.prepaid),
    payableOre: signed(totals.payable),
    buyer,
    buyerName: buyerName?.slice(0, LONGEST_NAME) ?? null,
    vat: vatGroupsOf(document, isCredit),
    total:
      totals.place === null
        ? null
        : { line: totals.place.line, byteFrom: totals.place.byte, byteTo: totals.byteTo },
  };
}

/**
 * True for a credit note whose specification is written as the e-invoice is, without the sign that its
 * amounts have: the rows' sum is then not on the other side of zero from the stated net.
 */
export function lacksCreditSign({ kind, totals }: UblDocument, rowsNetOre: number): boolean {
  if (kind !== 'credit-note') return false;
  const stated = totals.taxExclusive === null ? 0 : roundToOre(totals.taxExclusive);
  return Math.sign(rowsNetOre) * Math.sign(stated) >= 0;
}

function periodOf({ period }: UblDocument): Pick<ReadHeader, 'periodFrom' | 'periodTo'> {
  return {
    periodFrom: (period?.from ?? period?.to ?? null) as LocalDate | null,
    periodTo: (period?.to ?? period?.from ?? null) as LocalDate | null,
  };
}

/** There may be a VAT total in the accounting currency too; it is not this invoice's. */
function inOwnCurrency({ taxTotals, currency }: UblDocument) {
  return taxTotals.filter((each) => each.currency === currency).slice(0, 1);
}

function vatGroupsOf(document: UblDocument, isCredit: boolean): VatGroup[] {
  return inOwnCurrency(document)
    .flatMap(({ subtotals }) => subtotals)
    .map(({ category, percent, taxable, tax }) => ({
      category,
      rate: percent === null ? 0 : rateOf(percent),
      netOre: signedOre(taxable, isCredit),
      vatOre: signedOre(tax, isCredit),
    }));
}

function signedOre(amount: Decimal | null, isCredit: boolean): Ore {
  if (amount === null) return ore(0);
  const rounded = roundToOre(amount);
  return isCredit ? ore(0 - rounded) : rounded;
}
