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

/** Every number by which a party of an e-invoice says who it is, as digits. */
function numbersOf(party: Party): ReadonlySet<string> {
  const vat = party.taxSchemes
    .filter(({ scheme }) => scheme.trim().toUpperCase() === 'VAT')
    .map(({ number }) => digitsOf(number));
  return new Set(
    [
      digitsOf(party.registrationNumber),
      digitsOf(party.endpoint),
      ...party.identifiers.map(digitsOf),
      ...vat,
      // A Swedish VAT number is the organisation number and two digits.
      ...vat.filter((number) => number.length === 12).map((number) => number.slice(0, 10)),
    ].filter((number) => number !== ''),
  );
}

/** The seller's number where it is not the supplier's; null where it is, or the register has none. */
export function otherSeller(document: UblDocument, supplier: Supplier): string | null {
  const expected = digitsOf(supplier.organisationNumber);
  if (expected === '') return null;
  const found = numbersOf(document.seller);
  if (found.has(expected)) return null;
  return document.seller.registrationNumber ?? document.seller.endpoint ?? '';
}

/** Who of us an e-invoice is to. */
export function buyerOf(
  document: UblDocument,
  entities: readonly LegalEntity[],
): Exclude<KeptInvoice['buyer'], null> {
  const found = numbersOf(document.buyer);
  const entity = entities.find(({ organisationNumber, vatNumber, gln }) =>
    [organisationNumber, vatNumber, gln].some((number) => found.has(digitsOf(number))),
  );
  return entity?.kind ?? 'unknown';
}

/** The day by which rows without a period are placed, where no e-invoice says one. */
export function dayOf(invoice: KeptInvoice): LocalDate {
  return invoice.issuedOn ?? (invoice.receivedAt.slice(0, 10) as LocalDate);
}
