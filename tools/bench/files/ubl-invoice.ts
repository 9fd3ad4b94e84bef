// A large Peppol BIS Billing 3 invoice for the reader to read: the same bytes each time, written as an
// operator writes them (an element a line), every line another service.

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { createRandom } from '../../demo/random.ts';

const ROOT =
  '<?xml version="1.0" encoding="UTF-8"?>\n' +
  '<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"\n' +
  '    xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"\n' +
  '    xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">\n';
const RATES = [25, 25, 25, 25, 25, 25, 25, 12, 6] as const;
const TEXTS = [
  'Månadsavgift Företag 10 GB',
  'Nationella samtal & sms',
  'Surf inom EU/EES',
  'Samtal till särskilda nummer',
  'Månadsavgift mobilt bredband',
  'Rabatt enligt avtal',
] as const;

type Line = {
  readonly id: number;
  readonly number: string;
  readonly text: string;
  readonly ore: number;
  readonly rate: number;
};

/** Writes an invoice of at least so many bytes to a file. */
export async function writeUblInvoice(file: string, bytes: number): Promise<void> {
  const sums = sumsOf(bytes);
  const out = createWriteStream(file);
  out.write(ROOT + head() + totals(sums));
  let block = '';
  for (const line of lines(sums.count)) {
    block += lineText(line);
    if (block.length < 1_000_000) continue;
    if (!out.write(block)) await once(out, 'drain');
    block = '';
  }
  out.end(`${block}</Invoice>\n`);
  await once(out, 'finish');
}

type Sums = { count: number; readonly netOre: Map<number, number> };

/** The header stands before the lines: what they come to is counted beforehand. */
function sumsOf(bytes: number): Sums {
  const sums: Sums = { count: 0, netOre: new Map() };
  let written = 0;
  for (const line of lines(Infinity)) {
    if (written >= bytes) break;
    written += Buffer.byteLength(lineText(line));
    sums.count += 1;
    sums.netOre.set(line.rate, (sums.netOre.get(line.rate) ?? 0) + line.ore);
  }
  return sums;
}

function* lines(count: number): Generator<Line> {
  const random = createRandom('ubl-invoice');
  for (let id = 1; id <= count; id += 1) {
    const number = `467${random.between(10_000_000, 99_999_999)}`;
    const ore = random.chance(3) ? -random.between(100, 9_900) : random.between(0, 49_900);
    yield { id, number, text: random.pick(TEXTS), ore, rate: random.pick(RATES) };
  }
}

function lineText({ id, number, text, ore, rate }: Line): string {
  return `  <cac:InvoiceLine>
    <cbc:ID>${id}</cbc:ID>
    <cbc:Note>Abonnemang ${number}</cbc:Note>
    <cbc:InvoicedQuantity unitCode="C62">${ore < 0 ? -1 : 1}</cbc:InvoicedQuantity>
    <cbc:LineExtensionAmount currencyID="SEK">${kronor(ore)}</cbc:LineExtensionAmount>
    <cac:InvoicePeriod>
      <cbc:StartDate>2026-10-01</cbc:StartDate>
      <cbc:EndDate>2026-10-31</cbc:EndDate>
    </cac:InvoicePeriod>
    <cac:DocumentReference>
      <cbc:ID>${number}</cbc:ID>
      <cbc:DocumentTypeCode>130</cbc:DocumentTypeCode>
    </cac:DocumentReference>
    <cac:Item>
      <cbc:Name>${text.replace('&', '&amp;')}</cbc:Name>
      <cac:ClassifiedTaxCategory>
        <cbc:ID>S</cbc:ID>
        <cbc:Percent>${rate}</cbc:Percent>
        <cac:TaxScheme>
          <cbc:ID>VAT</cbc:ID>
        </cac:TaxScheme>
      </cac:ClassifiedTaxCategory>
    </cac:Item>
    <cac:Price>
      <cbc:PriceAmount currencyID="SEK">${kronor(Math.abs(ore))}</cbc:PriceAmount>
    </cac:Price>
  </cac:InvoiceLine>
`;
}

function head(): string {
  return `  <cbc:ID>BENCH-1</cbc:ID>
  <cbc:IssueDate>2026-10-31</cbc:IssueDate>
  <cbc:DueDate>2026-11-30</cbc:DueDate>
  <cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>
  <cbc:DocumentCurrencyCode>SEK</cbc:DocumentCurrencyCode>
  <cbc:BuyerReference>TELEFONI</cbc:BuyerReference>
${party('Supplier', '5560000001')}${party('Customer', '2120000001')}`;
}

function party(which: 'Supplier' | 'Customer', number: string): string {
  return `  <cac:Accounting${which}Party>
    <cac:Party>
      <cbc:EndpointID schemeID="0007">${number}</cbc:EndpointID>
      <cac:PartyTaxScheme>
        <cbc:CompanyID>SE${number}01</cbc:CompanyID>
        <cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>
      </cac:PartyTaxScheme>
    </cac:Party>
  </cac:Accounting${which}Party>
`;
}

function totals({ netOre }: Sums): string {
  const groups = [...netOre].map(([rate, ore]) => ({ rate, ore, vat: vatOf(ore, rate) }));
  const net = groups.reduce((sum, { ore }) => sum + ore, 0);
  const vat = groups.reduce((sum, group) => sum + group.vat, 0);
  const subtotals = groups.map(
    (group) =>
      `    <cac:TaxSubtotal>${amount('TaxableAmount', group.ore)}${amount('TaxAmount', group.vat)}` +
      `<cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>${group.rate}</cbc:Percent>` +
      '<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:TaxCategory></cac:TaxSubtotal>\n',
  );
  return (
    `  <cac:TaxTotal>${amount('TaxAmount', vat)}\n${subtotals.join('')}  </cac:TaxTotal>\n` +
    `  <cac:LegalMonetaryTotal>${amount('LineExtensionAmount', net)}` +
    amount('TaxExclusiveAmount', net) +
    amount('TaxInclusiveAmount', net + vat) +
    `${amount('PayableAmount', net + vat)}</cac:LegalMonetaryTotal>\n`
  );
}

function vatOf(ore: number, rate: number): number {
  return Math.round((ore * rate) / 100);
}

function amount(name: string, ore: number): string {
  return `<cbc:${name} currencyID="SEK">${kronor(ore)}</cbc:${name}>`;
}

function kronor(ore: number): string {
  return (ore / 100).toFixed(2);
}
