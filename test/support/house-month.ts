// A month's registers and lines as the house freezes them, and what its pure rules make of it. The
// lines come read already; readers and matching have comparisons of their own.

import { localDate, month as toMonth, type LocalDate } from '../../server/kernel/calendar.ts';
import type { OcrKind } from '../../server/kernel/numbers.ts';
import { allocateMonth, sumsOf } from '../../server/domains/billing/rules/allocation.ts';
import {
  parseAllocationKey,
  parsePercent,
  parseShares,
} from '../../server/domains/billing/rules/allocation-keys.ts';
import { invoiceDrafts } from '../../server/domains/billing/rules/customer-invoices.ts';
import { brokenEqualities } from '../../server/domains/billing/rules/equalities.ts';
import { voucherDrafts } from '../../server/domains/billing/rules/postings.ts';
import type {
  FrozenInvoice,
  FrozenLine,
  FrozenMonth,
  FrozenParty,
  PostingMode,
} from '../../server/domains/billing/types.ts';
import {
  DEFAULT_SIE_DIMENSIONS,
  parseSieDimensions,
} from '../../server/domains/directory/rules.ts';
import { parseCodeString } from '../../server/domains/ledger/rules/code-strings.ts';
import { postVoucher } from '../../server/domains/ledger/rules/posting.ts';
import type { Dimension } from '../../server/domains/directory/types.ts';
import type { Purpose } from '../../server/domains/ledger/types.ts';
import type { Registers } from '../../tools/demo/registers.ts';

type Row = Readonly<Record<string, string | undefined>>;

export type HouseMonth = {
  readonly month: string;
  readonly registers: Registers;
  readonly invoices: readonly FrozenInvoice[];
  readonly lines: readonly FrozenLine[];
};

/** The month as it would be frozen, with nothing placed. */
export function freeze({ month, registers, invoices, lines }: HouseMonth): FrozenMonth {
  return {
    month: toMonth(month),
    settings: settingsOf(registers),
    invoices,
    lines,
    placements: [],
    ...servicesOf(registers),
    ...rulesOf(registers),
    ...organisationOf(registers),
    codeRegister: codesOf(registers),
  };
}

/** Everything that the rules make of a frozen month: shares, invoices, vouchers, broken sums. */
export function workOut(frozen: FrozenMonth) {
  const allocation = allocateMonth(frozen);
  const drafts = invoiceDrafts(frozen, allocation.shares);
  const numbered = drafts.map((draft) => ({ draft, number: null }));
  const posted = voucherDrafts(frozen, allocation.shares, numbered).map((draft) =>
    postVoucher(draft, {
      rules: frozen.postingRules,
      dimensions: frozen.settings.sieDimensions,
      closedThrough: frozen.settings.ledgerClosedThrough,
    }),
  );
  const vouchers = posted.flatMap(({ voucher }) => (voucher === null ? [] : [voucher]));
  return {
    allocation,
    sums: sumsOf(frozen, allocation),
    drafts,
    vouchers,
    problems: posted.flatMap(({ problems }) => problems),
    broken: brokenEqualities(frozen, allocation, { invoices: drafts, vouchers }),
  };
}

function codesOf(registers: Registers): FrozenMonth['codeRegister'] {
  return registers['code-register'].map((row) => ({
    dimension: text(row, 'dimension') as Dimension,
    code: text(row, 'code'),
    name: orNull(row, 'name'),
    validFrom: day(row, 'valid_from'),
    validTo: day(row, 'valid_to'),
  }));
}

function settingsOf(registers: Registers): FrozenMonth['settings'] {
  const values = new Map(registers.settings.map(({ key, value }) => [key, value]));
  const closed = values.get('ledger_closed_through');
  return {
    postingMode: (values.get('posting_mode') ?? 'clearing') as PostingMode,
    providingCostCentre: values.get('providing_cost_centre') ?? null,
    clearingCostCentre: values.get('clearing_cost_centre') ?? null,
    ledgerClosedThrough: closed === undefined ? null : toMonth(closed),
    sieDimensions: must(parseSieDimensions(values.get('sie_dimensions') ?? DEFAULT_SIE_DIMENSIONS)),
  };
}

function servicesOf(
  registers: Registers,
): Pick<FrozenMonth, 'subscriptions' | 'ownerships' | 'serviceTypes' | 'ownPrices'> {
  return {
    subscriptions: registers.subscriptions.map((row) => ({
      id: text(row, 'id'),
      serviceType: text(row, 'service_type'),
      activatedOn: localDate(text(row, 'activated_on')),
      terminatedOn: day(row, 'terminated_on'),
      identifier: text(row, 'identifier'),
      plan: orNull(row, 'plan'),
      holder: null,
    })),
    ownerships: registers.ownerships.map((row) => ({
      subscriptionId: text(row, 'subscription'),
      owner: text(row, 'owner'),
      ...period(row),
      share: must(parsePercent(text(row, 'share') || '100')),
    })),
    serviceTypes: registers['service-types'].map((row) => ({
      code: text(row, 'code'),
      name: text(row, 'name'),
      account: orNull(row, 'account'),
      vatRate: Number(text(row, 'vat_rate') || '25'),
    })),
    ownPrices: registers.prices
      .filter((row) => row.list === 'own')
      .map((row) => ({
        serviceType: text(row, 'item'),
        price: text(row, 'price'),
        ...period(row),
      })),
  };
}

function rulesOf(registers: Registers): Pick<FrozenMonth, 'allocationRules' | 'postingRules'> {
  return {
    allocationRules: registers['allocation-rules'].map((row, index) => ({
      id: index + 1,
      position: index + 1,
      supplier: orNull(row, 'supplier'),
      account: orNull(row, 'account'),
      match: orNull(row, 'match'),
      key: must(parseAllocationKey(text(row, 'key'))),
      ...period(row),
    })),
    postingRules: registers['posting-rules'].map((row, index) => ({
      position: index + 1,
      purpose: text(row, 'purpose') as Purpose,
      serviceType: orNull(row, 'service_type'),
      vatRate: text(row, 'vat_rate') === '' ? null : Number(text(row, 'vat_rate')),
      account: text(row, 'account'),
      objects: must(parseCodeString(text(row, 'objects'))),
      text: orNull(row, 'text'),
      ...period(row),
    })),
  };
}

function organisationOf(
  registers: Registers,
): Pick<FrozenMonth, 'costCentres' | 'units' | 'legalEntities' | 'customers'> {
  return {
    costCentres: registers['cost-centres'].map((row) => ({
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
        row.successor === undefined || row.successor === '' ? [] : must(parseShares(row.successor)),
    })),
    units: registers.units.map((row) => ({
      code: text(row, 'code'),
      parent: orNull(row, 'parent'),
      legalEntity: orNull(row, 'legal_entity'),
    })),
    legalEntities: registers['legal-entities'].map((row) => ({
      ...partyOf(row),
      kind: row.kind === 'company' ? 'company' : 'municipality',
      bankgiro: orNull(row, 'bankgiro'),
      ocr: (text(row, 'ocr') || 'luhn') as OcrKind,
    })),
    customers: registers.customers.map((row) => ({
      ...partyOf(row),
      counterpart: orNull(row, 'counterpart'),
    })),
  };
}

function partyOf(row: Row): FrozenParty {
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

function period(row: Row): { from: LocalDate; to: LocalDate | null } {
  return { from: localDate(text(row, 'from')), to: day(row, 'to') };
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
