// The whole month: files and registers in, the figures of `interfaces.md` §2 out, before and after
// the red list is placed.

import { customerInvoices, type CustomerInvoice } from './customers.ts';
import { csvRows } from './csv.ts';
import { monthAround } from './days.ts';
import { add, NOTHING, ore, plus, total, type Fraction } from './exact.ts';
import {
  readEInvoice,
  type NamedFile,
  type QuarantinedRow,
  type RawInvoice,
  type RawLine,
} from './invoice.ts';
import { linesOf, type Line } from './lines.ts';
import { ownCharges, type OwnCharge } from './own.ts';
import { sharesByOwner, sharesByRule, type Outcome, type Share } from './shares.ts';
import { readSpecification } from './specification.ts';
import { vouchersOf, type Voucher } from './vouchers.ts';
import { find, get, type World } from './world.ts';

export type Sent = { readonly supplier: string; readonly files: readonly NamedFile[] };

export type Asked = {
  readonly world: World;
  readonly sent: readonly Sent[];
  readonly month: string;
  /** Where every red-list line is placed. */
  readonly placeOn: string;
};

/** A share as it is booked: whose, of which service and which line. */
export type Booked = {
  readonly owner: string;
  readonly netOre: bigint;
  readonly subscriptionId: string | null;
  readonly serviceType: string;
  readonly category: string;
  readonly rate: string;
  readonly invoice: RawInvoice | null;
};

export type SolvedLine = { readonly line: Line; readonly outcome: Outcome };

export type SolvedInvoice = {
  readonly invoice: RawInvoice;
  readonly quarantined: readonly QuarantinedRow[];
  readonly rowsIn: number;
  readonly lines: readonly SolvedLine[];
  /** Σ rows − the e-invoice's net; 0 where the invoice is ready. */
  readonly differenceOre: bigint;
};

export type Sums = {
  readonly supplierNetOre: bigint;
  readonly sharesOre: bigint;
  readonly redListOre: bigint;
  readonly ownChargesOre: bigint;
};

export type SolvedMonth = {
  readonly invoices: readonly SolvedInvoice[];
  readonly ownCharges: readonly OwnCharge[];
  readonly before: Sums;
  readonly after: Sums;
  readonly customerInvoices: readonly CustomerInvoice[];
  readonly vouchers: readonly Voucher[];
};

/** The registers of a folder or a generator, by kind. */
export function readWorld(
  files: readonly { readonly kind: string; readonly bytes: Buffer }[],
): World {
  return Object.fromEntries(files.map(({ kind, bytes }) => [kind, csvRows(bytes)]));
}

export function solveMonth({ world, sent, month, placeOn }: Asked): SolvedMonth {
  const lastDay = monthAround(`${month}-01`).to;
  const invoices = sent
    .map((each) => solveInvoice(world, each, month))
    .filter(({ invoice }) => invoice.issuedOn <= lastDay);
  const own = ownCharges(world, month);
  const supplierShares = invoices.flatMap(({ lines }) =>
    lines.flatMap(({ line, outcome }) =>
      placed(outcome, line.netOre, placeOn).map((share) => bookedLine(line, share)),
    ),
  );
  const ownShares = own.flatMap((charge) =>
    placed(charge.outcome, charge.netOre, placeOn).map((share) => bookedCharge(charge, share)),
  );
  const invoiced = customerInvoices(world, [...supplierShares, ...ownShares]);
  return {
    invoices,
    ownCharges: own,
    ...sumsOf(invoices, own),
    customerInvoices: invoiced,
    vouchers: vouchersOf(world, {
      month,
      invoices: invoices.map(({ invoice }) => invoice),
      supplierShares,
      ownShares,
      customerInvoices: invoiced,
    }),
  };
}

/** Reads an invoice's files and finds the shares of its lines. */
function solveInvoice(world: World, sent: Sent, month: string): SolvedInvoice {
  const { raw, quarantined, rowsIn } = readInvoice(world, sent);
  const rows = total(linesOf(world, raw).map(({ netOre }) => netOre));
  const invoice = rows === raw.netOre ? raw : withRounding(raw, raw.netOre - rows);
  const lines = linesOf(world, invoice);
  const named = lines
    .filter(({ hasReference }) => hasReference)
    .map((line) => ({ line, outcome: sharesByOwner(world, spanOf(line), month) }));
  const byReference = new Map<string, bigint>();
  for (const { outcome } of named) {
    for (const { owner, netOre } of sharesIn(outcome)) add(byReference, owner, netOre);
  }
  const outcomes = new Map(named.map(({ line, outcome }) => [line, outcome]));
  return {
    invoice,
    quarantined,
    rowsIn,
    differenceOre: rows - raw.netOre,
    lines: lines.map((line) => ({
      line,
      outcome: outcomes.get(line) ?? sharesByRule(world, line, { month, byReference }),
    })),
  };
}

/** What was sent, read: the lines of the specification where there is one. */
export function readInvoice(world: World, { supplier, files }: Sent) {
  const row = find(world, 'suppliers', supplier);
  const patterns = get(row, 'patterns')
    .split('||')
    .filter((pattern) => pattern !== '');
  const eInvoice = files.find(({ bytes }) =>
    /<(?:\w+:)?(?:Invoice|CreditNote)[\s>]/.test(bytes.toString('latin1')),
  );
  if (eInvoice === undefined) throw new Error('no e-invoice');
  const alone = readEInvoice(
    eInvoice,
    supplier,
    patterns.map((pattern) => new RegExp(pattern, 'u')),
  );
  const other = files.find((file) => file !== eInvoice);
  if (other === undefined) return { raw: alone, quarantined: [], rowsIn: alone.lines.length };
  const { lines, quarantined } = readSpecification(other, get(row, 'specification'));
  const signed = alone.isCredit ? credited(lines, alone.netOre) : lines;
  const raw = { ...alone, lines: signed };
  return { raw, quarantined, rowsIn: lines.length + quarantined.length };
}

/** A credit note is negative throughout; rows that have the sum that is expected are so already. */
function credited(lines: readonly RawLine[], netOre: bigint): readonly RawLine[] {
  const sums = new Map<string, Fraction>();
  for (const { rate, kronor } of lines) sums.set(rate, plus(sums.get(rate) ?? NOTHING, kronor));
  if (total([...sums.values()].map(ore)) * netOre > 0n) return lines;
  return lines.map((line) => ({
    ...line,
    kronor: { top: -line.kronor.top, bottom: line.kronor.bottom },
  }));
}

/** The difference as a line without reference or text, at the rate of the largest net. */
function withRounding(invoice: RawInvoice, differenceOre: bigint): RawInvoice {
  const size = (ore: bigint): bigint => (ore < 0n ? -ore : ore);
  const [largest] = [...invoice.vat].sort((a, b) => (size(a.netOre) < size(b.netOre) ? 1 : -1));
  const line: RawLine = {
    text: '',
    labels: [],
    account: '',
    reference: { id: '', number: '' },
    from: '',
    to: '',
    kronor: { top: differenceOre, bottom: 100n },
    wholeOre: differenceOre,
    category: largest?.category ?? '',
    rate: largest?.rate ?? '25',
    source: { file: '', line: 0, byteFrom: 0, byteTo: 0 },
  };
  return { ...invoice, lines: [...invoice.lines, line] };
}

function spanOf(line: Line) {
  return { ...line, from: line.periodFrom, to: line.periodTo };
}

function placed(outcome: Outcome, netOre: bigint, placeOn: string): readonly Share[] {
  return 'red' in outcome ? [{ owner: placeOn, netOre }] : outcome.shares;
}

export function sharesIn(outcome: Outcome): readonly Share[] {
  return 'red' in outcome ? [] : outcome.shares;
}

function bookedLine(line: Line, share: Share): Booked {
  return {
    owner: share.owner,
    netOre: share.netOre,
    subscriptionId: line.subscription === undefined ? null : get(line.subscription, 'id'),
    serviceType: get(line.subscription, 'service_type'),
    category: line.category,
    rate: line.rate,
    invoice: line.invoice,
  };
}

function bookedCharge(charge: OwnCharge, share: Share): Booked {
  return {
    owner: share.owner,
    netOre: share.netOre,
    subscriptionId: get(charge.subscription, 'id'),
    serviceType: get(charge.subscription, 'service_type'),
    category: '',
    rate: '',
    invoice: null,
  };
}

function sumsOf(
  invoices: readonly SolvedInvoice[],
  own: readonly OwnCharge[],
): { before: Sums; after: Sums } {
  const lines = invoices.flatMap((invoice) => invoice.lines);
  const supplierNetOre = total(lines.map(({ line }) => line.netOre));
  const ownChargesOre = total(own.map(({ netOre }) => netOre));
  const redLines = total(lines.map(({ line, outcome }) => ('red' in outcome ? line.netOre : 0n)));
  const redCharges = total(own.map(({ netOre, outcome }) => ('red' in outcome ? netOre : 0n)));
  return {
    before: {
      supplierNetOre,
      sharesOre: supplierNetOre - redLines,
      redListOre: redLines + redCharges,
      ownChargesOre,
    },
    after: { supplierNetOre, sharesOre: supplierNetOre, redListOre: 0n, ownChargesOre },
  };
}
