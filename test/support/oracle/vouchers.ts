// Rules 9 to 11: input VAT by treatment, and the vouchers of both posting modes.

import { monthAround } from './days.ts';
import { add, allocate, byBytes, vat, whole, type Fraction } from './exact.ts';
import type { CustomerInvoice } from './customers.ts';
import type { RawInvoice } from './invoice.ts';
import type { Booked } from './month.ts';
import {
  codeString,
  find,
  get,
  holdsOn,
  isDeductible,
  kindOf,
  pairs,
  rowsOf,
  setting,
  type World,
} from './world.ts';

export type VoucherRow = {
  readonly account: string;
  /** Codes by SIE dimension. */
  readonly objects: Readonly<Record<string, string>>;
  readonly amountOre: bigint;
};

export type Voucher = {
  readonly about: string;
  readonly of: string | null;
  readonly date: string;
  readonly rows: readonly VoucherRow[];
};

export type Books = {
  readonly month: string;
  readonly invoices: readonly RawInvoice[];
  /** Shares of suppliers' lines, of own charges, and the customer invoices made of both. */
  readonly supplierShares: readonly Booked[];
  readonly ownShares: readonly Booked[];
  readonly customerInvoices: readonly CustomerInvoice[];
};

/** All vouchers of a month: a, b and c in order; those without rows are left out. */
export function vouchersOf(world: World, books: Books): Voucher[] {
  const isFull = setting(world, 'posting_mode') === 'full';
  const lastDay = monthAround(`${books.month}-01`).to;
  const date = openDay(world, lastDay);
  return [
    ...books.invoices.map((invoice) => {
      const day = isFull ? openDay(world, invoice.issuedOn) : date;
      const rows = supplierVoucher(world, { invoice, books, isFull, day });
      return { about: 'supplier invoice', of: invoice.number, date: day, rows };
    }),
    { about: 'own charges', of: null, date, rows: ownVoucher(world, books, date) },
    ...books.customerInvoices
      .filter(({ kind }) => kind !== 'internal')
      .map((invoice) => ({
        about: 'customer invoice',
        of: invoice.customer,
        date,
        rows: customerVoucher(world, invoice, date),
      })),
  ].filter(({ rows }) => rows.length > 0);
}

/** Rows under way: öre by account and objects. */
type Rows = Map<string, bigint>;

function put(
  rows: Rows,
  on: { account: string; objects: Record<string, string> },
  ore: bigint,
): void {
  const objects = Object.entries(on.objects).sort(([a], [b]) => Number(a) - Number(b));
  add(rows, JSON.stringify([on.account, objects]), ore);
}

function finished(rows: Rows): VoucherRow[] {
  return [...rows]
    .filter(([, amountOre]) => amountOre !== 0n)
    .map(([key, amountOre]) => {
      const [account, objects] = JSON.parse(key) as [string, [string, string][]];
      return { account, objects: Object.fromEntries(objects), amountOre };
    });
}

type SupplierFacts = {
  readonly invoice: RawInvoice;
  readonly books: Books;
  readonly isFull: boolean;
  /** The voucher's: posting rules hold on it. */
  readonly day: string;
};

function supplierVoucher(world: World, facts: SupplierFacts): VoucherRow[] {
  const { invoice, isFull, day } = facts;
  const rows: Rows = new Map();
  const shares = facts.books.supplierShares.filter((share) => share.invoice === invoice);
  const by = (purpose: string, rate?: string) => ruled(world, { purpose, day, rate });
  for (const share of shares) put(rows, costOrResale(world, share, day), share.netOre);
  for (const { rate, isReverse, deductible, municipal } of inputVat(world, invoice, shares)) {
    put(rows, by('vat-deductible', rate), deductible);
    put(rows, by('vat-municipal', rate), isFull ? municipal : -deductible);
    if (isFull && isReverse) put(rows, by('vat-out-reverse', rate), -deductible - municipal);
  }
  if (!isFull) {
    put(rows, by('clearing'), -invoice.netOre);
    return finished(rows);
  }
  const debt = by('supplier-debt');
  put(rows, by('rounding'), invoice.roundingOre);
  const objects = { ...debt.objects, '9': invoice.supplier, '10': invoice.number };
  put(rows, { account: debt.account, objects }, -(invoice.payableOre + invoice.prepaidOre));
  return finished(rows);
}

type RateVat = {
  readonly rate: string;
  readonly isReverse: boolean;
  readonly deductible: bigint;
  readonly municipal: bigint;
};

/** Rule 9: each rate's VAT by the net sums of the two treatments. */
function inputVat(world: World, invoice: RawInvoice, shares: readonly Booked[]): RateVat[] {
  const lead = invoice.netOre === 0n ? invoice.payableOre : invoice.netOre;
  const sign = lead < 0n ? -1n : 1n;
  return invoice.vat.map((group) => {
    const isReverse = group.category === 'AE';
    const amount = isReverse ? vat(group.netOre, '25') : group.vatOre;
    const parts = allocate(amount, treatments(world, group, { shares, sign }));
    const deductible = parts.get('deductible') ?? 0n;
    const rate = isReverse ? '25' : group.rate;
    return { rate, isReverse, deductible, municipal: amount - deductible };
  });
}

/** The net sums of a rate by treatment, with the invoice's sign, below 0 counted as 0. */
function treatments(
  world: World,
  group: RawInvoice['vat'][number],
  { shares, sign }: { readonly shares: readonly Booked[]; readonly sign: bigint },
): Map<string, Fraction> {
  const sums = new Map<string, bigint>();
  for (const share of shares.filter((each) => sameGroup(each, group))) {
    add(sums, isDeductible(world, share.owner) ? 'deductible' : 'municipal', share.netOre * sign);
  }
  return new Map([...sums].map(([treatment, sum]) => [treatment, whole(sum > 0n ? sum : 0n)]));
}

function sameGroup(share: Booked, group: { category: string; rate: string }): boolean {
  const isSameCategory = share.category === '' || share.category === group.category;
  return isSameCategory && Number(share.rate) === Number(group.rate);
}

function ownVoucher(world: World, books: Books, day: string): VoucherRow[] {
  const rows: Rows = new Map();
  const counterpart = dimension(world, 'counterpart');
  const provider = find(world, 'cost-centres', setting(world, 'providing_cost_centre'));
  for (const share of books.ownShares) {
    if (kindOf(world, share.owner) !== 'internal') continue;
    const cost = costOrResale(world, share, day);
    const { serviceType } = share;
    const income = ruled(world, { purpose: 'internal-income', serviceType, day });
    const objects = withCode(cost.objects, counterpart, get(provider, 'counterpart'));
    put(rows, { account: cost.account, objects }, share.netOre);
    const buyer = get(find(world, 'cost-centres', share.owner), 'counterpart');
    put(
      rows,
      { account: income.account, objects: withCode(income.objects, counterpart, buyer) },
      -share.netOre,
    );
  }
  return finished(rows);
}

function customerVoucher(world: World, invoice: CustomerInvoice, day: string): VoucherRow[] {
  const rows: Rows = new Map();
  put(rows, ruled(world, { purpose: 'customer-claims', day }), invoice.payableOre);
  for (const { rate, netOre, vatOre } of invoice.vat) {
    put(rows, ruled(world, { purpose: 'sales', rate, day }), -netOre);
    put(rows, ruled(world, { purpose: 'vat-out', rate, day }), -vatOre);
  }
  put(rows, ruled(world, { purpose: 'rounding', day }), -invoice.roundingOre);
  return finished(rows);
}

/** [cost] on an internal owner, [resale] on the providing cost centre for the others. */
function costOrResale(
  world: World,
  share: Booked,
  day: string,
): { account: string; objects: Record<string, string> } {
  const isInternal = kindOf(world, share.owner) === 'internal';
  const centre = isInternal ? share.owner : setting(world, 'providing_cost_centre');
  const purpose = isInternal ? 'cost' : 'resale';
  const codes = codeString(get(find(world, 'cost-centres', centre), 'code_string'));
  const type = find(world, 'service-types', share.serviceType);
  const posted = ruled(world, { purpose, serviceType: share.serviceType, day }).account;
  const [account = posted] = [codes.get('account') ?? '', get(type, 'account')].filter(
    (each) => each !== '',
  );
  const objects: Record<string, string> = { [dimension(world, 'cost_centre')]: centre };
  for (const [name, code] of codes) if (name !== 'account') objects[dimension(world, name)] = code;
  return { account, objects };
}

/** The posting rule of a purpose: the row that says most of those that fit. */
function ruled(
  world: World,
  of: { purpose: string; day: string; serviceType?: string; rate?: string | undefined },
): { account: string; objects: Record<string, string> } {
  const fits = (said: string, fact: string): boolean => said === '' || said === fact;
  const [rule] = rowsOf(world, 'posting-rules')
    .filter((row) => get(row, 'purpose') === of.purpose && holdsOn(row, of.day))
    .filter((row) => fits(get(row, 'service_type'), of.serviceType ?? ''))
    .filter(
      (row) => get(row, 'vat_rate') === '' || Number(get(row, 'vat_rate')) === Number(of.rate),
    )
    .sort((a, b) => said(b) - said(a));
  if (rule === undefined) throw new Error(`no posting rule for ${of.purpose}`);
  const objects = [...codeString(get(rule, 'objects'))].map(([name, code]) => {
    return [dimension(world, name), code] as const;
  });
  return { account: get(rule, 'account'), objects: Object.fromEntries(objects) };
}

function said(row: Readonly<Record<string, string>>): number {
  return [get(row, 'service_type'), get(row, 'vat_rate')].filter((field) => field !== '').length;
}

const DIMENSIONS = 'cost_centre=1;project=6;activity=20;object=21;counterpart=22';

/** The SIE dimension of a part of the code string. */
function dimension(world: World, name: string): string {
  const text = (setting(world, 'sie_dimensions') || DIMENSIONS).replaceAll(';', '|');
  return pairs(text).find(({ code }) => code === name)?.value ?? name;
}

function withCode(
  objects: Readonly<Record<string, string>>,
  dimensionCode: string,
  code: string,
): Record<string, string> {
  return code === '' ? { ...objects } : { ...objects, [dimensionCode]: code };
}

/** The day, or the first day of the first open period where its period is closed. */
function openDay(world: World, day: string): string {
  const closed = setting(world, 'ledger_closed_through');
  return closed === '' || day.slice(0, 7) > closed ? day : monthAround(`${closed}-01`, 1).from;
}

/** Rows in the order of rule 11: account, then dimension number, then code; fewer objects first. */
export function inOrder(rows: readonly VoucherRow[]): VoucherRow[] {
  const keyOf = ({ account, objects }: VoucherRow): string[] => [
    account,
    ...Object.entries(objects).flatMap(([number, code]) => [number.padStart(4, '0'), code]),
  ];
  return [...rows].sort((a, b) => {
    const [left, right] = [keyOf(a), keyOf(b)];
    const at = left.findIndex((part, index) => part !== right[index]);
    return at === -1 ? left.length - right.length : byBytes(left[at] ?? '', right[at] ?? '');
  });
}
