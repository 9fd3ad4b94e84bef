// What no invoice should say, and some file one day does: it is taken in as far as it goes, or refused with
// a reason. Nothing stops in the middle of being read.

import { expect } from 'chai';
import type { LocalDate } from '../../server/kernel/calendar.ts';
import { aLine, anInvoiceFile } from '../support/a.ts';
import { anIntake, type Intake, type SentFile } from './an-intake.ts';
import { csv, renumbered, withSpecification, xml } from './files.ts';

describe('intake: odd files', () => {
  let house: Intake;
  before(async () => {
    house = await anIntake();
    await house.importRegisters();
  });

  const changed = (from: string | RegExp, to: string): SentFile => {
    const text = anInvoiceFile().toString('utf8');
    const next = text.replace(from, to);
    expect(next).not.to.equal(text);
    return ['faktura.xml', Buffer.from(next)];
  };
  const subtotal = (category: string, percent: string, taxable: string) =>
    `<cac:TaxSubtotal><cbc:TaxableAmount currencyID="SEK">${taxable}</cbc:TaxableAmount>` +
    `<cbc:TaxAmount currencyID="SEK">0.00</cbc:TaxAmount><cac:TaxCategory>` +
    `<cbc:ID>${category}</cbc:ID><cbc:Percent>${percent}</cbc:Percent>` +
    '<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:TaxCategory></cac:TaxSubtotal>';
  const withSubtotal = (...args: Parameters<typeof subtotal>) =>
    changed('</cac:TaxTotal>', `${subtotal(...args)}</cac:TaxTotal>`);

  const refused: readonly (readonly [string, string, SentFile])[] = [
    ['a number of 101 characters', 'invoice.long-number', xml({ number: '9'.repeat(101) })],
    ['a VAT rate of 1000', 'xml.malformed', withSubtotal('Q', '1000', '0.00')],
    [
      'a VAT group of 10^20 kronor',
      'amount.too-large',
      withSubtotal('Q', '0', `1${'0'.repeat(20)}`),
    ],
  ];
  for (const [what, code, file] of refused) {
    it(`${what}: ${code}`, async () => {
      const { id, state } = await house.send('PROV', file);
      expect(state).to.equal('refused');
      expect((await house.store.invoices.get(id)).refusal?.code).to.equal(code);
    });
  }

  const taken: readonly (readonly [string, SentFile])[] = [
    [
      'a buyer whose name is longer than the column',
      changed(/(?<=<cac:AccountingCustomerParty>.*<cbc:RegistrationName>)/s, 'Å'.repeat(300)),
    ],
    ['a VAT category that is none', withSubtotal('Å', '0', '0.00')],
    ['a due date that is empty', changed(/<cbc:DueDate>[^<]*/, '<cbc:DueDate>')],
  ];
  for (const [what, file] of taken) {
    it(`${what} is taken in`, async () => {
      const number = `F-${what.slice(0, 40)}`;
      const renamed = file[1].toString('utf8').replace('>F-1<', `>${number}<`);
      const { id, state } = await house.send('PROV', [file[0], Buffer.from(renamed)]);
      expect([state, (await house.store.invoices.get(id)).refusal]).to.deep.equal(['ready', null]);
    });
  }
});

describe('intake: lines of an e-invoice whose days cannot be read', () => {
  const odd: readonly (readonly [string, string, string, string])[] = [
    ['a day that does not exist', 'row.date', '2026-02-30', '2026-10-31'],
    ['a day that is none', 'row.date', '2026-10-01', 'snart'],
    ['days that run backwards', 'row.period', '2026-10-31', '2026-10-01'],
  ];
  for (const [what, code, from, to] of odd) {
    it(`${what}: the line waits alone, and the invoice for a decision`, async () => {
      const house = await anIntake();
      await house.importRegisters();
      const period = { from: '2026-10-02' as LocalDate, to: '2026-10-30' as LocalDate };
      const lines = [aLine({ text: 'Hel' }), aLine({ text: 'Odd', period })];
      const text = anInvoiceFile({ lines })
        .toString('utf8')
        .replace(`<cbc:StartDate>${period.from}`, `<cbc:StartDate>${from}`)
        .replace(`<cbc:EndDate>${period.to}`, `<cbc:EndDate>${to}`);
      const { id, state } = await house.send('PROV', ['faktura.xml', Buffer.from(text)]);
      expect([state, (await house.store.invoices.get(id)).refusal]).to.deep.equal([
        'waiting',
        null,
      ]);
      const rows = await house.db.rows<{ code: string }>(
        'SELECT code FROM supplier_invoice_quarantined_rows WHERE invoice_id = ?',
        [id],
      );
      expect(rows).to.deep.equal([{ code }]);
      const { rowsIn, rowsAccepted, rowsQuarantined } = await house.store.invoices.get(id);
      expect([rowsIn, rowsAccepted, rowsQuarantined]).to.deep.equal([2, 1, 1]);
    });
  }
});

describe('intake: three and more files of one number', () => {
  it('are as many arrivals, of which the first keeps the number', async () => {
    const house = await anIntake();
    await house.importRegisters(withSpecification());
    const rows = csv({}, { text: 'Trafik' });
    const more = [1, 2, 3].map((n): SentFile => [
      `annan-${String(n)}.xml`,
      anInvoiceFile({ number: 'F-2', lines: [aLine({ netOre: 1_000 * n })] }),
    ]);
    const id = await house.receive('PROV', xml(), renumbered(rows, 'F-1', 'F-2'), ...more);
    await house.invoices.intake.recognise(id);
    const siblings = await house.store.invoices.select('WHERE sibling_of = ? ORDER BY id', [id]);
    for (const sibling of siblings) await house.take(sibling.id);
    const states = await house.store.invoices.select('WHERE sibling_of = ? ORDER BY id', [id]);
    expect(states.map(({ state, refusal }) => refusal?.code ?? state)).to.deep.equal([
      'waiting',
      'invoice.same-number',
      'invoice.same-number',
    ]);
  });
});
