// The head of a customer invoice's page: what is to be paid, what the month before had, and where it is
// booked.

import { addMonths, type Instant } from '../../../kernel/calendar.ts';
import { ore, sum } from '../../../kernel/money.ts';
import { fact, say, verbatim, type Fact, type Text } from '../../../kernel/page.ts';
import type { CustomerInvoiceView } from '../documents/view.ts';
import { paths } from '../paths.ts';
import type { InvoiceFacts } from './facts.ts';
import { money, payableWord } from './invoice-totals.ts';

/** The four or five things that one looks for first. */
export function headFacts(facts: InvoiceFacts): Fact[] {
  const { view } = facts;
  const owed = view.kind !== 'internal' && view.payableOre > 0;
  return [
    fact(payableWord(view), money(view.payableOre), {
      sub: owed ? say('billing:invoice.due', { on: view.dueOn }) : null,
    }),
    ...previousFact(view),
    ...codingFact(facts),
    ...voucherFact(facts),
    ...(view.correctsNumber === null
      ? []
      : [
          fact(say('billing:invoice.corrects'), verbatim(view.correctsNumber), {
            href: paths.invoice(view.correctsNumber),
          }),
        ]),
  ];
}

/** Without VAT, as the lines are; said where what is to be paid has VAT. */
function previousFact({ previous, month, netOre, vat }: CustomerInvoiceView): Fact[] {
  if (previous === null) return [];
  const previousOre = sum(previous.map((each) => each.netOre));
  const before = addMonths(month, -1);
  const label = vat.length === 0 ? 'billing:invoice.previous' : 'billing:invoice.previousNet';
  return [
    fact(say(label, { month: before }), money(previousOre), {
      sub: say('billing:invoice.change', { ore: ore(netOre - previousOre) }),
    }),
  ];
}

function codingFact({ coding }: InvoiceFacts): Fact[] {
  if (coding.length === 0) return [];
  const [first, ...rest] = coding.map(({ dimension }) => say(`billing:dimension.${dimension}`));
  const names = rest.reduce(
    (left, right) => say('billing:invoice.pair', { left, right }),
    first ?? verbatim(''),
  );
  const codes = coding.map((each) => each.code).join(' · ');
  return [fact(say('billing:invoice.coding'), verbatim(codes), { sub: names })];
}

function voucherFact({ vouchers, sentAt, acceptedAt }: InvoiceFacts): Fact[] {
  if (vouchers.length === 0) return [];
  const label = say('billing:invoice.voucher', { count: vouchers.length });
  return [fact(label, verbatim(vouchers.join(', ')), { sub: sentText(sentAt, acceptedAt) })];
}

function sentText(sentAt: Instant | null, acceptedAt: Instant | null): Text {
  if (acceptedAt !== null) return say('billing:invoice.accepted', { at: acceptedAt });
  if (sentAt !== null) return say('billing:invoice.sent', { at: sentAt });
  return say('billing:invoice.notSent');
}
