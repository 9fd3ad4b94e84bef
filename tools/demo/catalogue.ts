// What the municipality buys and sells: operators, contracts, plans, prices, and the rules by
// which charges are classed, spread and posted. The operators are invented.

import { withLuhn } from './check-digits.ts';
import { fine, type Fine } from './amounts.ts';
import type { RegisterRow } from './registers.ts';

export const SERVICE_TYPES = ['mobile', 'extension', 'mobile_broadband', 'm2m', 'special'] as const;

export type ServiceType = (typeof SERVICE_TYPES)[number];

export type Supplier = {
  readonly code: SupplierCode;
  readonly name: string;
  readonly city: string;
  readonly organisationNumber: string;
  readonly bankgiro: string;
  readonly contract: string;
};

export type SupplierCode = 'NORDTEL' | 'FJARRTELE';

export const NORDTEL: Supplier = {
  code: 'NORDTEL',
  name: 'Nordtel Företag AB',
  city: 'Kista',
  organisationNumber: withLuhn('559998104'),
  bankgiro: withLuhn('5099101'),
  contract: 'NT-2023-118',
};

export const FJARRTELE: Supplier = {
  code: 'FJARRTELE',
  name: 'Fjärrtele Special AB',
  city: 'Malmö',
  organisationNumber: withLuhn('559998211'),
  bankgiro: withLuhn('7099202'),
  contract: 'FT-2022-041',
};

export const EXTENSION_PRICE = '45.00';

type Plan = { readonly type: ServiceType; readonly supplier: Supplier; readonly price: string };

const PLANS: Readonly<Record<string, Plan>> = {
  'Mobil Bas': { type: 'mobile', supplier: NORDTEL, price: '15.00' },
  'Kontor 5 GB': { type: 'mobile', supplier: NORDTEL, price: '129.00' },
  'Fält 15 GB': { type: 'mobile', supplier: NORDTEL, price: '149.00' },
  Obegränsad: { type: 'mobile', supplier: NORDTEL, price: '329.00' },
  'Bredband 50 GB': { type: 'mobile_broadband', supplier: NORDTEL, price: '180.00' },
  'M2m Bas': { type: 'm2m', supplier: NORDTEL, price: '15.00' },
  'M2m Larm': { type: 'm2m', supplier: NORDTEL, price: '24.50' },
  'Mobil Special': { type: 'mobile', supplier: FJARRTELE, price: '99.00' },
  'Bredband Special': { type: 'mobile_broadband', supplier: FJARRTELE, price: '189.00' },
  'M2m Special': { type: 'm2m', supplier: FJARRTELE, price: '19.00' },
  'Fiberaccess 100/100': { type: 'special', supplier: FJARRTELE, price: '795.00' },
  'Fiberaccess 1000/1000': { type: 'special', supplier: FJARRTELE, price: '1495.00' },
  Hisslarm: { type: 'special', supplier: FJARRTELE, price: '89.00' },
  'Koordinerad trygghetslänk': { type: 'special', supplier: FJARRTELE, price: '123.50' },
  'ISDN-ersättning': { type: 'special', supplier: FJARRTELE, price: '249.00' },
};

export const OPTIONS = {
  'Datapaket 5 GB': '29.00',
  'Roaming EU+': '49.50',
  'Säker växel': '12.05',
};

export const ONE_OFFS = { Startavgift: '89.00', 'Byte av sim-kort': '89.00' };

export function planOf(name: string): Plan {
  const plan = PLANS[name];
  if (plan === undefined) throw new RangeError(`no such plan: ${name}`);
  return plan;
}

/** The month's price of a plan or an option. */
export function priceOf(item: string): Fine {
  const prices: Readonly<Record<string, string | undefined>> = { ...OPTIONS, ...ONE_OFFS };
  return fine(prices[item] ?? planOf(item).price);
}

export function serviceTypeRows(): RegisterRow<'service-types'>[] {
  const row = (code: string, name: string, namespace: string, account: string) => ({
    code,
    name,
    namespace,
    account,
    vat_rate: '25',
    unused_after_months: code === 'm2m' || code === 'special' ? '' : '3',
  });
  return [
    row('mobile', 'Mobilabonnemang', 'e164', '6212'),
    row('extension', 'Anknytning', 'extension', '6213'),
    row('mobile_broadband', 'Mobilt bredband', 'e164', '6217'),
    row('m2m', 'M2m-abonnemang', 'e164', '6218'),
    row('special', 'Särskild tjänst', 'service_id', '6219'),
  ];
}

export function supplierRows(): RegisterRow<'suppliers'>[] {
  const common = { rhythm: 'monthly', tolerance: '0.00' };
  const facts = (supplier: Supplier) => ({
    code: supplier.code,
    name: supplier.name,
    organisation_number: supplier.organisationNumber,
    bankgiro: supplier.bankgiro,
  });
  return [
    { ...facts(NORDTEL), ...common, specification: 'spec-utf8', invoice_day: '10' },
    {
      ...facts(FJARRTELE),
      ...common,
      specification: 'none',
      invoice_day: '15',
      patterns: String.raw`FT-[A-Z]+-\d+||(?:\+46|0)7\d(?:[ -]?\d){7}`,
    },
  ];
}

export function chargeCodeRows(): RegisterRow<'charge-codes'>[] {
  const fees = Object.entries(PLANS).map(([match, { supplier }]) => {
    return { supplier: supplier.code, match, class: 'fee', item: match };
  });
  const options = Object.keys(OPTIONS).map((match) => {
    return { supplier: NORDTEL.code, match, class: 'fee', item: match };
  });
  const oneOffs = Object.keys(ONE_OFFS).map((match) => {
    return { supplier: NORDTEL.code, match, class: 'one_off', item: match };
  });
  const other = [
    [NORDTEL.code, 'Trafik', 'traffic'],
    [NORDTEL.code, 'Kredit', 'fee'],
    [NORDTEL.code, 'Kontoavgift', 'other'],
    [NORDTEL.code, 'Volymrabatt', 'discount'],
    [FJARRTELE.code, 'Samtal', 'traffic'],
    [FJARRTELE.code, 'Datatrafik', 'traffic'],
    [FJARRTELE.code, 'Avtalsrabatt', 'discount'],
  ] as const;
  return [
    ...fees,
    ...options,
    ...oneOffs,
    ...other.map(([supplier, match, kind]) => ({ supplier, match, class: kind })),
  ];
}

export function priceRows(): RegisterRow<'prices'>[] {
  const since = { per: 'month', from: '2023-01-01' };
  const plans = Object.entries(PLANS).map(([item, plan]) => {
    return { list: plan.supplier.contract, item, price: plan.price, ...since };
  });
  const options = Object.entries(OPTIONS).map(([item, price]) => {
    return { list: NORDTEL.contract, item, price, ...since };
  });
  const oneOffs = Object.entries(ONE_OFFS).map(([item, price]) => {
    return { list: NORDTEL.contract, item, price, ...since, per: 'piece' };
  });
  const own = { list: 'own', item: 'extension', per: 'month' };
  return [
    ...plans,
    ...options,
    ...oneOffs,
    { ...own, price: '42.00', from: '2020-01-01', to: '2024-12-31' },
    { ...own, price: EXTENSION_PRICE, from: '2025-01-01' },
  ];
}

export function allocationRuleRows(): RegisterRow<'allocation-rules'>[] {
  const from = '2020-01-01';
  return [
    { supplier: NORDTEL.code, match: 'Volymrabatt', key: 'pro-rata', from },
    { supplier: NORDTEL.code, match: 'Kontoavgift', key: 'fixed:1700=250.00|rest=1720', from },
    { supplier: FJARRTELE.code, match: 'Avtalsrabatt', key: 'percent:1700=60|4511=40', from },
  ];
}

const POSTINGS = [
  ['cost', '6210'],
  ['resale', '4610'],
  ['clearing', '2999'],
  ['vat-deductible', '2641'],
  ['vat-municipal', '1672'],
  ['vat-out', '2611'],
  ['vat-out-reverse', '2614'],
  ['rounding', '3740'],
  ['supplier-debt', '2441'],
  ['internal-income', '3990'],
  ['customer-claims', '1510'],
  ['sales', '3041'],
] as const;

export function postingRuleRows(): RegisterRow<'posting-rules'>[] {
  return POSTINGS.map(([purpose, account]) => ({ purpose, account, from: '2020-01-01' }));
}

/** Every account that a service type or a posting rule may name. */
export function accountCodes(): string[] {
  const named = [...POSTINGS.map(([, account]) => account), ...serviceTypeRows().map(accountOf)];
  return [...new Set(named)].sort();
}

function accountOf(row: RegisterRow<'service-types'>): string {
  return row.account ?? '';
}
