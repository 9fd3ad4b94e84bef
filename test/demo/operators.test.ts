// The operators' files: sums that hold to the öre, tidy months that close by themselves, and a
// demonstration month with everything that goes wrong in one.

import { expect } from 'chai';
import { addMonths, month } from '../../server/kernel/calendar.ts';
import { OPTIONS } from '../../tools/demo/catalogue.ts';
import {
  createMunicipality,
  registerFiles,
  SIZES,
  type Size,
} from '../../tools/demo/municipality.ts';
import { operatorDeliveries, type Delivery } from '../../tools/demo/operators.ts';
import { csvRecords } from '../support/oracle/csv.ts';
import { vat } from '../support/oracle/exact.ts';
import { readWorld, solveMonth, type SolvedMonth } from '../support/oracle/month.ts';
import { all, text, xmlRoot } from '../support/oracle/xml.ts';

const MONTH = month('2026-10');

function solved(size: Size, of = MONTH): { month: SolvedMonth; deliveries: Delivery[] } {
  const municipality = createMunicipality(size, MONTH);
  const deliveries = operatorDeliveries(municipality, of);
  const world = readWorld(registerFiles(municipality));
  return { deliveries, month: solveMonth({ world, sent: deliveries, month: of, placeOn: '1790' }) };
}

/** Öre of `-12.30`. */
function ore(written: string): bigint {
  return BigInt(Math.round(Number(written || '0') * 100));
}

describe('the operators', () => {
  for (const size of SIZES) {
    it(`send e-invoices that hold EN 16931's arithmetic (${size})`, () => {
      const municipality = createMunicipality(size, MONTH);
      for (const { files } of operatorDeliveries(municipality, MONTH)) {
        const root = xmlRoot(files[0]?.bytes ?? Buffer.alloc(0));
        const sum = (path: string, name: string): bigint =>
          all(root, path).reduce((total, each) => total + ore(text(each, name)), 0n);
        const legal = (name: string): bigint => ore(text(root, `LegalMonetaryTotal/${name}`));
        const allowances = all(root, 'AllowanceCharge').filter(
          (each) => text(each, 'ChargeIndicator') === 'false',
        );
        const lowered = allowances.reduce((total, each) => total + ore(text(each, 'Amount')), 0n);
        const groups = all(root, 'TaxTotal/TaxSubtotal');
        expect(sum('InvoiceLine', 'LineExtensionAmount'), 'BR-CO-10').to.equal(
          legal('LineExtensionAmount'),
        );
        expect(legal('LineExtensionAmount') - lowered, 'BR-CO-13').to.equal(
          legal('TaxExclusiveAmount'),
        );
        expect(sum('TaxTotal/TaxSubtotal', 'TaxAmount'), 'BR-CO-14').to.equal(
          ore(text(root, 'TaxTotal/TaxAmount')),
        );
        expect(
          legal('TaxExclusiveAmount') + ore(text(root, 'TaxTotal/TaxAmount')),
          'BR-CO-15',
        ).to.equal(legal('TaxInclusiveAmount'));
        expect(legal('TaxInclusiveAmount') + legal('PayableRoundingAmount'), 'BR-CO-16').to.equal(
          legal('PayableAmount'),
        );
        expect(legal('PayableAmount') % 100n, 'whole kronor').to.equal(0n);
        for (const group of groups) {
          const net = ore(text(group, 'TaxableAmount'));
          const rate = text(group, 'TaxCategory/Percent');
          expect(ore(text(group, 'TaxAmount')), 'BR-S-09').to.equal(vat(net, rate));
        }
      }
    });

    it(`send the same bytes each time (${size})`, () => {
      const bytes = () =>
        operatorDeliveries(createMunicipality(size, MONTH), MONTH).flatMap(({ files }) => files);
      expect(bytes()).to.deep.equal(bytes());
    });
  }

  it('send a demonstration month whose rows sum to the e-invoice, unreadable rows left out', () => {
    const { month: made, deliveries } = solved('story');
    expect(made.invoices.map(({ differenceOre }) => differenceOre)).to.deep.equal([0n, 0n]);
    expect(
      made.invoices.map(({ quarantined }) => quarantined.map(({ code }) => code)),
    ).to.deep.equal([['row.number', 'row.fields', 'row.date'], []]);
    expect(deliveries.map(({ rowsIn, netOre }) => [rowsIn, BigInt(netOre)])).to.deep.equal(
      made.invoices.map(({ rowsIn, invoice }) => [rowsIn, invoice.netOre]),
    );
  });

  it('fill the red list with at least 30 lines, of every kind', () => {
    const { month: made } = solved('story');
    const red = made.invoices.flatMap(({ lines }) =>
      lines.flatMap(({ outcome }) => ('red' in outcome ? [outcome.red] : [])),
    );
    expect(red.length).to.be.within(30, 36);
    expect([...new Set(red)].sort()).to.deep.equal([
      'closed cost centre',
      'day without owner',
      'unknown reference',
    ]);
    expect(made.ownCharges.filter(({ outcome }) => 'red' in outcome)).to.have.length(3);
  });

  it('let every closed month close by itself', () => {
    for (const months of [-3, -2, -1]) {
      const { month: made } = solved('story', addMonths(MONTH, months));
      expect(made.before.redListOre).to.equal(0n);
      expect(made.invoices.flatMap(({ quarantined }) => quarantined)).to.deep.equal([]);
    }
  });

  it('make one cost centre rise by 4,000 kr for one service', () => {
    const sumOf = ({ month: made }: { month: SolvedMonth }): number =>
      Number(made.customerInvoices.find(({ customer }) => customer === '4531')?.netOre ?? 0n);
    const before = solved('story', addMonths(MONTH, -1));
    const now = solved('story');
    expect((sumOf(now) - sumOf(before)) / 100).to.be.closeTo(4_000, 100);
    const costly = now.month.invoices
      .flatMap(({ lines }) => lines)
      .filter(({ line }) => line.text.startsWith('Datatrafik utanför EU'));
    expect(costly.map(({ line }) => line.netOre)).to.deep.equal([400_375n]);
  });

  it('credit 200 terminations in Gävle, and write numbers in every way', () => {
    const municipality = createMunicipality('gavle', MONTH);
    const [nordtel, fjarrtele] = operatorDeliveries(municipality, MONTH);
    const bytes = nordtel?.files[1]?.bytes ?? Buffer.alloc(0);
    const rows = csvRecords(bytes, { separator: ';', quoting: true, encoding: 'utf8' });
    const lines = all(xmlRoot(fjarrtele?.files[0]?.bytes ?? Buffer.alloc(0)), 'InvoiceLine');
    const isPlan = (item = ''): boolean =>
      !Object.keys(OPTIONS).includes(item.slice('Kredit '.length));
    const credited = rows.filter(({ fields }) => fields[6] === 'Kredit' && isPlan(fields[7]));
    const negative = lines.filter((line) => ore(text(line, 'LineExtensionAmount')) < 0n);
    expect(credited.length + negative.length).to.equal(200);
    const shapes = new Set(
      rows.map(({ fields }) => (fields[4] ?? '').replaceAll(/\d/g, '0').slice(0, 6)),
    );
    expect(shapes).to.include.keys('', '+00000', '+00 00', '000000', '000-00', '000 00');
    expect(rows.some(({ fields }) => /,\d{4}$/.test(fields[13] ?? ''))).to.equal(true);
    expect(
      lines.filter((line) => all(line, 'DocumentReference').length === 0).length,
    ).to.be.greaterThan(10);
  });
});
