// Builders of frozen months: a municipality with a company and an external customer, to which a test
// adds exactly what it is about.

import { localDate, month } from '../../server/kernel/calendar.ts';
import { ore } from '../../server/kernel/money.ts';
import type { PostingRule, Purpose } from '../../server/domains/ledger/types.ts';
import { PURPOSES } from '../../server/domains/ledger/types.ts';
import {
  DEFAULT_SIE_DIMENSIONS,
  parseSieDimensions,
} from '../../server/domains/directory/rules.ts';
import { parseAllocationKey } from '../../server/domains/billing/rules/allocation-keys.ts';
import type {
  FrozenAllocationRule,
  FrozenCostCentre,
  FrozenCustomer,
  FrozenInvoice,
  FrozenLegalEntity,
  FrozenLine,
  FrozenMonth,
  FrozenOwnership,
  FrozenParty,
  FrozenServiceType,
  FrozenSubscription,
  Share,
} from '../../server/domains/billing/types.ts';

const LONG_AGO = localDate('2020-01-01');

/** Accounts of the test's posting rules, one a purpose. */
/** SIE's numbers of the dimensions where the setting says nothing. */
export const USUAL_DIMENSIONS = parseSieDimensions(DEFAULT_SIE_DIMENSIONS) ?? {};

export const ACCOUNTS: Readonly<Record<Purpose, string>> = {
  cost: '6212',
  resale: '4610',
  clearing: '2999',
  'vat-deductible': '2641',
  'vat-municipal': '1672',
  rounding: '3740',
  'supplier-debt': '2441',
  'internal-income': '3990',
  'customer-claims': '1510',
  sales: '3041',
  'vat-out': '2611',
  'vat-out-reverse': '2614',
};

/** October 2026 in a municipality without services or lines. */
export function aMonth(changes: Partial<FrozenMonth> = {}): FrozenMonth {
  return {
    month: month('2026-10'),
    settings: {
      postingMode: 'clearing',
      providingCostCentre: '9000',
      clearingCostCentre: '9900',
      ledgerClosedThrough: null,
      sieDimensions: USUAL_DIMENSIONS,
    },
    invoices: [anInvoice()],
    lines: [],
    subscriptions: [],
    ownerships: [],
    costCentres: [
      aCostCentre('9900'),
      aCostCentre('9000', { counterpart: '2' }),
      aCostCentre('4110'),
      aCostCentre('4120'),
      aCostCentre('4200'),
      aCostCentre('4210', { vat: 'deductible' }),
      aCostCentre('7010', { unit: 'ABO', counterpart: '5' }),
      aCostCentre('7020', { unit: 'ABO', counterpart: '5' }),
    ],
    units: [
      { code: 'KOM', parent: null, legalEntity: 'KOM' },
      { code: 'SKOLA', parent: 'KOM', legalEntity: null },
      { code: 'ABO', parent: 'KOM', legalEntity: 'ABO' },
    ],
    legalEntities: [
      aLegalEntity('KOM', { kind: 'municipality', bankgiro: '5040274' }),
      aLegalEntity('ABO', { kind: 'company' }),
    ],
    customers: [aCustomer('BRUK')],
    serviceTypes: [aServiceType('mobile'), aServiceType('extension', { account: '6213' })],
    ownPrices: [],
    allocationRules: [],
    postingRules: PURPOSES.map((purpose, index) => aPostingRule(purpose, { position: index + 1 })),
    codeRegister: [],
    placements: [],
    ...changes,
  };
}

export function anInvoice(changes: Partial<FrozenInvoice> = {}): FrozenInvoice {
  const netOre = changes.netOre ?? ore(0);
  return {
    id: 1,
    supplier: 'NORD',
    number: 'N-1',
    issuedOn: localDate('2026-10-31'),
    netOre,
    roundingOre: ore(0),
    prepaidOre: ore(0),
    payableOre: netOre,
    vat: [],
    ...changes,
  };
}

let lines = 0;

/** A line with a reference to `S1`, for October. */
export function aLine(netOre: number, changes: Partial<FrozenLine> = {}): FrozenLine {
  lines += 1;
  return {
    lineId: String(changes.invoiceId ?? 1) + String(lines).padStart(8, '0'),
    invoiceId: 1,
    position: lines,
    account: null,
    groups: [],
    text: 'Abonnemang',
    hasReference: true,
    subscriptionId: 'S1',
    class: 'fee',
    from: localDate('2026-10-01'),
    to: localDate('2026-10-31'),
    netOre: ore(netOre),
    vatCategory: 'S',
    vatRate: 25,
    ...changes,
  };
}

/** A line that names no service. */
export function anUnreferencedLine(netOre: number, changes: Partial<FrozenLine> = {}): FrozenLine {
  return aLine(netOre, { hasReference: false, subscriptionId: null, text: 'Rabatt', ...changes });
}

export function aSubscription(
  id: string,
  changes: Partial<FrozenSubscription> = {},
): FrozenSubscription {
  return {
    id,
    serviceType: 'mobile',
    activatedOn: LONG_AGO,
    terminatedOn: null,
    identifier: id,
    plan: null,
    holder: null,
    ...changes,
  };
}

/** `owns('S1', '4110', '2026-10-01..2026-10-14 60')`: period and per cent, each with a default. */
export function owns(subscriptionId: string, owner: string, when = ''): FrozenOwnership {
  const [period = '', percent = '100'] = when.split(' ');
  const [from = '', to = ''] = period.split('..');
  return {
    subscriptionId,
    owner,
    from: from === '' ? LONG_AGO : localDate(from),
    to: to === '' ? null : localDate(to),
    share: Math.round(Number(percent) * 100),
  };
}

export function aCostCentre(
  code: string,
  changes: Partial<FrozenCostCentre> = {},
): FrozenCostCentre {
  return {
    code,
    name: `Kostnadsställe ${code}`,
    unit: 'SKOLA',
    validFrom: LONG_AGO,
    validTo: null,
    codeString: [],
    counterpart: '1',
    vat: 'municipal',
    channel: 'login',
    successors: [],
    ...changes,
  };
}

/** A cost centre that closed before October; successors as `4200=60|4210=40`. */
export function aClosedCostCentre(code: string, successors = ''): FrozenCostCentre {
  return aCostCentre(code, {
    validTo: localDate('2026-09-30'),
    successors: successors
      .split('|')
      .filter((each) => each !== '')
      .map((each) => {
        const [successor = '', percent = '100'] = each.split('=');
        return { code: successor, share: Math.round(Number(percent) * 100) };
      }),
  });
}

function aParty(code: string): FrozenParty {
  return {
    code,
    name: `Part ${code}`,
    organisationNumber: '5560000001',
    vatNumber: null,
    address: 'Storgatan 1',
    postalCode: '82030',
    city: 'Åmynninge',
    email: null,
    reference: null,
    termsDays: 30,
    rounding: false,
    channel: 'login',
  };
}

export function aLegalEntity(
  code: string,
  changes: Partial<FrozenLegalEntity> = {},
): FrozenLegalEntity {
  return { ...aParty(code), kind: 'company', bankgiro: null, ocr: 'luhn', ...changes };
}

export function aCustomer(code: string, changes: Partial<FrozenCustomer> = {}): FrozenCustomer {
  return { ...aParty(code), channel: 'post', counterpart: '8', ...changes };
}

export function aServiceType(
  code: string,
  changes: Partial<FrozenServiceType> = {},
): FrozenServiceType {
  return { code, name: code, account: null, vatRate: 25, ...changes };
}

let rules = 0;

/** `anAllocationRule('percent:4110=60|4200=40', { match: 'Rabatt' })`. */
export function anAllocationRule(
  key: string,
  changes: Partial<FrozenAllocationRule> = {},
): FrozenAllocationRule {
  const parsed = parseAllocationKey(key);
  if (parsed === null) throw new Error(`not a key: ${key}`);
  rules += 1;
  return {
    id: rules,
    supplier: null,
    account: null,
    match: null,
    key: parsed,
    from: LONG_AGO,
    to: null,
    position: rules,
    ...changes,
  };
}

export function aPostingRule(purpose: Purpose, changes: Partial<PostingRule> = {}): PostingRule {
  return {
    purpose,
    serviceType: null,
    vatRate: null,
    account: ACCOUNTS[purpose],
    objects: [],
    text: null,
    from: LONG_AGO,
    to: null,
    position: 1,
    ...changes,
  };
}

/** Shares in one line each: `4110 6729 2026-10-01..2026-10-14`. */
export function told(shares: readonly Share[]): string[] {
  return shares.map(({ owner, netOre, from, to }) =>
    [owner, String(netOre), ...(from === null ? [] : [`${from}..${to ?? ''}`])].join(' '),
  );
}
