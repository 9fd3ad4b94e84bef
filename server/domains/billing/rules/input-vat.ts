// Rule 9 of interfaces.md §4: how much of a supplier invoice's VAT is municipal and how much the
// house deducts, per rate; and the VAT that the house reports itself under reverse charge.

import { allocate, ore, sum, vat, ZERO_ORE, type Ore } from '../../../kernel/money.ts';
import type { FrozenInvoice, FrozenVat, Share } from '../types.ts';
import type { OwnerBook } from './owners.ts';

/** The category of the VAT rules for domestic reverse charge. */
const REVERSE_CHARGE = 'AE';
/** The rate at which the house reports VAT on what it buys under reverse charge. */
export const REVERSE_CHARGE_RATE = 25;

export type InputVat = {
  /** The supplier's rate; under reverse charge the house's own. */
  readonly rate: number;
  readonly reverseCharge: boolean;
  readonly municipalOre: Ore;
  readonly deductibleOre: Ore;
};

/** The invoice's VAT by rate and treatment. `shares` are those of the invoice's own lines. */
export function inputVat(
  invoice: FrozenInvoice,
  shares: readonly Share[],
  book: OwnerBook,
): InputVat[] {
  const sign = (invoice.netOre === 0 ? invoice.payableOre : invoice.netOre) < 0 ? -1 : 1;
  return groupsOf(invoice.vat).map((group) => {
    const amount = group.reverseCharge ? vat(group.netOre, REVERSE_CHARGE_RATE) : group.vatOre;
    const nets = netsByTreatment(shares.filter(belongsTo(group)), book);
    const weights = [
      { owner: 'deductible', weight: Math.max(0, sign * nets.deductible) },
      { owner: 'municipal', weight: Math.max(0, sign * nets.municipal) },
    ];
    const parts = allocate(amount, weights);
    const deductibleOre = parts.find((part) => part.owner === 'deductible')?.ore ?? ZERO_ORE;
    return {
      rate: group.reverseCharge ? REVERSE_CHARGE_RATE : group.rate,
      reverseCharge: group.reverseCharge,
      deductibleOre,
      municipalOre: ore(amount - deductibleOre),
    };
  });
}

type Group = Pick<FrozenVat, 'rate' | 'netOre' | 'vatOre'> & { readonly reverseCharge: boolean };

/** Reverse charge by itself, everything else by rate, lowest rate first. */
function groupsOf(vats: readonly FrozenVat[]): Group[] {
  const groups = new Map<string, Group>();
  for (const each of vats) {
    const reverseCharge = each.category === REVERSE_CHARGE;
    const key = reverseCharge ? REVERSE_CHARGE : String(each.rate);
    const sofar = groups.get(key);
    groups.set(key, {
      rate: each.rate,
      reverseCharge,
      netOre: sum([sofar?.netOre ?? ZERO_ORE, each.netOre]),
      vatOre: sum([sofar?.vatOre ?? ZERO_ORE, each.vatOre]),
    });
  }
  return [...groups.values()].sort(
    (a, b) => Number(a.reverseCharge) - Number(b.reverseCharge) || a.rate - b.rate,
  );
}

/** Shares count under the supplier's category and rate of their line. */
function belongsTo(group: Group): (share: Share) => boolean {
  return ({ charge }) => {
    const reversed = charge.vatCategory === REVERSE_CHARGE;
    if (group.reverseCharge || reversed) return group.reverseCharge && reversed;
    return charge.vatRate === group.rate;
  };
}

function netsByTreatment(
  shares: readonly Share[],
  book: OwnerBook,
): { municipal: number; deductible: number } {
  const nets = { municipal: 0, deductible: 0 };
  for (const share of shares)
    nets[book.find(share.owner)?.treatment ?? 'municipal'] += share.netOre;
  return nets;
}
