import { expect } from 'chai';
import { customerInvoiceDocument } from '../../../server/domains/billing/documents/customer-invoice.ts';
import { customerInvoiceWorkbook } from '../../../server/domains/billing/documents/workbook.ts';
import { workbookOf } from '../../../server/platform/excel.ts';
import { unzip } from '../../support/unzip.ts';
import { anInvoice, anInvoiceWithVat } from './an-invoice.ts';
import { wordsIn } from './words.ts';

const LANGUAGE = { words: wordsIn('sv'), lang: 'sv' } as const;

describe('billing/documents as Excel', () => {
  for (const view of [anInvoice(), anInvoiceWithVat('company')]) {
    it(`has the sums of the document on all sheets (${view.kind})`, async () => {
      const document = customerInvoiceDocument(view, LANGUAGE);
      const sheets = customerInvoiceWorkbook(view, LANGUAGE);
      const [services, lines, sums] = sheets;
      const total = (sheet: (typeof sheets)[number] | undefined, column: number) =>
        (sheet?.rows ?? []).reduce((acc, row) => acc + Number(row[column] ?? 0), 0);
      expect(total(services, 8)).to.equal(view.netOre);
      expect(services?.foot?.[8]).to.equal(document.sums.netOre);
      expect(total(lines, 9)).to.equal(view.netOre);
      expect(lines?.foot?.[9]).to.equal(view.netOre);
      expect(lines?.rows).to.have.length(view.lines.length);
      expect(sums?.foot?.[2]).to.equal(view.payableOre);
      const files = unzip(await workbookOf(sheets));
      const payable = (view.payableOre / 100).toFixed(2).replace(/\.?0+$/, '');
      expect(files.get('xl/worksheets/sheet3.xml')).to.contain(`<v>${payable}</v>`);
    });
  }
});
