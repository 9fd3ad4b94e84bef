// docs/bookkeeping.md shows every account movement of one example: what it prints must be what the
// rules give, table by table.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { localDate } from '../../server/kernel/calendar.ts';
import { ore } from '../../server/kernel/money.ts';
import { allocateMonth } from '../../server/domains/billing/rules/allocation.ts';
import { invoiceDrafts } from '../../server/domains/billing/rules/customer-invoices.ts';
import { voucherDrafts } from '../../server/domains/billing/rules/postings.ts';
import type { FrozenMonth, PostingMode } from '../../server/domains/billing/types.ts';
import { postVoucher } from '../../server/domains/ledger/rules/posting.ts';
import type { Voucher } from '../../server/domains/ledger/types.ts';
import { ACCOUNTS, aLine, aMonth, anInvoice, aSubscription, owns } from './a-month.ts';

const BOOK = path.resolve(import.meta.dirname, '../../docs/bookkeeping.md');
const OWNERS = ['4110', '4210', '7010', 'BRUK'];
const PURPOSE_OF = new Map(
  Object.entries(ACCOUNTS).map(([purpose, account]) => [account, purpose]),
);

describe('docs/bookkeeping.md', () => {
  for (const mode of ['clearing', 'full'] as const) {
    it(`says what is booked in mode ${mode}`, () => {
      const book = readFileSync(BOOK, 'utf8');
      for (const voucher of vouchersOf(example(mode))) {
        expect(plain(book)).to.contain(plain(tableOf(voucher, mode)));
      }
    });
  }
});

/** One supplier invoice with ordinary lines and handsets under reverse charge, and two extensions. */
function example(postingMode: PostingMode): FrozenMonth {
  const handset = { vatCategory: 'AE', vatRate: 0, class: 'equipment' };
  return aMonth({
    settings: { ...aMonth().settings, postingMode },
    invoices: [
      anInvoice({
        netOre: ore(10_420_040),
        roundingOre: ore(-50),
        payableOre: ore(10_475_000),
        vat: [
          { category: 'S', rate: 25, netOre: ore(220_040), vatOre: ore(55_010) },
          { category: 'AE', rate: 0, netOre: ore(10_200_000), vatOre: ore(0) },
        ],
      }),
    ],
    subscriptions: [
      ...OWNERS.map((id) => aSubscription(id)),
      ...['4110', '7010'].map((owner) => aSubscription(`X-${owner}`, { serviceType: 'extension' })),
    ],
    ownerships: [
      ...OWNERS.map((id) => owns(id, id)),
      ...['4110', '7010'].map((owner) => owns(`X-${owner}`, owner)),
    ],
    ownPrices: [
      { serviceType: 'extension', price: '89.00', from: localDate('2024-01-01'), to: null },
    ],
    lines: [
      aLine(100_020, { subscriptionId: '4110' }),
      aLine(40_010, { subscriptionId: '4210' }),
      aLine(50_000, { subscriptionId: '7010' }),
      aLine(30_010, { subscriptionId: 'BRUK' }),
      aLine(9_000_000, { subscriptionId: '4110', ...handset }),
      aLine(1_200_000, { subscriptionId: '7010', ...handset }),
    ],
  });
}

function vouchersOf(month: FrozenMonth): Voucher[] {
  const { shares } = allocateMonth(month);
  const drafts = invoiceDrafts(month, shares).map((draft) => ({ draft, number: null }));
  return voucherDrafts(month, shares, drafts).flatMap((draft) => {
    const { voucher } = postVoucher(draft, {
      rules: month.postingRules,
      dimensions: month.settings.sieDimensions,
      closedThrough: null,
    });
    return voucher === null ? [] : [voucher];
  });
}

/** A voucher as the book prints it: purpose, account, objects, debit, credit. */
function tableOf(voucher: Voucher, mode: PostingMode): string {
  const heading = voucher.kind === 'supplier-invoice' ? `${voucher.kind}, ${mode}` : voucher.kind;
  const rows = voucher.rows.map(({ account, objects, amountOre }) => {
    const purpose = PURPOSE_OF.get(account) ?? 'cost';
    const list = objects.map(({ dimension, code }) => `${String(dimension)} ${code}`).join(', ');
    const amount = kronor(Math.abs(amountOre));
    const [debit, credit] = amountOre > 0 ? [amount, ''] : ['', amount];
    return `| ${purpose} | ${account} | ${list} | ${debit} | ${credit} |`;
  });
  return [
    `**${heading}: ${voucher.reference}**, ${voucher.date}`,
    '',
    '| purpose | account | objects | debit | credit |',
    '| --- | --- | --- | ---: | ---: |',
    ...rows,
    `| | | sum | ${kronor(voucher.debitOre)} | ${kronor(voucher.creditOre)} |`,
  ].join('\n');
}

/** The book's tables are padded for reading. */
function plain(table: string): string {
  return table.replace(/ +/g, ' ').replace(/-{3,}/g, '---');
}

function kronor(amountOre: number): string {
  const digits = String(amountOre).padStart(3, '0');
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ' ');
  return `${whole}.${digits.slice(-2)}`;
}
