// Takes every letter that the house sends in development and keeps it: nothing leaves the machine.
// The letters can be read in the browser, their links followed, and tests ask what came.

import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import type { AddressInfo, Server as NetServer } from 'node:net';
import path from 'node:path';
import { simpleParser, type AddressObject } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { errorPage, letterPage, listPage, type ShownLetter } from './mail-pages.ts';

/** What a list shows of a letter; `id` names its files. */
export type SunkLetter = {
  readonly id: string;
  readonly receivedAt: string;
  readonly messageId: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
};

export type MailSink = {
  /** For `SMTP_URL`. */
  readonly smtpUrl: string;
  /** Where the letters are read. */
  readonly url: string;
  /** Oldest first. */
  readonly letters: () => readonly SunkLetter[];
  readonly read: (id: string) => Promise<ShownLetter>;
  readonly stop: () => Promise<void>;
};

type Options = {
  /** 0 takes a free port. */
  readonly smtpPort: number;
  readonly httpPort: number;
  /** `.data/mail`; made when it is missing, and what lies there is shown again. */
  readonly folder: string;
  /** Tests let a server be busy (450) or refuse (550) a recipient. */
  readonly refuse?: (address: string) => number | null;
};

const HOST = '127.0.0.1';
const MAX_LETTER_BYTES = 30_000_000;
const LETTERS_ON_PAGE = 100;
const ID = /^[0-9a-z-]+$/;

/** Starts both servers on loopback. */
export async function startMailSink(options: Options): Promise<MailSink> {
  const box = await openBox(options.folder);
  const smtp = createSmtp(box.keep, options.refuse ?? (() => null));
  const smtpServer = smtp.listen(options.smtpPort, HOST);
  await listening(smtpServer);
  const web = createWeb(box);
  web.listen(options.httpPort, HOST);
  await listening(web);
  return {
    smtpUrl: `smtp://${HOST}:${String(portOf(smtpServer))}?ignoreTLS=true`,
    url: `http://localhost:${String(portOf(web))}/`,
    letters: () => box.letters,
    read: box.read,
    stop: async () => {
      web.closeAllConnections();
      await Promise.all([
        new Promise<void>((done) => {
          smtp.close(done);
        }),
        new Promise<void>((done) => {
          web.close(() => {
            done();
          });
        }),
      ]);
    },
  };
}

type Box = Awaited<ReturnType<typeof openBox>>;

/** Letters as files: `<id>.eml` as it came, `<id>.json` with what a list shows. */
async function openBox(folder: string) {
  await mkdir(folder, { recursive: true });
  const heads = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  const letters: SunkLetter[] = [];
  for (const name of heads) {
    letters.push(JSON.parse(await readFile(path.join(folder, name), 'utf8')) as SunkLetter);
  }
  let count = letters.length;
  return {
    letters,
    keep: async (bytes: Buffer, to: string) => {
      const mail = await simpleParser(bytes);
      const receivedAt = new Date().toISOString();
      const digest = createHash('sha256')
        .update(mail.messageId ?? bytes)
        .digest('hex');
      count += 1;
      const id = `${String(count).padStart(6, '0')}-${digest.slice(0, 12)}`;
      const letter: SunkLetter = {
        id,
        receivedAt,
        messageId: mail.messageId ?? '',
        from: mail.from?.text ?? '',
        to,
        subject: mail.subject ?? '',
      };
      await writeFile(path.join(folder, `${id}.eml`), bytes);
      await writeFile(path.join(folder, `${id}.part`), JSON.stringify(letter));
      await rename(path.join(folder, `${id}.part`), path.join(folder, `${id}.json`));
      letters.push(letter);
    },
    read: async (id: string): Promise<ShownLetter> => {
      const head = letters.find((letter) => letter.id === id);
      if (head === undefined || !ID.test(id)) throw new RangeError(`no letter ${id}`);
      const mail = await simpleParser(await readFile(path.join(folder, `${id}.eml`)));
      return {
        ...head,
        name: textOf(mail.to),
        html: typeof mail.html === 'string' ? mail.html : '',
        text: mail.text ?? '',
        attachments: mail.attachments.map(({ filename, contentType, content }) => ({
          filename: filename ?? 'bilaga',
          type: contentType,
          bytes: content,
        })),
      };
    },
  };
}

function textOf(to: AddressObject | AddressObject[] | undefined): string {
  return to === undefined
    ? ''
    : [to]
        .flat()
        .map(({ text }) => text)
        .join(', ');
}

function createSmtp(keep: Box['keep'], refuse: (address: string) => number | null): SMTPServer {
  return new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    size: MAX_LETTER_BYTES,
    disableReverseLookup: true,
    onAuth: ({ username }, _session, done) => {
      done(null, { user: username ?? 'anyone' });
    },
    onRcptTo: ({ address }, _session, done) => {
      const status = refuse(address);
      if (status === null) done();
      else done(Object.assign(new Error('refused by the test'), { responseCode: status }));
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map((each) => each.address).join(', ');
        keep(Buffer.concat(chunks), to).then(() => {
          done();
        }, done);
      });
    },
  });
}

/** `/`, `/letters/<id>`, its `/html` and its `/files/<n>`: plain pages without a script. */
function createWeb(box: Box): Server {
  return createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    answer(box, url).then(
      ({ status, body, type }) => {
        response.writeHead(status, {
          'Content-Type': type ?? 'text/html; charset=utf-8',
          ...(type === undefined ? {} : { 'Content-Disposition': 'attachment' }),
          'Content-Security-Policy':
            "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; form-action 'self'",
          'X-Content-Type-Options': 'nosniff',
          'Referrer-Policy': 'no-referrer',
        });
        response.end(body);
      },
      () => {
        response.writeHead(500).end();
      },
    );
  });
}

type Answer = { readonly status: number; readonly body: string | Buffer; readonly type?: string };

async function answer(box: Box, url: URL): Promise<Answer> {
  if (url.pathname === '/') {
    const wanted = (url.searchParams.get('q') ?? '').toLowerCase();
    const found = box.letters
      .filter(({ to, subject }) => `${to} ${subject}`.toLowerCase().includes(wanted))
      .reverse();
    return { status: 200, body: listPage(found.slice(0, LETTERS_ON_PAGE), found.length, wanted) };
  }
  const [, id = '', part, file] =
    /^\/letters\/([0-9a-z-]+)(?:\/(html)|\/files\/(\d+))?$/.exec(url.pathname) ?? [];
  if (!box.letters.some((letter) => letter.id === id)) return { status: 404, body: errorPage() };
  const letter = await box.read(id);
  if (file !== undefined) {
    const attached = letter.attachments[Number(file)];
    if (attached === undefined) return { status: 404, body: errorPage() };
    return { status: 200, body: attached.bytes, type: attached.type };
  }
  return { status: 200, body: part === undefined ? letterPage(letter) : letter.html };
}

function listening(server: NetServer): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.once('listening', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function portOf(server: NetServer): number {
  return (server.address() as AddressInfo).port;
}
