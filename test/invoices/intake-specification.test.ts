import { expect } from 'chai';
import type { InvoiceId } from '../../server/domains/invoices/types.ts';
import { registerCsv, type Registers } from '../../tools/demo/registers.ts';
import { aLine, aMunicipality, anInvoiceFile } from '../support/a.ts';
import { anIntake, type Intake } from './an-intake.ts';
import { csv, refusalOf, renumbered, withSpecification, xml } from './files.ts';

describe('intake: specifications and mends', function () {
  let house: Intake;
  beforeEach(async () => {
    house = await anIntake();
  });
  const codesOf = async (id: InvoiceId) =>
    (await house.store.findings.deviationsOf(id)).map(({ code }) => code);
  describe('with a specification', () => {
    beforeEach(() => house.importRegisters(withSpecification()));

    it('together: the rows are the lines, the e-invoice the totals', async () => {
      const { id, state } = await house.send(
        'PROV',
        xml(),
        csv({ amount: 600_000 }, { amount: 400_000, text: 'Trafik' }),
      );
      expect(state).to.equal('ready');
      expect(
        (await house.invoices.linesOf([id])).map(({ netOre, vatCategory }) => [
          netOre,
          vatCategory,
        ]),
      ).to.deep.equal([
        [6000, 'S'],
        [4000, 'S'],
      ]);
      expect(await house.store.invoices.get(id)).to.include({
        netOre: 10_000,
        rowsIn: 2,
        rowsAccepted: 2,
      });
    });

    for (const [first, second, missing] of [
      ['e-invoice', 'specification', 'invoice.specification-missing'],
      ['specification', 'e-invoice', 'invoice.e-invoice-missing'],
    ] as const) {
      it(`apart, the ${first} first: it waits, and the ${second} joins it`, async () => {
        const file = { 'e-invoice': xml(), specification: csv({}) };
        const early = await house.send('PROV', file[first]);
        expect([early.state, early.waitsFor, await codesOf(early.id)]).to.deep.equal([
          'waiting',
          second,
          [missing],
        ]);
        const late = await house.send('PROV', file[second]);
        expect(late.state).to.equal('paired');
        expect((await house.store.invoices.get(late.id)).pairedWith).to.equal(early.id);
        expect((await house.take(early.id)).state).to.equal('ready');
        expect(await codesOf(early.id)).to.deep.equal([]);
        expect(await house.invoices.linesOf([late.id])).to.deep.equal([]);
        expect((await refusalOf(house.receive('PROV', file[second])))?.details.url).to.equal(
          `/supplier-invoices/${String(early.id)}`,
        );
      });
    }

    it('a difference up to the tolerance is a rounding line, above it the invoice waits', async () => {
      await house.importRegisters(withSpecification('1.00'));
      const { id, state } = await house.send('PROV', xml(), csv({ amount: 990_000 }));
      expect([state, await codesOf(id)]).to.deep.equal([
        'ready',
        ['invoice.specification-rounded'],
      ]);
      const lines = await house.invoices.linesOf([id]);
      expect(lines[1]).to.include({
        kind: 'rounding',
        netOre: 100,
        text: '',
        reference: null,
        vatRate: 25,
      });
      const above = await house.send(
        'PROV',
        xml({ number: 'F-2' }),
        renumbered(csv({ amount: 989_900 }), 'F-2'),
      );
      expect([above.state, above.waitsFor]).to.deep.equal(['waiting', 'decision']);
      expect(await codesOf(above.id)).to.include('invoice.specification-differs');
    });

    it('a difference that is accepted becomes a rounding line', async () => {
      const { id } = await house.send('PROV', xml(), csv({ amount: 500_000 }));
      const { SYSTEM: actor } = await import('../../server/kernel/actor.ts');
      await house.invoices.acceptDifference({ id, reason: 'enligt avtal', actor });
      expect((await house.store.invoices.get(id)).state).to.equal('ready');
      expect((await house.invoices.linesOf([id])).map(({ netOre }) => netOre)).to.deep.equal([
        5000, 5000,
      ]);
      expect(
        (await refusalOf(house.invoices.acceptDifference({ id, reason: 'igen', actor })))?.code,
      ).to.equal('invoice.state');
    });

    it('a specification is replaced while the invoice waits; the old file is kept', async () => {
      const { id } = await house.send('PROV', xml(), csv({ amount: 500_000 }));
      await house.add(id, csv({}));
      expect((await house.take(id)).state).to.equal('ready');
      const files = await house.store.files.ofInvoices([id]);
      expect(
        files.map(({ role, replacedAt }) => `${role} ${String(replacedAt !== null)}`),
      ).to.deep.equal(['e-invoice false', 'specification true', 'specification false']);
      expect((await refusalOf(house.add(id, csv({ amount: 1 }))))?.code).to.equal('invoice.state');
    });

    it('a file that would not be read is not added', async () => {
      const { id } = await house.send('PROV', xml());
      expect((await refusalOf(house.add(id, ['x.csv', Buffer.from('a;b\n')])))?.code).to.equal(
        'file.unknown-format',
      );
      expect((await refusalOf(house.add(id, renumbered(csv({}), 'F-9'))))?.code).to.equal(
        'invoice.other-number',
      );
      expect((await house.store.invoices.get(id)).state).to.equal('waiting');
    });

    it('a file with several numbers is split; a broken row belongs to the row before it', async () => {
      const rows = csv(
        { text: 'a' },
        { text: 'b' },
        { text: 'c', fault: 'date' },
        { text: 'd' },
        { text: 'e', fault: 'amount' },
      );
      const { id } = await house.send('PROV', renumbered(rows, 'F-1', 'F-2', 'F-3', 'F-1', 'F-1'));
      const siblings = await house.store.invoices.select('WHERE sibling_of = ? ORDER BY id', [id]);
      expect(siblings.map(({ invoiceNumber }) => invoiceNumber)).to.deep.equal(['F-2']);
      for (const sibling of siblings) await house.take(sibling.id);
      const counts = await Promise.all(
        [id, ...siblings.map((each) => each.id)].map((each) => house.store.invoices.get(each)),
      );
      expect(
        counts.map(({ rowsIn, rowsAccepted, rowsQuarantined }) => [
          rowsIn,
          rowsAccepted,
          rowsQuarantined,
        ]),
      ).to.deep.equal([
        [3, 2, 1],
        [2, 1, 1],
      ]);
      const lines = await house.invoices.linesOf([id, ...siblings.map((each) => each.id)]);
      expect(lines.map(({ text, ordinal }) => `${text}${String(ordinal)}`)).to.deep.equal([
        'a1',
        'd2',
        'b1',
      ]);
    });

    it('a credit note’s specification without signs is negative throughout', async () => {
      const { id, state } = await house.send(
        'PROV',
        xml({ kind: 'credit-note' }),
        csv({ amount: 600_000 }, { amount: 400_000 }),
      );
      expect([
        state,
        (await house.invoices.linesOf([id])).map(({ netOre }) => netOre),
      ]).to.deep.equal(['ready', [-6000, -4000]]);
    });

    it('an e-invoice that breaks a rule is refused, and a corrected one may come', async () => {
      const broken = anInvoiceFile()
        .toString('utf8')
        .replace(
          '<cbc:PayableAmount currencyID="SEK">125.00',
          '<cbc:PayableAmount currencyID="SEK">126.00',
        );
      const { id, state } = await house.send('PROV', ['faktura.xml', Buffer.from(broken)], csv({}));
      expect([state, (await house.store.invoices.get(id)).refusal?.rule]).to.deep.equal([
        'refused',
        'BR-CO-16',
      ]);
      expect((await house.send('PROV', xml(), csv({}))).state).to.equal('ready');
    });
  });

  describe('after a mend of the register', () => {
    it('a new look finds the service, and the deviation goes', async () => {
      await house.importRegisters();
      const { id } = await house.send('PROV', xml({ lines: [aLine({ object: '+46701740699' })] }));
      expect(await codesOf(id)).to.deep.equal(['line.unknown']);
      const subscriptions = [
        ...aMunicipality().subscriptions,
        {
          id: 'S-9',
          service_type: 'mobile',
          identifier: '+46701740699',
          supplier: 'PROV',
          activated_on: '2020-01-01',
        },
      ];
      await house.importRegisters({ subscriptions });
      const outcome = await house.db.transaction((tx) => house.invoices.rematch([id], tx));
      expect(outcome).to.deep.equal({ lines: 1, changed: 1, unknown: 0 });
      expect(await codesOf(id)).to.deep.equal([]);
      expect((await house.invoices.linesOf([id]))[0]?.subscriptionId).to.equal('S-9');
      const again = () => house.db.transaction((tx) => house.invoices.rematch([id], tx));
      // Nothing has changed since: it is not looked at.
      expect(await again()).to.deep.equal({ lines: 0, changed: 0, unknown: 0 });
      await house.importRegisters({
        subscriptions: subscriptions.map((row) => ({ ...row, place: 'Hamnen' })),
      });
      expect(await again()).to.deep.equal({ lines: 1, changed: 0, unknown: 0 });
      expect(await again()).to.deep.equal({ lines: 0, changed: 0, unknown: 0 });
    });

    it('finds a service by the same words as it was read by, white space around them left out', async () => {
      const [first] = aMunicipality().subscriptions;
      const subscriptions = [{ ...first, supplier_subscription_id: 'PS-1' }];
      await house.importRegisters({ ...withSpecification(), subscriptions, ownerships: [] });
      const row = { subscriptionId: '\u00a0PS-1\u00a0', number: '\u00a0', text: 'Bas\t' };
      const { id } = await house.send('PROV', xml(), csv(row));
      const [line] = await house.invoices.linesOf([id]);
      expect(line).to.include({ reference: 'PS-1', text: 'Bas', subscriptionId: 'S-1' });
      await house.importFile(
        'subscriptions',
        registerCsv('subscriptions', [{ ...subscriptions[0], place: 'Hamnen' }]),
      );
      const outcome = await house.db.transaction((tx) => house.invoices.rematch([id], tx));
      expect(outcome).to.deep.equal({ lines: 1, changed: 0, unknown: 0 });
    });

    it('looks again whatever has changed that it asked of, and else not at all', async () => {
      await house.importRegisters();
      const earlier = await house.send('PROV', xml({ number: 'F-0' }));
      const { id } = await house.send('PROV', xml({ number: 'F-1' }));
      const looked = async () =>
        (await house.db.transaction((tx) => house.invoices.rematch([id], tx))).lines;
      expect(await looked()).to.equal(0);
      const { subscriptions, ownerships } = aMunicipality();
      const changes: Partial<Registers>[] = [
        { 'charge-codes': [{ supplier: 'PROV', match: 'Annat', class: 'one_off' }] },
        { suppliers: [{ code: 'PROV', name: 'Provtele Nya AB', tolerance: '1.00' }] },
        { subscriptions: subscriptions.map((row) => ({ ...row, place: 'Hamnen' })) },
        { ownerships: ownerships.map((row) => ({ ...row, holder_text: 'Vakten' })) },
      ];
      for (const change of changes) {
        await house.importRegisters(change);
        expect([await looked(), await looked()], Object.keys(change)[0]).to.deep.equal([1, 0]);
      }
      await house.db.transaction((tx) => house.store.invoices.setState(earlier.id, 'waiting', tx));
      expect([await looked(), await looked()], 'an earlier invoice').to.deep.equal([1, 0]);
    });
  });
});
