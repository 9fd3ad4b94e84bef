// The words that the pages of suppliers' invoices share: states, titles, periods, formats.

import type { LocalDate } from '../../../kernel/calendar.ts';
import { say, status, verbatim, type Crumb, type Status, type Text } from '../../../kernel/page.ts';
import { paths } from '../paths.ts';
import type { InvoiceState, Notice } from '../types.ts';
import type { InvoiceHead } from './facts.ts';

const STATE_LOOKS: Readonly<
  Record<InvoiceState, readonly ['ok' | 'wait' | 'stop' | 'info' | 'off', string]>
> = {
  received: ['info', 'inbox'],
  reading: ['info', 'loader'],
  waiting: ['wait', 'clock'],
  ready: ['ok', 'circle-check'],
  booked: ['ok', 'calendar-check'],
  refused: ['stop', 'octagon-x'],
  paired: ['off', 'circle-minus'],
};

export function stateStatus(state: InvoiceState): Status {
  const [standing, icon] = STATE_LOOKS[state];
  return status(standing, say(`invoices:state.${state}`), icon);
}

/** `Nordtel, faktura 904113`; before its number is known it is only somebody's invoice. */
export function invoiceTitle({ number, supplierName: supplier }: Omit<InvoiceHead, 'id'>): Text {
  return number === null
    ? say('invoices:page.titleUnread', { supplier })
    : say('invoices:page.title', { supplier, number });
}

/** The way down to an invoice, and on to what lies below it. */
export function wayTo(invoice: InvoiceHead): readonly Crumb[] {
  return [
    { href: paths.index(), says: say('invoices:page.list.title') },
    { href: paths.show(invoice.id), says: invoiceTitle(invoice) },
  ];
}

export function periodText(from: LocalDate, to: LocalDate): Text {
  return from === to ? verbatim(from) : say('parts:period', { from, to });
}

/** What a file is, in words; a definition has its own name. */
export function formatText(format: string | null): Text {
  if (format === null) return say('invoices:page.format.unread');
  if (format === 'peppol-invoice') return say('invoices:page.format.peppol-invoice');
  if (format === 'peppol-credit-note') return say('invoices:page.format.peppol-credit-note');
  return verbatim(format);
}

/** A rule's warning has the sentence of the rule; the rest have their own. */
export function noticeText({ code, args }: Pick<Notice, 'code' | 'args'>): Text {
  return code.startsWith('rule.')
    ? say(`errors:${code}`, args)
    : say(`invoices:notice.${code}`, args);
}
