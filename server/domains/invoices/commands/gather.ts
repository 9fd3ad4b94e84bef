// What reading asks of the registers, gathered once before the first byte.

import type { LocalDate } from '../../../kernel/calendar.ts';
import { notFound } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/database.ts';
import type { Supplier } from '../../catalogue/types.ts';
import type { LegalEntity } from '../../directory/types.ts';
import { ChargeClassifier } from '../charges.ts';
import type { Parts } from '../deps.ts';
import { Matcher } from '../matching.ts';
import type { KeptInvoice } from '../store/invoices.ts';
import type { Party, UblDocument } from '../ubl/document.ts';

/** A supplier with all that its invoices are read by. */
export type SupplierFacts = {
  readonly supplier: Supplier;
  readonly classifier: ChargeClassifier;
  readonly matcher: Matcher;
  readonly findReference: (text: string) => string | null;
};

/** Everything that is known of a supplier now. */
export async function gatherSupplier(parts: Parts, code: string, tx?: Tx): Promise<SupplierFacts> {
  const { catalogue, inventory } = parts;
  const supplier = await catalogue.findSupplier(code, tx);
  if (supplier === null) throw notFound();
  return {
    supplier,
    classifier: new ChargeClassifier(await catalogue.allChargeCodes(code, tx)),
    matcher: new Matcher(await inventory.subscriptionsOfSupplier(code, tx)),
    findReference: catalogue.createReferenceFinder(supplier.patterns),
  };
}

/** Digits of a registration or VAT number, so that spellings are equal. */
function digitsOf(number: string | null): string {
  return (number ?? '').replace(/\D/g, '');
}

/** The VAT numbers of a party, each also as the organisation number that a Swedish one begins with. */
function vatNumbersOf({ taxSchemes }: Party): string[] {
  return taxSchemes
    .filter(({ scheme }) => scheme.trim().toUpperCase() === 'VAT')
    .map(({ number }) => digitsOf(number))
    .flatMap((number) => (number.length === 12 ? [number, number.slice(0, 10)] : [number]));
}

/**
 * Which of those whom we know a party of an e-invoice is: by its organisation number, else its VAT number,
 * else its other identifiers, and last by where its mail goes, which companies share. Somebody else's
 * organisation or VAT number is somebody else (null), whatever the rest says.
 */
function whoIs<T>(party: Party, known: ReadonlyMap<string, T>): T | null {
  const oneOf = (numbers: readonly string[]): T | null => {
    const number = numbers.find((each) => each !== '' && known.has(each));
    return number === undefined ? null : (known.get(number) ?? null);
  };
  for (const numbers of [[digitsOf(party.registrationNumber)], vatNumbersOf(party)]) {
    const found = oneOf(numbers);
    if (found !== null || numbers.some(isOrganisation)) return found;
  }
  return oneOf([...party.identifiers, party.endpoint].map(digitsOf));
}

/** An organisation number has ten digits; other registers' numbers prove nothing. */
function isOrganisation(number: string): boolean {
  return number.length === 10;
}

/** The seller's number where it is not the supplier's; null where it is, or the register has none. */
export function otherSeller({ seller }: UblDocument, supplier: Supplier): string | null {
  const expected = digitsOf(supplier.organisationNumber);
  if (expected === '' || whoIs(seller, new Map([[expected, true]])) === true) return null;
  return seller.registrationNumber ?? seller.endpoint ?? '';
}

/** Who of us an e-invoice is to. */
export function buyerOf(
  { buyer }: UblDocument,
  entities: readonly LegalEntity[],
): Exclude<KeptInvoice['buyer'], null> {
  const ours = entities.flatMap(({ kind, organisationNumber, vatNumber, gln }) =>
    [organisationNumber, vatNumber, gln].map((number) => [digitsOf(number), kind] as const),
  );
  return whoIs(buyer, new Map(ours)) ?? 'unknown';
}

/** The day by which rows without a period are placed, where no e-invoice says one. */
export function dayOf(invoice: KeptInvoice): LocalDate {
  return invoice.issuedOn ?? (invoice.receivedAt.slice(0, 10) as LocalDate);
}
