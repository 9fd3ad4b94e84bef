import path from 'node:path';
import { expect } from 'chai';
import { ore } from '../../server/kernel/money.ts';
import { runChecks } from '../../server/domains/invoices/checks/checks.ts';
import {
  MOST_SUSPECTS,
  type CheckedInvoice,
  type CheckFacts,
} from '../../server/domains/invoices/checks/facts.ts';
import type { Deviation } from '../../server/domains/invoices/types.ts';
import { createTexts } from '../../server/http/texts.ts';
import { day, FACTS, INVOICE, line, SENTENCES } from './sentences.ts';

const texts = createTexts(path.resolve(import.meta.dirname, '../../config/locales'));

function find(invoice: Partial<CheckedInvoice>, facts: Partial<CheckFacts> = {}): Deviation[] {
  return runChecks({ ...INVOICE, ...invoice }, { ...FACTS, ...facts });
}

/** The one deviation's code, and its Swedish sentence with plain spaces. */
function said(invoice: Partial<CheckedInvoice>, facts: Partial<CheckFacts> = {}): [string, string] {
  const [deviation, ...others] = find(invoice, facts);
  if (deviation === undefined || others.length > 0) throw new Error('not one deviation');
  const key = `invoices:deviation.${deviation.code}`;
  expect(texts.t('en', key, deviation.args)).not.to.equal('');
  return [deviation.code, texts.t('sv', key, deviation.args).replaceAll('\u00a0', ' ')];
}

describe('checks: nothing to say of what is right', () => {
  it('an invoice whose rows are its net, all known', () => {
    expect(find({})).to.deep.equal([]);
  });
  it('a zero invoice and zero lines', () => {
    expect(
      find(
        { netOre: ore(0), vat: [] },
        {
          rowsNetOre: ore(0),
          netByRate: [],
          unmatched: [line({ netOre: ore(0) })],
          repeated: [{ ...line({ netOre: ore(0) }), earlierLine: 2 }],
        },
      ),
    ).to.deep.equal([]);
  });
  it('a credit after a termination, and one for days that an earlier invoice charged', () => {
    const credit = line({ netOre: ore(-5900) });
    expect(
      find(
        {},
        {
          terminated: [{ ...credit, terminatedOn: day('2026-09-30') }],
          moved: [{ ...credit, nowAt: 'Ortnät', since: day('2026-01-01') }],
          overlapping: [
            {
              ...credit,
              earlierNumber: 'N-0',
              earlierFrom: day('2026-10-01'),
              earlierTo: day('2026-10-31'),
              earlierNetOre: ore(5900),
            },
          ],
        },
      ),
    ).to.deep.equal([]);
  });
});

describe('checks: what each says', () => {
  for (const [code, sentence, invoice, facts] of SENTENCES) {
    it(`${code}: ${sentence}`, () => {
      expect(said(invoice, facts)).to.deep.equal([code, sentence]);
    });
  }

  it('a difference that was accepted no longer holds the invoice back, another one does', () => {
    const facts = { rowsNetOre: ore(9000), acceptedOre: ore(1000) };
    expect(find({}, facts).map(({ code }) => code)).to.deep.equal([
      'invoice.specification-rounded',
    ]);
    expect(find({}, { ...facts, rowsNetOre: ore(8999) }).map(({ code }) => code)).to.deep.equal([
      'invoice.specification-differs',
    ]);
  });

  it('more lines of one kind than are told one by one: that there are more', () => {
    const most = (count: number) =>
      find({}, { unmatched: Array.from({ length: count }, () => line()) });
    expect(most(MOST_SUSPECTS - 1).map(({ code }) => code)).not.to.contain('line.more');
    const last = most(MOST_SUSPECTS).at(-1);
    expect(last).to.deep.include({ code: 'line.more', check: 'unknown-reference', lineId: null });
    expect(texts.t('sv', 'invoices:deviation.line.more', last?.args)).to.equal(
      'Det finns kanske fler rader av samma slag än de 5\u00a0000 som visas.',
    );
  });

  it('a line that has no text is still a whole sentence', () => {
    const [, sentence] = said({}, { unmatched: [line({ text: '' })] });
    expect(sentence).to.match(/ kr för – på /);
  });

  it('nobody is told of a hint that agrees, nor of one about a service without owner', () => {
    expect(
      find(
        {},
        {
          hinted: [
            { ...line(), hint: '1', owners: ['2', '1'] },
            { ...line(), hint: '1', owners: [] },
          ],
        },
      ),
    ).to.deep.equal([]);
  });

  it('a line that began before its service ended is no deviation', () => {
    expect(
      find({}, { terminated: [{ ...line(), terminatedOn: day('2026-10-01') }] }),
    ).to.deep.equal([]);
  });
});
