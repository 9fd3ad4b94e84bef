import { expect } from 'chai';
import { readUbl, refusalOf } from './read.ts';
import { extra, file, line, RIGHT, SELLER, subtotal, taxTotal, type Parts } from './ubl-parts.ts';

const totals = (changes: Readonly<Record<string, string>>) => ({ ...RIGHT.totals, ...changes });
const ruleOf = (changes: Partial<Parts>) => refusalOf(() => readUbl(file(changes))).code;
const isRead = (changes: Partial<Parts>) => {
  expect(readUbl(file(changes)).document.number).to.equal('1');
};

describe('ubl rules: EN 16931 as its schematron writes it', () => {
  it('reads what is right', () => {
    isRead({});
  });

  const broken: readonly (readonly [string, Partial<Parts>])[] = [
    [
      'BR-CO-03',
      {
        head: `${RIGHT.head}<cbc:TaxPointDate>2026-10-31</cbc:TaxPointDate><cac:InvoicePeriod><cbc:DescriptionCode>35</cbc:DescriptionCode></cac:InvoicePeriod>`,
      },
    ],
    ['BR-CO-04', { lines: line() + line({ net: '0.00', price: '0.00' }, '') }],
    ['BR-CO-09', { seller: SELLER.replace('SE55', '5555') }],
    [
      'BR-CO-10',
      {
        totals: totals({
          LineExtensionAmount: '100.01',
          TaxExclusiveAmount: '100.01',
          TaxInclusiveAmount: '125.01',
          PayableAmount: '125.01',
        }),
      },
    ],
    [
      'BR-CO-11',
      {
        totals: totals({
          AllowanceTotalAmount: '1.00',
          TaxExclusiveAmount: '99.00',
          TaxInclusiveAmount: '124.00',
          PayableAmount: '124.00',
        }),
      },
    ],
    [
      'BR-CO-12',
      {
        totals: totals({
          ChargeTotalAmount: '1.00',
          TaxExclusiveAmount: '101.00',
          TaxInclusiveAmount: '126.00',
          PayableAmount: '126.00',
        }),
      },
    ],
    [
      'BR-CO-13',
      {
        totals: totals({
          TaxExclusiveAmount: '100.01',
          TaxInclusiveAmount: '125.01',
          PayableAmount: '125.01',
        }),
      },
    ],
    [
      'BR-CO-14',
      {
        tax: taxTotal('25.01', subtotal('100.00', '25.00')),
        totals: totals({ TaxInclusiveAmount: '125.01', PayableAmount: '125.01' }),
      },
    ],
    ['BR-CO-15', { totals: totals({ TaxInclusiveAmount: '125.01', PayableAmount: '125.01' }) }],
    ['BR-CO-16', { totals: totals({ PayableAmount: '126.00' }) }],
    [
      'BR-CO-17',
      {
        tax: taxTotal('26.00', subtotal('100.00', '26.00')),
        totals: totals({ TaxInclusiveAmount: '126.00', PayableAmount: '126.00' }),
      },
    ],
    [
      'BR-29',
      {
        head: `${RIGHT.head}<cac:InvoicePeriod><cbc:StartDate>2026-10-31</cbc:StartDate><cbc:EndDate>2026-10-01</cbc:EndDate></cac:InvoicePeriod>`,
      },
    ],
    ['BR-CO-18', { tax: taxTotal('25.00') }],
    ['BR-CO-19', { head: `${RIGHT.head}<cac:InvoicePeriod/>` }],
    ['BR-CO-20', { lines: line({ more: '<cac:InvoicePeriod/>' }) }],
    [
      'BR-CO-21',
      {
        extras: extra(false, '0.00', { reason: '' }),
        totals: totals({ AllowanceTotalAmount: '0.00' }),
      },
    ],
    [
      'BR-CO-22',
      {
        extras: extra(true, '0.00', { reason: '' }),
        totals: totals({ ChargeTotalAmount: '0.00' }),
      },
    ],
    [
      'BR-CO-23',
      {
        lines: line({
          more: '<cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator><cbc:Amount>0.00</cbc:Amount></cac:AllowanceCharge>',
        }),
      },
    ],
    [
      'BR-CO-24',
      {
        lines: line({
          more: '<cac:AllowanceCharge><cbc:ChargeIndicator>true</cbc:ChargeIndicator><cbc:Amount>0.00</cbc:Amount></cac:AllowanceCharge>',
        }),
      },
    ],
    ['BR-CO-25', { head: '' }],
    ['BR-CO-26', { seller: '' }],
    ['BR-S-08', { tax: taxTotal('25.00', subtotal('101.00', '25.00')) }],
    ['PEPPOL-EN16931-R120', { lines: line({ price: '100.03' }) }],
  ];
  for (const [rule, changes] of broken) {
    it(`${rule} refuses the file`, () => {
      expect(ruleOf(changes)).to.equal(`rule.${rule}`);
    });
  }

  it('R110 and R111: a line period outside the invoice period', () => {
    const head = `${RIGHT.head}<cac:InvoicePeriod><cbc:StartDate>2026-10-01</cbc:StartDate><cbc:EndDate>2026-10-31</cbc:EndDate></cac:InvoicePeriod>`;
    const period = (from: string, to: string) =>
      line({
        more: `<cac:InvoicePeriod><cbc:StartDate>${from}</cbc:StartDate><cbc:EndDate>${to}</cbc:EndDate></cac:InvoicePeriod>`,
      });
    isRead({ head, lines: period('2026-10-01', '2026-10-31') });
    expect(ruleOf({ head, lines: period('2026-09-30', '2026-10-31') })).to.equal(
      'rule.PEPPOL-EN16931-R110',
    );
    expect(ruleOf({ head, lines: period('2026-10-01', '2026-11-01') })).to.equal(
      'rule.PEPPOL-EN16931-R111',
    );
    isRead({ lines: period('2026-09-30', '2026-11-01') });
  });
});
