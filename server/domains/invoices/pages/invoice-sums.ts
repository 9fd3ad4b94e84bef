// The sources of an invoice that must agree: the e-invoice, its specification, and the lines as they
// are kept. To the öre, and in words.

import { ore, type Ore } from '../../../kernel/money.ts';
import { say, type Text } from '../../../kernel/page.ts';
import { verdicted, type Sums, type Verdicted } from '../../../kernel/page-process.ts';
import type { InvoiceFacts } from './facts.ts';

type Item = Sums['items'][number];

/** Null before anything was read, and where nothing is left of what was. */
export function sumsOf(facts: InvoiceFacts): Sums | null {
  const { invoice, sums } = facts;
  const isRead = invoice.rowsIn > 0 || sums.lines > 0 || hasRole(facts, 'e-invoice');
  if (!isRead || ['received', 'reading', 'refused', 'paired'].includes(invoice.state)) return null;
  const items = [
    ...(hasRole(facts, 'e-invoice') ? [eInvoiceItem(facts)] : []),
    ...(hasRole(facts, 'specification') ? [specificationItem(facts)] : []),
    linesItem(facts),
  ];
  return {
    items: items.map((item, index) => (index === 0 ? { ...item, op: null } : item)),
    verdict: verdictOf(facts),
  };
}

function hasRole({ files }: InvoiceFacts, role: 'e-invoice' | 'specification'): boolean {
  return files.some((file) => file.role === role && file.replacedAt === null);
}

function money(amount: Ore): Text {
  return say('parts:money', { ore: amount });
}

function plain(says: Text): Item['lines'][number] {
  return { says, stop: false };
}

function eInvoiceItem({ invoice }: InvoiceFacts): Item {
  return {
    op: null,
    label: say('invoices:page.sums.eInvoice'),
    value: money(invoice.netOre),
    lines: [
      plain(say('invoices:page.sums.toPay', { ore: invoice.payableOre })),
      plain(say('invoices:page.sums.vat', { ore: invoice.vatOre })),
    ],
  };
}

function specificationItem(facts: InvoiceFacts): Item {
  const { invoice } = facts;
  return {
    op: signOf(facts, invoice.rowsNetOre),
    label: say('invoices:page.sums.specification'),
    value: money(invoice.rowsNetOre),
    lines: [
      plain(say('invoices:page.sums.rows', { count: invoice.rowsAccepted })),
      ...differenceLine(facts, invoice.rowsNetOre),
    ],
  };
}

function linesItem(facts: InvoiceFacts): Item {
  const { sums } = facts;
  return {
    op: signOf(facts, sums.netOre),
    label: say('invoices:page.sums.lines'),
    value: money(sums.netOre),
    lines: [
      plain(say('invoices:page.sums.rows', { count: sums.lines })),
      ...(sums.roundingOre === 0
        ? []
        : [plain(say('invoices:page.sums.rounding', { ore: sums.roundingOre }))]),
      ...differenceLine(facts, sums.netOre),
    ],
  };
}

function signOf(facts: InvoiceFacts, amount: Ore): '=' | '≠' | null {
  if (!hasRole(facts, 'e-invoice')) return amount === facts.invoice.rowsNetOre ? '=' : '≠';
  return amount === facts.invoice.netOre ? '=' : '≠';
}

function differenceLine(facts: InvoiceFacts, amount: Ore): Item['lines'] {
  if (!hasRole(facts, 'e-invoice')) return [];
  const difference = ore(amount - facts.invoice.netOre);
  const says = say('invoices:page.sums.difference', { ore: difference });
  return [{ says, stop: difference !== 0 }];
}

function verdictOf(facts: InvoiceFacts): Verdicted {
  const { invoice, sums, stakeOre, specification } = facts;
  if (!hasRole(facts, 'e-invoice')) {
    return verdicted('stop', say('invoices:page.verdict.noEInvoice'));
  }
  if (specification !== null && !hasRole(facts, 'specification')) {
    return verdicted('stop', say('invoices:page.verdict.noSpecification'));
  }
  const difference = ore(sums.netOre - invoice.netOre);
  if (difference !== 0) {
    const key = difference < 0 ? 'tooLittle' : 'tooMuch';
    return verdicted(
      'stop',
      say(`invoices:page.verdict.${key}`, { ore: Math.abs(difference) }),
      say('invoices:page.verdict.untilThen'),
    );
  }
  return verdicted(
    'ok',
    sums.roundingOre === 0
      ? say('invoices:page.verdict.equal')
      : say('invoices:page.verdict.rounded', { ore: sums.roundingOre }),
    stakeOre === 0 ? null : say('invoices:page.verdict.stake', { ore: stakeOre }),
  );
}
