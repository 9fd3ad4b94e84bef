// Letters over SMTP, to one recipient each. An address is parsed strictly and handed over as an
// object: a text with a line break in it can never add a recipient. What may be tried again is told
// apart from what can never arrive.

import { createTransport } from 'nodemailer';
import { z } from 'zod';
import { Refusal } from '../kernel/refusal.ts';

export type Recipient = { readonly name: string; readonly address: string };

export type Mail = {
  readonly to: Recipient;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** `<key@host>`: the caller's, the same each time the same letter is sent. */
  readonly messageId: string;
  readonly lang: string;
  readonly attachments?: readonly Attachment[];
};

/** A file that goes with a letter. */
type Attachment = {
  readonly filename: string;
  readonly type: string;
  readonly bytes: Buffer;
};

export type Mailer = {
  /**
   * Hands a letter over. Refuses `mail.unavailable` (unavailable: worth another try) when the server
   * can't be reached or says 4xx, `mail.rejected` (invalid: never again) when it says 5xx.
   */
  readonly send: (mail: Mail) => Promise<void>;
  readonly close: () => void;
};

type Options = {
  /** smtp:// or smtps://, with user, password and query as nodemailer reads them. */
  readonly url: string;
  readonly from: Recipient;
};

const CONNECT_MS = 10_000;
const SILENCE_MS = 30_000;

export function createMailer({ url, from }: Options): Mailer {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: 3,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: async (mail) => {
      try {
        await transport.sendMail(messageOf(mail, from));
      } catch (error) {
        throw refusalOf(error);
      }
    },
    close: () => {
      transport.close();
    },
  };
}

const ADDRESS =
  /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/;
const MAX_ADDRESS = 254;
const MAX_LOCAL_PART = 64;
const MAX_NAME = 120;

/** A recipient of exactly one plain address. Refuses `mail.recipient` for anything else. */
export function parseRecipient(address: string, name = ''): Recipient {
  const tooLong =
    address.length > MAX_ADDRESS || address.slice(0, address.indexOf('@')).length > MAX_LOCAL_PART;
  if (tooLong || !ADDRESS.test(address)) throw new Refusal('invalid', 'mail.recipient');
  return { name: oneLine(name).slice(0, MAX_NAME), address };
}

function messageOf(mail: Mail, from: Recipient) {
  const to = parseRecipient(mail.to.address, mail.to.name);
  return {
    from: { ...from },
    to: { ...to },
    envelope: { from: from.address, to: [to.address] },
    subject: oneLine(mail.subject),
    html: mail.html,
    text: mail.text,
    messageId: mail.messageId,
    attachments: (mail.attachments ?? []).map(({ filename, type, bytes }) => ({
      filename: oneLine(filename),
      contentType: type,
      content: bytes,
    })),
    headers: {
      'Content-Language': mail.lang,
      // Nobody's absence message shall answer a machine (RFC 3834).
      'Auto-Submitted': 'auto-generated',
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** A header's value on one line, whatever somebody's name holds. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').trim();
}

/** Only what the server said of this very letter is final: a wrong password is mended by somebody. */
const FINAL = new Set(['EENVELOPE', 'EMESSAGE']);

function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const said = z
    .object({ responseCode: z.number().default(0), code: z.string().default('') })
    .safeParse(error);
  const { responseCode, code } = said.success ? said.data : { responseCode: 0, code: '' };
  const args = { status: responseCode };
  return FINAL.has(code) && responseCode >= 500
    ? new Refusal('invalid', 'mail.rejected', { args })
    : new Refusal('unavailable', 'mail.unavailable', { args });
}
