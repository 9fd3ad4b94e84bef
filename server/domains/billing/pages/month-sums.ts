// Sums beside each other, equal to the öre or said not to be; each says what it is made of. Debit and
// credit of the vouchers hold VAT and both sides of a booking: they are equal to each other.

import { ore, sum, type Ore } from '../../../kernel/money.ts';
import { say, type Text } from '../../../kernel/page.ts';
import { verdicted, type Sums } from '../../../kernel/page-process.ts';
import type { MonthFacts } from './month-facts.ts';

type Lines = Sums['items'][number]['lines'];

/**
 * Suppliers and own charges = shares with what is still red = customer invoices. What has not been
 * worked out yet is not shown, and not compared; of a cancelled month nothing is spread any more.
 */
export function monthSums(facts: MonthFacts): Sums | null {
  const { sums, freeze, state } = facts.month;
  if (freeze === null || state === 'cancelled') return null;
  const inOre = sum([sums.supplierNetOre, sums.ownChargesOre, sums.correctionsOre]);
  const sharedOre = sum([facts.sharedOre, sums.redListOre, sums.correctionsOre]);
  const outOre = sums.customerInvoicesOre;
  const items = [
    item(null, 'in', inOre, inLines(facts)),
    item(equal(inOre, sharedOre), 'shared', sharedOre, sharedLines(facts)),
    ...(outOre === null
      ? []
      : [item(equal(sharedOre, outOre), 'invoiced', outOre, outLines(facts))]),
  ];
  return {
    items,
    verdict: verdictOf(facts, [inOre, sharedOre, ...(outOre === null ? [] : [outOre])]),
  };
}

function item(op: '=' | '≠' | null, key: string, amount: Ore, lines: Lines): Sums['items'][number] {
  return {
    op,
    label: say(`billing:sums.${key}`),
    value: say('parts:money', { ore: amount }),
    lines,
  };
}

function equal(left: Ore, right: Ore): '=' | '≠' {
  return left === right ? '=' : '≠';
}

const line = (says: Text, stop = false) => ({ says, stop });

function inLines({ suppliers, month }: MonthFacts): Lines {
  return [
    ...suppliers.map(({ name, netOre }) => line(say('billing:sums.of', { name, ore: netOre }))),
    ...(month.sums.ownChargesOre === 0
      ? []
      : [line(say('billing:sums.own', { ore: month.sums.ownChargesOre }))]),
    ...(month.sums.correctionsOre === 0
      ? []
      : [line(say('billing:sums.corrections', { ore: month.sums.correctionsOre }))]),
  ];
}

function sharedLines({ lines, shares, month, collected }: MonthFacts): Lines {
  return [
    line(say('billing:sums.lines', { lines, shares })),
    ...(month.sums.redListOre === 0 && month.state !== 'red-list'
      ? []
      : [line(say('billing:sums.red', { ore: month.sums.redListOre }), true)]),
    ...(collected === null || collected.netOre === 0
      ? []
      : [line(say('billing:sums.collected', { code: collected.code, ore: collected.netOre }))]),
  ];
}

function outLines({ invoices }: MonthFacts): Lines {
  return [
    line(say('billing:sums.invoices', { count: invoices.count })),
    ...(invoices.made < invoices.count
      ? [line(say('billing:sums.made', { ore: invoices.madeOre }))]
      : []),
  ];
}

/** Debit = credit, when there are vouchers. */
export function ledgerSums({ month, vouchers }: MonthFacts): Sums | null {
  const { ledgerDebitOre, ledgerCreditOre } = month.sums;
  if (ledgerDebitOre === null || ledgerCreditOre === null || vouchers === null) return null;
  const op = equal(ledgerDebitOre, ledgerCreditOre);
  const { count } = vouchers;
  return {
    items: [
      item(null, 'debit', ledgerDebitOre, [line(say('billing:sums.vouchers', { count }))]),
      item(op, 'credit', ledgerCreditOre, [line(sentText(vouchers))]),
    ],
    verdict:
      op === '='
        ? verdicted('ok', say('billing:sums.balanced', { count }))
        : verdicted(
            'stop',
            say('billing:sums.unbalanced'),
            say('billing:sums.by', { ore: ore(ledgerDebitOre - ledgerCreditOre) }),
          ),
  };
}

function sentText({ sentAt, acceptedAt }: NonNullable<MonthFacts['vouchers']>): Text {
  if (acceptedAt !== null) return say('billing:sums.accepted', { at: acceptedAt });
  return sentAt === null ? say('billing:sums.notSent') : say('billing:sums.sent', { at: sentAt });
}

function verdictOf({ month, checkedAt }: MonthFacts, all: readonly Ore[]): Sums['verdict'] {
  const first = all[0] ?? month.sums.supplierNetOre;
  const off = all.find((each) => each !== first);
  if (off === undefined) {
    return verdicted(
      'ok',
      say(all.length > 2 ? 'billing:sums.all' : 'billing:sums.both'),
      say('billing:sums.checked', { at: checkedAt }),
    );
  }
  return verdicted(
    'stop',
    say('billing:sums.differ'),
    say('billing:sums.by', { ore: ore(off - first) }),
  );
}
