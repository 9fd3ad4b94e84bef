// An e-invoice and its specification that come at once: their processes run side by side, and however
// their steps fall, the first one lives and its lines are of both files.

import { expect } from 'chai';
import type { InvoiceId } from '../../server/domains/invoices/types.ts';
import { aLine, anInvoiceFile } from '../support/a.ts';
import { anIntake, type Intake, type SentFile } from './an-intake.ts';
import { csv, withSpecification, xml } from './files.ts';

describe('intake: an e-invoice and its specification at once', () => {
  let house: Intake;
  beforeEach(async () => {
    house = await anIntake();
    await house.importRegisters(withSpecification());
  });

  const rows = csv({ text: 'Månadsavgift', amount: 600_000 }, { text: 'Trafik', amount: 400_000 });
  const orders: readonly (readonly [string, SentFile, SentFile])[] = [
    ['e-invoice', xml(), rows],
    ['specification', rows, xml()],
  ];
  const textsOf = async (id: InvoiceId) =>
    (
      await house.db.rows<{ text: string }>(
        'SELECT text FROM supplier_invoice_lines WHERE invoice_id = ? ORDER BY line_id',
        [id],
      )
    ).map(({ text }) => text);
  const expectOne = async (lives: InvoiceId, joins: InvoiceId) => {
    expect((await house.take(lives)).state).to.equal('ready');
    expect((await house.take(joins)).state).to.equal('paired');
    expect((await house.store.invoices.get(joins)).pairedWith).to.equal(lives);
    expect(await textsOf(lives)).to.deep.equal(['Månadsavgift', 'Trafik']);
    expect(await textsOf(joins)).to.deep.equal([]);
    expect((await house.store.invoices.get(lives)).netOre).to.equal(10_000);
  };

  for (const [first, one, other] of orders) {
    it(`is read again with what came while the ${first} was read`, async () => {
      const { recognise, read, match, check, settle } = house.invoices.intake;
      const early = await house.receive('PROV', one);
      await recognise(early);
      await read(early);
      const late = await house.receive('PROV', other);
      await recognise(late);
      await match(early);
      await check(early);
      expect(await settle(early)).to.deep.equal({ state: 'received', waitsFor: null });
      await expectOne(early, late);
    });

    it(`lives as the ${first} that came first, where the later one is recognised before it`, async () => {
      const early = await house.receive('PROV', one);
      const late = await house.receive('PROV', other);
      await house.invoices.intake.recognise(late);
      await expectOne(early, late);
    });

    it(`lives as the ${first} that came first, where the later one waits already`, async () => {
      const early = await house.receive('PROV', one);
      const late = await house.receive('PROV', other);
      expect((await house.take(late)).state).to.equal('waiting');
      await expectOne(early, late);
    });
  }

  it('leave the number to the first of two e-invoices, whichever is recognised first', async () => {
    const other: SentFile = ['annan.xml', anInvoiceFile({ lines: [aLine({ netOre: 5_000 })] })];
    const early = await house.receive('PROV', xml());
    const late = await house.receive('PROV', other);
    await house.invoices.intake.recognise(late);
    await house.invoices.intake.read(late);
    await house.invoices.intake.recognise(early);
    expect((await house.take(late)).state).to.equal('refused');
    const { refusal, netOre } = await house.store.invoices.get(late);
    expect(refusal?.code).to.equal('invoice.same-number');
    expect(refusal?.args).to.deep.include({ url: `/supplier-invoices/${String(early)}` });
    expect((await house.take(early)).state).to.equal('waiting');
    expect((await house.store.invoices.get(early)).netOre).to.equal(10_000);
    expect(netOre).to.equal(5_000);
  });

  it('added to an invoice that waits shows at once that it is looked at again', async () => {
    const { id, state } = await house.send('PROV', xml());
    expect(state).to.equal('waiting');
    await house.add(id, rows);
    expect((await house.store.invoices.get(id)).state).to.equal('received');
    expect((await house.take(id)).state).to.equal('ready');
  });
});
