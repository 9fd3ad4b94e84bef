import { expect } from 'chai';
import { readUbl, refusalOf } from './read.ts';
import { category, extra, file, line, RIGHT, subtotal, taxTotal, type Parts } from './ubl-parts.ts';

const totals = (changes: Readonly<Record<string, string>>) => ({ ...RIGHT.totals, ...changes });
const ruleOf = (changes: Partial<Parts>) => refusalOf(() => readUbl(file(changes))).code;
const isRead = (changes: Partial<Parts>) => {
  expect(readUbl(file(changes)).document.number).to.equal('1');
};

describe('ubl rules: the slack of the published schematron', () => {
  it('R120 gives 0.02, not 0.03, on quantity × price ÷ base quantity + charges − allowances', () => {
    isRead({ lines: line({ price: '100.02' }) });
    isRead({ lines: line({ price: '99.98' }) });
    expect(ruleOf({ lines: line({ price: '99.97' }) })).to.equal('rule.PEPPOL-EN16931-R120');
    const base = '<cbc:BaseQuantity>3</cbc:BaseQuantity>';
    isRead({ lines: line({ quantity: '7', price: '42.8572', base }) });
    expect(ruleOf({ lines: line({ quantity: '7', price: '42.8700', base }) })).to.equal(
      'rule.PEPPOL-EN16931-R120',
    );
    const allowance = (isCharge: boolean, amount: string) =>
      `<cac:AllowanceCharge><cbc:ChargeIndicator>${String(isCharge)}</cbc:ChargeIndicator><cbc:AllowanceChargeReason>x</cbc:AllowanceChargeReason><cbc:Amount>${amount}</cbc:Amount></cac:AllowanceCharge>`;
    isRead({
      lines: line({ price: '95.00', more: allowance(true, '7.00') + allowance(false, '2.00') }),
    });
    isRead({ lines: line({ quantity: '0.5', price: '200.' }) });
  });

  it('S-08 and S-09 give less than one krona', () => {
    const of = (taxable: string, tax: string) => ({
      tax: taxTotal(tax, subtotal(taxable, tax)),
      totals: totals({
        TaxInclusiveAmount: String(100 + Number(tax)),
        PayableAmount: String(100 + Number(tax)),
      }),
    });
    isRead(of('100.99', '25.00'));
    expect(ruleOf(of('101.00', '25.00'))).to.equal('rule.BR-S-08');
    isRead(of('100.00', '25.99'));
    expect(ruleOf(of('100.00', '26.00'))).to.equal('rule.BR-CO-17');
  });

  it('S-08 holds per rate, and wants something of the rate to be there', () => {
    const lines = line() + line({}, category('ClassifiedTaxCategory', 'S', '12'));
    const sums = {
      LineExtensionAmount: '200.00',
      TaxExclusiveAmount: '200.00',
      TaxInclusiveAmount: '237.00',
      PayableAmount: '237.00',
    };
    const twelve = category('TaxCategory', 'S', '12.00');
    isRead({
      lines,
      totals: sums,
      tax: taxTotal('37.00', subtotal('100.00', '25.00'), subtotal('100.00', '12.00', twelve)),
    });
    const six = subtotal('0.00', '0.00', category('TaxCategory', 'S', '6'));
    expect(ruleOf({ tax: taxTotal('25.00', subtotal('100.00', '25.00'), six) })).to.equal(
      'rule.BR-S-08',
    );
  });

  for (const [id, name] of [
    ['Z', 'Z'],
    ['E', 'E'],
    ['AE', 'AE'],
    ['K', 'IC'],
    ['G', 'G'],
    ['O', 'O'],
  ] as const) {
    it(`category ${id} is exact and has no tax`, () => {
      const percent = id === 'O' ? null : '0';
      const cat = category('TaxCategory', id, percent);
      const lines = line({}, category('ClassifiedTaxCategory', id, percent));
      const sums = totals({ TaxInclusiveAmount: '100.00', PayableAmount: '100.00' });
      isRead({ lines, totals: sums, tax: taxTotal('0.00', subtotal('100.00', '0.00', cat)) });
      expect(
        ruleOf({ lines, totals: sums, tax: taxTotal('0.00', subtotal('100.01', '0.00', cat)) }),
      ).to.equal(`rule.BR-${name}-08`);
      const taxed = totals({ TaxInclusiveAmount: '100.40', PayableAmount: '100.40' });
      expect(
        ruleOf({ lines, totals: taxed, tax: taxTotal('0.40', subtotal('100.00', '0.40', cat)) }),
      ).to.equal(`rule.BR-${name}-09`);
    });
  }

  it('a credit note is judged as it is written', () => {
    isRead({ root: 'CreditNote', head: '', lines: line({}, undefined, 'CreditNote') });
    expect(
      readUbl(file({ root: 'CreditNote', head: '', lines: line({}, undefined, 'CreditNote') }))
        .lines[0]?.ore,
    ).to.equal(-10_000);
  });

  it('prepaid and rounding belong to the payable', () => {
    isRead({ totals: totals({ PrepaidAmount: '100.00', PayableAmount: '25.00' }) });
    isRead({
      totals: totals({
        PrepaidAmount: '100.00',
        PayableRoundingAmount: '0.40',
        PayableAmount: '25.40',
      }),
    });
    isRead({ totals: totals({ PayableRoundingAmount: '-0.40', PayableAmount: '124.60' }) });
    expect(
      ruleOf({ totals: totals({ PrepaidAmount: '100.00', PayableAmount: '125.00' }) }),
    ).to.equal('rule.BR-CO-16');
  });

  it('charges and allowances of the document belong to the sums, and are lines', () => {
    const changes = {
      extras: extra(true, '30.00') + extra(false, '10.00'),
      tax: taxTotal('30.00', subtotal('120.00', '30.00')),
      totals: totals({
        AllowanceTotalAmount: '10.00',
        ChargeTotalAmount: '30.00',
        TaxExclusiveAmount: '120.00',
        TaxInclusiveAmount: '150.00',
        PayableAmount: '150.00',
      }),
    };
    isRead(changes);
    expect(readUbl(file(changes)).lines.map(({ kind, ore }) => [kind, ore])).to.deep.equal([
      ['document', 3000],
      ['document', -1000],
      ['line', 10_000],
    ]);
  });

  it('of several the first in document order counts', () => {
    const wrongLine = line({ price: '90.00' });
    expect(ruleOf({ lines: wrongLine, totals: totals({ PayableAmount: '1.00' }) })).to.equal(
      'rule.BR-CO-16',
    );
    expect(
      ruleOf({
        lines: wrongLine,
        totals: totals({ PayableAmount: '1.00' }),
        tax: taxTotal('24.00', subtotal('100.00', '25.00')),
      }),
    ).to.equal('rule.BR-CO-14');
    expect(ruleOf({ lines: line() + line({ net: '0.00' }, '') })).to.equal('rule.BR-CO-04');
  });

  it('an amount that must be there is asked for by its rule', () => {
    expect(
      ruleOf({
        lines: line().replace(/<cbc:LineExtensionAmount>.*?<\/cbc:LineExtensionAmount>/, ''),
      }),
    ).to.equal('rule.BR-24');
  });

  it('the refusal says which rule, and where', () => {
    const { args } = refusalOf(() =>
      readUbl(file({ totals: totals({ PayableAmount: '1.00' }) })),
    ).details;
    expect(args).to.include({ rule: 'BR-CO-16', line: 1 });
    expect(file({}).toString('utf8', Number(args?.['byte'])).slice(0, 23)).to.equal(
      '<cac:LegalMonetaryTotal',
    );
  });
});
