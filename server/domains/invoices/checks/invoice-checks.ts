// Checks of the invoice as a whole: its buyer, its parts, its sums.

import { ore, sum, vat, type Ore } from '../../../kernel/money.ts';
import type { Deviation } from '../types.ts';
import type { CheckedInvoice, CheckFacts } from './facts.ts';

const OF_INVOICE = { lineId: null, expected: null, actual: null, stakeOre: ore(0) } as const;

/** The invoice is to somebody else, or to a company of ours: then it is not the municipality's to split. */
export function checkBuyer({ buyer, buyerName, supplierName }: CheckedInvoice): Deviation[] {
  if (buyer === null || buyer === 'municipality') return [];
  const code = buyer === 'company' ? 'invoice.companys-own' : 'invoice.wrong-buyer';
  const args = { buyer: buyerName, supplier: supplierName };
  return [
    { ...OF_INVOICE, code, check: 'buyer', severity: 'stop', actual: buyerName || null, args },
  ];
}

/** What must come together has not come together yet. */
export function checkParts(invoice: CheckedInvoice): Deviation[] {
  const { hasEInvoice, hasSpecification, requiredSpecification } = invoice;
  const args = { supplier: invoice.supplierName, number: invoice.number ?? '' };
  const missing = (code: string, more: Readonly<Record<string, string>> = {}): Deviation => ({
    ...OF_INVOICE,
    code,
    check: 'parts',
    severity: 'stop',
    args: { ...args, ...more },
  });
  if (!hasEInvoice) return [missing('invoice.e-invoice-missing')];
  if (requiredSpecification === null || hasSpecification) return [];
  return [missing('invoice.specification-missing', { format: requiredSpecification })];
}

/**
 * The rows against the e-invoice's net. Up to the supplier's tolerance, or accepted by somebody, the
 * difference is a rounding line; above it the invoice waits.
 */
export function checkDifference(invoice: CheckedInvoice, facts: CheckFacts): Deviation[] {
  const { hasEInvoice, hasSpecification, requiredSpecification, netOre } = invoice;
  if (!hasEInvoice || (requiredSpecification !== null && !hasSpecification)) return [];
  const differenceOre = ore(netOre - facts.rowsNetOre);
  if (differenceOre === 0) return [];
  const isRounded = isRoundedAway(differenceOre, facts);
  return [
    {
      code: isRounded ? 'invoice.specification-rounded' : 'invoice.specification-differs',
      check: 'difference',
      severity: isRounded ? 'info' : 'stop',
      lineId: null,
      expected: String(netOre),
      actual: String(facts.rowsNetOre),
      stakeOre: ore(Math.abs(differenceOre)),
      args: {
        supplier: invoice.supplierName,
        number: invoice.number ?? '',
        netOre,
        rowsOre: facts.rowsNetOre,
        differenceOre: Math.abs(differenceOre),
        toleranceOre: facts.toleranceOre,
      },
    },
  ];
}

/** True where a difference becomes a rounding line. */
export function isRoundedAway(
  differenceOre: number,
  { toleranceOre, acceptedOre }: Pick<CheckFacts, 'toleranceOre' | 'acceptedOre'>,
): boolean {
  return Math.abs(differenceOre) <= toleranceOre || acceptedOre === differenceOre;
}

/** VAT that is not rate × net to the öre, and a rate whose rows are not the e-invoice's. */
export function checkArithmetic(invoice: CheckedInvoice, facts: CheckFacts): Deviation[] {
  if (!invoice.hasEInvoice) return [];
  return [...wrongVat(invoice), ...wrongRates(invoice, facts)];
}

function wrongVat({ vat: groups, supplierName }: CheckedInvoice): Deviation[] {
  return groups.flatMap((group) => {
    const expectedOre = vat(group.netOre, group.rate);
    if (expectedOre === group.vatOre) return [];
    return [
      {
        code: 'invoice.vat',
        check: 'arithmetic',
        severity: 'info' as const,
        lineId: null,
        expected: String(expectedOre),
        actual: String(group.vatOre),
        stakeOre: ore(Math.abs(group.vatOre - expectedOre)),
        args: {
          supplier: supplierName,
          rate: group.rate,
          netOre: group.netOre,
          vatOre: group.vatOre,
          expectedOre,
        },
      },
    ];
  });
}

function wrongRates(invoice: CheckedInvoice, facts: CheckFacts): Deviation[] {
  // Where the sums differ, that is said already.
  if (!invoice.hasSpecification || invoice.netOre !== facts.rowsNetOre) return [];
  const rates = [...new Set([...invoice.vat, ...facts.netByRate].map(({ rate }) => rate))];
  return rates.flatMap((rate) => {
    const stated = netOf(invoice.vat, rate);
    const found = netOf(facts.netByRate, rate);
    if (stated === found) return [];
    return [
      {
        code: 'invoice.vat-rate',
        check: 'arithmetic',
        severity: 'wait' as const,
        lineId: null,
        expected: String(stated),
        actual: String(found),
        stakeOre: ore(Math.abs(stated - found)),
        args: { supplier: invoice.supplierName, rate, statedOre: stated, rowsOre: found },
      },
    ];
  });
}

function netOf(groups: readonly { rate: number; netOre: Ore }[], rate: number): Ore {
  return sum(groups.filter((group) => group.rate === rate).map(({ netOre }) => netOre));
}
