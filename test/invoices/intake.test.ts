import { expect } from 'chai';
import type { InvoiceId } from '../../server/domains/invoices/types.ts';
import { aLine, aMunicipality, anInvoiceFile, BUYER_NUMBER, SELLER_NUMBER } from '../support/a.ts';
import { anIntake, type Intake, type SentFile } from './an-intake.ts';
import { refusalOf, xml } from './files.ts';

describe('intake: files on their way to ready', function () {
  let house: Intake;
  beforeEach(async () => {
    house = await anIntake();
  });
  const codesOf = async (id: InvoiceId) =>
    (await house.store.findings.deviationsOf(id)).map(({ code }) => code);
  describe('an e-invoice alone', () => {
    beforeEach(() => house.importRegisters());

    it('is ready with its lines matched, its header and its process', async () => {
      const { id, state } = await house.send('PROV', xml());
      expect(state).to.equal('ready');
      const [line] = await house.invoices.linesOf([id]);
      expect(line).to.include({
        subscriptionId: 'S-1',
        netOre: 10_000,
        class: 'fee',
        periodFrom: '2026-10-01',
        periodTo: '2026-10-31',
        reference: '+46701740601',
        ordinal: 1,
        kind: 'line',
        vatCategory: 'S',
      });
      const process = await house.processes.find(`invoice-${String(id)}`);
      expect(process?.state).to.equal('ready');
      expect(process?.steps.map(({ name, state: step }) => `${name} ${step}`)).to.deep.equal([
        'store done',
        'recognise done',
        'read done',
        'match done',
        'check done',
        'ready done',
      ]);
    });

    it('the same run again changes nothing, not even a key', async () => {
      const { id } = await house.send('PROV', xml());
      const before = await house.invoices.linesOf([id]);
      await house.take(id);
      expect(await house.invoices.linesOf([id])).to.deep.equal(before);
    });

    it('a credit note is negative throughout', async () => {
      const { id } = await house.send('PROV', xml({ kind: 'credit-note', prepaidOre: 0 }));
      const invoice = await house.store.invoices.get(id);
      expect(invoice).to.include({
        isCredit: true,
        netOre: -10_000,
        vatOre: -2500,
        payableOre: -12_500,
      });
      expect((await house.invoices.linesOf([id])).map(({ netOre }) => netOre)).to.deep.equal([
        -10_000,
      ]);
    });

    it('a zero invoice goes on without any deviation', async () => {
      const { id, state } = await house.send(
        'PROV',
        xml({ lines: [aLine({ netOre: 0, object: '+46709999999' })] }),
      );
      expect([state, await codesOf(id)]).to.deep.equal(['ready', []]);
    });

    it('a reference is BT-128, else the only BT-18, else what the patterns find in note, description, name', async () => {
      const [supplier] = aMunicipality().suppliers;
      await house.importRegisters({ suppliers: [{ ...supplier, patterns: 'TJ-\\d+||\\+46\\d+' }] });
      const bare = { ...aLine(), object: undefined } as never as ReturnType<typeof aLine>;
      const { object: _, ...line } = bare;
      const { id } = await house.send(
        'PROV',
        xml({
          lines: [
            { ...line, note: 'avser TJ-7', description: '+46701740602', text: 'Bas' },
            { ...line, description: 'nummer +46701740602' },
            { ...line, text: 'Bas +46701740603' },
            { ...line, text: 'Bas utan' },
            aLine({ note: 'TJ-7' }),
          ],
        }),
      );
      const lines = await house.invoices.linesOf([id]);
      expect(lines.map(({ reference }) => reference)).to.deep.equal([
        'TJ-7',
        '+46701740602',
        '+46701740603',
        null,
        '+46701740601',
      ]);
      const whole = await house.send(
        'PROV',
        xml({ number: 'F-2', object: '+46701740602', lines: [line, aLine()] }),
      );
      expect(
        (await house.invoices.linesOf([whole.id])).map(({ subscriptionId }) => subscriptionId),
      ).to.deep.equal(['S-2', 'S-1']);
    });

    it('a line without a period has the invoice’s, else one by its class', async () => {
      const lines = [
        aLine({ text: 'Trafik' }),
        aLine({ text: 'Annat' }),
        aLine({ period: { from: '2026-10-05', to: '2026-10-05' } as never }),
      ];
      const { id } = await house.send('PROV', xml({ lines }));
      expect(
        (await house.invoices.linesOf([id])).map(
          ({ periodFrom, periodTo }) => `${periodFrom} ${periodTo}`,
        ),
      ).to.deep.equal(['2026-09-01 2026-09-30', '2026-10-31 2026-10-31', '2026-10-05 2026-10-05']);
      const period = { from: '2026-08-01', to: '2026-10-31' } as never;
      const other = await house.send('PROV', xml({ number: 'F-2', period, lines }));
      expect(
        (await house.invoices.linesOf([other.id])).map(({ periodFrom }) => periodFrom),
      ).to.deep.equal(['2026-08-01', '2026-08-01', '2026-10-05']);
      expect(
        (await house.store.findings.noticesOf(id)).map(({ code, args }) => [
          code,
          args['text'],
          args['count'],
        ]),
      ).to.deep.equal([['charge.unknown', 'Annat', 1]]);
    });

    it('another’s invoice waits, and so does one of a company of ours', async () => {
      const buyer = {
        name: 'Åbo',
        organisationNumber: '2120991118',
        street: 'x',
        postalCode: '1',
        city: 'y',
      };
      const wrong = await house.send('PROV', xml({ buyer }));
      expect([wrong.state, wrong.waitsFor, await codesOf(wrong.id)]).to.deep.equal([
        'waiting',
        'decision',
        ['invoice.wrong-buyer'],
      ]);
      const company = aMunicipality()['legal-entities'][1];
      const owned = { ...buyer, organisationNumber: String(company?.organisation_number) };
      const own = await house.send('PROV', xml({ number: 'F-2', buyer: owned }));
      expect([own.state, await codesOf(own.id)]).to.deep.equal([
        'waiting',
        ['invoice.companys-own'],
      ]);
    });

    it('goes by organisation numbers, not by where the mail goes', async () => {
      const ours = BUYER_NUMBER;
      const company = String(aMunicipality()['legal-entities'][1]?.organisation_number);
      const legal = (from: string, to: string) => (text: string) =>
        text.replace(`>${from}</cbc:CompanyID>`, `>${to}</cbc:CompanyID>`);
      const sent: [(text: string) => string, string, string[]][] = [
        [legal(ours, company), 'waiting', ['invoice.companys-own']],
        [legal(ours, '2120991118'), 'waiting', ['invoice.wrong-buyer']],
        [legal(SELLER_NUMBER, '5599034211'), 'refused', []],
        [legal(ours, ''), 'ready', []],
        [(text) => text.replace(`>${ours}</cbc:Endp`, '>7300009000001</cbc:Endp'), 'ready', []],
      ];
      for (const [at, [change, state, codes]] of sent.entries()) {
        const [name, bytes] = xml({
          number: `F-${String(at)}`,
          lines: [aLine({ netOre: at + 1 })],
        });
        const text = bytes.toString('utf8');
        expect(change(text)).not.to.equal(text);
        const found = await house.send('PROV', [name, Buffer.from(change(text))]);
        const said = (await codesOf(found.id)).filter((code) => code.startsWith('invoice.'));
        expect([at, found.state, said]).to.deep.equal([at, state, codes]);
      }
    });

    it('another seller’s invoice is refused, and so is a file that is neither', async () => {
      const seller = {
        name: 'Annan AB',
        organisationNumber: '5599034211',
        street: 'x',
        postalCode: '1',
        city: 'y',
      };
      const other = await house.send('PROV', xml({ seller }));
      expect(other.state).to.equal('refused');
      expect((await house.store.invoices.get(other.id)).refusal?.code).to.equal('supplier.other');
      const neither = await house.send('PROV', ['x.pdf', Buffer.from('%PDF-1.7')]);
      expect((await house.store.invoices.get(neither.id)).refusal?.code).to.equal(
        'file.unknown-format',
      );
      expect(
        (await house.processes.find(`invoice-${String(neither.id)}`))?.steps.find(
          ({ name }) => name === 'recognise',
        )?.message?.code,
      ).to.equal('errors:file.unknown-format');
    });
  });

  describe('what has come before', () => {
    beforeEach(() => house.importRegisters());

    it('the same bytes: 409 with the first one’s address, unless that one was refused', async () => {
      const { id } = await house.send('PROV', xml());
      const again = await refusalOf(house.receive('PROV', ['annat-namn.xml', anInvoiceFile()]));
      expect(again).to.include({ code: 'invoice.same-file', kind: 'conflict' });
      expect(again?.details.url).to.equal(`/supplier-invoices/${String(id)}`);
      const bad: SentFile = ['x.txt', Buffer.from('hej')];
      await house.send('PROV', bad);
      expect((await house.send('PROV', bad)).state).to.equal('refused');
    });

    it('an upload is the same only when all its files are', async () => {
      await house.send('PROV', xml());
      const more = await house.receive('PROV', xml(), ['x.txt', Buffer.from('hej')]);
      expect(more).to.be.a('number');
    });

    it('the same number with other bytes is refused, with the first one', async () => {
      const { id } = await house.send('PROV', xml());
      const other = await house.send('PROV', xml({ lines: [aLine({ netOre: 1 })] }));
      expect(other.state).to.equal('refused');
      expect((await house.store.invoices.get(other.id)).refusal).to.deep.include({
        code: 'invoice.same-number',
        args: { number: 'F-1', first: id, url: `/supplier-invoices/${String(id)}` },
      });
    });

    it('two at once with the same bytes: one wins, the other is told', async () => {
      const outcomes = await Promise.allSettled([
        house.receive('PROV', xml()),
        house.receive('PROV', xml()),
      ]);
      expect(outcomes.map(({ status }) => status).sort()).to.deep.equal(['fulfilled', 'rejected']);
      const lost = outcomes.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
      expect(lost.reason).to.include({ code: 'invoice.same-file' });
    });

    it('two at once with the same number: one is ready, the other refused', async () => {
      const first = await house.receive('PROV', xml());
      const second = await house.receive('PROV', xml({ lines: [aLine({ netOre: 1 })] }));
      const states = await Promise.all([house.take(first), house.take(second)]);
      expect(states.map(({ state }) => state).sort()).to.deep.equal(['ready', 'refused']);
    });

    it('an empty file, no file and an unknown supplier: 422', async () => {
      expect(await refusalOf(house.receive('PROV', ['tom.xml', Buffer.alloc(0)]))).to.include({
        code: 'file.empty',
        kind: 'invalid',
      });
      expect(await refusalOf(house.receive('PROV'))).to.include({
        code: 'file.missing',
        kind: 'invalid',
      });
      expect(await refusalOf(house.receive('FINNS-EJ', xml()))).to.include({
        code: 'supplier.unknown',
        kind: 'invalid',
      });
    });
  });
});
