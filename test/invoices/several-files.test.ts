// More files of one number than an invoice has: the same bytes count once, other bytes are an arrival of
// their own, refused with where the first one is. Nothing is passed over in silence.

import { expect } from 'chai';
import type { InvoiceId } from '../../server/domains/invoices/types.ts';
import { aLine, anInvoiceFile } from '../support/a.ts';
import { anIntake, type Intake, type SentFile } from './an-intake.ts';
import { csv, refusalOf, withSpecification, xml } from './files.ts';

describe('intake: several files of one number', () => {
  let house: Intake;
  beforeEach(async () => {
    house = await anIntake();
  });

  const named = (name: string, [, bytes]: SentFile): SentFile => [name, bytes];
  const filesOf = async (id: InvoiceId) =>
    (await house.store.files.activeOf(id)).map(({ name }) => name);
  const siblingsOf = async (id: InvoiceId) =>
    house.store.invoices.select('WHERE sibling_of = ? ORDER BY id', [id]);
  const expectRefusedAsSecond = async (first: InvoiceId, name: string) => {
    const [second, ...more] = await siblingsOf(first);
    expect(more).to.deep.equal([]);
    const id = second?.id ?? first;
    expect(await filesOf(id)).to.deep.equal([name]);
    expect((await house.take(id)).state).to.equal('refused');
    expect((await house.store.invoices.get(id)).refusal).to.deep.include({
      code: 'invoice.same-number',
      args: { number: 'F-1', first, url: `/supplier-invoices/${String(first)}` },
    });
  };

  describe('e-invoices', () => {
    beforeEach(() => house.importRegisters());

    it('in one upload: the second is refused, with where the first is', async () => {
      const other = anInvoiceFile({ lines: [aLine({ netOre: 5_000 })] });
      const { id, state } = await house.send('PROV', xml(), ['annan.xml', other]);
      expect(state).to.equal('ready');
      expect(await filesOf(id)).to.deep.equal([xml()[0]]);
      await expectRefusedAsSecond(id, 'annan.xml');
      expect((await house.store.invoices.get(id)).netOre).to.equal(10_000);
    });

    it('cannot take the number from the first, whichever is read first', async () => {
      const other = anInvoiceFile({ lines: [aLine({ netOre: 5_000 })] });
      const id = await house.receive('PROV', xml(), ['annan.xml', other]);
      await house.invoices.intake.recognise(id);
      await expectRefusedAsSecond(id, 'annan.xml');
      expect((await house.take(id)).state).to.equal('ready');
    });

    it('of the same bytes under two names are one file', async () => {
      const { id, state } = await house.send('PROV', xml(), named('igen.xml', xml()));
      expect(state).to.equal('ready');
      expect(await filesOf(id)).to.deep.equal([xml()[0]]);
      expect(await siblingsOf(id)).to.deep.equal([]);
    });
  });

  describe('specifications', () => {
    beforeEach(() => house.importRegisters(withSpecification()));

    it('in one upload: the second is refused, with where the first is', async () => {
      const other = named('annan.csv', csv({ text: 'Trafik' }));
      const { id, state } = await house.send('PROV', xml(), csv({}), other);
      expect(state).to.equal('ready');
      await expectRefusedAsSecond(id, 'annan.csv');
    });

    it('added together to an invoice that waits are refused at once', async () => {
      const { id } = await house.send('PROV', xml());
      const two = house.add(id, csv({}), named('annan.csv', csv({ text: 'Trafik' })));
      expect((await refusalOf(two))?.code).to.equal('invoice.several-files');
      expect(await filesOf(id)).to.deep.equal([xml()[0]]);
    });
  });
});
