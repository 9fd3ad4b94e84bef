// An e-invoice or credit note of Peppol BIS Billing 3 as values, with the sums that follow of its
// lines. How it is written stands in ubl-file.ts.

import type { ClosedPeriod, LocalDate } from '../../server/kernel/calendar.ts';
import { vatOf } from './amounts.ts';

export type UblParty = {
  readonly name: string;
  readonly organisationNumber: string;
  readonly street: string;
  readonly postalCode: string;
  readonly city: string;
};

/** S standard rate, Z zero rate, E exempt, AE reverse charge. */
export type VatCategory = 'S' | 'Z' | 'E' | 'AE';

export type UblLine = {
  /** BT-153. */
  readonly text: string;
  readonly netOre: number;
  readonly rate: number;
  readonly category?: VatCategory;
  /** Where it is not one piece: net = quantity × price. */
  readonly quantity?: string;
  readonly price?: string;
  readonly period?: ClosedPeriod;
  /** BT-128, the invoiced object. */
  readonly object?: string;
  /** BT-127. */
  readonly note?: string;
  /** BT-154. */
  readonly description?: string;
  /** BT-133, the buyer's cost centre as the seller believes it to be. */
  readonly accountingCost?: string;
};

/** A charge or an allowance on the whole document; öre above 0 in both cases. */
export type UblExtra = {
  readonly isCharge: boolean;
  readonly reason: string;
  readonly ore: number;
  readonly rate: number;
  readonly category?: VatCategory;
};

export type UblDocument = {
  readonly kind: 'invoice' | 'credit-note';
  readonly number: string;
  readonly issuedOn: LocalDate;
  readonly dueOn: LocalDate;
  readonly seller: UblParty;
  readonly buyer: UblParty;
  readonly bankgiro: string;
  readonly lines: readonly UblLine[];
  readonly extras?: readonly UblExtra[];
  readonly period?: ClosedPeriod;
  /** BT-18, the one object of the whole invoice. */
  readonly object?: string;
  /** BT-19. */
  readonly accountingCost?: string;
  readonly note?: string;
  readonly prepaidOre?: number;
  readonly inWholeKronor?: boolean;
};

export type UblSums = {
  readonly linesOre: number;
  readonly allowancesOre: number;
  readonly chargesOre: number;
  readonly netOre: number;
  readonly vat: readonly VatGroup[];
  readonly vatOre: number;
  readonly prepaidOre: number;
  readonly roundingOre: number;
  readonly payableOre: number;
};

type VatGroup = {
  readonly category: VatCategory;
  readonly rate: number;
  readonly netOre: number;
  readonly vatOre: number;
};

/** The sums that the rules of EN 16931 ask of the document (BR-CO-10 to 17, BR-*-08 and 09). */
export function ublSums(document: UblDocument): UblSums {
  const extras = document.extras ?? [];
  const total = (amounts: readonly number[]): number => amounts.reduce((all, one) => all + one, 0);
  const linesOre = total(document.lines.map(({ netOre }) => netOre));
  const allowancesOre = total(extras.map(({ isCharge, ore }) => (isCharge ? 0 : ore)));
  const chargesOre = total(extras.map(({ isCharge, ore }) => (isCharge ? ore : 0)));
  const netOre = linesOre - allowancesOre + chargesOre;
  const vat = vatGroups(document);
  const vatOre = total(vat.map((group) => group.vatOre));
  const prepaidOre = document.prepaidOre ?? 0;
  const exact = netOre + vatOre - prepaidOre;
  const whole =
    document.inWholeKronor === true
      ? Math.sign(exact) * Math.round(Math.abs(exact) / 100) * 100
      : exact;
  return {
    ...{ linesOre, allowancesOre, chargesOre, netOre, vat, vatOre, prepaidOre },
    roundingOre: whole - exact,
    payableOre: whole,
  };
}

function vatGroups(document: UblDocument): VatGroup[] {
  const groups = new Map<string, VatGroup>();
  const add = (ore: number, of: { rate: number; category?: VatCategory }): void => {
    const category = of.category ?? 'S';
    const key = `${category} ${String(of.rate)}`;
    const netOre = (groups.get(key)?.netOre ?? 0) + ore;
    groups.set(key, { category, rate: of.rate, netOre, vatOre: vatOf(netOre, of.rate) });
  };
  for (const line of document.lines) add(line.netOre, line);
  for (const each of document.extras ?? []) add(each.isCharge ? each.ore : -each.ore, each);
  return [...groups.values()];
}
