// Reads a municipality's folder (registers and expected.json) into a frozen month, so that the rules are
// held against figures that other code worked out.

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { localDate } from '../../server/kernel/calendar.ts';
import { ore } from '../../server/kernel/money.ts';
import type { FrozenInvoice, FrozenLine, FrozenMonth } from '../../server/domains/billing/types.ts';
import {
  REGISTER_KINDS,
  type RegisterKind,
  type RegisterRow,
  type Registers,
} from '../../tools/demo/registers.ts';
import { freeze } from '../support/house-month.ts';

/** The shared example, beside the repository; missing on many machines. */
export const MONTH_FOLDER = path.resolve(import.meta.dirname, '../../../shared/data/month');

export type ExpectedShare = { costCentre: string; netOre: number; from?: string; to?: string };

type Place = { file: string; line: number; byteFrom: number; byteTo: number };

export type ExpectedLine = {
  text: string;
  number: string | null;
  subscriptionId: string | null;
  periodFrom: string;
  periodTo: string;
  netOre: number;
  vatRate: number;
  source: Place;
  shares: ExpectedShare[];
  onRedList?: boolean;
};

/** What of an invoice is one value: the same by any way of asking. */
export const INVOICE_TOTALS = [
  'invoiceNumber',
  'issuedOn',
  'currency',
  'netOre',
  'vatOre',
  'roundingOre',
  'payableOre',
  'rowsIn',
  'rowsAccepted',
  'rowsQuarantined',
] as const;

export type ExpectedInvoice = {
  supplier: string;
  /** Its files, by their paths in the folder. */
  sent: string[];
  state: string;
  invoiceNumber: string;
  issuedOn: string;
  currency: string;
  netOre: number;
  vatOre: number;
  roundingOre: number;
  payableOre: number;
  rowsIn: number;
  rowsAccepted: number;
  rowsQuarantined: number;
  lines: ExpectedLine[];
  quarantined: (Place & { code: string })[];
  deviations: { stakeOre: number; source: { file: string; line: number } }[];
};

type Sums = Record<string, number | null>;

export type ExpectedMonth = {
  month: string;
  imports: { kind: string; file: string; rows: number; delimiter: string }[];
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
    beforePlacement: { sums: Sums; redList: { netOre: number; text: string }[] };
    afterApproval: { sums: Sums };
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
  /** What must be refused, or waits: of a supplier's files, or of imports. */
  bad: {
    supplier?: string;
    import?: string;
    file: string;
    status: number;
    state?: string;
    code: string;
    errors?: { row: number; column: string }[];
  }[];
};

export function folderIsThere(): boolean {
  return existsSync(path.join(MONTH_FOLDER, 'expected.json'));
}

/** Skips a suite that needs the shared example where that is missing, and says so. */
export function skipWithoutFolder(suite: Mocha.Context): void {
  if (folderIsThere()) return;
  console.log(`      skipped: ${MONTH_FOLDER} is not there`);
  suite.skip();
}

export function readExpected(): ExpectedMonth {
  const text = readFileSync(path.join(MONTH_FOLDER, 'expected.json'), 'utf8');
  return JSON.parse(text) as ExpectedMonth;
}

/** A register by its kind, whatever number its file has. */
function register<K extends RegisterKind>(kind: K): RegisterRow<K>[] {
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
  return freeze({
    month: expected.month,
    registers: Object.fromEntries(
      REGISTER_KINDS.map((kind) => [kind, register(kind)]),
    ) as unknown as Registers,
    invoices: expected.supplierInvoices.map(toInvoice),
    lines: expected.supplierInvoices.flatMap(toLines),
  });
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
