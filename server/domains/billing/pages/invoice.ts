// One customer invoice on screen: the same groups and sums as its PDF, and from each amount the way to
// where it comes from.

import { addMonths, firstDayOf, lastDayOf, monthOf, type Month } from '../../../kernel/calendar.ts';
import type { Ore } from '../../../kernel/money.ts';
import { numberText } from '../../../kernel/numbers.ts';
import {
  crumbs,
  say,
  verbatim,
  type Fact,
  type PageHead,
  type Status,
  type Text,
} from '../../../kernel/page.ts';
import type { Verdicted } from '../../../kernel/page-process.ts';
import { namedCustomer, titleOf } from '../documents/customer-invoice.ts';
import { addSums, groupLines, type ColumnSums, type ServiceGroup } from '../documents/grouping.ts';
import { addressLines } from '../documents/words.ts';
import type { CustomerInvoiceLine, CustomerInvoiceView } from '../documents/view.ts';
import { paths } from '../paths.ts';
import type { InvoiceFacts, InvoiceLinks } from './facts.ts';
import { headFacts } from './invoice-head.ts';
import { standingStatus, trendOf } from './invoice-list.ts';
import { money, paymentOf, totalsOf, verdictOf } from './invoice-totals.ts';

/** An amount, and the line whose way it opens; null where no line stands behind it. */
type LinkedAmount = { readonly ore: Ore; readonly href: string | null };

type Amounts = {
  readonly fee: LinkedAmount;
  readonly traffic: LinkedAmount;
  readonly other: LinkedAmount;
  readonly net: LinkedAmount;
  readonly previousOre: Ore | null;
  readonly changeOre: Ore | null;
  readonly trend: 'up' | 'down' | 'sub';
};

type ServiceRow = Amounts & {
  readonly name: Text;
  readonly href: string | null;
  readonly holder: string | null;
  readonly plan: string | null;
  readonly notes: readonly Text[];
};

export type InvoicePage = PageHead & {
  readonly status: Status;
  readonly subtitle: Text;
  readonly pdf: string;
  readonly print: string;
  readonly excel: string;
  readonly sender: readonly string[];
  readonly recipient: readonly string[];
  readonly facts: readonly Fact[];
  readonly caption: { readonly count: Text; readonly sum: Text };
  /** Null where there was no month before. */
  readonly previousMonth: Month | null;
  readonly groups: readonly {
    /** Null where the invoice is of one cost centre. */
    readonly heading: string | null;
    readonly rows: readonly ServiceRow[];
    readonly sums: Amounts;
  }[];
  readonly sums: Amounts;
  readonly totals: readonly Fact[];
  readonly payment: readonly Fact[];
  readonly verdict: Verdicted;
  readonly correctedBy: readonly { readonly href: string; readonly number: string }[];
};

export function invoicePage(facts: InvoiceFacts, links: InvoiceLinks): InvoicePage {
  const { view } = facts;
  const groups = groupLines(view);
  const title = say(`billing:invoice.title.${titleOf(view)}`, { number: view.number });
  const compared = view.previous !== null;
  return {
    title,
    crumbs: crumbs(verbatim(view.number), {
      href: paths.invoices(),
      says: say('billing:invoices.title'),
    }),
    status: standingStatus(facts.standing),
    subtitle: say(`billing:invoice.subtitle.${view.kind}`, {
      month: view.month,
      customer: customerName(view),
    }),
    pdf: paths.invoicePdf(view.number),
    print: `${paths.invoicePdf(view.number)}?show=yes`,
    excel: paths.invoiceExcel(view.number),
    sender: addressLines(view.issuer, null),
    recipient: addressLines(namedCustomer(view), view.reference),
    facts: headFacts(facts),
    caption: {
      count: say('billing:invoice.services', {
        count: groups.flatMap((group) => group.services).filter((each) => each.service !== null)
          .length,
      }),
      sum: money(view.netOre),
    },
    previousMonth: compared ? addMonths(view.month, -1) : null,
    groups: groups.map((group) => ({
      heading: groups.length > 1 ? `${group.code} ${group.name}` : null,
      rows: group.services.map((service) => serviceRow(service, view, links)),
      sums: amounts(group.sums, [], view),
    })),
    sums: amounts(addSums(groups.map((group) => group.sums)), [], view),
    totals: totalsOf(view),
    payment: paymentOf(view),
    verdict: verdictOf(facts),
    correctedBy: facts.correctedBy.map((number) => ({ number, href: paths.invoice(number) })),
  };
}

function customerName({ customer }: CustomerInvoiceView): string {
  return customer.name.startsWith(customer.code)
    ? customer.name
    : `${customer.code} ${customer.name}`;
}

function serviceRow(
  group: ServiceGroup,
  view: CustomerInvoiceView,
  links: InvoiceLinks,
): ServiceRow {
  const { service, lines } = group;
  return {
    ...amounts(group.sums, lines, view),
    name:
      service === null
        ? say('billing:invoice.noService')
        : verbatim(numberText(service.identifier)),
    href: service === null ? null : links.subscription(service.subscriptionId),
    holder: service?.holder ?? null,
    plan: service === null || service.plan === '' ? null : service.plan,
    notes: notesOf(group, view),
  };
}

/** What a row must say beside its sums: a part of the month, what it corrects, that it is gone. */
function notesOf({ lines, service }: ServiceGroup, view: CustomerInvoiceView): Text[] {
  if (lines.length === 0) return [say('billing:invoice.gone', { month: view.month })];
  const parts = lines.filter((line) => line.class === 'fee' && !isWholeMonth(line));
  const corrections = lines.filter((line) => line.corrects !== null);
  const loose = service === null ? lines.map((line) => verbatim(line.text)) : [];
  return [
    ...loose,
    ...parts.map((line) => say('parts:period', { from: line.periodFrom, to: line.periodTo })),
    ...corrections.map((line) =>
      say('billing:invoice.correctsMonth', { month: line.corrects?.month ?? view.month }),
    ),
  ];
}

function isWholeMonth({ periodFrom, periodTo }: CustomerInvoiceLine): boolean {
  const of = monthOf(periodFrom);
  return periodFrom === firstDayOf(of) && periodTo === lastDayOf(of);
}

function amounts(
  sums: ColumnSums,
  lines: readonly CustomerInvoiceLine[],
  view: CustomerInvoiceView,
): Amounts {
  const linked = (amount: Ore, wanted: (line: CustomerInvoiceLine) => boolean): LinkedAmount => {
    const line = lines.find(wanted);
    return { ore: amount, href: line === undefined ? null : paths.line(view.number, line.ordinal) };
  };
  return {
    fee: linked(sums.feeOre, (line) => line.class === 'fee'),
    traffic: linked(sums.trafficOre, (line) => line.class === 'traffic'),
    other: linked(sums.otherOre, (line) => line.class !== 'fee' && line.class !== 'traffic'),
    net: linked(sums.netOre, () => true),
    previousOre: sums.previousOre,
    changeOre: sums.changeOre,
    trend: trendOf(sums.changeOre),
  };
}
