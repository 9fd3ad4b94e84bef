// The simulator: files in the inbox once, whole; a receipt for each ledger file.

import { expect } from 'chai';
import { mkdtemp, readdir, readFile, rename, rm, writeFile, mkdir } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { month } from '../../server/kernel/calendar.ts';
import { createMunicipality } from '../../tools/demo/municipality.ts';
import { operatorDeliveries } from '../../tools/demo/operators.ts';
import { receiptFor, receiptsInFolder, startSimulator } from '../../tools/demo/simulator.ts';
import { sumLines, writeMonth } from '../../tools/demo/write-month.ts';

const LEDGER_FILE = [
  '#FLAGGA 0',
  '#VER A "" 20261031 "TF 1"',
  '{',
  '#TRANS 6212 {1 "4520"} 100.50 20261031 "x"',
  '#TRANS 2999 {} -100.5 20261031 "x"',
  '}',
  '#VER A "" 20261031 "TF 2"',
  '{',
  '#TRANS 1510 {} 12 20261031 "x"',
  '#TRANS 3041 {} -12.00 20261031 "x"',
  '}',
  '',
].join('\r\n');

describe('the simulator', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'simulator-'));
  });

  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it('answers a ledger file with a receipt that numbers its vouchers', async () => {
    const [outbox, receipts] = [path.join(folder, 'outbox'), path.join(folder, 'receipts')];
    const simulator = startSimulator({
      inboxFolder: path.join(folder, 'inbox'),
      ledgerOutboxFolder: outbox,
      ...receiptsInFolder(receipts),
      delayMs: 1,
    });
    try {
      await mkdir(outbox, { recursive: true });
      await writeFile(path.join(outbox, '.part'), LEDGER_FILE);
      await rename(path.join(outbox, '.part'), path.join(outbox, '17.si'));
      const file = path.join(receipts, '17.json');
      const receipt: unknown = JSON.parse(await whenThere(file));
      expect(receipt).to.have.property('accepted', true);
      expect(receipt).to.have.property('voucherNumbers').with.length(2);
    } finally {
      await simulator.stop();
    }
  });

  it('does not answer again what it answered before a new start', async () => {
    const receipts = path.join(folder, 'receipts');
    const { answer, wasAnswered } = receiptsInFolder(receipts);
    expect(wasAnswered('17.si')).to.equal(false);
    await answer('17.si', receiptFor(Buffer.from(LEDGER_FILE)));
    expect(wasAnswered('17.si')).to.equal(true);
    await mkdir(path.join(receipts, 'done'));
    await rename(path.join(receipts, '17.json'), path.join(receipts, 'done', '17.json'));
    expect(receiptsInFolder(receipts).wasAnswered('17.si')).to.equal(true);
    expect(wasAnswered('18.si')).to.equal(false);
  });

  it('refuses a voucher that does not balance, with its line', () => {
    const receipt = receiptFor(Buffer.from(LEDGER_FILE.replace('-12.00', '-12.01')));
    expect(receipt.accepted).to.equal(false);
    expect(receipt.refusedRows.map(({ row, code }) => ({ row, code }))).to.deep.equal([
      { row: 7, code: 'unbalanced' },
    ]);
  });

  it('gives the same file the same numbers', () => {
    expect(receiptFor(Buffer.from(LEDGER_FILE))).to.deep.equal(
      receiptFor(Buffer.from(LEDGER_FILE)),
    );
  });

  it('puts each file into the inbox once, also when it has been taken', async () => {
    const inbox = path.join(folder, 'inbox');
    const simulator = startSimulator({
      inboxFolder: inbox,
      ledgerOutboxFolder: path.join(folder, 'outbox'),
      ...receiptsInFolder(path.join(folder, 'receipts')),
    });
    try {
      const municipality = createMunicipality('story', month('2026-10'));
      const deliveries = operatorDeliveries(municipality, municipality.timeline.month);
      await simulator.deliver(deliveries);
      const place = path.join(inbox, 'FJARRTELE');
      const [name = ''] = await readdir(place);
      await mkdir(path.join(place, 'done'));
      await rename(path.join(place, name), path.join(place, 'done', name));
      await simulator.deliver(deliveries);
      expect(await readdir(place)).to.deep.equal(['done']);
      expect(await readdir(path.join(inbox, 'NORDTEL'))).to.have.length(2);
    } finally {
      await simulator.stop();
    }
  });

  it('writes a month to a folder, registers and files', async () => {
    const deliveries = await writeMonth(folder, 'story', month('2026-10'));
    expect(await readdir(path.join(folder, 'registers'))).to.have.length(15);
    expect(sumLines(deliveries)).to.deep.equal([
      'NORDTEL 904113: 169 rader varav 3 oläsliga, 18 334,12 kr utan moms, 22 911,00 kr att betala',
      'FJARRTELE FT-202610: 21 rader, 6 318,09 kr utan moms, 7 898,00 kr att betala',
    ]);
    for (const { name, bytes } of deliveries.flatMap(({ files }) => files)) {
      expect(await readFile(path.join(folder, 'operator', name))).to.deep.equal(bytes);
    }
  });
});

async function whenThere(file: string): Promise<string> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const text = await readFile(file, 'utf8').catch(() => null);
    if (text !== null) return text;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`no file came: ${path.basename(file)}`);
}
