import { expect } from 'chai';
import type { InvoiceId } from '../../server/domains/invoices/types.ts';
import { aLine, aMunicipality } from '../support/a.ts';
import { anIntake, type Intake } from './an-intake.ts';
import { xml } from './files.ts';

const NUMBER = '+46701740601';

/** The first subscription with something changed. */
function subscriptions(
  changes: Readonly<Record<string, string>>,
  ...more: Readonly<Record<string, string>>[]
) {
  const [first, ...rest] = aMunicipality().subscriptions;
  return [{ ...first, ...changes }, ...rest, ...more];
}

describe('checks: what the registers and earlier invoices say of lines', () => {
  let house: Intake;
  beforeEach(async () => {
    house = await anIntake();
  });
  const found = async (id: InvoiceId) =>
    (await house.store.findings.deviationsOf(id)).map(({ code, stakeOre, args }) => ({
      code,
      stakeOre,
      args,
    }));

  it('a fee for a service that has ended, credits and traffic before it apart', async () => {
    await house.importRegisters({ subscriptions: subscriptions({ terminated_on: '2026-09-30' }) });
    const { id } = await house.send(
      'PROV',
      xml({
        lines: [
          aLine(),
          aLine({ text: 'Trafik', netOre: 500 }),
          aLine({ text: 'Bas 2', netOre: -10_000 }),
        ],
      }),
    );
    const [deviation, ...others] = await found(id);
    expect(others).to.deep.equal([]);
    expect(deviation).to.deep.include({ code: 'line.terminated', stakeOre: 10_000 });
    expect(deviation?.args).to.include({
      terminatedOn: '2026-09-30',
      object: NUMBER,
      file: 'faktura.xml',
    });
  });

  it('the same line twice names the first', async () => {
    await house.importRegisters();
    const { id } = await house.send(
      'PROV',
      xml({ lines: [aLine(), aLine({ object: '070-174 06 01' }), aLine({ netOre: 9999 })] }),
    );
    const deviations = await found(id);
    expect(deviations.map(({ code, stakeOre }) => [code, stakeOre])).to.deep.equal([
      ['line.duplicate', 10_000],
    ]);
    expect(
      Number(deviations[0]?.args['line']) - Number(deviations[0]?.args['earlierLine']),
    ).to.equal(1);
  });

  it('a number that is another supplier’s by now', async () => {
    const suppliers = [
      ...aMunicipality().suppliers,
      { code: 'NYTT', name: 'Nytt Nät', organisation_number: '5599034211', specification: 'none' },
    ];
    const ported = {
      id: 'S-9',
      service_type: 'mobile',
      identifier: NUMBER,
      supplier: 'NYTT',
      activated_on: '2026-10-15',
    };
    await house.importRegisters({
      suppliers,
      subscriptions: subscriptions({ terminated_on: '2026-10-14' }, ported),
    });
    const { id } = await house.send('PROV', xml({ lines: [aLine()] }));
    expect(
      (await found(id)).map(({ code, args }) => [code, args['nowAt'], args['since']]),
    ).to.deep.equal([['line.other-supplier', 'Nytt Nät', '2026-10-15']]);
  });

  it('days that an earlier invoice has charged, unless a credit has taken them back', async () => {
    await house.importRegisters();
    await house.send('PROV', xml());
    const again = await house.send('PROV', xml({ number: 'F-2' }));
    expect(
      (await found(again.id)).map(({ code, args }) => [code, args['earlierNumber']]),
    ).to.deep.equal([['line.overlap', 'F-1']]);
    const credited = await house.send(
      'PROV',
      xml({ number: 'F-3', lines: [aLine({ netOre: -20_000 }), aLine()] }),
    );
    expect(await found(credited.id)).to.deep.equal([]);
    const next = await house.send(
      'PROV',
      xml({
        number: 'F-4',
        lines: [aLine({ period: { from: '2026-11-01', to: '2026-11-30' } as never })],
      }),
    );
    expect(await found(next.id)).to.deep.equal([]);
  });

  it('a cost centre that the supplier names and the register does not', async () => {
    await house.importRegisters();
    const { id } = await house.send(
      'PROV',
      xml({
        accountingCost: '1000',
        lines: [aLine(), aLine({ text: 'Bas B', accountingCost: '7000' })],
      }),
    );
    expect(
      (await found(id)).map(({ code, args }) => [code, args['hint'], args['owners']]),
    ).to.deep.equal([['line.cost-centre', '7000', '1000']]);
  });

  it('VAT that is within the slack of the rules but not exact', async () => {
    await house.importRegisters();
    const [name, bytes] = xml();
    const text = bytes
      .toString('utf8')
      .replaceAll('>25.00<', '>25.40<')
      .replaceAll('>125.00<', '>125.40<');
    const { id, state } = await house.send('PROV', [name, Buffer.from(text)]);
    expect([state, (await found(id)).map(({ code, stakeOre }) => [code, stakeOre])]).to.deep.equal([
      'ready',
      [['invoice.vat', 40]],
    ]);
  });
});
