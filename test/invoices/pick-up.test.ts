// The watched folder: what is taken and when, what comes together, and that nothing is taken twice or
// half, wherever a round is ended.

import { mkdir, mkdtemp, readdir, readFile, symlink, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { createPickUp, type PickUpDeps } from '../../server/domains/invoices/pick-up.ts';
import type { InvoiceId } from '../../server/domains/invoices/types.ts';
import { Refusal } from '../../server/kernel/refusal.ts';
import { anInvoiceFile } from '../support/a.ts';
import { testHouse } from '../support/house.ts';
import { pageHouse, type PageHouse } from './a-page-house.ts';
import { csv, renumbered, withSpecification } from './files.ts';

const MAX_BYTES = 1_000_000;

async function anInbox() {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'jarnkoll-inbox-'));
  const put = async (supplier: string, name: string, bytes: Buffer | string) => {
    await mkdir(path.join(folder, supplier), { recursive: true });
    await writeFile(path.join(folder, supplier, name), bytes);
  };
  const list = async (...below: string[]) =>
    (await readdir(path.join(folder, ...below)).catch(() => [])).sort();
  return { folder, put, list };
}

describe('the watched folder', () => {
  describe('when a file is taken', () => {
    const taken: string[][] = [];
    let now = 0;
    let inbox: Awaited<ReturnType<typeof anInbox>>;
    const pickUp = (more: Partial<PickUpDeps> = {}) =>
      createPickUp({
        folder: inbox.folder,
        maxFileBytes: MAX_BYTES,
        files: {
          put: async (source) => {
            const chunks: Buffer[] = [];
            for await (const chunk of source) chunks.push(chunk as Buffer);
            const bytes = Buffer.concat(chunks);
            return { sha256: bytes.toString(), bytes: bytes.length };
          },
        },
        receiveFiles: ({ files }) => {
          taken.push(files.map(({ name }) => name));
          return Promise.resolve(1 as InvoiceId);
        },
        numbersIn: (_supplier, { name }) => Promise.resolve(name.match(/F-\d/g) ?? []),
        explain: (name, { code }) => `${name}: ${code}`,
        now: () => now,
        ...more,
      });

    beforeEach(async () => {
      taken.length = 0;
      now = 0;
      inbox = await anInbox();
    });

    it('waits until its size and time have stood still for two seconds', async () => {
      const { lookOnce } = pickUp();
      await inbox.put('A', 'F-1.xml', 'a');
      expect(await lookOnce()).to.equal(0);
      now = 1999;
      expect(await lookOnce()).to.equal(0);
      await inbox.put('A', 'F-1.xml', 'ab');
      now = 2500;
      expect(await lookOnce()).to.equal(0);
      now = 4500;
      expect(await lookOnce()).to.equal(1);
      expect(taken).to.deep.equal([['F-1.xml']]);
      expect(await inbox.list('A', 'done')).to.deep.equal(['F-1.xml']);
      expect(await lookOnce()).to.equal(0);
    });

    it('sees a file of the same size that was written again', async () => {
      const { lookOnce } = pickUp();
      await inbox.put('A', 'F-1.xml', 'a');
      await lookOnce();
      await utimes(path.join(inbox.folder, 'A', 'F-1.xml'), 1, 1);
      now = 3000;
      expect(await lookOnce()).to.equal(0);
    });

    it('takes what names one invoice together, once all of it has stood still', async () => {
      const { lookOnce } = pickUp();
      await inbox.put('A', 'F-1.xml', 'a');
      await inbox.put('A', 'F-2.xml', 'b');
      await inbox.put('A', 'other.xml', 'c');
      await lookOnce();
      now = 2000;
      await inbox.put('A', 'spec-F-1.csv', 'd');
      expect(await lookOnce()).to.equal(0);
      now = 4000;
      expect(await lookOnce()).to.equal(4);
      expect(taken).to.deep.equal([['F-1.xml', 'spec-F-1.csv'], ['F-2.xml'], ['other.xml']]);
    });

    it('takes the rest where a file cannot be kept or received now, and tries that again', async () => {
      const failing = { keeping: true, receiving: true };
      const receiveFiles: PickUpDeps['receiveFiles'] = ({ files }) => {
        const names = files.map(({ name }) => name);
        if (failing.receiving && names.includes('F-2.xml')) throw new Error('no database');
        taken.push(names);
        return Promise.resolve(1 as InvoiceId);
      };
      const numbersIn: PickUpDeps['numbersIn'] = (_supplier, { name }) => {
        if (failing.keeping && name === 'F-1.xml') throw new Error('cannot be read now');
        return Promise.resolve(name.match(/F-\d/g) ?? []);
      };
      const { lookOnce } = pickUp({ receiveFiles, numbersIn });
      for (const name of ['F-1.xml', 'F-2.xml', 'F-3.xml']) await inbox.put('A', name, name);
      await lookOnce();
      now = 2000;
      const failed = await lookOnce().catch((error: unknown) => (error as Error).message);
      expect([failed, taken]).to.deep.equal(['cannot be read now', [['F-3.xml']]]);
      failing.keeping = failing.receiving = false;
      expect(await lookOnce()).to.equal(2);
      expect(taken.flat()).to.deep.equal(['F-3.xml', 'F-1.xml', 'F-2.xml']);
    });

    it('does not wait for ever for one that never ends', async () => {
      const { lookOnce } = pickUp();
      await inbox.put('A', 'F-1.xml', 'a');
      for (now = 0; now < 61_000; now += 1000) {
        await inbox.put('A', 'growing.csv', 'x'.repeat(1 + now / 1000));
        await lookOnce();
      }
      expect(taken).to.deep.equal([['F-1.xml']]);
    });

    it('leaves hidden files, parts, links, folders, and what lies beside the suppliers', async () => {
      const { lookOnce } = pickUp({ stillMs: 0 });
      await inbox.put('A', '.F-1.xml', 'a');
      await inbox.put('A', 'F-1.xml.part', 'a');
      await inbox.put('A/inner', 'F-1.xml', 'a');
      await inbox.put('.hidden', 'F-1.xml', 'a');
      await inbox.put('.', 'F-1.xml', 'a');
      await symlink('/etc/hostname', path.join(inbox.folder, 'A', 'link.xml'));
      await lookOnce();
      expect(await lookOnce()).to.equal(0);
    });

    it('never writes over what was moved before', async () => {
      const { lookOnce } = pickUp({ stillMs: 0 });
      for (const bytes of ['a', 'b']) {
        await inbox.put('A', 'F-1.xml', bytes);
        await lookOnce();
        await lookOnce();
      }
      expect(await inbox.list('A', 'done')).to.deep.equal(['F-1-2.xml', 'F-1.xml']);
    });

    it('leaves a file where it is when the house cannot answer, and tries again', async () => {
      let isDown = true;
      const { lookOnce } = pickUp({
        stillMs: 0,
        receiveFiles: () =>
          isDown ? Promise.reject(new Error('no database')) : Promise.resolve(1 as InvoiceId),
      });
      await inbox.put('A', 'F-1.xml', 'a');
      await inbox.put('B', 'F-1.xml', 'b');
      await lookOnce();
      expect(await lookOnce().catch((error: unknown) => String(error))).to.contain('no database');
      expect(await inbox.list('A')).to.deep.equal(['F-1.xml']);
      isDown = false;
      expect(await lookOnce()).to.equal(2);
    });

    it('moves what was received by a round that was ended before it moved', async () => {
      const known = new Set<string>();
      const receiveFiles: PickUpDeps['receiveFiles'] = ({ files }) => {
        const name = files.map((each) => each.name).join();
        if (known.has(name)) throw new Refusal('conflict', 'invoice.same-file');
        known.add(name);
        // Ended here: received, and nobody is told.
        return Promise.reject(new Error('killed'));
      };
      const { lookOnce } = pickUp({ stillMs: 0, receiveFiles });
      await inbox.put('A', 'F-1.xml', 'a');
      await lookOnce();
      await lookOnce().catch(() => null);
      expect(await inbox.list('A')).to.deep.equal(['F-1.xml']);
      expect(await lookOnce()).to.equal(1);
      expect(await inbox.list('A', 'done')).to.deep.equal(['F-1.xml']);
      expect(await inbox.list('A', 'refused')).to.deep.equal([]);
    });
  });

  describe('in the house', () => {
    let pages: PageHouse;
    let inbox: Awaited<ReturnType<typeof anInbox>>;

    beforeEach(async () => {
      pages = await pageHouse(withSpecification());
      inbox = await anInbox();
    });

    const rounds = async () => {
      const { lookOnce } = pages.house.invoices.pickUp({
        folder: inbox.folder,
        maxFileBytes: MAX_BYTES,
        stillMs: 0,
      });
      await lookOnce();
      return lookOnce();
    };
    const received = async () =>
      (await testHouse()).house.db.rows<{ id: InvoiceId; files: string }>(
        `SELECT invoice_id AS id, GROUP_CONCAT(name ORDER BY name) AS files
         FROM supplier_invoice_files GROUP BY invoice_id ORDER BY invoice_id`,
      );

    it('makes one arrival of an e-invoice and its specification', async () => {
      await inbox.put('PROV', 'a.xml', anInvoiceFile());
      await inbox.put('PROV', 'b.csv', csv({})[1]);
      await inbox.put('PROV', 'c.csv', renumbered(csv({}), 'F-2')[1]);
      expect(await rounds()).to.equal(3);
      const came = await received();
      expect(came.map((each) => each.files)).to.deep.equal(['a.xml,b.csv', 'c.csv']);
      for (const { id } of came.slice(0, 1)) {
        expect((await pages.take(id)).state).to.equal('ready');
      }
      expect(await inbox.list('PROV', 'done')).to.deep.equal(['a.xml', 'b.csv', 'c.csv']);
    });

    it('moves what came before to done, and takes it once', async () => {
      for (let n = 0; n < 2; n += 1) {
        await inbox.put('PROV', 'a.xml', anInvoiceFile());
        expect(await rounds()).to.equal(1);
      }
      expect(await received()).to.have.length(1);
      expect(await inbox.list('PROV', 'done')).to.deep.equal(['a-2.xml', 'a.xml']);
    });

    it('lets the intake say what is wrong with a file that cannot be read', async () => {
      await inbox.put('PROV', 'a.xml', '<Invoice>');
      expect(await rounds()).to.equal(1);
      expect(await inbox.list('PROV', 'done')).to.deep.equal(['a.xml']);
      expect(await received()).to.have.length(1);
    });

    for (const [what, supplier, bytes, says] of [
      ['a supplier that is not known', 'OKÄND', 'x', 'Leverantören OKÄND finns inte'],
      ['an empty file', 'PROV', '', 'är tom'],
      ['a file that is too large', 'PROV', 'x'.repeat(MAX_BYTES + 1), 'större än'],
    ] as const) {
      it(`refuses ${what}, with the reason beside it`, async () => {
        await inbox.put(supplier, 'a.xml', bytes);
        expect(await rounds()).to.equal(1);
        expect(await inbox.list(supplier, 'refused')).to.deep.equal(['a.xml', 'a.xml.txt']);
        const why = await readFile(
          path.join(inbox.folder, supplier, 'refused', 'a.xml.txt'),
          'utf8',
        );
        expect(why).to.contain('a.xml').and.to.contain(says);
        expect(await received()).to.deep.equal([]);
        expect(await inbox.list(supplier)).to.deep.equal(['refused']);
      });
    }
  });
});
