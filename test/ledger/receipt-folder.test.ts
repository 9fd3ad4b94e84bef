// Receipts in a folder: taken once, moved aside, and what can't be one is set apart with its reason.

import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { createReceiptFolder } from '../../server/domains/ledger/receipt-folder.ts';
import { Refusal } from '../../server/kernel/refusal.ts';

describe('the folder of receipts', () => {
  let folder: string;
  const taken: [number, boolean][] = [];
  const receipts = (receive: (id: number) => Promise<unknown> = () => Promise.resolve()) =>
    createReceiptFolder({
      folder,
      findExport: (name) => Promise.resolve(name === 'jarnkoll-2026-10.si' ? { id: 7 } : null),
      receive: async (id, receipt) => {
        await receive(id);
        taken.push([id, receipt.accepted]);
      },
    });
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'receipts-'));
    taken.length = 0;
  });
  const put = (name: string, text: string) => writeFile(path.join(folder, name), text);

  it('takes a receipt for its ledger file and moves it to done', async () => {
    await put('jarnkoll-2026-10.json', '{"accepted":true,"voucherNumbers":["V1"]}');
    expect(await receipts().takeReceipts()).to.equal(1);
    expect(taken).to.deep.equal([[7, true]]);
    expect(await readdir(path.join(folder, 'done'))).to.deep.equal(['jarnkoll-2026-10.json']);
    expect(await receipts().takeReceipts()).to.equal(0);
  });

  it('sets apart what is no receipt, or is nobody’s, with the reason', async () => {
    await put('jarnkoll-2026-10.json', '{"accepted":');
    await put('other.json', '{"accepted":true}');
    expect(await receipts().takeReceipts()).to.equal(0);
    const refused = path.join(folder, 'refused');
    expect((await readdir(refused)).sort()).to.deep.equal([
      'jarnkoll-2026-10.json',
      'jarnkoll-2026-10.json.txt',
      'other.json',
      'other.json.txt',
    ]);
    expect(await readFile(path.join(refused, 'other.json.txt'), 'utf8')).to.equal('not-found\n');
  });

  it('leaves a receipt where it is while the house cannot take it', async () => {
    await put('jarnkoll-2026-10.json', '{"accepted":true}');
    const busy = () => Promise.reject(new Refusal('unavailable', 'database.busy'));
    const error: unknown = await receipts(busy)
      .takeReceipts()
      .catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(Refusal);
    expect(await readdir(folder)).to.deep.equal(['jarnkoll-2026-10.json']);
  });
});
