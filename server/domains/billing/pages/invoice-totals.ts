// The foot of a customer invoice's page: sums and VAT, how it is paid, and whether lines, shares and what
// is booked are the same.

import { sum, type Ore } from '../../../kernel/money.ts';
import { fact, say, verbatim, type Fact, type Text } from '../../../kernel/page.ts';
import { verdicted, type Verdicted } from '../../../kernel/page-process.ts';
import type { CustomerInvoiceView } from '../documents/view.ts';
import { bankgiroText, organisationNumberText } from '../documents/words.ts';
import type { InvoiceFacts } from './facts.ts';

/** An amount in a sentence's place. */
export const money = (amount: Ore): Text => say('parts:money', { ore: amount });

/** `Att debitera`, `Att betala` or `Att få tillbaka`. */
export function payableWord({ payableOre, kind }: CustomerInvoiceView): Text {
  if (payableOre < 0) return say('billing:invoice.payable.back');
  return say(`billing:invoice.payable.${kind === 'internal' ? 'charge' : 'pay'}`);
}

/** Net, VAT by rate, rounding and what is to be paid; nothing where the sum of the lines says it all. */
export function totalsOf(view: CustomerInvoiceView): Fact[] {
  if (view.vat.length === 0 && view.roundingOre === 0) return [];
  return [
    fact(say('billing:invoice.total.net'), money(view.netOre)),
    ...view.vat.map(({ rate, netOre, vatOre }) =>
      fact(say('billing:invoice.total.vat', { rate }), money(vatOre), {
        sub: say('billing:invoice.total.of', { ore: netOre }),
      }),
    ),
    ...(view.roundingOre === 0
      ? []
      : [fact(say('billing:invoice.total.rounding'), money(view.roundingOre))]),
    fact(payableWord(view), money(view.payableOre), { sum: true }),
  ];
}

/** How and when it is paid; nobody pays an internal charge. */
export function paymentOf(view: CustomerInvoiceView): Fact[] {
  const { issuer, customer, kind, payableOre } = view;
  if (kind === 'internal') return [];
  const row = (key: string, value: string | null): Fact[] =>
    value === null ? [] : [fact(say(`billing:invoice.payment.${key}`), verbatim(value))];
  const toPay = payableOre > 0;
  return [
    ...row('bankgiro', toPay && issuer.bankgiro !== null ? bankgiroText(issuer.bankgiro) : null),
    ...row('ocr', toPay ? view.ocr : null),
    ...row('issued', view.issuedOn),
    ...row('due', toPay ? view.dueOn : null),
    ...row('reference', view.reference),
    ...row(
      'organisationNumber',
      customer.organisationNumber === null
        ? null
        : organisationNumberText(customer.organisationNumber),
    ),
  ];
}

/** Lines, shares and what is booked were counted apart; here they must be the same. */
export function verdictOf({ view, sharesOre, bookedOre }: InvoiceFacts): Verdicted {
  const linesOre = sum(view.lines.map((line) => line.netOre));
  const all = [linesOre, sharesOre, view.netOre, ...(bookedOre === null ? [] : [bookedOre])];
  if (all.some((each) => each !== view.netOre)) {
    return verdicted(
      'stop',
      say('billing:invoice.verdict.differs'),
      say('billing:invoice.verdict.sums', {
        lines: say('parts:money', { ore: linesOre }),
        shares: say('parts:money', { ore: sharesOre }),
        booked: bookedOre === null ? say('parts:none') : say('parts:money', { ore: bookedOre }),
      }),
    );
  }
  const key = bookedOre === null ? 'equalUnbooked' : 'equal';
  return verdicted('ok', say(`billing:invoice.verdict.${key}`, { ore: view.netOre }));
}
