// A whole municipality against figures that were worked out independently from the same registers.

import { expect } from 'chai';
import { allocateMonth, sumsOf } from '../../server/domains/billing/rules/allocation.ts';
import { invoiceDrafts } from '../../server/domains/billing/rules/customer-invoices.ts';
import { brokenEqualities } from '../../server/domains/billing/rules/equalities.ts';
import { voucherDrafts } from '../../server/domains/billing/rules/postings.ts';
import type {
  Charge,
  FrozenMonth,
  InvoiceDraft,
  Share,
} from '../../server/domains/billing/types.ts';
import { postVoucher } from '../../server/domains/ledger/rules/posting.ts';
import {
  closedCodesOf,
  createCodeRegister,
} from '../../server/domains/ledger/rules/code-strings.ts';
import type { Voucher } from '../../server/domains/ledger/types.ts';
import {
  readExpected,
  readFrozenMonth,
  skipWithoutFolder,
  type ExpectedMonth,
} from './month-folder.ts';

describe('the shared month, rule by rule', () => {
  let expected: ExpectedMonth;
  let frozen: FrozenMonth;

  before(function () {
    skipWithoutFolder(this);
    expected = readExpected();
    frozen = readFrozenMonth(expected);
  });

  const placed = (): FrozenMonth => {
    const { redList } = allocateMonth(frozen);
    const owner = expected.billingMonth.placeOn;
    return { ...frozen, placements: redList.map(({ charge: { lineId } }) => ({ lineId, owner })) };
  };

  it('spreads every supplier line over its owners, with their days (rules 4, 5, 6)', () => {
    const { shares, redList } = allocateMonth(frozen);
    const byLine = groupByLine(shares);
    const red = new Set(redList.map((entry) => entry.charge.lineId));
    expected.supplierInvoices.forEach((invoice, i) => {
      invoice.lines.forEach((line, l) => {
        const lineId = `${String(i + 1)}-${String(l + 1)}`;
        const got = (byLine.get(lineId) ?? []).map(toExpectedShare);
        expect(got, `${invoice.supplier} ${line.text} ${lineId}`).to.deep.equal(line.shares);
        expect(red.has(lineId)).to.equal(line.onRedList);
      });
    });
  });

  it('charges what the own price list prices, by days (rule 7)', () => {
    const { ownCharges, shares } = allocateMonth(frozen);
    const byLine = groupByLine(shares);
    const got = ownCharges.map((charge: Charge) => ({
      subscriptionId: charge.subscriptionId,
      periodFrom: charge.from,
      periodTo: charge.to,
      netOre: charge.netOre,
      shares: (byLine.get(charge.lineId) ?? []).map((share) => ({
        costCentre: share.owner,
        netOre: share.netOre,
      })),
    }));
    const wanted = expected.ownCharges.map(
      ({ subscriptionId, periodFrom, periodTo, netOre, shares: of }) => ({
        subscriptionId,
        periodFrom,
        periodTo,
        netOre,
        shares: of.map(({ costCentre, netOre: part }) => ({ costCentre, netOre: part })),
      }),
    );
    expect(got).to.have.deep.members(wanted);
  });

  it('sums before and after placing (rule 13)', () => {
    const { sums, redList } = expected.billingMonth.beforePlacement;
    const before = allocateMonth(frozen);
    expect(sumsOf(frozen, before)).to.deep.equal(sums);
    expect(before.redList.map(({ charge: { netOre, text } }) => ({ netOre, text }))).to.deep.equal(
      redList.map(({ netOre, text }) => ({ netOre, text })),
    );
    const after = placed();
    const made = makeAll(after);
    expect({
      ...sumsOf(after, allocateMonth(after)),
      customerInvoicesOre: total(made.drafts.map((draft) => draft.netOre)),
      ledgerDebitOre: total(made.vouchers.map((voucher) => voucher.debitOre)),
      ledgerCreditOre: total(made.vouchers.map((voucher) => voucher.creditOre)),
    }).to.deep.equal(expected.billingMonth.afterApproval.sums);
    const allocation = allocateMonth(after);
    expect(
      brokenEqualities(after, allocation, { invoices: made.drafts, vouchers: made.vouchers }),
    ).to.deep.equal([]);
  });

  it('makes every customer invoice (rule 8)', () => {
    const { drafts } = makeAll(placed());
    const wanted = expected.customerInvoices;
    expect(drafts.map(({ customer }) => customer)).to.deep.equal(
      wanted.map(({ customer }) => customer),
    );
    drafts.forEach((draft, index) => {
      const { bySubscription: rows, ...head } = wanted[index] ?? expect.fail('one too many');
      expect(headOf(draft)).to.deep.equal(head);
      expect(bySubscription(draft.shares)).to.have.deep.members(rows);
    });
  });

  it('books every voucher, row by row (rules 9, 10, 11)', () => {
    const { vouchers } = makeAll(placed());
    const got = vouchers.map(({ date, rows }) => ({ date, rows: rows.map(toExpectedRow) }));
    const wanted = expected.ledgerExport.rows.map(({ date, rows }) => ({ date, rows }));
    expect(got).to.deep.equal(wanted);
    expect(vouchers).to.have.length(expected.ledgerExport.vouchers);
  });

  it('uses only codes that the accounting system takes', () => {
    const { vouchers } = makeAll(placed());
    const register = createCodeRegister(frozen.codeRegister);
    expect(closedCodesOf(vouchers, register, frozen.settings.sieDimensions)).to.deep.equal([]);
  });
});

function makeAll(frozen: FrozenMonth): { drafts: InvoiceDraft[]; vouchers: Voucher[] } {
  const { shares } = allocateMonth(frozen);
  const drafts = invoiceDrafts(frozen, shares);
  const numbered = drafts.map((draft) => ({ draft, number: null }));
  const terms = {
    rules: frozen.postingRules,
    dimensions: frozen.settings.sieDimensions,
    closedThrough: null,
  };
  const vouchers = voucherDrafts(frozen, shares, numbered).flatMap((draft) => {
    const { voucher, problems } = postVoucher(draft, terms);
    expect(problems).to.deep.equal([]);
    return voucher === null ? [] : [voucher];
  });
  return { drafts, vouchers };
}

function headOf({ customer, kind, netOre, vat, roundingOre, payableOre }: InvoiceDraft) {
  return { customer, kind, netOre, vat, roundingOre, payableOre };
}

function bySubscription(shares: readonly Share[]) {
  const sums = new Map<
    string,
    { costCentre: string; subscriptionId: string | null; netOre: number }
  >();
  for (const { owner, charge, netOre } of shares) {
    const key = JSON.stringify([owner, charge.subscriptionId]);
    const sofar = sums.get(key);
    if (sofar !== undefined) sofar.netOre += netOre;
    else sums.set(key, { costCentre: owner, subscriptionId: charge.subscriptionId, netOre });
  }
  return [...sums.values()];
}

function groupByLine(shares: readonly Share[]): Map<string, Share[]> {
  const lines = new Map<string, Share[]>();
  for (const share of shares) {
    const { lineId } = share.charge;
    lines.set(lineId, [...(lines.get(lineId) ?? []), share]);
  }
  return lines;
}

function toExpectedShare({ owner, netOre, from, to }: Share) {
  return { costCentre: owner, netOre, ...(from === null || to === null ? {} : { from, to }) };
}

function toExpectedRow({ account, objects, amountOre }: Voucher['rows'][number]) {
  const pairs = objects.map(({ dimension, code }) => [String(dimension), code] as const);
  return { account, objects: Object.fromEntries(pairs), amountOre };
}

function total(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}
