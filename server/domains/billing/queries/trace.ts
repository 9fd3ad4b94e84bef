// The way of a krona, link by link, for one line of a customer invoice. The month is worked out again
// from its freeze, by the same rules that made the invoice; what the file held is read from the file.

import { lastDayOf, type LocalDate } from '../../../kernel/calendar.ts';
import { ore, sum } from '../../../kernel/money.ts';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { LedgerExport, PostingFact, VoucherRow } from '../../ledger/types.ts';
import type { AskNames } from '../../journal/types.ts';
import type { CustomerInvoiceView } from '../documents/view.ts';
import type { BytesStep, ChargeStep, LedgerStep, ShareStep, TraceFacts } from '../pages/facts.ts';
import { bookingOf, invoiceSum, ownPriceOf, weighedShares, type Booking } from '../rules/trace.ts';
import type { MonthStore } from '../store/months.ts';
import type { RedListStore } from '../store/red-list.ts';
import type { Share } from '../types.ts';
import type { BillingMonth } from '../types/process.ts';
import { ledgerTermsOf, type MonthWork, type WorkedMonth } from '../work.ts';
import type { InvoiceQueries } from './customer-invoices.ts';

/** Where a supplier's line stands in the file that came, with the lines around it. */
export type LineSource = BytesStep & {
  /** Physical line on which the record begins. */
  readonly line: number;
};

export type TraceDeps = {
  readonly months: Pick<MonthStore, 'find'>;
  readonly redList: Pick<RedListStore, 'list'>;
  readonly work: MonthWork;
  readonly ledger: Pick<Ledger, 'postMonth' | 'vouchersOf' | 'exportsOf'>;
  readonly catalogue: Pick<Catalogue, 'allSuppliers'>;
  readonly customerInvoices: Pick<InvoiceQueries, 'findView'>;
  readonly sourceOfLine: (lineId: number) => Promise<LineSource | null>;
  readonly askNames: AskNames;
};

/** Everything that was decided about the line's charge. */
type Found = {
  readonly view: CustomerInvoiceView;
  readonly month: BillingMonth;
  readonly worked: WorkedMonth;
  readonly share: Share;
};

export function createTraceQueries(deps: TraceDeps) {
  const { months, work, customerInvoices, sourceOfLine } = deps;

  const find = async (number: string, ordinal: number): Promise<Found | null> => {
    const view = await customerInvoices.findView(number);
    const line = view?.lines.find((each) => each.ordinal === ordinal);
    if (view === null || line === undefined) return null;
    const month = await months.find(view.month);
    if (month?.freezeId == null) return null;
    const worked = await work.workOut(month.freezeId, await work.placementsOf(month));
    const share = worked.allocation.shares.find(
      (each) => each.charge.lineId === line.lineId && each.owner === line.costCentre,
    );
    return share === undefined ? null : { view, month, worked, share };
  };

  return {
    /** The chain behind a line; null where there is no such invoice or line. */
    findTrace: async (number: string, ordinal: number): Promise<TraceFacts | null> => {
      const found = await find(number, ordinal);
      const line = found?.view.lines.find((each) => each.ordinal === ordinal);
      if (found === null || line === undefined) return null;
      const { view, share } = found;
      const isOwn = share.charge.invoiceId === null;
      const source = isOwn ? null : await sourceOfLine(Number(share.charge.lineId));
      return {
        number,
        month: view.month,
        kind: view.kind,
        customerName: view.customer.name,
        line,
        service: view.services.find((each) => each.subscriptionId === line.subscriptionId) ?? null,
        siblings: view.lines.filter(
          (each) =>
            each.costCentre === line.costCentre && each.subscriptionId === line.subscriptionId,
        ),
        ledger: await ledgerStep(found, deps),
        shares: shareSteps(found),
        placedBy: await placedBy(found, deps),
        charge: await chargeStep(found, { source, catalogue: deps.catalogue }),
        bytes: source,
      };
    },
  };
}

export type TraceQueries = ReturnType<typeof createTraceQueries>;

function shareSteps({ worked, share }: Found): ShareStep[] {
  const { frozen, allocation } = worked;
  const names = new Map([
    ...frozen.costCentres.map(({ code, name }) => [code, name] as const),
    ...frozen.customers.map(({ code, name }) => [code, name] as const),
  ]);
  return weighedShares(frozen, allocation.shares, share.charge.lineId).map((each) => ({
    owner: each.share.owner,
    ownerName: names.get(each.share.owner) ?? '',
    netOre: each.share.netOre,
    rule: each.share.rule,
    period: each.period,
    weight: each.weight,
    insteadOf: each.share.insteadOf,
    isThis: each.share === share,
  }));
}

async function placedBy(
  { month, share }: Found,
  { redList, askNames }: TraceDeps,
): Promise<TraceFacts['placedBy']> {
  if (share.rule !== 'placement') return null;
  const placed = await redList.list(month, 'placed');
  const line = placed.find((each) => each.lineId === share.charge.lineId);
  if (line?.placedBy == null) return null;
  const names = await askNames([line.placedBy]);
  return { name: names.get(line.placedBy) ?? line.placedBy, reason: line.placedReason ?? '' };
}

async function chargeStep(
  { worked: { frozen }, share }: Found,
  { source, catalogue }: { source: LineSource | null; catalogue: TraceDeps['catalogue'] },
): Promise<ChargeStep> {
  const { charge } = share;
  const period = { from: charge.from, to: charge.to };
  if (charge.invoiceId === null) {
    return { kind: 'own', ...ownPriceOf(frozen, share), period, netOre: charge.netOre };
  }
  const invoice = frozen.invoices.find((each) => each.id === charge.invoiceId);
  const suppliers = await catalogue.allSuppliers();
  const whole = invoiceSum(frozen, charge.invoiceId);
  return {
    kind: 'supplier',
    supplier:
      suppliers.find((each) => each.code === invoice?.supplier)?.name ?? invoice?.supplier ?? '',
    invoiceId: charge.invoiceId,
    invoiceNumber: invoice?.number ?? '',
    line: source?.line ?? charge.position,
    text: charge.text,
    period,
    netOre: charge.netOre,
    invoiceNetOre: whole.netOre,
    invoiceLines: whole.lines,
  };
}

/** The row of the voucher that holds the share; null before the month is booked. */
async function ledgerStep(
  { view, worked, share }: Found,
  { ledger }: TraceDeps,
): Promise<LedgerStep | null> {
  const draft = worked.drafts.find(
    (each) => each.kind === view.kind && each.shares.includes(share),
  );
  if (draft === undefined) return null;
  const booking = bookingOf(share, {
    frozen: worked.frozen,
    book: worked.book,
    shares: worked.allocation.shares,
    draft,
    number: view.number,
  });
  const vouchers = await ledger.vouchersOf(view.month);
  const voucher = vouchers.find(
    (each) => each.kind === booking.kind && each.subject === booking.subject,
  );
  const date = voucher?.date ?? lastDayOf(view.month);
  const placing = createPlacing({ ...booking, date }, worked, ledger);
  const wanted = placing(booking.fact);
  const at = voucher?.rows.findIndex((row) => rowKey(row) === wanted) ?? -1;
  const row = voucher?.rows[at];
  if (voucher === undefined || row === undefined) return null;
  const fellows = booking.fellows.filter(({ fact }) => placing(fact) === wanted);
  const sign = booking.kind === 'customer-invoice' ? -1 : 1;
  return {
    voucher: voucher.number,
    row: at + 1,
    account: row.account,
    objects: row.objects.map(({ dimension, code }) => ({ dimension: String(dimension), code })),
    rowOre: ore(row.amountOre * sign),
    partsOre: sum(fellows.map((each) => each.share.netOre)),
    lines: fellows.length,
    ...receiptOf(await ledger.exportsOf(view.month)),
  };
}

/** Where the ledger puts a fact, by its own rules; looked up once for facts of a kind. */
function createPlacing(
  { kind, subject, date }: Booking & { readonly date: LocalDate },
  { frozen }: WorkedMonth,
  ledger: Pick<Ledger, 'postMonth'>,
): (fact: PostingFact) => string {
  const known = new Map<string, string>();
  return (fact) => {
    const { amountOre: _amount, ...what } = fact;
    const key = JSON.stringify(what);
    const before = known.get(key);
    if (before !== undefined) return before;
    const one = { ...fact, amountOre: ore(1) };
    const draft = { kind, subject, reference: '', date, facts: [one] };
    const row = ledger.postMonth([draft], ledgerTermsOf(frozen)).vouchers[0]?.rows[0];
    const place = row === undefined ? '' : rowKey(row);
    known.set(key, place);
    return place;
  };
}

function rowKey({ account, objects }: Pick<VoucherRow, 'account' | 'objects'>): string {
  return JSON.stringify([account, objects]);
}

function receiptOf(files: readonly LedgerExport[]): Pick<LedgerStep, 'sentAt' | 'acceptedAt'> {
  const file = files.at(-1);
  return {
    sentAt: file?.sentAt ?? null,
    acceptedAt: file?.state === 'accepted' ? file.receiptAt : null,
  };
}
