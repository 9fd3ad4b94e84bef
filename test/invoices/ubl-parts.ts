// A document is put together from the few parts that the rules of calculation look at, so that each
// can be wrong by itself.

export type Parts = {
  root: 'Invoice' | 'CreditNote';
  head: string;
  seller: string;
  extras: string;
  tax: string;
  totals: Readonly<Record<string, string>>;
  lines: string;
};

const VAT = '<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>';

export function category(name: string, id: string, percent: string | null): string {
  const rate = percent === null ? '' : `<cbc:Percent>${percent}</cbc:Percent>`;
  return `<cac:${name}><cbc:ID>${id}</cbc:ID>${rate}${VAT}</cac:${name}>`;
}

export function line(
  { net = '100.00', more = '', quantity = '1', price = '100.00', base = '' } = {},
  cat = category('ClassifiedTaxCategory', 'S', '25'),
  word = 'Invoice',
): string {
  const counted = word === 'Invoice' ? 'InvoicedQuantity' : 'CreditedQuantity';
  return `<cac:${word}Line><cbc:ID>1</cbc:ID><cbc:${counted}>${quantity}</cbc:${counted}><cbc:LineExtensionAmount>${net}</cbc:LineExtensionAmount>${more}<cac:Item><cbc:Name>A</cbc:Name>${cat}</cac:Item><cac:Price><cbc:PriceAmount>${price}</cbc:PriceAmount>${base}</cac:Price></cac:${word}Line>`;
}

export function subtotal(
  taxable: string,
  tax: string,
  cat = category('TaxCategory', 'S', '25'),
): string {
  return `<cac:TaxSubtotal><cbc:TaxableAmount>${taxable}</cbc:TaxableAmount><cbc:TaxAmount>${tax}</cbc:TaxAmount>${cat}</cac:TaxSubtotal>`;
}

export function taxTotal(amount: string, ...subtotals: string[]): string {
  return `<cac:TaxTotal><cbc:TaxAmount currencyID="SEK">${amount}</cbc:TaxAmount>${subtotals.join('')}</cac:TaxTotal>`;
}

export function extra(
  isCharge: boolean,
  amount: string,
  { reason = 'Skäl', cat = category('TaxCategory', 'S', '25') } = {},
): string {
  const why =
    reason === '' ? '' : `<cbc:AllowanceChargeReason>${reason}</cbc:AllowanceChargeReason>`;
  return `<cac:AllowanceCharge><cbc:ChargeIndicator>${String(isCharge)}</cbc:ChargeIndicator>${why}<cbc:Amount>${amount}</cbc:Amount>${cat}</cac:AllowanceCharge>`;
}

export const SELLER = `<cac:PartyTaxScheme><cbc:CompanyID>SE559999001201</cbc:CompanyID>${VAT}</cac:PartyTaxScheme>`;

export const RIGHT: Parts = {
  root: 'Invoice',
  head: '<cbc:DueDate>2026-11-30</cbc:DueDate>',
  seller: SELLER,
  extras: '',
  tax: taxTotal('25.00', subtotal('100.00', '25.00')),
  totals: {
    LineExtensionAmount: '100.00',
    TaxExclusiveAmount: '100.00',
    TaxInclusiveAmount: '125.00',
    PayableAmount: '125.00',
  },
  lines: line(),
};

export function file(changes: Partial<Parts>): Buffer {
  const { root, head, seller, extras, tax, totals, lines } = { ...RIGHT, ...changes };
  const sums = Object.entries(totals).map(
    ([name, amount]) => `<cbc:${name}>${amount}</cbc:${name}>`,
  );
  return Buffer.from(
    `<${root} xmlns="urn:oasis:names:specification:ubl:schema:xsd:${root}-2" xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"><cbc:ID>1</cbc:ID><cbc:IssueDate>2026-10-31</cbc:IssueDate>${head}<cbc:DocumentCurrencyCode>SEK</cbc:DocumentCurrencyCode><cac:AccountingSupplierParty><cac:Party>${seller}</cac:Party></cac:AccountingSupplierParty>${extras}${tax}<cac:LegalMonetaryTotal>${sums.join('')}</cac:LegalMonetaryTotal>${lines}</${root}>`,
  );
}
