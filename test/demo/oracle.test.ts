// The oracle against the shared month, whose figures were worked out by somebody else again.

import { expect } from 'chai';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { solveMonth, readWorld, sharesIn, type SolvedMonth } from '../support/oracle/month.ts';
import type { Outcome } from '../support/oracle/shares.ts';
import { inOrder } from '../support/oracle/vouchers.ts';
import { e164, get } from '../support/oracle/world.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../../shared/data/month');

type Expected = {
  readonly month: string;
  readonly imports: readonly { readonly kind: string; readonly file: string }[];
  readonly supplierInvoices: readonly (Record<string, unknown> & {
    readonly supplier: string;
    readonly sent: readonly string[];
    readonly lines: readonly Record<string, unknown>[];
  })[];
  readonly ownCharges: readonly Record<string, unknown>[];
  readonly billingMonth: {
    readonly beforePlacement: { readonly sums: Record<string, number> };
    readonly placeOn: string;
    readonly afterApproval: { readonly sums: Record<string, number> };
  };
  readonly customerInvoices: readonly Record<string, unknown>[];
  readonly ledgerExport: {
    readonly vouchers: number;
    readonly debitOre: number;
    readonly creditOre: number;
    readonly rows: readonly { readonly rows: readonly unknown[] }[];
  };
};

describe('the oracle', () => {
  let expected: Expected;
  let solved: SolvedMonth;

  before(function () {
    if (!existsSync(FOLDER)) {
      console.log('    skipped: ../shared/data/month is not there');
      this.skip();
    }
    expected = JSON.parse(readFileSync(path.join(FOLDER, 'expected.json'), 'utf8')) as Expected;
    const file = (name: string) => ({
      name: path.basename(name),
      bytes: readFileSync(path.join(FOLDER, name)),
    });
    solved = solveMonth({
      world: readWorld(expected.imports.map((each) => ({ ...file(each.file), kind: each.kind }))),
      sent: expected.supplierInvoices.map(({ supplier, sent }) => ({
        supplier,
        files: sent.map(file),
      })),
      month: expected.month,
      placeOn: expected.billingMonth.placeOn,
    });
  });

  it('reads the invoices to the totals, counts and quarantined rows', () => {
    const heads = solved.invoices.map(({ invoice, rowsIn, quarantined, lines }) => ({
      supplier: invoice.supplier,
      invoiceNumber: invoice.number,
      issuedOn: invoice.issuedOn,
      netOre: Number(invoice.netOre),
      vatOre: Number(invoice.vatOre),
      roundingOre: Number(invoice.roundingOre),
      payableOre: Number(invoice.payableOre),
      rowsIn,
      rowsAccepted: lines.length,
      rowsQuarantined: quarantined.length,
      quarantined,
    }));
    expect(heads).to.deep.equal(
      expected.supplierInvoices.map((invoice) => only(invoice, Object.keys(heads[0] ?? {}))),
    );
  });

  it('finds each line, its place, its subscription and its shares', () => {
    for (const [index, { lines }] of solved.invoices.entries()) {
      const wanted = expected.supplierInvoices[index]?.lines ?? [];
      expect(lines).to.have.length(wanted.length);
      for (const [at, { line, outcome }] of lines.entries()) {
        const number = e164(line.reference.number);
        const figures = {
          text: line.text,
          number: number.startsWith('+') ? number : null,
          subscriptionId: line.subscription === undefined ? null : get(line.subscription, 'id'),
          periodFrom: line.periodFrom,
          periodTo: line.periodTo,
          netOre: Number(line.netOre),
          vatRate: Number(line.rate),
          source: line.source,
          shares: sharesOf(outcome),
          onRedList: 'red' in outcome,
        };
        expect(figures).to.deep.equal(only(wanted[at] ?? {}, Object.keys(figures)));
      }
    }
  });

  it('charges the own services', () => {
    const charges = solved.ownCharges.map(({ subscription, from, to, netOre, outcome }) => ({
      subscriptionId: get(subscription, 'id'),
      periodFrom: from,
      periodTo: to,
      netOre: Number(netOre),
      shares: sharesOf(outcome).map(({ costCentre, netOre: ore }) => ({ costCentre, netOre: ore })),
    }));
    expect(charges).to.deep.equal(
      expected.ownCharges.map((each) => only(each, Object.keys(charges[0] ?? {}))),
    );
  });

  it('comes to the sums before and after placing', () => {
    const { beforePlacement, afterApproval } = expected.billingMonth;
    expect(numbers(solved.before)).to.include(without(beforePlacement.sums, ['correctionsOre']));
    const rest = ['correctionsOre', 'customerInvoicesOre', 'ledgerDebitOre', 'ledgerCreditOre'];
    expect(numbers(solved.after)).to.include(without(afterApproval.sums, rest));
  });

  it('makes the customer invoices', () => {
    const invoices = solved.customerInvoices.map((invoice) => ({
      ...numbers(invoice),
      vat: invoice.vat.map(({ rate, ...sums }) => ({ rate: Number(rate), ...numbers(sums) })),
      bySubscription: [...invoice.bySubscription]
        .map((each) => numbers(each))
        .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
    }));
    const sorted = expected.customerInvoices.map((invoice) => ({
      ...invoice,
      bySubscription: [...(invoice['bySubscription'] as unknown[])].sort((a, b) =>
        JSON.stringify(a) < JSON.stringify(b) ? -1 : 1,
      ),
    }));
    expect(invoices).to.deep.equal(sorted);
  });

  it('makes the vouchers, row by row', () => {
    const vouchers = solved.vouchers.map(({ rows, ...head }) => ({
      ...head,
      rows: inOrder(rows).map((row) => numbers(row)),
    }));
    expect(vouchers).to.deep.equal(expected.ledgerExport.rows);
  });
});

/** Shares in the order of their owners, as the API names them. */
function sharesOf(outcome: Outcome) {
  return [...sharesIn(outcome)]
    .sort((a, b) => (a.owner < b.owner ? -1 : 1))
    .map(({ owner, netOre, ...days }) => ({ costCentre: owner, netOre: Number(netOre), ...days }));
}

function only(from: Readonly<Record<string, unknown>>, keys: readonly string[]) {
  return Object.fromEntries(keys.map((key) => [key, from[key]]));
}

function without(from: Readonly<Record<string, number>>, keys: readonly string[]) {
  return Object.fromEntries(Object.entries(from).filter(([key]) => !keys.includes(key)));
}

/** The same with numbers for big ones. */
function numbers(from: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(from).map(([key, value]) => [
      key,
      typeof value === 'bigint' ? Number(value) : value,
    ]),
  );
}
