// Rule 11 from the ledger's side: which rule, which account, which objects, in which order.

import { expect } from 'chai';
import fc from 'fast-check';
import { localDate, month } from '../../server/kernel/calendar.ts';
import { ore } from '../../server/kernel/money.ts';
import {
  closedCodesOf,
  createCodeRegister,
  parseCodeString,
} from '../../server/domains/ledger/rules/code-strings.ts';
import {
  byAccountAndObjects,
  postingRuleFor,
  postVoucher,
} from '../../server/domains/ledger/rules/posting.ts';
import type { Dimension } from '../../server/domains/directory/types.ts';
import type {
  PostingFact,
  PostingRule,
  Purpose,
  VoucherDraft,
} from '../../server/domains/ledger/types.ts';
import { aPostingRule, USUAL_DIMENSIONS } from '../billing/a-month.ts';
import { toldRows } from './told.ts';

const LAST = localDate('2026-10-31');

function aFact(purpose: Purpose, amount: number, changes: Partial<PostingFact> = {}): PostingFact {
  return {
    purpose,
    amountOre: ore(amount),
    serviceType: null,
    serviceAccount: null,
    vatRate: null,
    owner: null,
    counterpart: null,
    invoice: null,
    ...changes,
  };
}

function post(facts: PostingFact[], rules: PostingRule[], dimensions = USUAL_DIMENSIONS) {
  const draft: VoucherDraft = {
    kind: 'supplier-invoice',
    subject: '1',
    reference: 'N-1',
    date: LAST,
    facts,
  };
  return postVoucher(draft, { rules, dimensions, closedThrough: null });
}

const at = (costCentre: string, codeString = '') => ({
  costCentre,
  codeString: parseCodeString(codeString) ?? [],
});

describe('posting rules', () => {
  const pick = (rules: PostingRule[], fact: Partial<PostingFact> = {}) =>
    postingRuleFor(rules, aFact('sales', 1, fact), LAST)?.account;

  it('the most specific row wins, then the latest, then the first', () => {
    const any = aPostingRule('sales', { account: '3001' });
    const at25 = aPostingRule('sales', { account: '3025', vatRate: 25 });
    const both = aPostingRule('sales', { account: '3099', vatRate: 25, serviceType: 'm2m' });
    expect(pick([any, at25, both], { vatRate: 25 })).to.equal('3025');
    expect(pick([any, at25, both], { vatRate: 25, serviceType: 'm2m' })).to.equal('3099');
    expect(pick([any, at25, both], { vatRate: 12 })).to.equal('3001');
    const newer = aPostingRule('sales', { account: '3002', from: localDate('2026-01-01') });
    expect(pick([any, newer])).to.equal('3002');
    const second = aPostingRule('sales', { account: '3003', position: 2 });
    expect(pick([second, any])).to.equal('3001');
  });

  it('only in force on the voucher’s date, and only of its purpose', () => {
    expect(pick([aPostingRule('cost')])).to.equal(undefined);
    expect(pick([aPostingRule('sales', { to: localDate('2026-10-30') })])).to.equal(undefined);
    expect(pick([aPostingRule('sales', { from: localDate('2026-11-01') })])).to.equal(undefined);
  });
});

describe('a voucher', () => {
  it('has one row per account and objects, no zero rows, in order of account, dimension, code', () => {
    const { voucher } = post(
      [
        aFact('cost', 5, { owner: at('4200') }),
        aFact('cost', 7, { owner: at('4110', 'project=P1;activity=2240') }),
        aFact('cost', 1, { owner: at('4110') }),
        aFact('cost', 2, { owner: at('4200') }),
        aFact('cost', 3, { owner: at('4120') }),
        aFact('cost', -3, { owner: at('4120') }),
        aFact('clearing', -15),
      ],
      [aPostingRule('cost'), aPostingRule('clearing')],
    );
    expect(toldRows(voucher ?? expect.fail('none'))).to.deep.equal([
      '2999 {} -15',
      '6212 {1 4110} 1',
      '6212 {1 4110, 6 P1, 20 2240} 7',
      '6212 {1 4200} 7',
    ]);
    expect(voucher).to.include({ debitOre: 15, creditOre: 15 });
  });

  it('rows without an owner carry the rule’s objects; cost and resale take none', () => {
    const objects = parseCodeString('cost_centre=1000;counterpart=9') ?? [];
    const { voucher } = post(
      [
        aFact('cost', 5, { owner: at('4200') }),
        aFact('internal-income', -5, { counterpart: '1' }),
        aFact('clearing', -5),
      ],
      (['cost', 'internal-income', 'clearing'] as const).map((purpose) =>
        aPostingRule(purpose, { objects }),
      ),
    );
    expect(toldRows(voucher ?? expect.fail('none'))).to.deep.equal([
      '2999 {1 1000, 22 9} -5',
      '3990 {1 1000, 22 1} -5',
      '6212 {1 4200} 5',
    ]);
  });

  it('says what has no rule, or no number for a dimension', () => {
    const facts = [aFact('sales', -5, { vatRate: 25 }), aFact('cost', 5, { owner: at('4200') })];
    const { problems } = post(facts, [aPostingRule('cost')], {});
    expect(problems.map(({ code, args }) => [code, ...Object.values(args)])).to.deep.equal([
      ['posting.rule-missing', 'sales', '', 25],
      ['posting.dimension-missing', 'cost_centre'],
    ]);
  });

  it('needs no rule for a cost whose code string or service has the account', () => {
    const { problems } = post(
      [
        aFact('cost', 5, { owner: at('4200', 'account=6219') }),
        aFact('cost', 5, { owner: at('4200'), serviceAccount: '6213' }),
      ],
      [],
    );
    expect(problems).to.deep.equal([]);
  });

  it('of a closed period is booked on the first open day, by the rules of that day', () => {
    const draft: VoucherDraft = {
      kind: 'own-charges',
      subject: '2026-10',
      reference: '2026-10',
      date: LAST,
      facts: [aFact('clearing', 5)],
    };
    const rules = [aPostingRule('clearing', { account: '2990', from: localDate('2026-11-01') })];
    const terms = { rules, dimensions: {}, closedThrough: month('2026-10') };
    const { voucher } = postVoucher(draft, terms);
    expect(voucher?.date).to.equal('2026-11-01');
    expect(voucher?.rows[0]?.account).to.equal('2990');
  });

  it('is none where nothing is left', () => {
    expect(post([aFact('clearing', 0)], [aPostingRule('clearing')]).voucher).to.equal(null);
  });

  it('comes out the same whatever order the facts had', () => {
    const fact = fc
      .record({
        net: fc.integer({ min: -5, max: 5 }),
        code: fc.constantFrom('4110', '4200', 'Ä1'),
        activity: fc.constantFrom('', 'activity=2240'),
      })
      .map(({ net, code, activity }) => aFact('cost', net, { owner: at(code, activity) }));
    fc.assert(
      fc.property(fc.array(fact, { maxLength: 12 }), (facts) => {
        const rules = [aPostingRule('cost')];
        const { voucher } = post(facts, rules);
        expect(post([...facts].reverse(), rules).voucher?.rows).to.deep.equal(voucher?.rows);
        const rows = [...(voucher?.rows ?? [])];
        expect(rows.sort(byAccountAndObjects)).to.deep.equal(voucher?.rows ?? []);
      }),
    );
  });
});

describe('code strings', () => {
  it('are read part by part, each dimension once', () => {
    expect(parseCodeString('account=6218;project=P100')).to.deep.equal([
      { dimension: 'account', code: '6218' },
      { dimension: 'project', code: 'P100' },
    ]);
    expect(parseCodeString('')).to.deep.equal([]);
    for (const bad of ['6218', 'colour=red', 'account=', 'account=1;account=2']) {
      expect(parseCodeString(bad), bad).to.equal(null);
    }
  });

  it('are held against the accounting system’s register on the voucher’s date', () => {
    const code = (dimension: Dimension, text: string, to: string | null = null) => ({
      dimension,
      code: text,
      name: null,
      validFrom: localDate('2020-01-01'),
      validTo: to === null ? null : localDate(to),
    });
    const register = createCodeRegister([
      code('account', '6212'),
      code('cost_centre', '4110', '2026-09-30'),
      code('cost_centre', '4200', '2026-09-30'),
      { ...code('cost_centre', '4200'), validFrom: localDate('2026-10-15') },
    ]);
    const { voucher } = post(
      ['4110', '4200', '4999'].map((each) =>
        aFact('cost', 1, { owner: at(each, 'activity=2240') }),
      ),
      [aPostingRule('cost')],
    );
    const closed = closedCodesOf([voucher ?? expect.fail('none')], register, USUAL_DIMENSIONS);
    expect(
      closed.map(({ code: text, reason, costCentre }) => [text, reason, costCentre]),
    ).to.deep.equal([
      ['4110', 'closed', '4110'],
      ['4999', 'unknown', '4999'],
    ]);
  });
});
