// Multipart bodies as they come in: order, limits and tokens, over a real socket.

import { createHash } from 'node:crypto';
import net from 'node:net';
import { expect } from 'chai';
import express, { type Express } from 'express';
import request from 'supertest';
import { Refusal } from '../../server/kernel/refusal.ts';
import { readUpload, type IncomingFile } from '../../server/http/upload.ts';
import { plainErrors } from './plain-errors.ts';

const MAX = 1_000_000;
const TOKEN = 'the-token';

describe('uploads', () => {
  let kept: string[];

  const keep = async ({ field, name, stream }: IncomingFile) => {
    const hash = createHash('sha256');
    let bytes = 0;
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      if (bytes === 0) kept.push(name);
      bytes += chunk.length;
      if (bytes > MAX) throw new Refusal('too-large', 'file.too-large');
      hash.update(chunk);
    }
    return { field, name, bytes, sha256: hash.digest('hex') };
  };

  function anApp(withToken = false): Express {
    const app = express();
    app.disable('x-powered-by');
    app.post('/up', async (asked, response) => {
      const read = await readUpload(asked, {
        maxFiles: 3,
        maxFileBytes: MAX,
        demandToken: withToken
          ? (token) => {
              if (token !== TOKEN) throw new Refusal('forbidden', 'csrf.invalid');
            }
          : null,
        onFile: keep,
      });
      response.json(read);
    });
    app.use(plainErrors());
    return app;
  }

  beforeEach(() => {
    kept = [];
  });

  it('hands on each file in order, and the fields besides', async () => {
    const read = await request(anApp())
      .post('/up')
      .field('supplier', 'nordtel')
      .attach('file', Buffer.from('ett'), 'räkning ett.xml')
      .attach('file', Buffer.from('två'), 'två.csv')
      .field('note', 'å');
    expect(read.status).to.equal(200);
    const { fields, files } = read.body as {
      fields: object;
      files: { name: string; bytes: number }[];
    };
    expect(fields).to.deep.equal({ supplier: 'nordtel', note: 'å' });
    expect(files.map(({ name, bytes }) => [name, bytes])).to.deep.equal([
      ['räkning ett.xml', 3],
      ['två.csv', 4],
    ]);
  });

  it('takes a file of just the limit, and refuses the byte after it', async () => {
    const up = (bytes: number) =>
      request(anApp()).post('/up').attach('file', Buffer.alloc(bytes), 'a.bin');
    expect((await up(MAX)).status).to.equal(200);
    const refused = await up(MAX + 1);
    expect([refused.status, refused.body]).to.deep.equal([413, { code: 'file.too-large' }]);
  });

  it('says no as soon as the limit is passed, while the rest is still to come', async () => {
    const server = anApp().listen(0);
    const { port } = server.address() as net.AddressInfo;
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = net.connect(port, '127.0.0.1');
      let said = '';
      socket.on('data', (data) => {
        said += data.toString();
      });
      socket.on('close', () => {
        resolve(said);
      });
      socket.on('error', reject);
      socket.write(
        'POST /up HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n' +
          'Content-Type: multipart/form-data; boundary=b\r\n\r\n',
      );
      const chunk = (data: Buffer) => {
        socket.write(`${data.length.toString(16)}\r\n`);
        socket.write(data);
        socket.write('\r\n');
      };
      chunk(
        Buffer.from('--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'),
      );
      // The body never ends: whoever waits for it waits for ever.
      for (let at = 0; at < 20; at += 1) chunk(Buffer.alloc(60_000));
    });
    server.close();
    expect(answer).to.match(/^HTTP\/1.1 413 /);
    expect(answer.toLowerCase()).to.contain('connection: close');
  });

  it('refuses by the stated length before anything is read', async () => {
    const refused = await request(anApp())
      .post('/up')
      .attach('file', Buffer.alloc(4 * MAX + 2_000_000), 'a.bin')
      .catch((error: unknown) => error as { code: string });
    if ('status' in refused) expect(refused.status).to.equal(413);
    else expect(['EPIPE', 'ECONNRESET']).to.include(refused.code);
    expect(kept).to.deep.equal([]);
  });

  it('wants the token before the first byte of a file', async () => {
    const app = anApp(true);
    const up = () => request(app).post('/up');
    const file = Buffer.from('x');
    expect((await up().field('_csrf', TOKEN).attach('file', file, 'a')).status).to.equal(200);
    kept = [];
    expect((await up().attach('file', file, 'a').field('_csrf', TOKEN)).status).to.equal(403);
    expect((await up().field('_csrf', 'x').attach('file', file, 'a')).status).to.equal(403);
    expect((await up().attach('file', file, 'a')).status).to.equal(403);
    expect((await up().field('supplier', 'x')).status).to.equal(403);
    expect(kept).to.deep.equal([]);
  });

  it('refuses what is no multipart body, or a broken one, or too many files', async () => {
    const up = () => request(anApp()).post('/up');
    const broken = 'multipart/form-data; boundary=b';
    expect((await up().send({ a: 1 })).status).to.equal(400);
    const half = '--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nhalf';
    expect((await up().set('Content-Type', broken).send(half)).status).to.equal(400);
    const many = up();
    for (const name of ['a', 'b', 'c', 'd']) void many.attach('file', Buffer.from('x'), name);
    expect((await many).status).to.equal(400);
  });
});
