import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { customerInvoiceDocument } from '../../../server/domains/billing/documents/customer-invoice.ts';
import { printBatchDocument } from '../../../server/domains/billing/documents/print-batch.ts';
import { month } from '../../../server/kernel/calendar.ts';
import { ore } from '../../../server/kernel/money.ts';
import { createPdf, type Pdf } from '../../../server/platform/pdf.ts';
import { anInvoice, anInvoiceWithVat, aLine } from './an-invoice.ts';
import { wordsIn } from './words.ts';

const LANGUAGE = { words: wordsIn('sv'), lang: 'sv' } as const;
const FOLDER = path.resolve(import.meta.dirname, '../../../views/documents');
const POPPLER = spawnSync('pdftotext', ['-v']).error === undefined;

describe('billing/documents', () => {
  it('sums every level to the one above it', () => {
    const document = customerInvoiceDocument(anInvoice(), LANGUAGE);
    for (const centre of document.costCentres) {
      for (const { lines, sums } of centre.services) {
        expect(lines.reduce((acc, line) => acc + line.netOre, 0)).to.equal(sums.netOre);
        expect(sums.feeOre + sums.trafficOre + sums.otherOre).to.equal(sums.netOre);
      }
      const services = centre.services.map(({ sums }) => sums.netOre);
      expect(services.reduce((acc, each) => acc + each, 0)).to.equal(centre.sums.netOre);
    }
    expect(document.sums.netOre).to.equal(document.payable.ore);
  });

  it('shows a service that only the month before had, with its whole sum as change', () => {
    const [centre] = customerInvoiceDocument(anInvoice(), LANGUAGE).costCentres;
    const gone = centre?.services.find((service) => service.name === '08-465 004 18');
    expect(gone?.lines).to.deep.equal([]);
    expect(gone?.sums).to.include({ netOre: 0, previousOre: 4500, changeOre: -4500 });
    expect(centre?.services.at(-1)?.name).to.equal('Utan abonnemang');
  });

  it('asks nobody to pay an internal charge or a credit', () => {
    const internal = customerInvoiceDocument(anInvoice(), LANGUAGE);
    expect(internal.payment).to.equal(null);
    expect(internal.vat).to.equal(null);
    expect(internal.payable.label).to.equal('Att debitera');
    const credit = customerInvoiceDocument(
      anInvoiceWithVat('company', { lines: [aLine(-10_000, { vatRate: 25 })] }),
      LANGUAGE,
    );
    expect(credit.title).to.match(/^Kreditfaktura/);
    expect(credit.payment).to.equal(null);
    expect(credit.payable.label).to.equal('Att få tillbaka');
  });

  it('names the original of a change invoice, and line, invoice and month of a correction', () => {
    const line = aLine(500, {
      vatRate: 25,
      corrects: { lineId: '7', number: 'K26-1', month: month('2026-09') },
    });
    const document = customerInvoiceDocument(
      anInvoiceWithVat('external', { lines: [line], correctsNumber: 'K26-1' }),
      LANGUAGE,
    );
    expect(document.title).to.match(/^Ändringsfaktura/);
    expect(document.facts).to.deep.include({ label: 'Ändrar faktura', value: 'K26-1' });
    expect(JSON.stringify(document)).to.contain('rättar rad 7 på K26-1, september 2026');
  });

  it('says the same in English, with no word left in Swedish', () => {
    const english = customerInvoiceDocument(anInvoiceWithVat('external'), {
      words: wordsIn('en'),
      lang: 'en',
    });
    expect(english.payable.label).to.equal('To pay');
    expect(english.title).to.match(/^Customer invoice/);
  });
});

describe('billing/documents as PDF', function () {
  let pdf: Pdf;
  let folder: string;

  before(function () {
    if (!POPPLER) {
      console.log('      skipped: pdftotext is not installed (apt-get install poppler-utils)');
      this.skip();
    }
    folder = mkdtempSync(path.join(tmpdir(), 'documents-'));
    pdf = createPdf({ folder: FOLDER, keep: null });
  });

  after(async () => {
    if (!POPPLER) return;
    await pdf.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const read = (tool: string, bytes: Buffer, ...options: string[]) => {
    const file = path.join(folder, 'document.pdf');
    writeFileSync(file, bytes);
    const target = tool === 'pdftotext' ? ['-'] : [];
    return spawnSync(tool, [...options, file, ...target], { encoding: 'utf8' }).stdout;
  };
  const kronor = (amount: number) =>
    (Math.abs(amount) / 100)
      .toFixed(2)
      .replace('.', ',')
      .replaceAll(/\B(?=(\d{3})+,)/g, ' ')
      .replace(/^/, amount < 0 ? '−' : '');

  it('shows every sum of the model in its text, tagged and with title and language', async () => {
    const document = customerInvoiceDocument(anInvoiceWithVat('external'), LANGUAGE);
    const bytes = await pdf.render('customer-invoice', document);
    const text = read('pdftotext', bytes, '-layout');
    const amounts = [
      document.payable.ore,
      ...document.totals.map((total) => total.ore),
      ...document.costCentres.flatMap((centre) => [
        centre.sums.netOre,
        ...centre.services.flatMap(({ sums, lines }) => [
          sums.netOre,
          ...lines.map((line) => line.netOre),
        ]),
      ]),
    ];
    for (const amount of amounts) expect(text).to.contain(kronor(amount));
    for (const words of ['Brukshundklubben', 'Ref Åsa', '504-0332', '2600450012', 'Ströms & <b>']) {
      expect(text).to.contain(words);
    }
    const info = read('pdfinfo', bytes);
    expect(info).to.match(/Tagged:\s+yes/);
    expect(info).to.match(/Title:\s+Kundfaktura K26-004500/);
    expect(info).to.contain('2026');
    const structure = read('pdfinfo', bytes, '-struct');
    for (const tag of ['H1', 'H2', 'Table', 'THead', 'TH ', 'TD']) {
      expect(structure).to.contain(tag);
    }
  });

  it('is the same to the byte each time it is made', async () => {
    const document = customerInvoiceDocument(anInvoice(), LANGUAGE);
    const again = createPdf({ folder: FOLDER, keep: null });
    const [first, second] = [
      await pdf.render('customer-invoice', document),
      await again.render('customer-invoice', document),
    ];
    await again.close();
    expect(first.equals(second)).to.be.true;
  });

  it('prints many invoices in one file, a sheet with the sum first, each from page 1', async () => {
    const invoices = ['K26-3', 'K26-1', 'K26-2'].map((number) =>
      anInvoiceWithVat('external', { number }),
    );
    const batch = printBatchDocument(
      { month: month('2026-10'), frozenAt: anInvoice().frozenAt, invoices },
      LANGUAGE,
    );
    const bytes = await pdf.render('print-batch', batch);
    const pages = read('pdftotext', bytes, '-layout').split('\f');
    expect(pages).to.have.length(5); // the sheet, three invoices, what follows the last form feed
    expect(pages[0]).to.contain(kronor(ore(3 * (invoices[0]?.payableOre ?? 0))));
    expect(pages[0]).to.contain('Antal fakturor: 3');
    ['K26-1', 'K26-2', 'K26-3'].forEach((number, index) => {
      expect(pages[index + 1]).to.contain(`Kundfaktura ${number}`);
      expect(pages[index + 1]).to.contain('Sida 1');
    });
  });

  it('repeats the table head on every page of a long invoice', async () => {
    const lines = Array.from({ length: 300 }, (_each, index) =>
      aLine(100 + index, { subscriptionId: `AB-${String(index)}`, lineId: String(index) }),
    );
    const document = customerInvoiceDocument(anInvoice({ lines, previous: null }), LANGUAGE);
    const pages = read('pdftotext', await pdf.render('customer-invoice', document), '-layout')
      .split('\f')
      .slice(0, -1);
    expect(pages.length).to.be.greaterThan(5);
    for (const page of pages.slice(0, -1)) expect(page).to.contain('Trafik, kr');
  });
});
