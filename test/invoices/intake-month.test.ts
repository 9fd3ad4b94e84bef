// The shared example month through the intake alone, held against figures that other code worked out.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import type { InvoiceLine } from '../../server/domains/invoices/types.ts';
import { anIntake, type Intake } from './an-intake.ts';
import {
  INVOICE_TOTALS,
  MONTH_FOLDER,
  readExpected,
  skipWithoutFolder,
  type ExpectedMonth,
} from '../billing/month-folder.ts';

describe('intake: the shared month', () => {
  let house: Intake;
  let expected: ExpectedMonth;
  const file = (name: string) =>
    [path.basename(name), readFileSync(path.join(MONTH_FOLDER, name))] as const;

  before(async function () {
    skipWithoutFolder(this);
    expected = readExpected();
    house = await anIntake();
    for (const name of readdirSync(path.join(MONTH_FOLDER, 'registers')).sort()) {
      const kind = name.replace(/^\d+-/, '').replace(/\.csv$/, '');
      await house.importFile(kind, readFileSync(path.join(MONTH_FOLDER, 'registers', name)));
    }
  });

  it('every invoice with its totals, lines, bytes, quarantined rows and deviations', async () => {
    for (const wanted of expected.supplierInvoices) {
      const { id, state } = await house.send(wanted.supplier, ...wanted.sent.map(file));
      expect(state).to.equal(wanted.state);
      const invoice = await house.store.invoices.get(id);
      for (const total of INVOICE_TOTALS) {
        expect(invoice[total], `${wanted.supplier} ${total}`).to.deep.equal(wanted[total]);
      }
      const files = new Map(
        (await house.store.files.activeOf(id)).map(({ id: key, name }) => [key, name]),
      );
      const kept: InvoiceLine[] = [];
      for await (const line of house.invoices.streamLines([id])) kept.push(line);
      const lines = kept.map((line) => ({
        text: line.text,
        number: line.number,
        subscriptionId: line.subscriptionId,
        periodFrom: line.periodFrom,
        periodTo: line.periodTo,
        netOre: line.netOre,
        vatRate: line.vatRate,
        source: {
          file: files.get(line.fileId),
          line: line.line,
          byteFrom: line.byteFrom,
          byteTo: line.byteTo,
        },
      }));
      expect(lines).to.deep.equal(
        wanted.lines.map(
          ({ text, number, subscriptionId, periodFrom, periodTo, netOre, vatRate, source }) => ({
            text,
            number,
            subscriptionId,
            periodFrom,
            periodTo,
            netOre,
            vatRate,
            source,
          }),
        ),
      );
      const deviations = await house.store.findings.deviationsOf(id);
      expect(
        deviations.map(({ code, stakeOre }) => [code, stakeOre]),
        wanted.supplier,
      ).to.deep.include.members(
        wanted.deviations.map(({ stakeOre }) => ['line.unknown', stakeOre]),
      );
    }
  });

  it('the bad files', async () => {
    for (const bad of expected.bad.filter(({ supplier }) => supplier !== undefined)) {
      if (bad.status !== 202) {
        const refused = await house.receive(bad.supplier ?? '', file(bad.file)).then(
          () => null,
          (error: unknown) => (error as { code: string }).code,
        );
        expect(refused).to.equal(bad.code);
        continue;
      }
      const { id, state } = await house.send(bad.supplier ?? '', file(bad.file));
      const { refusal } = await house.store.invoices.get(id);
      const codes = (await house.store.findings.deviationsOf(id)).map(({ code }) => code);
      expect([state, ...[refusal?.code ?? []].flat(), ...codes], bad.file).to.include.members([
        bad.state,
        bad.code,
      ]);
    }
  });
});
