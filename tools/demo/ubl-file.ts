// Peppol BIS Billing 3 (UBL 2.1) as text. Writes what it is given; whether it is wise is the
// caller's to say.

import type { ClosedPeriod } from '../../server/kernel/calendar.ts';
import { kronorText } from './amounts.ts';
import { vatNumberOf } from './check-digits.ts';
import {
  ublSums,
  type UblDocument,
  type UblExtra,
  type UblLine,
  type UblParty,
  type UblSums,
  type VatCategory,
} from './ubl.ts';

/** The document as a file, one line of text to each of its lines. */
export function ublFile(document: UblDocument): Buffer {
  const sums = ublSums(document);
  const root = document.kind === 'invoice' ? 'Invoice' : 'CreditNote';
  const parts = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<${root} xmlns="urn:oasis:names:specification:ubl:schema:xsd:${root}-2"`,
    '    xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"',
    '    xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">',
    ...head(document).map(indented),
    ...[seller(document.seller), buyer(document.buyer)].map(indented),
    ...payment(document).map(indented),
    ...(document.extras ?? []).map(extra).map(indented),
    ...[taxTotal(sums), monetaryTotal(sums)].map(indented),
    ...document.lines.map((line, index) => indented(lineOf(document, line, index + 1))),
    `</${root}>`,
  ];
  return Buffer.from(`${parts.join('\n')}\n`);
}

function head(document: UblDocument): string[] {
  const isInvoice = document.kind === 'invoice';
  return [
    cbc(
      'CustomizationID',
      'urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0',
    ),
    cbc('ProfileID', 'urn:fdc:peppol.eu:2017:poacc:billing:01:1.0'),
    cbc('ID', document.number),
    cbc('IssueDate', document.issuedOn),
    ...(isInvoice ? [cbc('DueDate', document.dueOn)] : []),
    isInvoice ? cbc('InvoiceTypeCode', '380') : cbc('CreditNoteTypeCode', '381'),
    ...optional('Note', document.note),
    cbc('DocumentCurrencyCode', 'SEK'),
    ...optional('AccountingCost', document.accountingCost),
    cbc('BuyerReference', 'TELEFONI-1700'),
    ...period(document.period),
    ...(document.object === undefined
      ? []
      : [objectReference('AdditionalDocumentReference', document.object)]),
  ];
}

function seller(party: UblParty): string {
  const schemes = [
    taxScheme(vatNumberOf(party.organisationNumber), 'VAT'),
    taxScheme('Godkänd för F-skatt', 'TAX'),
  ];
  const contact = cac('Contact', cbc('Name', 'Kundtjänst'), cbc('Telephone', '020-000000'));
  return cac('AccountingSupplierParty', partyOf(party, { schemes, contact }));
}

function buyer(party: UblParty): string {
  return cac('AccountingCustomerParty', partyOf(party, { schemes: [], contact: '' }));
}

function partyOf(party: UblParty, of: { schemes: readonly string[]; contact: string }): string {
  const number = `<cbc:CompanyID schemeID="0007">${party.organisationNumber}</cbc:CompanyID>`;
  return cac(
    'Party',
    `<cbc:EndpointID schemeID="0007">${party.organisationNumber}</cbc:EndpointID>`,
    cac('PartyName', cbc('Name', party.name)),
    cac(
      'PostalAddress',
      cbc('StreetName', party.street),
      cbc('CityName', party.city),
      cbc('PostalZone', party.postalCode),
      cac('Country', cbc('IdentificationCode', 'SE')),
    ),
    ...of.schemes,
    cac('PartyLegalEntity', cbc('RegistrationName', party.name), number),
    of.contact,
  );
}

function taxScheme(company: string, scheme: string): string {
  return cac('PartyTaxScheme', cbc('CompanyID', company), cac('TaxScheme', cbc('ID', scheme)));
}

function payment(document: UblDocument): string[] {
  const account = cac(
    'PayeeFinancialAccount',
    cbc('ID', document.bankgiro),
    cac('FinancialInstitutionBranch', cbc('ID', 'SE:BANKGIRO')),
  );
  const reference = cbc('PaymentID', document.number.replaceAll(/\D/g, ''));
  return [
    cac('PaymentMeans', cbc('PaymentMeansCode', '30'), reference, account),
    cac('PaymentTerms', cbc('Note', '30 dagar netto')),
  ];
}

function extra(each: UblExtra): string {
  return cac(
    'AllowanceCharge',
    cbc('ChargeIndicator', String(each.isCharge)),
    cbc('AllowanceChargeReason', each.reason),
    amount('Amount', each.ore),
    taxCategory('TaxCategory', each.category ?? 'S', each.rate),
  );
}

function taxTotal(sums: UblSums): string {
  const groups = sums.vat.map((group) =>
    cac(
      'TaxSubtotal',
      amount('TaxableAmount', group.netOre),
      amount('TaxAmount', group.vatOre),
      taxCategory('TaxCategory', group.category, group.rate, REASONS[group.category]),
    ),
  );
  return cac('TaxTotal', amount('TaxAmount', sums.vatOre), ...groups);
}

const REASONS: Readonly<Partial<Record<VatCategory, string>>> = {
  E: 'Undantag från skatteplikt',
  AE: 'Omvänd betalningsskyldighet',
};

function monetaryTotal(sums: UblSums): string {
  const unlessZero = (name: string, ore: number): string => (ore === 0 ? '' : amount(name, ore));
  return cac(
    'LegalMonetaryTotal',
    amount('LineExtensionAmount', sums.linesOre),
    amount('TaxExclusiveAmount', sums.netOre),
    amount('TaxInclusiveAmount', sums.netOre + sums.vatOre),
    unlessZero('AllowanceTotalAmount', sums.allowancesOre),
    unlessZero('ChargeTotalAmount', sums.chargesOre),
    unlessZero('PrepaidAmount', sums.prepaidOre),
    unlessZero('PayableRoundingAmount', sums.roundingOre),
    amount('PayableAmount', sums.payableOre),
  );
}

function lineOf(document: UblDocument, line: UblLine, id: number): string {
  const word = document.kind === 'invoice' ? 'Invoice' : 'CreditNote';
  const counted = document.kind === 'invoice' ? 'InvoicedQuantity' : 'CreditedQuantity';
  const quantity = line.quantity ?? (line.netOre < 0 ? '-1' : '1');
  return cac(
    `${word}Line`,
    cbc('ID', String(id)),
    ...optional('Note', line.note),
    `<cbc:${counted} unitCode="C62">${quantity}</cbc:${counted}>`,
    amount('LineExtensionAmount', line.netOre),
    ...optional('AccountingCost', line.accountingCost),
    ...period(line.period),
    ...(line.object === undefined ? [] : [objectReference('DocumentReference', line.object)]),
    cac(
      'Item',
      ...optional('Description', line.description),
      cbc('Name', line.text),
      taxCategory('ClassifiedTaxCategory', line.category ?? 'S', line.rate),
    ),
    cac(
      'Price',
      `<cbc:PriceAmount currencyID="SEK">${line.price ?? kronorText(Math.abs(line.netOre))}</cbc:PriceAmount>`,
    ),
  );
}

function taxCategory(
  ...[name, category, rate, reason]: [string, VatCategory, number, string?]
): string {
  return cac(
    name,
    cbc('ID', category),
    cbc('Percent', String(rate)),
    ...optional('TaxExemptionReason', reason),
    cac('TaxScheme', cbc('ID', 'VAT')),
  );
}

function period(of: ClosedPeriod | undefined): string[] {
  if (of === undefined) return [];
  return [cac('InvoicePeriod', cbc('StartDate', of.from), cbc('EndDate', of.to))];
}

function objectReference(name: string, object: string): string {
  return cac(name, cbc('ID', object), cbc('DocumentTypeCode', '130'));
}

function amount(name: string, ore: number): string {
  return `<cbc:${name} currencyID="SEK">${kronorText(ore)}</cbc:${name}>`;
}

function optional(name: string, text: string | undefined): string[] {
  return text === undefined ? [] : [cbc(name, text)];
}

function cbc(name: string, text: string): string {
  return `<cbc:${name}>${escaped(text)}</cbc:${name}>`;
}

function cac(name: string, ...children: readonly string[]): string {
  return `<cac:${name}>${children.join('')}</cac:${name}>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function indented(text: string): string {
  return `  ${text}`;
}
