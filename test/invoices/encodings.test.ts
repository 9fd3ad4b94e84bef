// A line, and a row that could not be read, are shown in the encoding that their file has.

import { expect } from 'chai';
import type { LocalDate } from '../../server/kernel/calendar.ts';
import { aLine, anInvoiceFile } from '../support/a.ts';
import { apiClient } from '../support/api-client.ts';
import { pageHouse } from './a-page-house.ts';

describe('the bytes of an e-invoice in ISO-8859-1', () => {
  it('are told as what they say, by page, call and in the chain behind a krona', async () => {
    const pages = await pageHouse();
    const backwards = { from: '2026-10-31' as LocalDate, to: '2026-10-01' as LocalDate };
    const text = anInvoiceFile({
      lines: [aLine({ text: 'Råd' }), aLine({ text: 'Räntefri', period: backwards })],
    }).toString('utf8');
    const bytes = Buffer.from(text.replace('UTF-8', 'ISO-8859-1'), 'latin1');
    const { id } = await pages.send(['faktura.xml', bytes]);
    const url = `/supplier-invoices/${String(id)}`;
    const auditor = await apiClient(pages, 'auditor');
    const [row] = await auditor.all<{ text: string }>(`${url}/rows?`);
    expect(row?.text).to.contain('>Räntefri<');
    const [line] = await auditor.all<{ lineId: string; text: string }>(`${url}/lines?`);
    expect(line?.text).to.equal('Råd');
    const source = await pages.house.invoices.sourceOfLine(Number(line?.lineId));
    expect(JSON.stringify(source?.excerpt)).to.contain('>Råd<');
    const eva = await pages.browser('administrator');
    const page = await eva.get(`${url}/lines/${String(line?.lineId)}`);
    expect(page.text).to.contain('Råd&lt;');
  });
});
