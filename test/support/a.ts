// Builders: the smallest thing of each sort that is whole, with what a test says changed.

import type { LocalDate } from '../../server/kernel/calendar.ts';
import { withLuhn } from '../../tools/demo/check-digits.ts';
import { registerCsv, REGISTER_KINDS, type Registers } from '../../tools/demo/registers.ts';
import { specificationFile, type SpecificationRow } from '../../tools/demo/specification.ts';
import { ublFile } from '../../tools/demo/ubl-file.ts';
import type { UblDocument, UblLine } from '../../tools/demo/ubl.ts';

export const BUYER_NUMBER = withLuhn('212099001');
export const SELLER_NUMBER = withLuhn('559999001');
export const SELLER_BANKGIRO = withLuhn('5099001');

/** A municipality with two cost centres, a company, a customer, a supplier and four services. */
export function aMunicipality(changes: Partial<Registers> = {}): Registers {
  return { ...ORGANISATION, ...SERVICES, ...RULES, ...changes };
}

/** The registers as files in the order of import. */
export function filesOf(registers: Registers) {
  return REGISTER_KINDS.map((kind) => ({ kind, bytes: registerCsv(kind, registers[kind]) }));
}

/** An e-invoice of one line, from the supplier of `aMunicipality`, issued on 2026-10-31. */
export function anInvoice(changes: Partial<UblDocument> = {}): UblDocument {
  return {
    kind: 'invoice',
    number: 'F-1',
    issuedOn: '2026-10-31' as LocalDate,
    dueOn: '2026-11-30' as LocalDate,
    seller: {
      name: 'Provtele AB',
      organisationNumber: SELLER_NUMBER,
      street: 'Gatan 1',
      postalCode: '11122',
      city: 'Kista',
    },
    buyer: {
      name: 'Provköpings kommun',
      organisationNumber: BUYER_NUMBER,
      street: 'Torget 1',
      postalCode: '80000',
      city: 'Provköping',
    },
    bankgiro: SELLER_BANKGIRO,
    lines: [aLine()],
    ...changes,
  };
}

/** The e-invoice as bytes. */
export function anInvoiceFile(changes: Partial<UblDocument> = {}): Buffer {
  return ublFile(anInvoice(changes));
}

/** 100 kr for the service S-1, named as the invoiced object. */
export function aLine(changes: Partial<UblLine> = {}): UblLine {
  return { text: 'Bas', netOre: 10_000, rate: 25, object: '+46701740601', ...changes };
}

/** 100 kr for the service S-1 in a specification. */
export function aSpecificationRow(changes: Partial<SpecificationRow> = {}): SpecificationRow {
  return {
    account: 'K-1',
    subscriptionId: '',
    number: '+46701740601',
    group: 'Abonnemang',
    text: 'Bas',
    from: '2026-10-01',
    to: '2026-10-31',
    volume: '',
    unit: 'st',
    amount: 1_000_000,
    rate: 25,
    fault: null,
    ...changes,
  };
}

/** Specification rows as the bytes of a `spec-utf8` file of the invoice F-1. */
export function aSpecificationFile(rows: readonly SpecificationRow[]): Buffer {
  return specificationFile({ number: 'F-1', issuedOn: '2026-10-31' as LocalDate }, rows);
}

const SINCE = { valid_from: '2019-01-01' };
const CODES = {
  account: ['1510', '1672', '2441', '2611', '2614', '2641', '2999', '3041', '3740', '3990', '4610'],
  activity: ['510'],
  project: ['P1'],
  counterpart: ['1', '2', '5', '8'],
  cost_centre: ['1000', '2000', '3000', '7000', '9000', '9900'],
};

const ORGANISATION = {
  settings: [
    { key: 'posting_mode', value: 'clearing' },
    { key: 'providing_cost_centre', value: '9000' },
    { key: 'clearing_cost_centre', value: '9900' },
    {
      key: 'sie_dimensions',
      value: 'cost_centre=1;project=6;activity=20;object=21;counterpart=22',
    },
  ],
  'legal-entities': [
    {
      code: 'K',
      name: 'Provköpings kommun',
      kind: 'municipality',
      organisation_number: BUYER_NUMBER,
      bankgiro: withLuhn('509911'),
      address: 'Torget 1',
      postal_code: '80000',
      city: 'Provköping',
    },
    {
      code: 'BAB',
      name: 'Provköpings Bostäder AB',
      kind: 'company',
      organisation_number: withLuhn('559999002'),
      bankgiro: withLuhn('509912'),
      address: 'Torget 2',
      postal_code: '80000',
      city: 'Provköping',
    },
  ],
  units: [
    { code: 'K', name: 'Provköpings kommun', kind: 'municipality', legal_entity: 'K' },
    { code: 'F', name: 'Förvaltningen', kind: 'department', parent: 'K' },
    { code: 'E', name: 'Enheten', kind: 'unit', parent: 'F' },
    { code: 'BAB', name: 'Bostäder', kind: 'company', parent: 'K', legal_entity: 'BAB' },
  ],
  'code-register': Object.entries(CODES).flatMap(([dimension, codes]) =>
    codes.concat(dimension === 'account' ? ['6210', '6212', '6213'] : []).map((code) => ({
      dimension,
      code,
      name: code,
      valid_from: '2010-01-01',
    })),
  ),
  people: [{ email: 'ove.prov@example.test', name: 'Ove Prov', unit: 'E' }],
  'cost-centres': [
    { code: '1000', name: 'Ett', unit: 'E', counterpart: '1', ...SINCE },
    {
      code: '2000',
      name: 'Två',
      unit: 'E',
      counterpart: '1',
      code_string: 'activity=510',
      ...SINCE,
    },
    { code: '3000', name: 'Tre', unit: 'E', counterpart: '2', vat: 'deductible', ...SINCE },
    { code: '7000', name: 'Bostäder', unit: 'BAB', counterpart: '5', ...SINCE },
    { code: '9000', name: 'It', unit: 'F', counterpart: '2', ...SINCE },
    { code: '9900', name: 'Uppsamling', unit: 'F', counterpart: '2', ...SINCE },
  ],
  customers: [
    {
      code: 'KUND',
      name: 'Provkunden',
      address: 'Torget 3',
      postal_code: '80000',
      city: 'Provköping',
      counterpart: '8',
    },
  ],
} satisfies Partial<Registers>;

const SERVICES = {
  'service-types': [
    { code: 'mobile', name: 'Mobil', namespace: 'e164', account: '6212' },
    { code: 'extension', name: 'Anknytning', namespace: 'extension', account: '6213' },
  ],
  suppliers: [
    {
      code: 'PROV',
      name: 'Provtele AB',
      organisation_number: SELLER_NUMBER,
      bankgiro: SELLER_BANKGIRO,
      specification: 'none',
    },
  ],
  'charge-codes': [
    { supplier: 'PROV', match: 'Bas', class: 'fee' },
    { supplier: 'PROV', match: 'Trafik', class: 'traffic' },
  ],
  subscriptions: [
    service('S-1', 'mobile', '+46701740601'),
    service('S-2', 'mobile', '+46701740602'),
    service('S-3', 'mobile', '+46701740603'),
    service('S-4', 'extension', '10001'),
  ],
  ownerships: [
    { subscription: 'S-1', owner: '1000', from: '2020-01-01' },
    { subscription: 'S-2', owner: '7000', from: '2020-01-01' },
    { subscription: 'S-3', owner: 'KUND', from: '2020-01-01' },
    { subscription: 'S-4', owner: '2000', from: '2020-01-01' },
  ],
} satisfies Partial<Registers>;

const ACCOUNTS = {
  cost: '6210',
  resale: '4610',
  clearing: '2999',
  'vat-deductible': '2641',
  'vat-municipal': '1672',
  'vat-out': '2611',
  'vat-out-reverse': '2614',
  rounding: '3740',
  'supplier-debt': '2441',
  'internal-income': '3990',
  'customer-claims': '1510',
  sales: '3041',
};

const RULES = {
  prices: [{ list: 'own', item: 'extension', price: '45.00', per: 'month', from: '2020-01-01' }],
  'allocation-rules': [{ supplier: 'PROV', match: 'Rabatt', key: 'one:1000', from: '2020-01-01' }],
  'posting-rules': Object.entries(ACCOUNTS).map(([purpose, account]) => ({
    purpose,
    account,
    from: '2020-01-01',
  })),
} satisfies Partial<Registers>;

function service(id: string, type: string, identifier: string) {
  const common = { id, service_type: type, identifier, activated_on: '2020-01-01' };
  return type === 'extension' ? { ...common, switchboard: 'VX1' } : { ...common, supplier: 'PROV' };
}
