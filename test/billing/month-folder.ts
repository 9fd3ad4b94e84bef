// Reads a municipality's folder (registers and expected.json) into a frozen month, with a reader of
// its own, so that the rules are held against figures that other code worked out.

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { localDate, month as toMonth, type LocalDate } from '../../server/kernel/calendar.ts';
import { ore } from '../../server/kernel/money.ts';
import type { OcrKind } from '../../server/kernel/numbers.ts';
import {
  parseAllocationKey,
  parsePercent,
  parseShares,
} from '../../server/domains/billing/rules/allocation-keys.ts';
import {
  parseCodeString,
  parseSieDimensions,
} from '../../server/domains/ledger/rules/code-strings.ts';
import type { Dimension, PostingRule, Purpose } from '../../server/domains/ledger/types.ts';
import type {
  FrozenInvoice,
  FrozenLine,
  FrozenMonth,
  FrozenParty,
  PostingMode,
} from '../../server/domains/billing/types.ts';

/** The shared example, beside the repository; missing on many machines. */
export const MONTH_FOLDER = path.resolve(import.meta.dirname, '../../../shared/data/month');

export type ExpectedShare = { costCentre: string; netOre: number; from?: string; to?: string };

export type ExpectedLine = {
  text: string;
  number: string | null;
  subscriptionId: string | null;
  periodFrom: string;
  periodTo: string;
  netOre: number;
  vatRate: number;
  shares: ExpectedShare[];
  onRedList: boolean;
};

export type ExpectedInvoice = {
  supplier: string;
  invoiceNumber: string;
  issuedOn: string;
  netOre: number;
  vatOre: number;
  roundingOre: number;
  payableOre: number;
  lines: ExpectedLine[];
};

export type ExpectedMonth = {
  month: string;
  supplierInvoices: ExpectedInvoice[];
  ownCharges: {
    subscriptionId: string;
    periodFrom: string;
    periodTo: string;
    netOre: number;
    shares: ExpectedShare[];
  }[];
  billingMonth: {
    placeOn: string;
    beforePlacement: { sums: Record<string, number>; redList: { netOre: number; text: string }[] };
    afterApproval: { sums: Record<string, number> };
  };
  customerInvoices: {
    customer: string;
    kind: string;
    netOre: number;
    vat: { rate: number; netOre: number; vatOre: number }[];
    roundingOre: number;
    payableOre: number;
    bySubscription: { costCentre: string; subscriptionId: string | null; netOre: number }[];
  }[];
  ledgerExport: {
    vouchers: number;
    debitOre: number;
    creditOre: number;
    rows: {
      about: string;
      of: string | null;
      date: string;
      rows: { account: string; objects: Record<string, string>; amountOre: number }[];
    }[];
  };
};

export function folderIsThere(): boolean {
  return existsSync(path.join(MONTH_FOLDER, 'expected.json'));
}

export function readExpected(): ExpectedMonth {
  const text = readFileSync(path.join(MONTH_FOLDER, 'expected.json'), 'utf8');
  return JSON.parse(text) as ExpectedMonth;
}

type Row = Record<string, string>;

/** The rows of a register by its kind, whatever number its file has. */
function register(kind: string): Row[] {
  const folder = path.join(MONTH_FOLDER, 'registers');
  const name = readdirSync(folder).find((file) => file.endsWith(`-${kind}.csv`));
  if (name === undefined) throw new Error(`no register ${kind}`);
  const text = readFileSync(path.join(folder, name), 'utf8');
  const header = text.slice(0, text.indexOf('\n'));
  const delimiter = header.includes(';') ? ';' : ',';
  return parse(text, { bom: true, columns: true, delimiter, skip_empty_lines: true });
}

/** The month as it would be frozen, with the suppliers' lines of `expected`. */
export function readFrozenMonth(expected: ExpectedMonth): FrozenMonth {
  return {
    month: toMonth(expected.month),
    settings: readSettings(),
    invoices: expected.supplierInvoices.map(toInvoice),
    lines: expected.supplierInvoices.flatMap(toLines),
    placements: [],
    ...readServices(),
    ...readOrganisation(),
    ...readBookkeeping(),
  };
}

function readSettings(): FrozenMonth['settings'] {
  const settings = new Map(
    register('settings').map((row) => [text(row, 'key'), text(row, 'value')]),
  );
  return {
    postingMode: (settings.get('posting_mode') ?? 'clearing') as PostingMode,
    providingCostCentre: settings.get('providing_cost_centre') ?? null,
    clearingCostCentre: settings.get('clearing_cost_centre') ?? null,
    ledgerClosedThrough: null,
    sieDimensions: must(parseSieDimensions(settings.get('sie_dimensions') ?? '')),
  };
}

function toInvoice(invoice: ExpectedInvoice, index: number): FrozenInvoice {
  return {
    id: index + 1,
    supplier: invoice.supplier,
    number: invoice.invoiceNumber,
    issuedOn: localDate(invoice.issuedOn),
    netOre: ore(invoice.netOre),
    roundingOre: ore(invoice.roundingOre),
    prepaidOre: ore(0),
    payableOre: ore(invoice.payableOre),
    vat: [{ category: 'S', rate: 25, netOre: ore(invoice.netOre), vatOre: ore(invoice.vatOre) }],
  };
}

function toLines(invoice: ExpectedInvoice, index: number): FrozenLine[] {
  return invoice.lines.map((line, position) => ({
    lineId: `${String(index + 1)}-${String(position + 1)}`,
    invoiceId: index + 1,
    position: position + 1,
    account: null,
    groups: [],
    text: line.text,
    hasReference: line.number !== null || line.subscriptionId !== null,
    subscriptionId: line.subscriptionId,
    class: 'other',
    from: localDate(line.periodFrom),
    to: localDate(line.periodTo),
    netOre: ore(line.netOre),
    vatCategory: 'S',
    vatRate: line.vatRate,
  }));
}

function readServices(): Pick<
  FrozenMonth,
  'subscriptions' | 'ownerships' | 'serviceTypes' | 'ownPrices' | 'allocationRules'
> {
  return {
    subscriptions: register('subscriptions').map((row) => ({
      id: text(row, 'id'),
      serviceType: text(row, 'service_type'),
      activatedOn: localDate(text(row, 'activated_on')),
      terminatedOn: day(row, 'terminated_on'),
      identifier: text(row, 'identifier'),
      plan: orNull(row, 'plan'),
      holder: null,
    })),
    ownerships: register('ownerships').map((row) => ({
      subscriptionId: text(row, 'subscription'),
      owner: text(row, 'owner'),
      from: localDate(text(row, 'from')),
      to: day(row, 'to'),
      share: must(parsePercent(text(row, 'share') || '100')),
    })),
    serviceTypes: register('service-types').map((row) => ({
      code: text(row, 'code'),
      name: text(row, 'name'),
      account: orNull(row, 'account'),
      vatRate: Number(text(row, 'vat_rate') || '25'),
    })),
    ownPrices: register('prices')
      .filter((row) => row['list'] === 'own')
      .map((row) => ({
        serviceType: text(row, 'item'),
        price: text(row, 'price'),
        from: localDate(text(row, 'from')),
        to: day(row, 'to'),
      })),
    allocationRules: register('allocation-rules').map((row, index) => ({
      id: index + 1,
      supplier: orNull(row, 'supplier'),
      account: orNull(row, 'account'),
      match: orNull(row, 'match'),
      key: must(parseAllocationKey(text(row, 'key'))),
      from: localDate(text(row, 'from')),
      to: day(row, 'to'),
      position: index + 1,
    })),
  };
}

function readOrganisation(): Pick<
  FrozenMonth,
  'costCentres' | 'units' | 'legalEntities' | 'customers'
> {
  return {
    costCentres: register('cost-centres').map((row) => ({
      code: text(row, 'code'),
      name: text(row, 'name'),
      unit: text(row, 'unit'),
      validFrom: localDate(text(row, 'valid_from')),
      validTo: day(row, 'valid_to'),
      codeString: must(parseCodeString(text(row, 'code_string'))),
      counterpart: orNull(row, 'counterpart'),
      vat: text(row, 'vat') === 'deductible' ? 'deductible' : 'municipal',
      channel: text(row, 'channel') || 'login',
      successors:
        parseShares(text(row, 'successor') || ' ')?.filter((each) => each.code !== '') ?? [],
    })),
    units: register('units').map((row) => ({
      code: text(row, 'code'),
      parent: orNull(row, 'parent'),
      legalEntity: orNull(row, 'legal_entity'),
    })),
    legalEntities: register('legal-entities').map((row) => ({
      ...toParty(row),
      kind: text(row, 'kind') === 'company' ? 'company' : 'municipality',
      bankgiro: orNull(row, 'bankgiro'),
      ocr: (text(row, 'ocr') || 'luhn') as OcrKind,
    })),
    customers: register('customers').map((row) => ({
      ...toParty(row),
      counterpart: orNull(row, 'counterpart'),
    })),
  };
}

function toParty(row: Row): FrozenParty {
  return {
    code: text(row, 'code'),
    name: text(row, 'name'),
    organisationNumber: orNull(row, 'organisation_number'),
    vatNumber: orNull(row, 'vat_number'),
    address: orNull(row, 'address'),
    postalCode: orNull(row, 'postal_code'),
    city: orNull(row, 'city'),
    email: orNull(row, 'email'),
    reference: orNull(row, 'reference'),
    termsDays: Number(text(row, 'terms_days') || '30'),
    rounding: text(row, 'rounding') === 'yes',
    channel: text(row, 'channel') || 'login',
  };
}

function readBookkeeping(): Pick<FrozenMonth, 'postingRules' | 'codeRegister'> {
  return {
    postingRules: register('posting-rules').map((row, index): PostingRule => {
      const rate = text(row, 'vat_rate');
      return {
        purpose: text(row, 'purpose') as Purpose,
        serviceType: orNull(row, 'service_type'),
        vatRate: rate === '' ? null : Number(rate),
        account: text(row, 'account'),
        objects: must(parseCodeString(text(row, 'objects'))),
        text: orNull(row, 'text'),
        from: localDate(text(row, 'from')),
        to: day(row, 'to'),
        position: index + 1,
      };
    }),
    codeRegister: register('code-register').map((row) => ({
      dimension: text(row, 'dimension') as Dimension,
      code: text(row, 'code'),
      name: orNull(row, 'name'),
      validFrom: day(row, 'valid_from'),
      validTo: day(row, 'valid_to'),
    })),
  };
}

function text(row: Row, column: string): string {
  return row[column] ?? '';
}

function orNull(row: Row, column: string): string | null {
  return text(row, column) === '' ? null : text(row, column);
}

function day(row: Row, column: string): LocalDate | null {
  return text(row, column) === '' ? null : localDate(text(row, column));
}

function must<T>(value: T | null): T {
  if (value === null) throw new Error('the register holds something that cannot be read');
  return value;
}
